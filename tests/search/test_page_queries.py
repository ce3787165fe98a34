"""SQL queries of the search page as a process asks them that has served pages before: their number has a bound."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.engines.snapshots import keeper
from search.ranking import KnownScores
from tests.factories.findable import findable
from tests.factories.home import SiteTree

LIMIT = 8
QUERIES = {
    "landing": "",
    "word": "q=park",
    "filter": "status=open",
    "order": "q=park&sort=title",
    "corrected": "q=rowerwoy",
    "corrected beside a known word": "q=rowerwoy+park",
    "corrected, not all together": "q=rowerwoy+park+biblioteka",
    "two corrected": "q=rowerwoy+bibliotkea",
    "unknown": "q=kwantowy",
    "unknown words": "q=kwantowy+teleskop+orbitalny",
}


@pytest.fixture
def filled(kept_site: SiteTree) -> None:
    findable("Park rowerowy", "open")
    findable("Biblioteka", "open")
    findable("Park", "planned")


@pytest.mark.parametrize("name", QUERIES)
def test_page_takes_few_queries(filled: None, client: Client, name: str) -> None:
    address = f"/pl/szukaj/?{QUERIES[name]}"
    client.get(address)
    cache.clear()
    keeper.current().known_scores = KnownScores()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    found = [one["sql"] for one in captured]

    assert len(found) <= LIMIT, f"{len(found)}\n" + "\n".join(found)


def test_days_of_one_request_are_not_drawn_for_the_next(filled: None, client: Client) -> None:
    pages = [client.get(f"/pl/szukaj/?q=park{days}").content.decode() for days in ("", "&from=2026-12-01", "&to=x", "")]

    assert ['value="2026-12-01"' in page for page in pages] == [False, True, False, False]
    assert ['id="search-to-fault"' in page for page in pages] == [False, False, True, False]
    assert ['id="facet-dates" open' in page for page in pages] == [False, True, True, False]
