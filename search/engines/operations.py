"""What is sent to the index for a row, and how much of it in one request. Plain Python."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .elastic_index import document_body

if TYPE_CHECKING:
    from ..models import SearchDocument

BATCH = 500  # documents of one request
BATCH_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Operation:
    """A document to write, or with `body` None to delete, at a version that only rises; `body` is JSON."""

    row_id: int
    key: str
    version: int
    body: bytes | None

    def lines(self) -> Iterator[bytes]:
        """Its lines in a bulk request."""
        action = "delete" if self.body is None else "index"
        head = {action: {"_id": self.key, "version": self.version, "version_type": "external_gte"}}
        yield json.dumps(head).encode()
        if self.body is not None:
            yield self.body


def operation(row: "SearchDocument") -> Operation:
    """What makes the index say the same as the row."""
    body = None if row.is_deleted else json.dumps(document_body(row), ensure_ascii=False).encode()
    return Operation(row.pk, row.key, row.version, body)


def batches(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """Requests of at most 500 documents and about 5 MB; a larger document goes alone."""
    batch: list[Operation] = []
    size = 0
    for one in operations:
        weight = len(one.body or b"")
        if batch and (len(batch) == BATCH or size + weight > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += weight
    if batch:
        yield batch
