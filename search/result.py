"""What a search answers. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .analysis.highlighting import Passage, Segment
from .facets import Status, status_at


@dataclass(frozen=True, slots=True)
class EngineResult:
    """Answer of an engine: keys of the documents on the page in order, how many there are, and counts per facet value.

    `base_total` counts what the words and dates match before any facet narrows it; `without` says for each facet with
    chosen values how many documents there would be if nothing were chosen in it.
    """

    keys: Sequence[str]
    total: int
    base_total: int
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]
    engine: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `url` already leads to the right page of a file; `page` is 0 where there are no pages."""

    key: str
    kind: str
    lang: str
    url: str
    title: tuple[Segment, ...]
    lead: tuple[Segment, ...]
    passages: tuple[Passage, ...]
    facets: Mapping[str, Sequence[str]]
    opens_at: datetime | None
    closes_at: datetime | None
    results_at: datetime | None
    published_at: datetime | None
    page: int = 0
    container_title: str = ""
    container_url: str = ""
    intervals: Sequence[tuple[datetime, datetime]] = ()  # when it takes place or is open

    def status_at(self, now: datetime) -> Status | None:
        """Status by the rule of the facet; None for what does not open and close."""
        return status_at(self.opens_at, self.closes_at, self.results_at, now)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with the number of documents it would leave, were it the only one chosen in its facet."""

    value: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """Words taken instead of those typed; `applied` is False where they are only offered."""

    typed: str
    corrected: str
    applied: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Everything a result page shows.

    `without`: totals without what is chosen in a facet; `relaxed`: not all words were found together; `took_ms` by the
    server's clock.
    """

    hits: Sequence[Hit]
    total: int
    facets: Mapping[str, Sequence[FacetValue]]
    without: Mapping[str, int]
    corrections: Sequence[Correction]
    relaxed: bool
    engine: str
    took_ms: float
