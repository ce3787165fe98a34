"""Compares the replica with the table: what is missing, late, refused or different."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom

from .analysis.languages import fingerprint
from .engines.base import EngineUnavailable
from .engines.elastic_index import SOURCES, document_body
from .engines.replica import Replica
from .locks import REBUILD, exclusive
from .models import SearchDocument, SearchState

SAMPLE = 200  # documents compared field by field
READ = 50
SHOWN = 20  # keys in a message


@dataclass(slots=True)
class Findings:
    """Numbers for monitoring, and `problems` in words; none of them means that everything is well."""

    documents: int = 0
    pending: int = 0
    oldest_pending_seconds: float = 0.0
    refused: int = 0
    in_replica: int | None = None
    compared: int = 0
    different: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def examine(target: Replica | None, *, now: datetime, allowed_lag: float) -> Findings:
    """Look at the documents and, where there is one, at the replica; changes may wait `allowed_lag` seconds."""
    found = Findings(documents=SearchDocument.objects.live().count())
    if not analysis_is_current():
        found.problems.append("The documents were analysed by another version of this program: run search_rebuild.")
    if target is not None:
        _examine_pending(found, now, allowed_lag)
        try:
            _examine_replica(found, target)
        except EngineUnavailable as error:
            found.problems.append(f"{error}.")
    return found


def analysis_is_current() -> bool:
    """Whether the documents were analysed as queries are now; true while there are none."""
    known = stored_fingerprint()
    return known == fingerprint() or not (known or SearchDocument.objects.live().exists())


def stored_fingerprint() -> str:
    """Of the analysis at the last rebuild of all documents; empty before the first."""
    return SearchState.objects.values_list("fingerprint", flat=True).first() or ""


def _examine_pending(found: Findings, now: datetime, allowed_lag: float) -> None:
    pending = SearchDocument.objects.pending()
    found.pending = pending.count()
    found.refused = SearchDocument.objects.quarantined().count()
    oldest = pending.order_by("version").values_list("version", flat=True).first()
    if oldest is not None:
        found.oldest_pending_seconds = round(max(0.0, now.timestamp() - oldest / 1_000_000), 1)
    if found.oldest_pending_seconds > allowed_lag:
        late = f"the oldest for {found.oldest_pending_seconds:.0f} s"
        found.problems.append(f"Waiting to be sent: {found.pending}, {late}. Does search_sync run?")
    if found.refused:
        keys = _named(SearchDocument.objects.quarantined().values_list("key", flat=True)[:SHOWN])
        found.problems.append(f"Refused by Elasticsearch: {found.refused} ({keys}).")


def _examine_replica(found: Findings, target: Replica) -> None:
    target.verify()
    found.in_replica = target.count(target.alias)
    # what waits explains a difference
    if abs(found.in_replica - found.documents) > found.pending + found.refused:
        found.problems.append(f"Documents in Elasticsearch: {found.in_replica}, in the table: {found.documents}.")
    with exclusive(REBUILD) as is_idle:
        if is_idle and (unfinished := target.abandoned()):
            found.problems.append(f"A rebuild was killed and left {_named(unfinished)}: run search_rebuild again.")
    ids = sample_of(settled())
    found.compared = len(ids)
    # a second look, since one of them may have been published during the first
    again = differing(target, target.alias, differing(target, target.alias, ids))
    found.different = keys_of(set(again).intersection(settled()) if again else ())
    if found.different:
        found.problems.append(
            f"Different in Elasticsearch: {len(found.different)} ({_named(found.different[:SHOWN])})."
        )


def settled() -> list[int]:
    """Ids of the live rows the replica should have as they are."""
    waiting = SearchDocument.objects.pending().values("pk")
    rows = SearchDocument.objects.live().filter(replication_error="").exclude(pk__in=waiting)
    return list(rows.values_list("pk", flat=True))


def sample_of(ids: Sequence[int]) -> list[int]:
    """Some of the ids, others each time."""
    return sorted(SystemRandom().sample(ids, min(SAMPLE, len(ids))))


def differing(target: Replica, alias: str, ids: Sequence[int]) -> list[int]:
    """Ids of the rows that an index has otherwise, field by field; what it has in a newer version is no difference."""
    found = []
    for start in range(0, len(ids), READ):
        rows = list(SearchDocument.objects.live().only(*SOURCES).filter(pk__in=ids[start : start + READ]))
        stored = target.stored(alias, [row.key for row in rows])
        found += [row.pk for row in rows if _differs(row, *stored.get(row.key, (0, {})))]
    return found


def keys_of(ids: Iterable[int]) -> list[str]:
    """Keys of rows, in order."""
    return list(SearchDocument.objects.filter(pk__in=list(ids)).order_by("key").values_list("key", flat=True))


def _differs(row: SearchDocument, version: int, body: dict[str, object]) -> bool:
    return version < row.version or (version == row.version and body != document_body(row))


def _named(keys: Iterable[str]) -> str:
    return ", ".join(keys)
