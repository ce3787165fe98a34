"""Every combination of two facet values: the total, the results walked page by page and the rows of the file agree."""

import csv
from dataclasses import replace
from io import StringIO
from itertools import combinations

import pytest

from search import selectors
from search.facets import FACETS
from search.query import SearchQuery
from tests.search.generator import NOW
from tests.search.rows import generated

pytestmark = pytest.mark.django_db
VALUES = 3  # of each facet, the most frequent ones


@pytest.fixture(scope="module")
def documents(module_db: None) -> None:
    generated(150)


def frequent_values() -> list[tuple[str, str]]:
    everything = selectors.search(SearchQuery(now=NOW, selected={"lang": frozenset({"pl", "en", "uk"})}))
    return [
        (facet, one.value)
        for facet in FACETS
        for one in sorted(everything.facets[facet], key=lambda value: -value.count)[:VALUES]
    ]


def walked(query: SearchQuery, total: int) -> list[str]:
    pages = (replace(query, page=number) for number in range(1, -(-total // query.size) + 1))
    return [hit.key for page in pages for hit in selectors.search(page).hits]


def rows_of_file(client, query: SearchQuery) -> int:
    answer = b"".join(client.get(f"/pl/szukaj/wyniki.csv?{query.to_querystring()}").streaming_content)
    return sum(1 for _ in csv.reader(StringIO(answer.decode("utf-8-sig")))) - 1


def test_total_pages_and_file_agree(documents, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    values = frequent_values()
    assert len(values) > 15
    found = 0
    for one, two in combinations(values, 2):
        selected: dict[str, frozenset[str]] = {}
        for facet, value in (one, two):
            selected[facet] = selected.get(facet, frozenset()) | {value}
        query = SearchQuery(now=NOW, selected=selected)
        total = selectors.search(query).total
        keys = walked(query, total)
        assert len(set(keys)) == len(keys) == total == rows_of_file(client, query), selected
        found += total > 0
    assert found > 100
