"""The indexes of Elasticsearch that hold the documents: generations behind two aliases.

The alias `<prefix>-docs` names the generation that is searched, `<prefix>-docs-building` one that is being filled. Both
marks live in the cluster, so making, swapping and dropping a generation are single calls that no crash can halve.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch

from ..snapshot import milliseconds
from .base import EngineUnavailable
from .elastic_client import EngineRefused, EngineUnfit, one_kind_of_error
from .elastic_index import index_definition, marks, schema
from .operations import Operation

BULK_SECONDS = 30.0
ADMIN_SECONDS = 30.0
REFRESH = "1s"
MAX_ERROR = 500  # characters
NEWER_EXISTS = 409  # the index has a newer version: nothing is left to do


@dataclass(frozen=True, slots=True)
class Generation:
    """An index, the aliases that name it, and what it says about itself."""

    name: str
    aliases: frozenset[str]
    marks: Mapping[str, str]


class Replica:
    """The generations of one prefix. Every method raises EngineUnavailable when the server does not do its part."""

    def __init__(self, client: Elasticsearch, prefix: str, fingerprint: str) -> None:
        self.alias = f"{prefix}-docs"
        self.building = f"{self.alias}-building"
        self._client = client
        self._fingerprint = fingerprint

    # --- what there is -----------------------------------------------------------------------------------------------
    def generations(self) -> list[Generation]:
        """All of them, oldest first; the moment of making is in their names."""
        with one_kind_of_error():
            found = self._client.indices.get(
                index=f"{self.alias}-*",
                ignore_unavailable=True,
                filter_path="*.aliases,*.mappings._meta",
            ).body
        return [
            Generation(name, frozenset(index.get("aliases", ())), index.get("mappings", {}).get("_meta", {}))
            for name, index in sorted(found.items())
        ]

    def verify(self, generations: Iterable[Generation] | None = None) -> None:
        """Raises EngineUnfit unless an index is searched that was made with this code's mapping and analysis."""
        known = self.generations() if generations is None else generations
        live = [generation for generation in known if self.alias in generation.aliases]
        if not live:
            raise EngineUnfit(f"there is no index {self.alias}; search_rebuild makes it")
        if live[0].marks != marks(self._fingerprint):
            raise EngineUnfit(f"{live[0].name} was made with another mapping or analysis; search_rebuild replaces it")

    def live(self) -> list[Generation]:
        """The one that is searched; empty before the first."""
        return [generation for generation in self.generations() if self.alias in generation.aliases]

    def targets(self) -> list[str]:
        """Aliases that a change must be written to; see `verify` for when there is none."""
        generations = self.generations()
        self.verify(generations)
        is_building = any(self.building in generation.aliases for generation in generations)
        return [self.alias, self.building] if is_building else [self.alias]

    def count(self, alias: str) -> int:
        """Documents that can be found."""
        with one_kind_of_error():
            self._patient.indices.refresh(index=alias)
            return int(self._patient.count(index=alias)["count"])

    def stored(self, alias: str, keys: Sequence[str]) -> dict[str, tuple[int, dict[str, Any]]]:
        """Version and body of the documents with these keys, without those that are missing."""
        with one_kind_of_error():
            answer = self._patient.mget(index=alias, ids=list(keys)).body if keys else {"docs": []}
        return {doc["_id"]: (doc["_version"], doc["_source"]) for doc in answer["docs"] if doc.get("found")}

    # --- writing -----------------------------------------------------------------------------------------------------
    def write(self, alias: str, operations: Sequence[Operation], seconds: float = BULK_SECONDS) -> dict[int, str]:
        """Write documents; row id -> why the index will never take it. The others are in it, at this version or later.

        Raises EngineUnavailable where writing the same again later can succeed.
        """
        try:
            items = self._bulk(alias, operations, seconds)
        except EngineRefused as error:
            return self._apart(alias, operations, seconds, str(error))
        refused = {}
        for operation, item in zip(operations, items, strict=True):
            if reason := _refusal(item, is_delete=operation.body is None):
                refused[operation.row_id] = reason
        return refused

    def _apart(self, alias: str, operations: Sequence[Operation], seconds: float, reason: str) -> dict[int, str]:
        """Write the halves of a request refused as a whole, until the document is alone that makes it so."""
        if len(operations) == 1:
            return {operations[0].row_id: reason[:MAX_ERROR]}
        middle = len(operations) // 2
        return {
            **self.write(alias, operations[:middle], seconds),
            **self.write(alias, operations[middle:], seconds),
        }

    def _bulk(self, alias: str, operations: Sequence[Operation], seconds: float) -> list[Mapping[str, Any]]:
        lines: list[Any] = [line for operation in operations for line in operation.lines()]
        with one_kind_of_error():
            # require_alias: a name that has vanished must not come back as an index without a mapping
            client = self._client.options(request_timeout=seconds)
            answer = client.bulk(index=alias, operations=lines, require_alias=True).body
        return [next(iter(item.values())) for item in answer["items"]]

    # --- generations -------------------------------------------------------------------------------------------------
    def create(self, now: datetime) -> str:
        """Make an empty generation under the building alias; its name."""
        name = f"{self.alias}-{now:%Y%m%d%H%M%S}{milliseconds(now) % 1000:03}-{schema()}"
        with one_kind_of_error():
            self._patient.indices.create(index=name, **index_definition(self._fingerprint, self.building))
        return name

    def promote(self, name: str) -> None:
        """Search this generation from now on: one call moves both aliases."""
        actions: list[dict[str, Any]] = [{"remove": {"index": name, "alias": self.building}}]
        actions += [{"remove": {"index": old.name, "alias": self.alias}} for old in self.live()]
        with one_kind_of_error():
            self._patient.indices.put_settings(index=name, settings={"index": {"refresh_interval": REFRESH}})
            self._patient.indices.update_aliases(actions=[*actions, {"add": {"index": name, "alias": self.alias}}])

    def discard(self, names: Iterable[str]) -> None:
        """Delete generations; those that are gone already do not matter."""
        for name in names:
            with one_kind_of_error():
                self._patient.indices.delete(index=name, ignore_unavailable=True)

    def abandoned(self) -> list[str]:
        """Generations left unfinished by a rebuild that was killed; ask only while no rebuild runs."""
        return [generation.name for generation in self.generations() if self.building in generation.aliases]

    def outdated(self, keep: int) -> list[str]:
        """Generations without an alias, but for the newest `keep` of them."""
        idle = [generation.name for generation in self.generations() if not generation.aliases]
        return idle[: len(idle) - keep] if keep else idle

    @property
    def _patient(self) -> Elasticsearch:
        return self._client.options(request_timeout=ADMIN_SECONDS)


def _refusal(item: Mapping[str, Any], *, is_delete: bool) -> str:
    """Why an item of a bulk answer can never succeed; empty if it did. Raises EngineUnavailable if it may later."""
    status = item["status"]
    missing = is_delete and status == 404 and "error" not in item
    if status < 300 or status == NEWER_EXISTS or missing:
        return ""
    error = item.get("error", {})
    cause = error.get("caused_by", {}).get("reason") or error.get("reason", "")
    reason = f"{error.get('type', status)}: {cause}"[:MAX_ERROR]
    if status != 400:
        raise EngineUnavailable(f"Elasticsearch refused a document for now: {reason}")
    return reason
