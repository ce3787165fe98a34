"""What Elasticsearch is asked: request bodies from a query and an expression, and how its answers are read.

Everything a page shows comes from one request: the words and dates are its `query`, the chosen facet values its
`post_filter`, which the aggregations do not see, so that each facet can be counted without its own selection. Plain
Python.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..expression import Clause, Expression, Keys
from ..facets import FACETS, STORED, Status
from ..query import SearchQuery, Sort
from ..ranking import FRESHNESS, HALF_LIFE
from ..result import EngineResult
from ..snapshot import milliseconds

Json = dict[str, Any]

MAX_VALUES = 5000  # of one facet; what it has beyond them would not be counted
SCORED_ALTERNATIVES = 4  # of a clause; more only find, so that no query grows beyond what a node accepts
KEY_BOOSTS = {"title_lem": 8.0, "lead_lem": 4.0, "labels": 4.0, "body_lem": 1.0}
TYPED_BOOSTS = {"title_surface": 4.0, "surface": 0.5}
PHRASE_BOOSTS = {"title_surface": 8.0, "surface": 3.0}
SLOP = 1  # one small word between those typed
EVERYTHING: Json = {"match_all": {}}
NOTHING: Json = {"match_none": {}}


def search_body(query: SearchQuery, expression: Expression, page: int) -> Json:
    """Body for one page with the counts of all facets."""
    now = milliseconds(query.minute)
    selections = _selections(query, now)
    return {
        "query": _base(query, expression),
        "post_filter": all_of(selections.values()),
        "aggs": _aggregations(selections, now),
        "sort": _sort(query, now),
        "from": (page - 1) * query.size,
        "size": query.size,
        "track_total_hits": True,
        "_source": False,
    }


def walk_body(query: SearchQuery, expression: Expression, size: int) -> Json:
    """Body for all hits in batches, in the order of `search_body`, without counts."""
    now = milliseconds(query.minute)
    chosen = list(_selections(query, now).values())
    return {
        "query": {"bool": {"must": [_base(query, expression)], "filter": chosen}},
        "sort": _sort(query, now),
        "size": size,
        "track_total_hits": False,
        "_source": False,
    }


def frequencies_body(clauses: Sequence[Clause]) -> Json:
    """Body that counts the documents that meet each clause."""
    filters = {str(number): _met(clause) for number, clause in enumerate(clauses)}
    return {"size": 0, "track_total_hits": False, "aggs": {"clauses": {"filters": {"filters": filters}}}}


def suggest_body(tokens: Sequence[str], language: str, limit: int) -> Json:
    """Body for titles that hold the tokens, the last one as the beginning of a word; short and new titles first."""
    *whole, last = tokens
    words = [_term("title_surface", token) for token in whole]
    return {
        "query": all_of([_term("lang", language), *words, {"prefix": {"title_surface": last}}]),
        "sort": [{"title_length": "asc"}, {"published_at": {"order": "desc", "missing": "_last"}}, {"key": "asc"}],
        "size": limit,
        "track_total_hits": False,
        "_source": False,
    }


# --- answers ---------------------------------------------------------------------------------------------------------


def keys_of(answer: Mapping[str, Any]) -> list[str]:
    """Keys of the hits of an answer in order."""
    return [hit["_id"] for hit in answer["hits"]["hits"]]


def total_of(answer: Mapping[str, Any]) -> int:
    """How many documents meet everything."""
    return int(answer["hits"]["total"]["value"])


def result_of(answer: Mapping[str, Any], engine: str) -> EngineResult:
    """The result in an answer to `search_body`."""
    found = answer["aggregations"]
    values = {name: (found[name] if name in found else found["others"])[f"{name}_values"] for name in FACETS}
    counts = {name: _status_counts(one) if name == "status" else _counts(one) for name, one in values.items()}
    without = {name: int(found[name]["doc_count"]) for name in FACETS if name in found}
    return EngineResult(keys_of(answer), total_of(answer), int(found["base"]["doc_count"]), counts, without, engine)


def frequencies_of(answer: Mapping[str, Any], count: int) -> list[int]:
    """The counts in an answer to `frequencies_body`."""
    buckets = answer["aggregations"]["clauses"]["buckets"]
    return [int(buckets[str(number)]["doc_count"]) for number in range(count)]


def _counts(aggregation: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation["buckets"] if bucket["doc_count"]}


def _status_counts(aggregation: Mapping[str, Any]) -> dict[str, int]:
    """Counts in an answer to `_by_status`."""
    opening = aggregation["buckets"]
    closing = opening["begun"]["closing"]["buckets"]
    released = closing["ended"]["results"]["buckets"]["released"]["doc_count"]
    counts = {
        Status.OPEN: closing["running"]["doc_count"],
        Status.PLANNED: opening["ahead"]["doc_count"],
        Status.CLOSED: closing["ended"]["doc_count"] - released,
        Status.RESULTS: released,
    }
    return {status.value: count for status, count in counts.items() if count}


# --- facets ----------------------------------------------------------------------------------------------------------


def _selections(query: SearchQuery, now: int) -> dict[str, Json]:
    """A filter for each facet with chosen values."""
    return {
        facet: _selection(facet, sorted(values), now, all_needed=facet in query.match_all)
        for facet, values in query.effective.items()
        if values
    }


def _selection(facet: str, values: Sequence[str], now: int, *, all_needed: bool) -> Json:
    if facet == "status":
        by_status = {status.value: chosen for status, chosen in _standing(now).items()}
        filters = [by_status.get(value, NOTHING) for value in values]
    elif all_needed:
        filters = [_term(facet, value) for value in values]
    else:
        filters = [{"terms": {facet: list(values)}}]
    return all_of(filters) if all_needed else any_of(filters)


def _aggregations(selections: Mapping[str, Json], now: int) -> Json:
    """Counts of every facet under the selections of the others; those without a selection share one filter."""
    rest = [name for name in FACETS if name not in selections]
    aggregations = {"base": {"filter": EVERYTHING}}
    if rest:
        aggregations["others"] = _counting(selections.values(), rest, now)
    for facet in selections:
        others = [chosen for name, chosen in selections.items() if name != facet]
        aggregations[facet] = _counting(others, [facet], now)
    return aggregations


def _counting(filters: Iterable[Json], facets: Iterable[str], now: int) -> Json:
    return {"filter": all_of(filters), "aggs": {f"{name}_values": _values(name, now) for name in facets}}


def _values(facet: str, now: int) -> Json:
    if facet in STORED:
        return {"terms": {"field": facet, "size": MAX_VALUES}}
    return _by_status(now)


def _by_status(now: int) -> Json:
    """The same as the filters of `_standing`, one inside the other: twice as fast as to try each of them."""
    results = _ranges("results_at", {"released": {"to": now + 1}})
    closing = _ranges("closes_at", {"ended": {"to": now}, "running": {"from": now}})
    opening = _ranges("opens_at", {"begun": {"to": now + 1}, "ahead": {"from": now + 1}})
    return {**opening, "aggs": {"closing": {**closing, "aggs": {"results": results}}}}


def _ranges(field: str, ranges: Mapping[str, Json]) -> Json:
    """Counts of documents with a value from a moment on, or before it."""
    return {"range": {"field": field, "keyed": True, "ranges": [{"key": key, **ends} for key, ends in ranges.items()]}}


def _standing(now: int) -> dict[Status, Json]:
    """A filter for each status, as `search.snapshot` computes it: the closing moment still belongs to the open time."""
    begun = {"range": {"opens_at": {"lte": now}}}
    ended = {"range": {"closes_at": {"lt": now}}}
    has_results = {"range": {"results_at": {"lte": now}}}
    return {
        Status.OPEN: all_of([begun, {"range": {"closes_at": {"gte": now}}}]),
        Status.PLANNED: {"range": {"opens_at": {"gt": now}}},
        Status.CLOSED: {"bool": {"filter": [begun, ended], "must_not": [has_results]}},
        Status.RESULTS: all_of([begun, ended, has_results]),
    }


# --- orders ----------------------------------------------------------------------------------------------------------


def _sort(query: SearchQuery, now: int) -> list[Json]:
    orders: dict[Sort, list[Json]] = {
        Sort.RELEVANCE: [{"_score": "desc"}],
        Sort.NEWEST: [{"published_at": {"order": "desc", "missing": "_last"}}],
        Sort.TITLE: [{"sort_title": "asc"}],
        Sort.CLOSING: _by_deadline(now),
    }
    return [*orders[query.order], {"key": "asc"}]


def _by_deadline(now: int) -> list[Json]:
    """Open ones by nearest end, planned ones by nearest start, the rest by latest end, those without dates last.

    Each key is missing, and so last, outside its own group.
    """
    opens, closes = "schedule.opens_at", "schedule.closes_at"
    begun = {"range": {opens: {"lte": now}}}
    return [
        _key_within(closes, "asc", all_of([begun, {"range": {closes: {"gte": now}}}])),
        _key_within(opens, "asc", {"range": {opens: {"gt": now}}}),
        _key_within(closes, "desc", all_of([begun, {"range": {closes: {"lt": now}}}])),
    ]


def _key_within(field: str, order: str, group: Json) -> Json:
    return {field: {"order": order, "missing": "_last", "nested": {"path": "schedule", "filter": group}}}


# --- words -----------------------------------------------------------------------------------------------------------


def _base(query: SearchQuery, expression: Expression) -> Json:
    """What the words and dates match; scored only where the order needs it."""
    filters = [*_window(query), *_clauses(expression)]
    if query.order is not Sort.RELEVANCE or not expression.clauses:
        return all_of(filters)
    scores = [score for clause in expression.clauses for score in _scores(clause)]
    scores += [_phrase(field, words, boost) for words in expression.phrases for field, boost in PHRASE_BOOSTS.items()]
    return {
        "function_score": {
            "query": {"bool": {"filter": filters, "should": scores}},
            "functions": [{"weight": 1 - FRESHNESS}, _freshness(milliseconds(query.minute))],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }


def _window(query: SearchQuery) -> list[Json]:
    start, end = query.window()
    bounds: Json = {"gte": milliseconds(start)} if start else {}
    if end:
        bounds["lt"] = milliseconds(end)
    return [{"range": {"intervals": {**bounds, "relation": "intersects"}}}] if bounds else []


def _clauses(expression: Expression) -> list[Json]:
    """The clauses as a filter; none for an expression that every document meets."""
    met = [_met(clause) for clause in expression.clauses]
    if expression.required >= len(met):
        return met
    return [{"bool": {"should": met, "minimum_should_match": expression.required}}]


def _met(clause: Clause) -> Json:
    """The documents that meet a clause."""
    if clause.is_phrase:
        return _phrase("surface", clause.surface, 1.0, slop=0)
    return any_of(all_of(_terms("lem", keys) for keys in alternative) for alternative in clause.alternatives)


def _scores(clause: Clause) -> list[Json]:
    """Scores of a clause: its best alternative, and the words as they were typed."""
    if clause.is_phrase:
        return [_phrase(field, clause.surface, boost) for field, boost in PHRASE_BOOSTS.items()]
    alternatives = [_alternative_score(keys) for keys in clause.alternatives[:SCORED_ALTERNATIVES]]
    typed = [_term(field, word, boost) for word in clause.surface for field, boost in TYPED_BOOSTS.items()]
    return [{"dis_max": {"queries": alternatives}}, *typed]


def _alternative_score(alternative: Sequence[Keys]) -> Json:
    """The sum over the words and fields; of the keys of a word only the best counts, they mean the same."""
    legs = [
        {"dis_max": {"queries": [_term(field, key, boost) for key in sorted(keys)]}}
        for keys in alternative
        for field, boost in KEY_BOOSTS.items()
    ]
    return {"bool": {"should": legs}}


def _freshness(now: int) -> Json:
    decay = {"published_at": {"origin": now, "scale": HALF_LIFE, "decay": 0.5}}
    return {"filter": {"exists": {"field": "published_at"}}, "exp": decay, "weight": FRESHNESS}


# --- the query language ----------------------------------------------------------------------------------------------


def all_of(filters: Iterable[Json]) -> Json:
    """What meets every filter; everything where there is none."""
    chosen = list(filters)
    if len(chosen) == 1:
        return chosen[0]
    return {"bool": {"filter": chosen}} if chosen else EVERYTHING


def any_of(filters: Iterable[Json]) -> Json:
    """What meets at least one filter; nothing where there is none."""
    chosen = list(filters)
    if len(chosen) == 1:
        return chosen[0]
    return {"bool": {"should": chosen, "minimum_should_match": 1}} if chosen else NOTHING


def _term(field: str, value: str, boost: float = 1.0) -> Json:
    return {"term": {field: {"value": value, "boost": boost}}}


def _terms(field: str, values: Iterable[str]) -> Json:
    return {"terms": {field: sorted(values)}}


def _phrase(field: str, words: Sequence[str], boost: float, *, slop: int = SLOP) -> Json:
    return {"match_phrase": {field: {"query": " ".join(words), "boost": boost, "slop": slop}}}
