"""What every engine must answer, straight from the definitions and as slow as that: the judge of the contract tests."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from search.expression import Clause, Expression
from search.facets import FACETS
from search.models import SearchDocument
from search.query import SearchQuery, Sort
from search.snapshot import milliseconds


@dataclass(frozen=True)
class Expected:
    """The keys found, in order where the order is not relevance, the counts of all facets, and the totals without each
    facet that has chosen values."""

    keys: list[str]
    counts: dict[str, dict[str, int]]
    without: dict[str, int]
    base_total: int


class Judged:
    """A document with its words and values read once."""

    def __init__(self, document: SearchDocument) -> None:
        self.key, self.sort_title, self.intervals = document.key, document.sort_title, document.intervals
        self.opens_at, self.closes_at = document.opens_at, document.closes_at
        self.results_at, self.published_at = document.results_at, document.published_at
        self.surface = f" {document.surface} "
        texts = (document.title_lem, document.lead_lem, document.body_lem, document.labels)
        self.words = frozenset(word for text in texts for word in text.split())
        self.values = {facet: frozenset(values) for facet, values in document.facet_values.items()}


def status(document: Judged, query: SearchQuery) -> str | None:
    now = query.minute
    if document.opens_at is None or document.closes_at is None:
        return None
    if document.opens_at > now:
        return "planned"
    if document.closes_at >= now:
        return "open"
    return "results" if document.results_at and document.results_at <= now else "closed"


def values(document: Judged, facet: str, query: SearchQuery) -> frozenset[str]:
    if facet == "status":
        found = status(document, query)
        return frozenset({found} if found else ())
    return document.values.get(facet, frozenset())


def meets(document: Judged, clause: Clause) -> bool:
    if clause.is_phrase:
        return f" {' '.join(clause.surface)} " in document.surface
    return any(all(keys & document.words for keys in alternative) for alternative in clause.alternatives)


def in_window(document: Judged, query: SearchQuery) -> bool:
    start, end = query.window()
    if start is None and end is None:
        return True
    return any(
        (end is None or begins < milliseconds(end)) and (start is None or ends >= milliseconds(start))
        for begins, ends in document.intervals
    )


def passes(document: Judged, query: SearchQuery, facet: str) -> bool:
    wanted = query.effective.get(facet)
    if not wanted:
        return True
    having = values(document, facet, query)
    return wanted <= having if facet in query.match_all else bool(wanted & having)


def order(query: SearchQuery) -> Callable[[Judged], tuple]:
    def closing(document: Judged) -> tuple:
        group = {"open": 0, "planned": 1, None: 3}.get(status(document, query), 2)
        moment = {0: document.closes_at, 1: document.opens_at, 2: document.closes_at, 3: None}[group]
        at = milliseconds(moment) if moment else 0
        return (group, -at if group == 2 else at, document.key)

    def newest(document: Judged) -> tuple:
        published = document.published_at
        return (published is None, -milliseconds(published) if published else 0, document.key)

    return {
        Sort.CLOSING: closing,
        Sort.NEWEST: newest,
        Sort.TITLE: lambda document: (document.sort_title, document.key),
        Sort.RELEVANCE: lambda document: (document.key,),
    }[query.order]


def expected(documents: list[Judged], query: SearchQuery, expression: Expression) -> Expected:
    base = [
        document
        for document in documents
        if sum(meets(document, clause) for clause in expression.clauses) >= expression.required
        and in_window(document, query)
    ]
    wanted = [facet for facet in FACETS if query.effective.get(facet)]
    failing = {one.key: {facet for facet in wanted if not passes(one, query, facet)} for one in base}
    found = [one for one in base if not failing[one.key]]
    counts, without = {}, {}
    for facet in FACETS:
        others = [one for one in base if failing[one.key] <= {facet}]
        if facet in wanted:
            without[facet] = len(others)
        counts[facet] = dict(Counter(value for one in others for value in values(one, facet, query)))
    return Expected([one.key for one in sorted(found, key=order(query))], counts, without, len(base))
