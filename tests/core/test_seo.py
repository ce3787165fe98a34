"""Sitemap, robots, health and the way errors are answered outside pages."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from cms.core.models import ContactSettings
from tests.factories.consultations import consultation
from tests.factories.core import OrganiserFactory, translated
from tests.factories.home import SiteTree, standard

pytestmark = pytest.mark.django_db
NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client: Client) -> dict[str, dict[str, str]]:
    """Address -> {hreflang: address}."""
    response = client.get("/sitemap.xml", headers={"host": "konsultacje.example.org"})
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own answer
    return {
        url.findtext("s:loc", "", NAMESPACES): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMESPACES)
        }
        for url in root.findall("s:url", NAMESPACES)
    }


def test_sitemap_lists_public_pages_with_their_translations(site_tree: SiteTree, client: Client) -> None:
    page = consultation(site_tree.consultations, slug="warta")
    translated(page, "en", title="By the Warta", slug="by-the-warta")
    only_alias = standard(site_tree.home, title="Jak to działa")
    translated(only_alias, "uk", alias=True)
    private = standard(site_tree.home, title="Poufne", slug="poufne")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    standard(site_tree.home, title="Ukryte", slug="ukryte", noindex=True)
    standard(site_tree.home, title="Szkic", slug="szkic", live=False)
    OrganiserFactory(slug="lubon")
    found = sitemap(client)
    base = "http://konsultacje.example.org"
    assert found[f"{base}/pl/konsultacje/warta/"] == {
        "pl": f"{base}/pl/konsultacje/warta/",
        "en": f"{base}/en/konsultacje/by-the-warta/",
        "x-default": f"{base}/pl/konsultacje/warta/",
    }
    assert found[f"{base}/pl/jak-to-dziala/"] == {}
    assert f"{base}/uk/organizatorzy/lubon/" in found
    absent = ("poufne", "ukryte", "szkic", "/uk/jak-to-dziala")
    assert [address for address in found if any(part in address for part in absent)] == []


def test_robots_names_the_sitemap(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_health_asks_the_database(client: Client) -> None:
    response = client.get("/health/")
    assert json.loads(response.content) == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "/en/"), ("uk,pl;q=0.5", "/uk/"), ("de", "/pl/"), ("", "/pl/")]
)
def test_the_bare_address_leads_to_the_visitors_language(
    site_tree: SiteTree, client: Client, language: str, expected: str
) -> None:
    response = client.get("/", headers={"accept-language": language})
    assert response.status_code == 302
    assert response["Location"] == expected


def test_structured_data_of_a_page(site_tree: SiteTree, client: Client) -> None:
    page = consultation(site_tree.consultations)
    response = client.get(page.get_url())
    crumbs = response.context["structured_data"][0]
    assert crumbs["@type"] == "BreadcrumbList"
    assert [item["name"] for item in crumbs["itemListElement"]] == ["Metropolia rozmawia", "Konsultacje", page.title]
    assert all(item["item"].startswith("http") for item in crumbs["itemListElement"])


def test_home_page_says_who_runs_the_portal(site_tree: SiteTree, client: Client) -> None:
    ContactSettings.objects.create(
        site=Site.objects.get(), operator="Stowarzyszenie Metropolia Poznań", email="biuro@example.org"
    )
    (organization,) = client.get("/pl/").context["structured_data"]
    assert organization["@type"] == "GovernmentOrganization"
    assert organization["name"] == "Stowarzyszenie Metropolia Poznań"
    assert organization["url"] == "http://testserver/pl/"
    assert "telephone" not in organization


def test_first_anonymous_visit_sets_no_cookie(site_tree: SiteTree, client: Client) -> None:
    consultation(site_tree.consultations)
    for path in ("/pl/", "/pl/konsultacje/", "/pl/nie-ma/", "/sitemap.xml", "/api/v2/pages/"):
        assert not client.get(path).cookies, path
