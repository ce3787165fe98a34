"""What Elasticsearch is asked. That it answers rightly is shown on a real node, by the contract."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from search.engines import elastic_body as bodies
from search.expression import Clause, Expression, parse_text
from search.facets import FACETS
from search.query import SearchQuery, Sort
from tests.search.generator import NOW

HOSTILE = '"a" OR * NEAR( <script> \\u0000 {"match_all":{}} _exists_:key konsultacje'


def body(expression: Expression | None = None, **facts: Any) -> dict[str, Any]:
    query = SearchQuery(now=NOW, **facts)
    return bodies.search_body(query, expression or parse_text(query.text, "pl"), query.page)


def inside(value: Any, name: str) -> Iterator[Any]:
    """Everything under keys of that name, at any depth."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        if key == name:
            yield child
        yield from inside(child, name)


def test_words_reach_the_engine_only_analysed():
    sent = json.dumps(body(text=HOSTILE), ensure_ascii=False)

    assert "konsultacj" in sent
    assert not any(piece in sent for piece in ("<script>", "NEAR(", "_exists_:", "OR *"))
    assert not list(inside(body(text=HOSTILE), "query_string"))


def test_unselected_facets_share_one_filter():
    found = body(selected={"topic": frozenset({"zielen"}), "area": frozenset({"3021"})})["aggs"]

    assert set(found) == {"base", "others", "topic", "area", "lang"}
    assert set(found["others"]["aggs"]) == {"status_values", "organiser_values", "kind_values", "tag_values"}


def test_a_facet_is_counted_without_its_own_selection():
    found = body(selected={"topic": frozenset({"zielen"}), "area": frozenset({"3021"})})["aggs"]

    assert list(inside(found["topic"]["filter"], "terms")) == [{"area": ["3021"]}, {"lang": ["pl"]}]
    assert list(inside(found["others"]["filter"], "terms")) == [
        {"topic": ["zielen"]},
        {"area": ["3021"]},
        {"lang": ["pl"]},
    ]


def test_with_every_facet_selected_nothing_is_shared():
    everything = {name: frozenset({"open" if name == "status" else "pl"}) for name in FACETS}

    assert set(body(selected=everything)["aggs"]) == {"base", *FACETS}


def test_counts_are_whole_and_totals_exact():
    found = body(text="drogi")

    assert {terms["size"] for terms in inside(found["aggs"], "terms") if "size" in terms} == {5000}
    assert found["track_total_hits"] is True


@pytest.mark.parametrize("sort", [Sort.CLOSING, Sort.NEWEST, Sort.TITLE])
def test_nothing_is_scored_for_other_orders(sort):
    assert "function_score" not in json.dumps(body(text="drogi", sort=sort))
    assert "_score" not in json.dumps(body(text="drogi", sort=sort)["sort"])


def test_every_order_ends_with_the_key():
    assert {json.dumps(body(text="drogi", sort=sort)["sort"][-1]) for sort in Sort} == {'{"key": "asc"}'}


def test_a_relaxed_expression_needs_some_clauses():
    relaxed = parse_text("drogi rowerowe luboń zieleń", "pl").relaxed()
    assert relaxed is not None

    assert next(inside(body(relaxed, sort=Sort.TITLE)["query"], "minimum_should_match")) == relaxed.minimum


def test_long_queries_stay_below_the_limit_of_clauses():
    names = tuple((frozenset({f"k{number}", f"l{number}"}),) * 4 for number in range(50))
    expression = Expression(tuple(Clause((f"w{number}",), names) for number in range(12)))

    terms = list(inside(body(expression, text="x"), "term"))
    assert len(terms) < 2000


@pytest.mark.parametrize(
    ("dates", "bounds"),
    [
        ({"date_from": date(2026, 3, 29)}, {"gte": 1774738800000}),
        ({"date_to": date(2026, 3, 29)}, {"lt": 1774821600000}),  # the day the clocks change has 23 hours
        ({"date_from": date(2026, 3, 29), "date_to": date(2026, 3, 29)}, {"gte": 1774738800000, "lt": 1774821600000}),
    ],
)
def test_dates_are_whole_days_in_our_time_zone(dates, bounds):
    assert list(inside(body(**dates)["query"], "intervals")) == [{**bounds, "relation": "intersects"}]


def test_a_walk_counts_nothing():
    query = SearchQuery(now=NOW, selected={"topic": frozenset({"zielen"})})
    found = bodies.walk_body(query, Expression(), 500)

    assert "aggs" not in found
    assert "post_filter" not in found
    assert {"terms": {"topic": ["zielen"]}} in found["query"]["bool"]["filter"]


def test_an_answer_becomes_a_result():
    ended = {"doc_count": 5, "results": {"buckets": {"released": {"doc_count": 4}}}}
    closing = {"running": {"doc_count": 3}, "ended": ended}
    answer = {
        "hits": {"total": {"value": 7}, "hits": [{"_id": "a"}, {"_id": "b"}]},
        "aggregations": {
            "base": {"doc_count": 9},
            "others": {
                "status_values": {"buckets": {"begun": {"closing": {"buckets": closing}}, "ahead": {"doc_count": 0}}},
                **{f"{name}_values": {"buckets": []} for name in ("area", "organiser", "kind", "tag")},
            },
            "topic": {"doc_count": 12, "topic_values": {"buckets": [{"key": "zielen", "doc_count": 4}]}},
            "lang": {
                "doc_count": 8,
                "lang_values": {"buckets": [{"key": "pl", "doc_count": 7}, {"key": "en", "doc_count": 1}]},
            },
        },
    }

    result = bodies.result_of(answer, "elastic")

    assert (result.keys, result.total, result.base_total, result.engine) == (["a", "b"], 7, 9, "elastic")
    assert result.counts["status"] == {"open": 3, "closed": 1, "results": 4}
    assert result.counts["topic"] == {"zielen": 4}
    assert result.counts["lang"] == {"pl": 7, "en": 1}
    assert set(result.counts) == set(FACETS)
    assert result.without == {"topic": 12, "lang": 8}
