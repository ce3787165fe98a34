"""What surrounds every page: landmarks, search, languages, notices; and the pages shown when something is wrong."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from cms.core.blocks import BodyStreamBlock
from cms.core.models import ContactSettings
from cms.core.views import server_error
from tests.factories.core import AdministratorFactory, translated
from tests.factories.home import SiteTree, standard

pytestmark = pytest.mark.django_db


def soup(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def names(found: list[Tag]) -> list[str]:
    return [one.get_text(" ", strip=True) for one in found]


def test_frame_has_its_landmarks_and_a_way_past_them(site_tree: SiteTree, client: Client) -> None:
    page = soup(client, "/pl/konsultacje/")
    skip = page.body.find(True, recursive=False)

    assert (skip.name, skip["href"]) == ("a", f"#{page.main['id']}")
    assert [landmark.name for landmark in page.body.find_all(["header", "main", "footer"], recursive=False)] == [
        "header",
        "main",
        "footer",
    ]
    assert page.header.find("form", role="search")["action"] == "/pl/szukaj/"


def test_menu_says_where_one_is(site_tree: SiteTree, client: Client) -> None:
    section = soup(client, "/pl/konsultacje/").select(".nav [aria-current]")
    below = soup(client, site_tree.news.url).select(".nav [aria-current]")

    assert [(link["href"], link["aria-current"]) for link in section] == [("/pl/konsultacje/", "page")]
    assert [(link["href"], link["aria-current"]) for link in below] == [(site_tree.news.url, "page")]


def test_languages_are_named_in_themselves_and_lead_to_the_same_page(site_tree: SiteTree, client: Client) -> None:
    page = standard(site_tree.home, title="Jak to działa", slug="jak")
    english = translated(page, "en", title="How it works", slug="how")
    links = soup(client, "/pl/jak/").select(".lang a")

    assert [(link["lang"], link["hreflang"], link.text) for link in links] == [
        ("pl", "pl", "Polski"),
        ("en", "en", "English"),
        ("uk", "uk", "Українська"),
    ]
    assert links[1]["href"] == english.url
    assert [link["lang"] for link in links if link.get("aria-current")] == ["pl"]


def test_footer_says_who_to_ask(site_tree: SiteTree, client: Client) -> None:
    ContactSettings.objects.create(
        site=Site.objects.get(), email="a@example.org", phone="61 000 00 00", bip_url="https://bip.example.org/"
    )
    addresses = [link["href"] for link in soup(client, "/pl/").footer.select("a")]

    assert {"mailto:a@example.org", "tel:610000000", "https://bip.example.org/"} <= set(addresses)
    assert {reverse("organiser_list"), reverse("wagtailapi:pages:listing")} <= set(addresses)


def test_untranslated_page_says_so_and_marks_its_language(site_tree: SiteTree, client: Client) -> None:
    page = standard(site_tree.home, title="Jak to działa", slug="jak")
    alias = translated(page, "uk", alias=True)
    shown, source = soup(client, alias.url), soup(client, "/pl/jak/")

    assert (shown.html["lang"], shown.main["lang"]) == ("uk", "pl")
    assert shown.select_one(".language-notice")["lang"] == "uk"
    assert source.main.get("lang") is None
    assert source.select_one(".language-notice") is None


def test_missing_page_helps_on(site_tree: SiteTree, client: Client) -> None:
    page = soup(client, "/pl/konsultacje/park-nad-warta/", status=404)
    form = page.main.find("form", role="search")

    assert form["action"] == "/pl/szukaj/"
    assert form.find("input")["value"] == "park nad warta"
    assert {"/pl/", "/pl/konsultacje/"} <= {link["href"] for link in page.main.find_all("a")}
    assert page.find("link", rel="canonical") is None


def test_failure_page_asks_the_database_nothing(django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/pl/"))

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 500
    assert page.html["lang"] == "pl"
    assert page.h1.text
    assert page.find("a", href="/")


def test_page_with_a_password_shows_nothing_but_the_form(site_tree: SiteTree, client: Client) -> None:
    page = standard(site_tree.home, title="Tajne ławki", slug="tajne", lead="Tylko dla jury.")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="klucz")
    shown = soup(client, "/pl/tajne/")

    assert "Tajne" not in shown.get_text()
    assert "jury" not in str(shown)
    assert shown.main.find("label")["for"] == shown.main.find("input", type="password")["id"]
    assert shown.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_wrong_password_is_said_beside_the_field(site_tree: SiteTree, client: Client) -> None:
    page = standard(site_tree.home, title="Tajne", slug="tajne")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="klucz")
    form = soup(client, "/pl/tajne/").main.form
    hidden = {field["name"]: field.get("value", "") for field in form.find_all("input", type="hidden")}
    response = client.post(form["action"], {**hidden, "password": "nie ten"})
    field = BeautifulSoup(response.content, "html.parser").main.find("input", type="password")

    assert field["aria-invalid"] == "true"
    assert f'id="{field["aria-describedby"]}"' in response.content.decode()


def test_page_for_members_leads_to_the_log_in_form(site_tree: SiteTree, client: Client) -> None:
    page = standard(site_tree.home, title="Narada", slug="narada")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/pl/narada/", follow=True)
    form = BeautifulSoup(response.content, "html.parser").main.form

    assert response.status_code == 200
    assert form.find("input", attrs={"name": "next"})["value"] == "/pl/narada/"
    assert {field["id"] for field in form.select("input[id]")} == {label["for"] for label in form.find_all("label")}
    assert client.post(form["action"], {"username": "nobody", "password": "x"}).content.count(b'class="err"') == 1


def test_block_preview_looks_like_the_portal(client: Client) -> None:
    client.force_login(AdministratorFactory())
    block = BodyStreamBlock().child_blocks["quote"]
    shown = soup(client, f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}")

    assert shown.find("link", rel="stylesheet")["href"].endswith("css/portal.css")
    assert shown.select_one(".stream .quote blockquote")
