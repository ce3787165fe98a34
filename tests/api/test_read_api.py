"""The read API: complete, public things only, errors as problem documents."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories.consultations import consultation, meeting
from tests.factories.core import MunicipalityFactory, OrganiserFactory, PortalDocumentFactory, TopicFactory, translated
from tests.factories.home import SiteTree, standard

pytestmark = pytest.mark.django_db
PAGES = "/api/v2/pages/"


def body(response: HttpResponse) -> dict:
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def problem(response: HttpResponse, status: int) -> dict:
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    found = json.loads(response.content)
    assert found["status"] == status
    assert found["title"]
    return found


@pytest.mark.parametrize(
    "search", ["", "%00", "%20", "%22", "*", "%27%27", "()", "-", "AND", "%22a", "a*", "NEAR(", "%F0%9F%8C%B3"]
)
def test_any_search_text_is_answered(site_tree: SiteTree, client: Client, search: str) -> None:
    assert "items" in body(client.get(f"{PAGES}?search={search}"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/", 404),
        ("/api/v2/", 404),
        ("/api/nothing", 404),
        ("/api/v2/pages/999999/", 404),
        ("/api/v2/pages/abc/", 404),
        ("/api/v2/pages/?nonsense=1", 400),
        ("/api/v2/pages/?limit=101", 400),
        ("/api/v2/pages/?limit=abc", 400),
        ("/api/v2/pages/?locale=xx", 404),
        ("/api/v2/pages/?order=nonsense", 400),
        ("/api/v2/pages/?fields=nonsense", 400),
        ("/api/v2/pages/?type=core.User", 400),
        ("/api/v2/pages/?offset=-1", 400),
        ("/api/v2/pages/?offset=99999999999999999999999", 400),
        ("/api/v2/pages/?type=consultations.ConsultationPage&topics=abc", 400),
        ("/api/v2/pages/?type=consultations.ConsultationPage&opens_at=abc", 400),
        ("/api/v2/pages/?type=consultations.ConsultationPage&organiser=abc", 400),
        ("/api/v2/pages/?child_of=abc", 400),
        ("/api/v2/pages/99999999999999999999999/", 404),
        ("/api/v2/topics/abc/", 404),
        ("/api/v2/topics/999/", 404),
        ("/api/v2/images/999/", 404),
    ],
)
def test_errors_are_problem_documents(site_tree: SiteTree, client: Client, path: str, status: int) -> None:
    problem(client.get(path), status)


def test_a_consultation_is_told_in_full(site_tree: SiteTree, client: Client) -> None:
    document = PortalDocumentFactory(title="Koncepcja")
    page = consultation(
        site_tree.consultations,
        topics=[TopicFactory(slug="zielen", name="Zieleń")],
        municipalities=[MunicipalityFactory(teryt="3021011", short_name="Luboń")],
        organiser=OrganiserFactory(slug="lubon", municipality=None),
        body=[("heading", "O czym rozmawiamy"), ("documents", {"heading": "Pliki", "documents": [document]})],
        documents=[("document", {"document": document, "title": "", "summary": "Co i gdzie."})],
        timeline=[("step", {"date": None, "date_text": "marzec 2027", "text": "Projekt"})],
    )
    meeting(page, title="Spacer badawczy")
    found = body(client.get(f"{PAGES}{page.pk}/"))
    assert found["status"] == "open"
    assert found["topics"] == [{"slug": "zielen", "name": "Zieleń"}]
    assert found["municipalities"][0]["teryt"] == "3021011"
    assert found["organiser"]["slug"] == "lubon"
    assert [block["type"] for block in found["body"]] == ["heading", "documents"]
    assert found["body"][1]["value"]["documents"][0]["url"].startswith("http://testserver/documents/")
    assert found["documents"][0]["value"]["title"] == "Koncepcja"
    assert found["timeline"][0]["value"]["text"] == "Projekt"
    assert found["meetings"][0]["title"] == "Spacer badawczy"
    assert found["content_language"] == "pl"


def test_drafts_and_private_pages_never_appear(site_tree: SiteTree, client: Client) -> None:
    draft = standard(site_tree.home, title="Szkic", live=False)
    private = standard(site_tree.home, title="Poufne")
    below = standard(private, title="Pod poufnym")
    alias = translated(below, "en", alias=True)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    found = {item["id"] for item in body(client.get(f"{PAGES}?limit=100"))["items"]}
    hidden = {draft.pk, private.pk, below.pk, alias.pk, alias.get_parent().pk}
    assert found & hidden == set()
    assert site_tree.home.pk in found
    for pk in hidden:
        problem(client.get(f"{PAGES}{pk}/"), 404)


def test_taxonomies_are_listed_in_all_languages(site_tree: SiteTree, client: Client) -> None:
    TopicFactory(slug="zielen", name_pl="Zieleń", name_en="Greenery", name_uk="Зелень")
    items = body(client.get("/api/v2/topics/"))["items"]
    assert [(item["slug"], item["name_en"], item["name_uk"]) for item in items] == [("zielen", "Greenery", "Зелень")]


def test_a_rename_is_seen_at_once(site_tree: SiteTree, client: Client) -> None:
    topic = TopicFactory(name="Zieleń")
    page = consultation(site_tree.consultations, topics=[topic])
    topic.name_pl = "Zieleń i klimat"
    topic.save()
    assert body(client.get(f"{PAGES}{page.pk}/"))["topics"][0]["name"] == "Zieleń i klimat"
    assert "Zieleń i klimat" in client.get(page.get_url()).content.decode()
