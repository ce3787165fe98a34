"""Elasticsearch where the contract's documents do not reach: borders, deep pages, outages."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from search.engines.base import EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import EngineRefused, client_of
from search.engines.scratch_index import scratch_elastic_engine
from search.expression import Expression, parse_text
from search.models import SearchDocument
from search.query import SearchQuery, Sort
from tests.search.generator import NOW
from tests.search.rows import later, row

pytestmark = pytest.mark.elasticsearch
Over = Callable[..., ElasticEngine]


@pytest.fixture
def over(elasticsearch_url: str) -> Iterator[Over]:
    """Makes an engine over rows that need no database."""
    opened = []

    def engine(*rows: SearchDocument) -> ElasticEngine:
        for number, one in enumerate(rows):
            one.pk = number
        opened.append(scratch_elastic_engine(elasticsearch_url, rows))
        return opened[-1].__enter__()

    yield engine
    for one in opened:
        one.__exit__(None, None, None)


def found(engine: ElasticEngine, expression: Expression | None = None, **facts: Any) -> list[str]:
    return list(engine.search(SearchQuery(**{"now": NOW, **facts}), expression or Expression()).keys)


def scheduled(key: str, opens: float, closes: float, results: float | None = None) -> SearchDocument:
    results_at = None if results is None else later(results)
    return row(key, opens_at=later(opens), closes_at=later(closes), results_at=results_at)


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (scheduled("a", 0, 100), "open"),
        (scheduled("a", 0.001, 100), "planned"),
        (scheduled("a", -100, 0), "open"),  # the closing moment still belongs to the open time
        (scheduled("a", -100, -0.001), "closed"),
        (scheduled("a", -100, -50, 0), "results"),
        (scheduled("a", -100, -50, 0.001), "closed"),
        (scheduled("a", -100, 50, -10), "open"),
        (scheduled("a", 50, -50), "planned"),
    ],
)
def test_the_status_changes_on_the_moment(over, one, status):
    engine = over(one, row("undated"), row("half", opens_at=later(-5)))

    answer = engine.search(SearchQuery(now=NOW), Expression())

    assert answer.counts["status"] == {status: 1}
    assert found(engine, selected={"status": frozenset({status})}) == ["a"]


def test_the_order_by_deadline(over):
    engine = over(
        row("undated"),
        row("half", closes_at=later(5)),
        scheduled("over-early", -900, -800),
        scheduled("over-late", -900, -100, -50),
        scheduled("planned-late", 500, 600),
        scheduled("planned-soon", 60, 9000),
        scheduled("open-late", -10, 900),
        scheduled("open-soon", -10, 30),
        scheduled("open-soon-b", -50, 30),
    )

    assert found(engine, sort=Sort.CLOSING) == [
        "open-soon", "open-soon-b", "open-late", "planned-soon", "planned-late", "over-late", "over-early",
        "half", "undated",
    ]  # fmt: skip


def test_ties_are_broken_by_code_points(over):
    keys = ["a", "B", "ą", "z", "ż", "\U0001f333", "a-1", "a1", "Ł"]
    engine = over(*(row(key, title="Ten sam") for key in keys))

    for sort in (Sort.NEWEST, Sort.TITLE, Sort.CLOSING):
        assert found(engine, sort=sort) == sorted(keys)


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        ("2026-11-01", "2026-11-30", True),
        ("2026-11-22", "2026-11-22", True),
        ("2026-11-21", "2026-11-21", False),
        ("2026-11-23", None, True),
        ("2026-11-24", None, False),
        (None, "2026-11-22", True),
        (None, "2026-11-21", False),
    ],
)
def test_the_date_window_touches_an_interval(over, start, end, meets):
    day = (datetime(2026, 11, 22, tzinfo=NOW.tzinfo), datetime(2026, 11, 23, tzinfo=NOW.tzinfo))
    engine = over(row("a", intervals=(day,)), row("b"))
    date_from, date_to = (datetime.fromisoformat(moment).date() if moment else None for moment in (start, end))

    assert found(engine, date_from=date_from, date_to=date_to) == (["a"] if meets else [])


def test_no_interval_reaches_from_one_meeting_to_the_next(over):
    meetings = ((later(0), later(3600)), (later(10 * 86400), later(10 * 86400 + 3600)))
    engine = over(row("a", intervals=meetings))
    between = later(5 * 86400).date()

    assert found(engine, date_from=between, date_to=between) == []


def test_phrases_stop_at_the_border_of_title_and_text(over):
    engine = over(row("a", title="Ścieżki rowerowe", lead="Luboń buduje", body="Ścieżki piesze"))

    assert found(engine, parse_text('"ścieżki rowerowe"', "pl")) == ["a"]
    assert found(engine, parse_text('"rowerowe Luboń"', "pl")) == []
    assert found(engine, parse_text('"rowerowe ścieżki"', "pl")) == []


def test_every_page_there_can_be(over):
    engine = over(*(row(f"{number:05}") for number in range(30)))

    assert found(engine, page=2, sort=Sort.TITLE)[0] == "00020"
    assert found(engine, page=500, size=100, sort=Sort.TITLE) == found(engine, size=100, sort=Sort.TITLE)


def test_a_walk_is_not_moved_by_what_is_written_meanwhile(elasticsearch_url):
    rows = [row(f"{number:05}") for number in range(1200)]
    for number, one in enumerate(rows):
        one.pk = number
    with scratch_elastic_engine(elasticsearch_url, rows) as engine:
        batches = engine.walk(SearchQuery(now=NOW, sort=Sort.TITLE), Expression())
        keys = list(next(batches))
        client = client_of(elasticsearch_url)
        client.bulk(index=engine.alias, operations=[{"delete": {"_id": one.key}} for one in rows[:700]], refresh=True)

        keys += [key for batch in batches for key in batch]

    assert keys == [one.key for one in rows]


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (["plan"], ["short", "new", "old"]),
        (["plan", "ogo"], ["short", "new", "old"]),
        (["ogo"], ["short", "new", "old"]),
        (["plany"], []),
        (["o"], ["short", "new", "old"]),
        (["plan", "ogolny", "gmi"], ["new", "old"]),
        (["planogolnyktoregoniktnieznajduje"], []),
        ([], []),
    ],
)
def test_suggestions_begin_with_short_and_new_titles(over, tokens, expected):
    engine = over(
        row("old", title="Plan ogólny gminy", published_at=later(-900)),
        row("new", title="Plan ogólny gminy", published_at=later(-100)),
        row("short", title="Plan ogólny"),
        row("english", title="Plan ogólny", lang="en"),
        row("body", title="Inny", body="Plan ogólny"),
    )

    assert list(engine.suggest(tokens, "pl", 8)) == expected


# --- outages ---------------------------------------------------------------------------------------------------------


@contextmanager
def silent_server() -> Iterator[str]:
    """Takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def nobody() -> str:
    """An address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


QUESTIONS: dict[str, Callable[[ElasticEngine], Any]] = {
    "search": lambda engine: engine.search(SearchQuery(now=NOW), Expression()),
    "walk": lambda engine: list(engine.walk(SearchQuery(now=NOW), Expression())),
    "frequencies": lambda engine: engine.frequencies(parse_text("drogi", "pl").clauses),
    "suggest": lambda engine: engine.suggest(["a"], "pl", 8),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_nobody_there(question):
    started = time.monotonic()

    with pytest.raises(EngineUnavailable):
        QUESTIONS[question](ElasticEngine(client_of(nobody()), "konsultacje-docs"))

    assert time.monotonic() - started < 0.5


def test_a_server_that_hangs_is_waited_for_shortly():
    with silent_server() as url:
        started = time.monotonic()

        with pytest.raises(EngineUnavailable):
            QUESTIONS["search"](ElasticEngine(client_of(url), "konsultacje-docs"))

        assert 1.4 < time.monotonic() - started < 2.5


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_index_that_is_missing(elasticsearch_url, question):
    with pytest.raises(EngineUnavailable):
        QUESTIONS[question](ElasticEngine(client_of(elasticsearch_url), "no-such-index"))


def test_a_question_it_cannot_read_is_told_apart(over):
    engine = over(row("a"))

    with pytest.raises(EngineRefused):
        found(engine, page=9_999_999)
