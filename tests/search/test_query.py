"""Reading parameters, and the canonical query string."""

from datetime import date, datetime
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.facets import FACETS
from search.query import MAX_PAGE, SearchQuery, Sort, parse

NOW = datetime(2026, 11, 23, 12, 34, 56, tzinfo=ZoneInfo("Europe/Warsaw"))


def read(**parameters: list[str]) -> tuple[SearchQuery, list[tuple[str, str]]]:
    query, refused = parse(parameters, now=NOW, language="pl")
    return query, [(one.name, one.reason) for one in refused]


@pytest.mark.parametrize(
    ("parameters", "refused"),
    [
        ({"q": ["x" * 201]}, ("q", "too-long")),
        ({"area": [f"30210{number}" for number in range(60)]}, ("area", "too-many")),
        ({"topic": ["<script>"]}, ("topic", "unknown-value")),
        ({"status": ["opened"]}, ("status", "unknown-value")),
        ({"lang": ["de"]}, ("lang", "unknown-value")),
        ({"topic_op": ["xor"]}, ("topic_op", "unknown-value")),
        ({"sort": ["random"]}, ("sort", "unknown-value")),
        ({"from": ["2026-13-01"]}, ("from", "no-date")),
        ({"to": ["jutro"]}, ("to", "no-date")),
        ({"from": ["0001-01-01"]}, ("from", "no-date")),
        ({"from": ["2026-11-24"], "to": ["2026-11-23"]}, ("to", "before-from")),
        ({"page": ["-1"]}, ("page", "no-page")),
        ({"page": ["0"]}, ("page", "no-page")),
        ({"page": ["²"]}, ("page", "no-page")),
    ],
)
def test_what_cannot_be_used_is_named_and_left_out(parameters, refused):
    query, reasons = read(**parameters)
    assert reasons == [refused]
    assert not query.has_criterion
    assert (query.page, query.sort) == (1, Sort.BEST)


def test_unknown_parameters_and_empty_values_are_ignored():
    query, refused = read(utm_source=["x"], q=["  "], area=["", " "], page=[""])
    assert (query.has_criterion, refused) == (False, [])


def test_a_page_far_away_is_the_farthest():
    assert read(page=["99999"])[0].page == MAX_PAGE


def test_null_bytes_and_white_space_leave_the_text():
    assert read(q=["  park\x00  nad \n rzeką "])[0].text == "park nad rzeką"


def test_the_canonical_string_has_one_order_and_reads_back():
    query, _ = read(
        page=["3"], tag=["b", "a"], q=["park"], topic=["zielen"], topic_op=["all"], to=["2026-12-01"], sort=["newest"]
    )
    assert query.to_querystring() == "q=park&topic=zielen&topic_op=all&tag=a&tag=b&to=2026-12-01&sort=newest&page=3"
    assert read(**parse_qs(query.to_querystring()))[0] == query


def test_the_readers_language_is_taken_where_none_is_chosen():
    assert read()[0].effective == {"lang": frozenset({"pl"})}
    assert read(lang=["en", "uk"])[0].effective == {"lang": frozenset({"en", "uk"})}


@pytest.mark.parametrize(
    ("text", "sort", "order"),
    [
        ("", "", Sort.CLOSING),
        ("park", "", Sort.RELEVANCE),
        ("", "relevance", Sort.CLOSING),
        ("park", "title", Sort.TITLE),
        ("", "newest", Sort.NEWEST),
    ],
)
def test_order(text, sort, order):
    assert read(q=[text], sort=[sort])[0].order is order


def test_days_are_those_of_the_portals_zone_and_the_last_one_counts():
    query, _ = read(**{"from": ["2026-10-25"], "to": ["2026-10-25"]})
    start, end = query.window()
    assert (end - start).total_seconds() == 24 * 3600  # wall-clock midnights of the same zone
    assert (start.utcoffset(), end.utcoffset()) != (None, None)
    assert (start.date(), end.date()) == (date(2026, 10, 25), date(2026, 10, 26))
    assert end.timestamp() - start.timestamp() == 25 * 3600  # the day the clocks go back


values = st.lists(st.text(max_size=30), max_size=5)
parameters = st.dictionaries(
    st.sampled_from(["q", *FACETS, "topic_op", "from", "to", "sort", "page", "other"]), values, max_size=8
)


@given(parameters)
def test_any_parameters_give_a_query_whose_string_gives_it_back(found):
    query, _ = parse(found, now=NOW, language="pl")
    again, refused = parse(parse_qs(query.to_querystring()), now=NOW, language="pl")
    assert refused == []
    assert again.to_querystring() == query.to_querystring()
