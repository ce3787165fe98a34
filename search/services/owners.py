"""From changed objects to their documents: at once where it can be, else marked and done soon after."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page

from cms.core.commits import once_after_commit

from ..attachments import attached
from ..findable import Surroundings, owners_in, read
from ..models import ExtractedText, PendingProjection, SearchDocument
from ..owners import owner_name, owner_of
from ..projection import Projection, Source, dependents_of
from .documents import Writer, announce, rows_of, take_out

logger = logging.getLogger(__name__)
BATCH = 100
AT_ONCE = 50  # objects of a subtree written in the transaction that moved or opened it; the others follow the commit
DRAIN_SECONDS = 2.0  # what a request spends at most on what it has marked
MAX_DELAY = timedelta(days=1)


def project_page(*, page: Page, now: datetime) -> list[SearchDocument]:
    """Bring the documents of a page and of its files in line with what is published; the rows that changed."""
    return refresh_documents_of([owner_of(page)], now=now)


def refresh_documents_of(owners: Iterable[str], *, now: datetime, fresh: bool = False) -> list[SearchDocument]:
    """Project the owners again; the rows that changed. An owner that cannot be found any more loses its documents.

    One whose projection fails keeps what it had and is tried again later. `fresh` is for rebuilding: it
    analyses all texts again, and leaves dependents and vocabulary alone, whose turn comes anyway.
    """
    changed: list[SearchDocument] = []
    for batch in batches(sorted(set(owners)), BATCH):
        with transaction.atomic():
            changed += _Refresh(now, fresh).run(batch)
    return changed


def batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """Lists of at most `size` items."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


class _Refresh:
    """One batch of owners in one transaction."""

    def __init__(self, now: datetime, fresh: bool) -> None:
        self.surroundings = Surroundings(now)
        self.fresh = fresh
        self.failed: dict[str, Exception] = {}
        self.unread: list[int] = []
        self.changed: list[SearchDocument] = []

    def run(self, owners: Sequence[str]) -> list[SearchDocument]:
        found = read(owners, self.surroundings)
        rows = rows_of(owners)
        for owner in owners:
            self._attempt(owner, found.get(owner), rows.get(owner, {}))
        _settle([owner for owner in owners if owner not in self.failed])
        note_failures(self.failed, self.surroundings.now)
        request_texts(self.unread)
        announce(self.changed, learns=not self.fresh)
        if not self.fresh:
            self._mark_dependents(found)
        return self.changed

    def _attempt(self, owner: str, found: tuple[Source, models.Model] | None, rows: dict[str, SearchDocument]) -> None:
        """Write one owner; whatever goes wrong with it, the others and the change itself go on."""
        try:
            with transaction.atomic():
                projections = self._projections(owner, *found) if found else {}
                writer = Writer(self.surroundings.areas, self.surroundings.now, self.fresh)
                self.changed += writer.write(owner, rows, projections)
        except Exception as error:  # builders are written by others, and read what editors wrote
            logger.exception("The search could not read %s", owner)
            self.failed[owner] = error

    def _projections(self, owner: str, source: Source, instance: models.Model) -> dict[str, Projection]:
        projection = source.project(instance, self.surroundings.now)
        if projection is None:
            return {}
        files = attached(owner, projection, self.surroundings)
        self.unread += files.unread
        return {owner: projection, **files.projections}

    def _mark_dependents(self, found: dict[str, tuple[Source, models.Model]]) -> None:
        changed = {row.owner for row in self.changed}
        instances = [instance for owner, (_source, instance) in found.items() if owner in changed]
        mark_dependents(instances, self.surroundings.now)


# --- marks -------------------------------------------------------------------------------------------------------
def mark(owners: Iterable[str], *, now: datetime) -> None:
    """Note owners that have changed, in the transaction of the change; they are projected after its commit."""
    rows = [PendingProjection(owner=owner, retry_at=now) for owner in sorted(set(owners))]
    if rows:
        PendingProjection.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        once_after_commit(drain)


def mark_dependents(instances: Iterable[models.Model], now: datetime) -> None:
    """Mark the objects whose projections read these."""
    mark((owner_of(one) for instance in instances for one in dependents_of(instance)), now=now)


def is_marked(owner: str) -> bool:
    """Whether the owner waits to be projected."""
    return PendingProjection.objects.filter(owner=owner).exists()


