"""What someone searches for. Plain Python: the same object serves the page, the feeds, the API and every engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from .facets import FACETS

MAX_TEXT = 200  # characters
MAX_VALUES = 50  # of one facet
MAX_PAGE = 500
PAGE_SIZE = 20


class Sort(StrEnum):
    """Orders of the result; `BEST` means relevance with words, otherwise `CLOSING`."""

    BEST = ""
    RELEVANCE = "relevance"
    CLOSING = "closing"
    NEWEST = "newest"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class InvalidParameter:
    """A parameter that cannot be used: its name, what is wrong in one machine word, and the value as it came."""

    name: str
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """Criteria, order and place in the result.

    `selected` maps a facet's name to the values wanted: one of them is enough, all are needed for the facets in
    `match_all`. `now` is aware and decides the status; `language` is that of the reader.
    """

    now: datetime
    text: str = ""
    selected: Mapping[str, frozenset[str]] = field(default_factory=dict)
    match_all: frozenset[str] = frozenset()
    date_from: date | None = None
    date_to: date | None = None
    sort: Sort = Sort.BEST
    page: int = 1
    size: int = PAGE_SIZE
    language: str = "pl"

    @property
    def minute(self) -> datetime:
        """`now` cut to the minute: what is computed for it can be kept for the other searches of that minute."""
        return self.now.replace(second=0, microsecond=0)

    @property
    def effective(self) -> Mapping[str, frozenset[str]]:
        """The selection with the reader's language where no language is chosen."""
        if self.selected.get("lang"):
            return self.selected
        return {**self.selected, "lang": frozenset({self.language})}

    @property
    def order(self) -> Sort:
        """The order meant by `BEST`; relevance makes no sense without words."""
        if self.sort is Sort.BEST or (self.sort is Sort.RELEVANCE and not self.text):
            return Sort.RELEVANCE if self.text else Sort.CLOSING
        return self.sort

    @property
    def has_criterion(self) -> bool:
        """Whether anything narrows the result; the reader's own language does not count."""
        return bool(self.text or any(self.selected.values()) or self.date_from or self.date_to)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def without(self, facet: str, value: str | None = None) -> "SearchQuery":
        """The query without one value of a facet, or without the facet; from its first page."""
        kept = self.selected.get(facet, frozenset()) - {value} if value is not None else frozenset()
        return replace(self, selected={**self.selected, facet: frozenset(kept)}, page=1)

    def window(self) -> tuple[datetime | None, datetime | None]:
        """Start and end (exclusive) of the days asked for, in the time zone of `now`."""
        return self._midnight(self.date_from, 0), self._midnight(self.date_to, 1)

    def _midnight(self, day: date | None, days_later: int) -> datetime | None:
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=days_later), time.min, self.now.tzinfo)

    def parameters(self, *, with_page: bool = True) -> list[tuple[str, str]]:
        """Parameters in their canonical order; what is not set is left out."""
        pairs = [("q", self.text)] if self.text else []
        for name in FACETS:
            pairs += [(name, value) for value in sorted(self.selected.get(name, ()))]
            if name in self.match_all and self.selected.get(name):
                pairs.append((f"{name}_op", "all"))
        pairs += [("from", self.date_from.isoformat())] if self.date_from else []
        pairs += [("to", self.date_to.isoformat())] if self.date_to else []
        pairs += [("sort", self.sort.value)] if self.sort else []
        return [*pairs, ("page", str(self.page))] if with_page and self.page > 1 else pairs

    def to_querystring(self, *, with_page: bool = True) -> str:
        """The one query string of this search: bookmarks, feeds and caches share it."""
        return urlencode(self.parameters(with_page=with_page))


Parameters = Mapping[str, Sequence[str]]


def parse(parameters: Parameters, *, now: datetime, language: str) -> tuple[SearchQuery, list[InvalidParameter]]:
    """The query in GET parameters (name -> values), and what of them cannot be used and was left out.

    Unknown names are ignored; values are checked for form here, and for existence by who knows them.
    """
    reader = _Reader(parameters)
    selected = {name: values for name in FACETS if (values := reader.values(name))}
    date_from, date_to = reader.day("from"), reader.day("to")
    if date_from and date_to and date_from > date_to:
        reader.refuse("to", "before-from", date_to.isoformat())
        date_from = date_to = None
    query = SearchQuery(
        now=now,
        language=language,
        text=reader.text(),
        selected=selected,
        match_all=frozenset(name for name, facet in FACETS.items() if facet.can_match_all and reader.wants_all(name)),
        date_from=date_from,
        date_to=date_to,
        sort=reader.sort(),
        page=reader.page(),
    )
    return query, reader.refused


class _Reader:
    """Reads one parameter after the other and collects what it refuses."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.refused: list[InvalidParameter] = []

    def refuse(self, name: str, reason: str, value: str) -> None:
        self.refused.append(InvalidParameter(name, reason, value[:MAX_TEXT]))

    def last(self, name: str) -> str:
        values = self.parameters.get(name) or [""]
        return values[-1].replace("\x00", "").strip()

    def text(self) -> str:
        text = " ".join(self.last("q").split())
        if len(text) > MAX_TEXT:
            self.refuse("q", "too-long", text)
            return ""
        return text

    def values(self, name: str) -> frozenset[str]:
        values = [value.strip() for value in self.parameters.get(name, ()) if value.strip()]
        if len(set(values)) > MAX_VALUES:
            self.refuse(name, "too-many", values[0])
            return frozenset()
        pattern = FACETS[name].pattern
        for value in values:
            if not pattern.fullmatch(value):
                self.refuse(name, "unknown-value", value)
        return frozenset(value for value in values if pattern.fullmatch(value))

    def wants_all(self, name: str) -> bool:
        return self._one_of(f"{name}_op", ("", "any", "all")) == "all"

    def sort(self) -> Sort:
        return Sort(self._one_of("sort", tuple(Sort)))

    def _one_of(self, name: str, allowed: Sequence[str]) -> str:
        value = self.last(name)
        if value in allowed:
            return value
        self.refuse(name, "unknown-value", value)
        return ""

    def day(self, name: str) -> date | None:
        value = self.last(name)
        if not value:
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.refuse(name, "no-date", value)
            return None
        if not 1990 <= day.year <= 2200:
            self.refuse(name, "no-date", value)
            return None
        return day

    def page(self) -> int:
        value = self.last("page")
        if not value:
            return 1
        if not (value.isascii() and value.isdigit()) or int(value[:6]) == 0:
            self.refuse("page", "no-page", value)
            return 1
        return min(int(value[:6]), MAX_PAGE)
