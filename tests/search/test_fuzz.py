"""Whatever people type, every engine answers; marked parts ask a real Elasticsearch."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import selectors
from search.engines.base import Engine
from search.engines.scratch_index import scratch_elastic_engine
from search.engines.sql import SqlEngine
from search.query import Sort, parse
from tests.search.generator import NOW
from tests.search.rows import generated

pytestmark = pytest.mark.django_db
SIGNS = "\" ' * ( ) NEAR( OR AND NOT : ^ \\ % _ & | ! <-> { } ; <script> \x00 ł ʼ konsultacja 12/2026 İ ﬁ \u202e 🚲 --"
PIECES = st.sampled_from([*SIGNS.split(" "), " OR ", " AND ", '" "', "\n"])
texts = st.one_of(st.text(max_size=220), st.lists(PIECES, max_size=20).map("".join))
parameters = st.fixed_dictionaries(
    {"q": st.lists(texts, max_size=2)},
    optional={
        "area": st.lists(st.one_of(st.just("3021072"), st.text(max_size=8)), max_size=3),
        "topic": st.lists(st.text(max_size=8), max_size=60),
        "topic_op": st.just(["all"]),
        "status": st.lists(st.sampled_from(["open", "closed", "x"]), max_size=2),
        "from": st.lists(st.one_of(st.dates().map(str), st.text(max_size=10)), max_size=1),
        "to": st.lists(st.dates().map(str), max_size=1),
        "sort": st.lists(st.sampled_from([*Sort, "x"]), max_size=1),
        "page": st.lists(st.one_of(st.integers(-5, 10**20).map(str), st.text(max_size=5)), max_size=1),
        "lang": st.lists(st.sampled_from(["pl", "en", "uk", "de"]), max_size=3),
    },
)


@pytest.fixture(scope="module", params=["sql", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, module_db: None) -> Iterator[Engine]:
    rows = generated(60)
    if request.param == "sql":
        yield SqlEngine()
        return
    with scratch_elastic_engine(request.getfixturevalue("elasticsearch_url"), rows) as engine:
        yield engine


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parameters)
@example({"q": ["x" * 10_000]})
@example({"q": ["a " * 100]})
@example({"q": ["MPZP " * 40]})
def test_any_parameters_are_answered(engine: Engine, found: dict[str, list[str]]) -> None:
    query, _ = parse(found, now=NOW, language="pl")
    result = selectors.search(query, engine)
    assert 0 <= len(result.hits) <= query.size
    assert result.total >= len(result.hits)
    list(engine.suggest([token for token in query.text.split()[:3] if token.isalnum()] or ["x"], "pl", 8))
