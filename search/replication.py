"""Brings the documents to Elasticsearch and loses none: what it did not confirm stays pending in the table.

A row is pending while its version differs from the one last confirmed. Sending twice is harmless, because the index
compares versions; so whatever breaks on the way, the next run puts it right.
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, Value, When

from cms.core.commits import once_after_commit

from .engines import selection
from .engines.base import EngineUnavailable
from .engines.elastic_index import SOURCES
from .engines.operations import BATCH, Operation, batches, operation
from .engines.replica import BULK_SECONDS, Replica
from .locks import REPLICATION, exclusive
from .models import SearchDocument

logger = logging.getLogger(__name__)

MARKED = 200  # rows in one statement
READ = 10  # rows in memory at a time: a long file has megabytes
BUDGET = 2.0  # seconds that somebody who publishes may wait
SHORTEST = 0.2  # seconds; with less left of the budget the next batch is not begun
# Tombstones of confirmed deletions: kept long enough for every process to see them, and for any late write
TOMBSTONES_KEPT = timedelta(days=1)

Versions = Mapping[int, int]  # row id -> version


@dataclass(slots=True)
class Drained:
    """What a run did; `is_alone` is False where another process was at it already, or came between."""

    sent: int = 0
    refused: int = 0
    is_alone: bool = True
    is_in_time: bool = True


# --- after a change --------------------------------------------------------------------------------------------------


def after_commit() -> None:
    """Send what the transaction changed, once it is committed; to be called in it or after it, as often as you like."""
    if selection.replica() is not None:
        once_after_commit(schedule)


def schedule() -> None:
    """Send what is pending if that takes at most two seconds; the rest, and any failure, is left to search_sync."""
    target = selection.replica()
    if target is None:
        return
    try:
        with selection.circuit().guarded():
            drain(target, budget=BUDGET)
    except EngineUnavailable as error:
        logger.warning("Changed documents wait for Elasticsearch: %s", error)


# --- sending ---------------------------------------------------------------------------------------------------------


def drain(target: Replica, *, budget: float | None = None) -> Drained:
    """Send every pending row once. Raises EngineUnavailable when the replica does not take them now."""
    done = Drained()
    deadline = None if budget is None else time.monotonic() + budget
    last = 0
    while ids := _pending_after(last):
        with exclusive(REPLICATION) as is_alone:
            done.is_alone = is_alone
            done.is_in_time = is_alone and _send(target, ids, done, deadline)
        if not done.is_in_time:
            break
        last = ids[-1]
    return done


def _pending_after(row_id: int) -> list[int]:
    rows = SearchDocument.objects.pending().filter(pk__gt=row_id).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def _send(target: Replica, ids: Sequence[int], done: Drained, deadline: float | None) -> bool:
    """Send rows to every index that needs them; False when time ran out before the end."""
    for batch in batches(operations(ids)):
        refused: dict[int, str] = {}
        # asked after the rows were read: an index made later is filled from rows that are at least as new
        for alias in target.targets():
            seconds = BULK_SECONDS if deadline is None else deadline - time.monotonic()
            if seconds < SHORTEST:
                return False
            refused |= target.write(alias, batch, seconds)
        quarantine(batch, refused)
        taken = {one.row_id: one.version for one in batch if one.row_id not in refused}
        acknowledge(taken)
        done.sent += len(taken)
        done.refused += len(refused)
    return True


def operations(ids: Sequence[int]) -> Iterator[Operation]:
    """What to send for rows, read a few at a time."""
    for start in range(0, len(ids), READ):
        rows = SearchDocument.objects.only(*SOURCES).filter(pk__in=ids[start : start + READ])
        yield from map(operation, rows.order_by("pk"))


# --- marks in the table ----------------------------------------------------------------------------------------------


def acknowledge(versions: Versions) -> None:
    """Note that the replica has these versions. Marks only move forward; rows being written just now stay pending."""
    for start in range(0, len(versions), MARKED):
        _acknowledge(dict(islice(versions.items(), start, start + MARKED)))


@transaction.atomic
def _acknowledge(versions: Versions) -> None:
    # Locked in the order in which those who publish lock them, and without waiting for those
    rows = SearchDocument.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=list(versions))
    free = list(rows.order_by("pk").values_list("pk", flat=True))
    if free:
        sent = Case(*(When(pk=one, then=Value(versions[one])) for one in free), output_field=BigIntegerField())
        behind = SearchDocument.objects.filter(pk__in=free, replicated_version__lt=sent)
        behind.update(replicated_version=sent, replication_error="")


def quarantine(batch: Sequence[Operation], refused: Mapping[int, str]) -> None:
    """Note why the index will never take these documents, unless they have changed since; staff see it."""
    sent = {one.row_id: one for one in batch}
    for row_id, error in refused.items():
        refusal = sent[row_id]
        logger.error("Elasticsearch refuses document %s: %s", refusal.key, error)
        SearchDocument.objects.filter(pk=row_id, version=refusal.version).update(replication_error=error)


def forget_tombstones(*, now: datetime, has_replica: bool) -> int:
    """Remove deleted rows that nobody needs any more; how many."""
    before = int((now - TOMBSTONES_KEPT).timestamp() * 1_000_000)  # versions are microseconds of the clock
    rows = SearchDocument.objects.filter(is_deleted=True, version__lt=before)
    if has_replica:
        rows = rows.filter(replicated_version=F("version"))
    return rows.delete()[0]
