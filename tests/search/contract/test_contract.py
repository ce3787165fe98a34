"""Every engine gives the same hits, totals, counts and orders: those of `reference`, which follows the definitions."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from search.engines.base import Engine
from search.engines.scratch_index import scratch_elastic_engine
from search.engines.sql import SqlEngine
from search.evaluation.scratch import fill
from search.expression import Expression, parse_text
from search.models import SearchDocument
from search.query import SearchQuery, Sort
from tests.search.contract.queries import queries
from tests.search.contract.reference import Expected, Judged, expected
from tests.search.generator import NOW, Generator

pytestmark = pytest.mark.django_db
DOCUMENTS = 2000
QUERIES = 320
AREAS = [f"30210{number:02}" for number in range(1, 23)]


@pytest.fixture(scope="module")
def generator() -> Generator:
    return Generator(7, AREAS)


@pytest.fixture(scope="module")
def documents(module_db: None, generator: Generator) -> list[SearchDocument]:
    fill(dict(generator.projections(DOCUMENTS)))
    return list(SearchDocument.objects.order_by("pk"))


@pytest.fixture(scope="module")
def judged(documents: list[SearchDocument]) -> list[Judged]:
    return [Judged(document) for document in documents]


@pytest.fixture(scope="module", params=["sql", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, documents: list[SearchDocument]) -> Iterator[Engine]:
    if request.param == "sql":
        yield SqlEngine()
        return
    with scratch_elastic_engine(request.getfixturevalue("elasticsearch_url"), documents) as engine:
        yield engine


@pytest.fixture(scope="module")
def cases(
    generator: Generator, documents: list[SearchDocument], judged: list[Judged]
) -> list[tuple[SearchQuery, Expected]]:
    asked = queries(QUERIES, 11, generator, documents)
    return [(query, expected(judged, query, parse_text(query.text, query.language))) for query in asked]


def test_sets_totals_counts_and_orders(engine: Engine, cases: list[tuple[SearchQuery, Expected]]) -> None:
    """The numbers are printed: see them with `-s`."""
    for query, right in cases:
        expression = parse_text(query.text, query.language)
        answer = engine.search(query, expression)
        walked = [key for keys in engine.walk(query, expression) for key in keys]
        assert (answer.total, answer.base_total) == (len(right.keys), right.base_total), query
        assert {name: dict(counts) for name, counts in answer.counts.items()} == right.counts, query
        assert dict(answer.without) == right.without, query
        assert sorted(walked) == sorted(right.keys), query
        assert list(answer.keys) == walked[: query.size], query
        if query.order is not Sort.RELEVANCE:
            assert walked == right.keys, query
    found = sum(1 for _, right in cases if right.keys)
    hits = sum(len(right.keys) for _, right in cases)
    equal = f"{engine.name}: {len(cases)} queries over {DOCUMENTS} documents equal"
    print(f"\n{equal}; {found} with hits, {hits} hits in all")  # noqa: T201  # the figures people ask for, with -s
    assert found > QUERIES * 0.4


def test_pages_follow_each_other(engine: Engine, generator: Generator) -> None:
    """Every order, relevance among them: the pages are the walk cut into pieces, without gaps or repetitions."""
    for sort in (Sort.RELEVANCE, Sort.CLOSING, Sort.NEWEST, Sort.TITLE):
        query = SearchQuery(now=NOW, text="konsultacja", sort=sort)
        expression = parse_text(query.text, "pl")
        walked = [key for keys in engine.walk(query, expression) for key in keys]
        assert len(set(walked)) == len(walked) > 1000
        pages = [list(engine.search(replace(query, page=number), expression).keys) for number in (1, 2, 3, 40)]
        assert pages == [walked[(number - 1) * 20 : number * 20] for number in (1, 2, 3, 40)]


def test_a_page_beyond_the_end_is_the_last(engine: Engine) -> None:
    query = SearchQuery(now=NOW, text="konsultacja", page=500)
    expression = parse_text(query.text, "pl")
    answer = engine.search(query, expression)
    last = [key for keys in engine.walk(query, expression) for key in keys][(answer.total - 1) // 20 * 20 :]
    assert list(answer.keys) == last


def test_a_further_criterion_never_raises_the_total(engine: Engine, cases: list[tuple[SearchQuery, Expected]]) -> None:
    for (one, _), (two, _) in pairwise(cases[:80]):
        narrower = replace(one, selected={**two.effective, **one.effective}, match_all=one.match_all)
        expression = parse_text(one.text, one.language)
        assert engine.search(narrower, expression).total <= engine.search(one, expression).total


def test_relaxed_expressions(engine: Engine, generator: Generator, judged: list[Judged]) -> None:
    for number in range(30):
        query = SearchQuery(now=NOW, text=" ".join([generator.text(4), "konsultacja"]), sort=Sort.TITLE)
        expression = parse_text(query.text, "pl")
        relaxed = expression.relaxed()
        if relaxed is not None:
            right = expected(judged, query, relaxed)
            assert [key for keys in engine.walk(query, relaxed) for key in keys] == right.keys, number


def test_frequencies(engine: Engine, judged: list[Judged]) -> None:
    expression = parse_text('rowerowe drogi "nie ma takich słów" qwertyuiop', "pl")
    counted = [len(expected(judged, everywhere(), part).keys) for part in single(expression)]
    assert list(engine.frequencies(expression.clauses)) == counted


def everywhere() -> SearchQuery:
    return SearchQuery(now=NOW, selected={"lang": frozenset({"pl", "en", "uk"})})


def single(expression: Expression) -> list[Expression]:
    return [Expression((clause,)) for clause in expression.clauses]


def test_suggestions(engine: Engine, documents: list[SearchDocument]) -> None:
    title = next(one for one in documents if one.lang == "pl").title_surface.split()
    found = engine.suggest([title[0], title[1][:3]], "pl", 8)
    by_key = {one.key: one for one in documents}
    assert 1 <= len(found) <= 8
    for key in found:
        words = by_key[key].title_surface.split()
        assert by_key[key].lang == "pl"
        assert title[0] in words
        assert any(word.startswith(title[1][:3]) for word in words)
