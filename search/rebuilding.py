"""A new index beside the old one: filled, verified, and searched instead of it from one moment to the next."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from .engines import selection
from .engines.base import EngineUnavailable
from .engines.operations import BATCH, batches
from .engines.replica import Replica
from .locks import REBUILD, REPLICATION, exclusive
from .models import SearchDocument
from .replica_check import SHOWN, differing, keys_of, sample_of
from .replication import acknowledge, operations, quarantine

PATIENCE = 60.0  # seconds for a request of another process to end
PAUSES = (1, 2, 4, 8, 16)  # seconds between attempts to send the same documents
ROUNDS = 2  # what is published during the last one waits, as after any commit, and follows soon
KEPT_GENERATIONS = 1  # of those that are no longer searched

Progress = Callable[[int, int], None]  # told how many are done, and how many there are


class RebuildError(Exception):
    """Why there is no new index; the old one is still searched."""


@dataclass(slots=True)
class _Build:
    """Versions by row: those that are in the new index, and those it refused."""

    sent: dict[int, int] = field(default_factory=dict)
    refused: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Survey:
    """How many documents the new index should hold, and which rows it does not have as they are now."""

    expected: int
    missing: list[int]


def rebuild(target: Replica, *, now: datetime, progress: Progress) -> int:
    """Fill a new index from the table and search it from then on; how many documents it holds.

    Changes made meanwhile go to both indexes. Raises RebuildError or EngineUnavailable; then, as with any interruption,
    the new index is removed and the old one stays.
    """
    with exclusive(REBUILD) as is_alone:
        if not is_alone:
            raise RebuildError("Another rebuild is running.")
        target.discard(target.abandoned())
        build = _Build()
        try:
            name = target.create(now)
            _fill(target, build, progress)
            with exclusive(REPLICATION, wait=PATIENCE) as is_quiet:
                if not is_quiet:
                    raise RebuildError("Another process has been sending documents for a minute.")
                count = _complete(target, build)
                target.promote(name)
        except BaseException:
            with suppress(EngineUnavailable):
                # not by its name: if only the answer was lost, it is the one that is searched now
                target.discard(target.abandoned())
            raise
        acknowledge(build.sent)
        selection.forget_verification(target)
        target.discard(target.outdated(KEPT_GENERATIONS))
        return count


def _fill(target: Replica, build: _Build, progress: Progress) -> None:
    total = SearchDocument.objects.live().count()
    for ids in _live_ids():
        _persistently(target, build, ids)
        progress(len(build.sent) + len(build.refused), total)


def _live_ids() -> Iterator[list[int]]:
    last = 0
    while ids := list(
        SearchDocument.objects.live().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield ids
        last = ids[-1]


def _persistently(target: Replica, build: _Build, ids: list[int]) -> None:
    """Send rows, and after a failure read and send them again, until it is no use."""
    for pause in (*PAUSES, None):
        try:
            _send(target, build, ids)
        except EngineUnavailable:
            if pause is None:
                raise
            time.sleep(pause)
        else:
            return


def _send(target: Replica, build: _Build, ids: list[int]) -> None:
    for batch in batches(operations(ids)):
        refused = target.write(target.building, batch)
        quarantine(batch, refused)
        for one in batch:
            versions = build.refused if one.row_id in refused else build.sent
            versions[one.row_id] = one.version


def _complete(target: Replica, build: _Build) -> int:
    """Send what has changed and reached no index, then compare; how many documents there are."""
    for _ in range(ROUNDS):
        missing = _survey(build).missing
        for start in range(0, len(missing), BATCH):
            _persistently(target, build, missing[start : start + BATCH])
    count = target.count(target.building)
    survey = _survey(build)
    # here and below: what is published while we look explains a difference
    if abs(count - survey.expected) > len(survey.missing) + len(build.refused):
        raise RebuildError(f"The new index has {count} documents instead of {survey.expected}.")
    different = set(differing(target, target.building, sample_of(list(build.sent))))
    if different.difference(_survey(build).missing):
        raise RebuildError(f"Documents differ in the new index: {', '.join(keys_of(different)[:SHOWN])}.")
    return count


def _survey(build: _Build) -> _Survey:
    expected, missing = 0, []
    rows = SearchDocument.objects.values_list("pk", "version", "replicated_version", "is_deleted")
    for row_id, version, replicated_version, is_deleted in rows.iterator(chunk_size=5000):
        if build.refused.get(row_id) == version:
            continue
        expected += not is_deleted
        if version != replicated_version and build.sent.get(row_id) != version:
            missing.append(row_id)
    return _Survey(expected, missing)
