"""Rows of the documents' table, as the services write them, without pages behind them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from search.documents import AreaTree, document_fields, next_version
from search.models import SearchDocument
from search.projection import Projection
from search.services.documents import bury
from tests.search.generator import NOW, Generator

AREAS = AreaTree({"3021072": "3021", "3021083": "3021", "3021": ""})


def later(seconds: float) -> datetime:
    """A moment so long after NOW."""
    return NOW + timedelta(seconds=seconds)


def row(key: str, **facts: Any) -> SearchDocument:
    """An unsaved row; `facts` are those of its projection."""
    known: dict[str, Any] = {"kind": "news", "lang": "pl", "title": f"Tytuł {key}", "url": f"/pl/{key}/", **facts}
    return SearchDocument(
        key=key, owner=key, version=next_version(None, NOW), **document_fields(Projection(**known), AREAS)
    )


def stored(count: int, prefix: str = "row", **facts: Any) -> list[SearchDocument]:
    """Rows in the table: `row-0` and on."""
    rows = [row(f"{prefix}-{number}", **facts) for number in range(count)]
    return SearchDocument.objects.bulk_create(rows)


def generated(count: int) -> list[SearchDocument]:
    """Rows in the table with words by chance, but the same each time."""
    found = Generator(7, ["3021072", "3021083"]).projections(count)
    rows = [
        SearchDocument(key=key, owner=key, version=next_version(None, NOW), **document_fields(projection, AREAS))
        for key, projection in found
    ]
    return SearchDocument.objects.bulk_create(rows, batch_size=500)


def change(one: SearchDocument, now: datetime, **columns: Any) -> None:
    """Write columns of a row as a new version."""
    one.refresh_from_db()
    for name, value in columns.items():
        setattr(one, name, value)
    one.version, one.replication_error = next_version(one, now), ""
    one.save()


def delete(one: SearchDocument, now: datetime) -> None:
    """Leave a tombstone."""
    one.refresh_from_db()
    bury([one], now)


Pending = Callable[[], list[str]]


def pending() -> list[str]:
    """Keys of the rows that wait."""
    return list(SearchDocument.objects.pending().order_by("pk").values_list("key", flat=True))