def _settle(owners: Iterable[str]) -> None:
    PendingProjection.objects.filter(owner__in=list(owners)).delete()


def note_failures(failed: dict[str, Exception], now: datetime) -> None:
    """Keep why projections failed, for staff, and when to try again: later each time, at last once a day."""
    if not failed:
        return
    known = PendingProjection.objects.filter(owner__in=failed).values_list("owner", "attempts")
    attempts = {owner: before + 1 for owner, before in known}
    rows = [
        PendingProjection(
            owner=owner,
            attempts=attempts.get(owner, 1),
            retry_at=now + min(timedelta(minutes=2 ** min(attempts.get(owner, 1), 12)), MAX_DELAY),
            error=f"{type(error).__name__}: {error}".replace("\x00", "")[:1000],
        )
        for owner, error in failed.items()
    ]
    PendingProjection.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["owner"], update_fields=["attempts", "retry_at", "error"]
    )


def drain() -> None:
    """Project what is marked and was never tried, as far as `DRAIN_SECONDS` reach; `retry_pending` does the rest."""
    deadline = monotonic() + DRAIN_SECONDS
    while monotonic() < deadline:
        waiting = PendingProjection.objects.filter(attempts=0).order_by("pk").values_list("owner", flat=True)
        owners = list(waiting[:BATCH])
        if not owners:
            return
        refresh_documents_of(owners, now=timezone.now())


def retry_pending(now: datetime, *, limit: int = 1000) -> int:
    """Project what is marked and due, the oldest first; how many owners were tried."""
    due = PendingProjection.objects.filter(retry_at__lte=now).order_by("retry_at", "pk")
    owners = list(due.values_list("owner", flat=True)[:limit])
    refresh_documents_of(owners, now=now)
    return len(owners)


def retry_projection(*, key: int, now: datetime) -> None:
    """Project now what failed, by the key of its mark."""
    refresh_documents_of(PendingProjection.objects.filter(pk=key).values_list("owner", flat=True), now=now)


def refresh_due(now: datetime, *, limit: int = 1000) -> int:
    """Project again what the passing of time has changed, such as results released by now; how many owners."""
    due = SearchDocument.objects.live().due(now).order_by("refresh_at", "pk")
    owners = list(dict.fromkeys(due.values_list("owner", flat=True)[:limit]))
    refresh_documents_of(owners, now=now)
    return len(owners)


# --- subtrees ----------------------------------------------------------------------------------------------------
@transaction.atomic
def project_subtree(*, page: Page, now: datetime) -> list[SearchDocument]:
    """Bring the page, all below it, and its aliases with all below them in line; the rows that changed.

    What may not be found any more is taken out at once, however much it is; the rest is marked beyond `AT_ONCE` pages.
    """
    paths = [page.path, *Page.objects.filter(alias_of=page.pk).values_list("path", flat=True)]
    below = models.Q()
    for path in paths:
        below |= models.Q(path__startswith=path)
    findable = owners_in(Surroundings(now).pages().filter(below))
    taken_out = _take_out_others(below, set(findable), now)
    mark(findable, now=now)
    return taken_out + refresh_documents_of(findable[:AT_ONCE], now=now)


def _take_out_others(below: models.Q, findable: set[str], now: datetime) -> list[SearchDocument]:
    everything = (owner_name(Page, key) for key in Page.objects.filter(below).values_list("pk", flat=True))
    buried: list[SearchDocument] = []
    for batch in batches((owner for owner in everything if owner not in findable), 500):
        rows = SearchDocument.objects.select_for_update(no_key=True).owned_by(batch).live().order_by("pk")
        buried += take_out(rows, now)
    return buried


# --- texts of files ----------------------------------------------------------------------------------------------
texts_wanted = Signal()  # sent after the commit; who reads files refreshes owners in its turn


def request_texts(files: Iterable[int]) -> None:
    """Note files whose text is wanted; they are read after the commit."""
    rows = [ExtractedText(document_id=key) for key in sorted(set(files))]
    if rows:
        ExtractedText.objects.bulk_create(rows, ignore_conflicts=True)
        once_after_commit(ask_for_texts)


def ask_for_texts() -> None:
    """Have waiting files read in the background."""
    texts_wanted.send(sender=ExtractedText)
