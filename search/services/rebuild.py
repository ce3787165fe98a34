"""All documents at once: after a changed analysis, a bulk change, or to be sure."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ..analysis.languages import fingerprint
from ..documents import label_key
from ..findable import Surroundings, all_owners
from ..models import SearchDocument
from .documents import take_out
from .owners import batches, mark, refresh_documents_of
from .words import refresh_frequencies, remember_fingerprint

BATCH = 100
Progress = Callable[[int, int], None]


def rebuild_documents(*, now: datetime, progress: Progress | None = None) -> int:
    """Write every document anew and take out those whose owners are gone; how many owners were looked at.

    `progress` is told (done, total). Searches go on meanwhile; what is published meanwhile is not lost.
    """
    current = all_owners(Surroundings(now))
    known = set(current)
    stored = SearchDocument.objects.live().values_list("owner", flat=True).distinct()
    owners = [*current, *(owner for owner in stored if owner not in known)]
    done = 0
    for batch in batches(owners, BATCH):
        refresh_documents_of(batch, now=now, fresh=True)
        done += len(batch)
        if progress is not None:
            progress(done, len(owners))
    refresh_frequencies()
    remember_fingerprint(fingerprint())
    return len(owners)


def mark_everything(*, now: datetime) -> None:
    """Have every object projected soon, since addresses have changed."""
    mark(all_owners(Surroundings(now)), now=now)


def mark_having(*, facet: str, value: str, now: datetime) -> None:
    """Have the objects projected soon whose editors chose a value that has another code now."""
    word = label_key(facet, value)
    rows = SearchDocument.objects.live().filter(labels__contains=word).values_list("owner", "labels")
    mark({owner for owner, labels in rows if word in labels.split()}, now=now)


@transaction.atomic
def hide_unfindable(*, now: datetime) -> int:
    """Take out what nobody may find, whatever way it became so; how many documents.

    Signals see nothing of changes in bulk or of a moved collection: this looks at the state itself.
    """
    surroundings = Surroundings(now)
    findable = set(all_owners(surroundings))
    live = SearchDocument.objects.live()
    stored = live.values_list("owner", flat=True).distinct()
    gone = [owner for owner in stored if owner not in findable]
    hidden = Q(file__isnull=False) & ~Q(file__in=surroundings.files())
    buried = 0
    for rows in [live.filter(hidden), *(live.owned_by(batch) for batch in batches(gone, BATCH))]:
        buried += len(take_out(rows.order_by("pk").select_for_update(no_key=True, of=("self",)), now))
    return buried
