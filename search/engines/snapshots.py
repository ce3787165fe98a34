"""The snapshot of this process, kept in step with the table."""

from collections.abc import Iterable
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any

from django.db import connection

from ..models import SearchDocument
from ..snapshot import Row, Snapshot, milliseconds

# Two overlapping transactions may commit in the other order than their versions tell; seconds until that is noticed
RECHECK = 5.0
MOMENTS = ("opens_at", "closes_at", "results_at", "published_at")
COLUMNS = ("id", "key", "version", "facets", *MOMENTS, "intervals", "sort_title")


class SnapshotKeeper:
    """Gives a snapshot no older than the last committed change, reading only the rows that changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._snapshot = Snapshot()
        self._version: int | None = None
        self._checked = 0.0

    def current(self) -> Snapshot:
        """The snapshot; one small query where nothing changed."""
        with connection.cursor() as cursor:  # below the ORM, which takes ten times as long
            cursor.execute("SELECT max(version) FROM search_searchdocument")
            version = cursor.fetchone()[0] or 0
        if version != self._version or monotonic() - self._checked > RECHECK:
            with self._lock:
                self._refresh(version)
        return self._snapshot

    def forget(self) -> None:
        """Read everything again at the next search."""
        self._snapshot, self._version = Snapshot(), None

    def _refresh(self, version: int) -> None:
        live = dict(SearchDocument.objects.live().values_list("id", "version"))
        known = {row.id: row.version for row in self._snapshot.rows if row}
        changed = [one for one, its_version in live.items() if known.get(one) != its_version]
        removed = known.keys() - live.keys()
        if not known or self._snapshot.is_sparse:
            self._snapshot = Snapshot(_read(None))
        elif changed or removed:
            self._snapshot = self._snapshot.updated(_read(changed), removed)
        self._version, self._checked = version, monotonic()


def _read(ids: list[int] | None) -> list[Row]:
    documents = SearchDocument.objects.live()
    if ids is None:
        return [_row(*columns) for columns in documents.values_list(*COLUMNS).iterator(chunk_size=5000)]
    chunks = (ids[start : start + 500] for start in range(0, len(ids), 500))
    return [_row(*columns) for chunk in chunks for columns in documents.filter(pk__in=chunk).values_list(*COLUMNS)]


def _row(row_id: int, key: str, version: int, facets: str, *moments_and_rest: Any) -> Row:
    *moments, intervals, sort_title = moments_and_rest
    opens_at, closes_at, results_at, published_at = _milliseconds(moments)
    return Row(
        id=row_id,
        key=key,
        version=version,
        values=frozenset(facets.split()),
        opens_at=opens_at,
        closes_at=closes_at,
        results_at=results_at,
        published_at=published_at,
        intervals=tuple((start, end) for start, end in intervals),
        sort_title=sort_title,
    )


def _milliseconds(moments: Iterable[datetime | None]) -> list[int | None]:
    return [None if moment is None else milliseconds(moment) for moment in moments]


keeper = SnapshotKeeper()
