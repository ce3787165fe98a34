"""`/api/v2/search/`: the search as JSON."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories.core import CountyFactory, MunicipalityFactory, OrganiserFactory, TopicFactory
from tests.factories.findable import findable

URL = "/api/v2/search/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """The answer to a query string."""

    def answer(query: str = "", **headers: str) -> dict:
        response = client.get(f"{URL}?{query}", headers=headers)
        assert response.status_code == 200, response.content
        return response.json()

    return answer


def facet(found: dict, name: str) -> dict:
    return next(one for one in found["facets"] if one["name"] == name)


def test_hit_has_everything_a_page_needs(ask):
    county = CountyFactory(teryt="3021", short_name="powiat")
    area = MunicipalityFactory(short_name="Luboń", teryt="3021011", parent=county)
    MunicipalityFactory(parent=county)
    organiser, topic = OrganiserFactory(name="Miasto Luboń", slug="lubon"), TopicFactory(name="Zieleń", slug="zielen")
    findable("Park", "open", lead="Ławki", area=area.teryt, organiser=organiser.slug, topic=topic.slug, key="page-7")
    hit = ask("q=park")["hits"][0]

    assert hit["url"] == "http://testserver/pl/page-7/"
    assert (hit["key"], hit["title"], hit["lead"], hit["lang"]) == ("page-7", "Park", "Ławki", "pl")
    assert hit["area"] == [{"value": "3021011", "label": "Luboń"}]
    assert hit["organiser"] == [{"value": "lubon", "label": "Miasto Luboń"}]
    assert hit["topic"] == [{"value": "zielen", "label": "Zieleń"}]
    assert hit["kind"]["value"] == "consultation"
    assert hit["status"]["value"] == "open"
    assert hit["highlights"]["title"] == [{"text": "Park", "marked": True}]
    assert hit["belongs_to"] is None
    assert hit["closes_at"].endswith("Z")


def test_file_names_its_page(ask):
    fields = {"container_title": "Plan", "container_url": "/pl/plan/", "url": "/documents/1/a.pdf"}
    findable("Uchwała", kind="document", body="Wstęp\fo parku", **fields)
    hit = ask("q=park")["hits"][0]

    assert hit["url"] == "http://testserver/documents/1/a.pdf#page=2"
    assert hit["belongs_to"] == {"title": "Plan", "url": "http://testserver/pl/plan/"}
    assert [one["page"] for one in hit["highlights"]["passages"]] == [2]


def test_facets_have_labels_counts_and_the_selection(ask):
    findable("Park", "open", topic=TopicFactory(name="Zieleń", slug="zielen").slug)
    found = ask("q=park&topic=zielen&topic_op=all")

    assert [one["name"] for one in found["facets"]] == ["status", "area", "topic", "kind", "organiser", "tag", "lang"]
    assert facet(found, "topic")["match"] == "all"
    assert facet(found, "topic")["values"] == [{"value": "zielen", "label": "Zieleń", "count": 1, "selected": True}]
    assert {one["value"]: one["count"] for one in facet(found, "status")["values"]}["open"] == 1


def test_without_a_criterion_there_are_facets_only(ask):
    findable("Park", "open")
    found = ask()

    assert (found["has_criterion"], found["total"], found["hits"]) == (False, 0, [])
    assert {one["value"]: one["count"] for one in facet(found, "status")["values"]}["open"] == 1


def test_pages_are_linked(ask, client):
    for number in range(45):
        findable(f"Park {number}")
    found = ask("q=park&page=2")
    links = {name: parse_qs(urlsplit(url).query).get("page") for name, url in found["links"].items() if url}
    walked = [hit["key"] for page in (1, 2, 3) for hit in ask(f"q=park&page={page}")["hits"]]

    assert (found["total"], found["page"], found["pages"], found["page_size"]) == (45, 2, 3, 20)
    assert (links["self"], links["previous"], links["next"], links["last"]) == (["2"], None, ["3"], ["3"])
    assert len(set(walked)) == 45
    assert client.get(found["links"]["next"]).json()["hits"] == ask("q=park&page=3")["hits"]
    assert ask("q=park")["links"]["previous"] is None
    assert ask("q=park&page=3")["links"]["next"] is None


def test_page_beyond_the_end_is_the_last(ask):
    findable("Park")
    found = ask("q=park&page=9")

    assert (len(found["hits"]), found["page"], found["pages"]) == (1, 1, 1)
    assert found["links"]["self"] == "http://testserver/api/v2/search/?q=park&lang_ui=pl"
    assert found["links"]["previous"] is found["links"]["next"] is None


def test_other_formats_are_linked(ask, client, site_tree):
    findable("Park", "open")
    links = ask("q=park&status=open")["links"]

    for name in ("html", "atom", "json_feed", "calendar", "csv"):
        assert urlsplit(links[name]).query == "q=park&status=open"
        assert client.get(links[name]).status_code == 200


def test_corrections_are_told(ask):
    for number in range(3):
        findable(f"Ścieżka rowerowa {number}")
    found = ask("q=rowrowa")

    assert found["total"] == 3
    assert (found["corrections"][0]["typed"], found["corrections"][0]["applied"]) == ("rowrowa", True)


@pytest.mark.parametrize(
    ("query", "headers", "language"),
    [
        ("", {}, "pl"),
        ("", {"Accept-Language": "en"}, "en"),
        ("lang_ui=uk", {"Accept-Language": "en"}, "uk"),
        ("lang_ui=pl", {"Accept-Language": "en"}, "pl"),
        ("lang=en", {}, "pl"),
    ],
)
def test_language_of_labels_is_named_or_negotiated(client, query, headers, language):
    topic = TopicFactory(slug="zielen", name_pl="Zieleń", name_en="Greenery", name_uk="Зелень")
    findable("Park", topic=topic.slug)
    response = client.get(f"{URL}?{query}", headers=headers)
    labels = {one["label"] for one in facet(response.json(), "topic")["values"]}

    assert response["Content-Language"] == language
    assert labels == {{"pl": "Zieleń", "en": "Greenery", "uk": "Зелень"}[language]}
    assert "Accept-Language" in response["Vary"]


REFUSED = [
    ("q=" + "a" * 300, ["q"]),
    ("q=park&topic=a+b&from=jutro", ["topic", "from"]),
    ("q=park&from=2026-12-31&to=2026-01-01", ["to"]),
    ("q=park&page=-1", ["page"]),
    ("q=park&status=wat", ["status"]),
    ("q=park&lang_ui=de", ["lang_ui"]),
    ("&".join(f"tag=t{number}" for number in range(60)), ["tag"]),
]


@pytest.mark.parametrize(("query", "parameters"), REFUSED)
def test_unreadable_parameters_are_a_problem(client, query, parameters):
    response = client.get(f"{URL}?{query}")
    problem = response.json()

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert problem["status"] == 400
    assert [one["parameter"] for one in problem["errors"]] == parameters
    assert all(one["detail"] and one["reason"] for one in problem["errors"])


def test_well_formed_values_nobody_has_find_nothing(ask):
    findable("Park")
    found = ask("q=park&topic=nie-ma")

    assert found["total"] == 0
    assert facet(found, "topic")["values"] == [{"value": "nie-ma", "label": "nie-ma", "count": 0, "selected": True}]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_reading_is_allowed(client, method):
    response = getattr(client, method)(URL)

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD"
