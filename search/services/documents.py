"""Writing of documents: the one place that gives versions and buries what is gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from ..documents import ANALYSED, AreaTree, analysed_fields, next_version, plain_fields, with_areas
from ..findable import read_areas
from ..models import SearchDocument
from ..projection import Projection
from ..replication import after_commit
from .words import learn_words

BATCH = 500
# What a tombstone keeps nothing of
TEXTS = ("title", "lead", "body", "url", "container_title", "container_url", "facets", "sort_title", "labels")
WORDS = ("title_lem", "lead_lem", "body_lem", "title_surface", "surface")
NOTHING: dict[str, Any] = {
    **dict.fromkeys([*TEXTS, *WORDS], ""),
    "is_deleted": True,
    "replication_error": "",
    "refresh_at": None,
}
Rows = Mapping[str, SearchDocument]


def area_tree() -> AreaTree:
    """Local governments and their counties as they stand."""
    return read_areas()


@transaction.atomic
def store(
    *, owner: str, projections: Mapping[str, Projection], now: datetime, areas: AreaTree | None = None
) -> list[SearchDocument]:
    """Make the documents of `owner` what `projections` (by key) say; the rows that changed, deleted ones among them.

    Rows that are the same keep their version, so writing twice costs the replica nothing.
    """
    rows = rows_of([owner]).get(owner, {})
    changed = Writer(areas or area_tree(), now).write(owner, rows, projections)
    announce(changed)
    return changed


def rows_of(owners: Iterable[str]) -> dict[str, dict[str, SearchDocument]]:
    """All rows of the owners, tombstones too, by owner and key; locked until the transaction ends."""
    found: dict[str, dict[str, SearchDocument]] = {}
    for row in SearchDocument.objects.select_for_update(no_key=True).owned_by(owners).order_by("pk"):
        found.setdefault(row.owner, {})[row.key] = row
    return found


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes documents; `fresh` analyses all texts again instead of those that changed."""

    areas: AreaTree
    now: datetime
    fresh: bool = False

    def write(self, owner: str, rows: Rows, projections: Mapping[str, Projection]) -> list[SearchDocument]:
        """Bring the rows of an owner in line with its projections; the changed ones."""
        changed = []
        for key, projection in projections.items():
            row = rows.get(key)
            fields = _fields(row, plain_fields(projection, self.areas), self.fresh)
            if row is None:
                changed.append(_created(SearchDocument(owner=owner, key=key), fields, self.now))
            elif _update(row, fields, self.now):
                changed.append(row)
        gone = [row for key, row in rows.items() if key not in projections and not row.is_deleted]
        return changed + bury(gone, self.now)


def _fields(row: SearchDocument | None, plain: dict[str, Any], fresh: bool) -> dict[str, Any]:
    """All columns; a text that was analysed already is not analysed again, which for a long file takes seconds."""
    is_known = row is not None and not row.is_deleted and all(getattr(row, name) == plain[name] for name in ANALYSED)
    return plain if is_known and not fresh else plain | analysed_fields(plain)


def _created(row: SearchDocument, fields: Mapping[str, Any], now: datetime) -> SearchDocument:
    for name, value in fields.items():
        setattr(row, name, value)
    row.version = next_version(None, now)
    row.save(force_insert=True)
    return row


def _update(row: SearchDocument, fields: Mapping[str, Any], now: datetime) -> bool:
    """Save what differs; whether anything did."""
    differing = [name for name, value in fields.items() if getattr(row, name) != value]
    if not differing and not row.is_deleted:
        return False
    for name in differing:
        setattr(row, name, fields[name])
    row.version, row.is_deleted, row.replication_error = next_version(row, now), False, ""
    # the full text index of a row is written again only when its texts are
    row.save(update_fields=[*differing, "version", "is_deleted", "replication_error"])
    return True


def bury(rows: Sequence[SearchDocument], now: datetime) -> list[SearchDocument]:
    """Turn locked rows into tombstones: without their content, with a new version for the replica."""
    for start in range(0, len(rows), BATCH):
        keys = [row.pk for row in rows[start : start + BATCH]]
        version = Greatest(F("version") + 1, next_version(None, now))
        SearchDocument.objects.filter(pk__in=keys).update(version=version, **NOTHING)
    for row in rows:
        row.version = next_version(row, now)
        for name, value in NOTHING.items():
            setattr(row, name, value)
    return list(rows)


@transaction.atomic
def remove(*, owners: Iterable[str], now: datetime) -> list[SearchDocument]:
    """Take everything of the owners out of the search; the rows that were in it."""
    rows = SearchDocument.objects.select_for_update(no_key=True).owned_by(owners).live()
    return take_out(rows.order_by("pk"), now)


def take_out(rows: Iterable[SearchDocument], now: datetime) -> list[SearchDocument]:
    """Bury live rows and tell the replica."""
    buried = bury(list(rows), now)
    announce(buried)
    return buried


def announce(changed: Sequence[SearchDocument], *, learns: bool = True) -> None:
    """Learn the words of changed documents, and send them to the replica after the commit."""
    if changed and learns:
        learn_words(documents=changed)
    if changed:
        after_commit()


def replicate_again(*, key: int) -> None:
    """Send a document that the replica refused once more, by its primary key."""
    if SearchDocument.objects.quarantined().filter(pk=key).update(replication_error=""):
        after_commit()


@transaction.atomic
def refresh_areas(*, now: datetime) -> int:
    """Give documents the areas above and below those chosen, after a change of the local governments; how many."""
    areas = area_tree()
    rows = SearchDocument.objects.select_for_update(no_key=True).live().filter(labels__contains="area_")
    changed = []
    for row in rows.only("version", "facets", "labels").order_by("pk"):
        facets = with_areas(row.facets, row.labels, areas)
        if facets != row.facets:
            row.facets, row.version = facets, next_version(row, now)
            changed.append(row)
    SearchDocument.objects.bulk_update(changed, ["facets", "version"], batch_size=BATCH)
    if changed:
        after_commit()
    return len(changed)
