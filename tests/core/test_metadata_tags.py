"""What search engines and social media are told about a page."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.core.templatetags.metadata_tags import json_ld
from tests.factories.core import PortalImageFactory, translated
from tests.factories.home import SiteTree, standard

HOST = "https://konsultacje.example.org"


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "a & b", "\u2028\u2029", 'Zażółć "gęślą" \\ jaźń']
)
def test_json_ld_cannot_leave_its_element(text: str) -> None:
    html = json_ld([{"name": text}])
    data = re.fullmatch(r'<script type="application/ld\+json">([^<>&\u2028\u2029]*)</script>', html)

    assert data is not None
    assert json.loads(data[1]) == [{"name": text}]


def head(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path, headers={"host": "konsultacje.example.org"}, secure=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").head


def meta(page: BeautifulSoup, **attributes: str) -> Any:
    return page.find("meta", attrs=attributes)["content"]


@pytest.mark.django_db
class TestPage:
    def test_address_title_and_description(self, site_tree: SiteTree, client: Client) -> None:
        standard(site_tree.home, title="Jak to działa?", slug="jak", lead="Trzy kroki & żadnego konta.")
        page = head(client, "/pl/jak/?utm_source=x")

        assert page.find("link", rel="canonical")["href"] == f"{HOST}/pl/jak/"
        assert page.title.string.strip() == "Jak to działa? – Metropolia rozmawia"
        assert meta(page, name="description") == "Trzy kroki & żadnego konta."
        assert meta(page, property="og:locale") == "pl_PL"
        assert meta(page, property="og:image") == f"{HOST}/static/img/social-card.png"

    def test_translations_are_alternates_of_each_other(self, site_tree: SiteTree, client: Client) -> None:
        page = standard(site_tree.home, title="Jak to działa", slug="jak")
        translated(page, "en", title="How it works", slug="how")
        translated(page, "uk", alias=True)

        links = head(client, "/en/how/").find_all("link", rel="alternate")

        assert {link["hreflang"]: link["href"] for link in links} == {"pl": f"{HOST}/pl/jak/", "en": f"{HOST}/en/how/"}

    def test_untranslated_page_belongs_to_its_source(self, site_tree: SiteTree, client: Client) -> None:
        page = standard(site_tree.home, title="Jak to działa", slug="jak")
        alias = translated(page, "uk", alias=True)

        assert head(client, alias.url).find("link", rel="canonical")["href"] == f"{HOST}/pl/jak/"

    def test_hidden_page_is_kept_out_of_search_engines(self, site_tree: SiteTree, client: Client) -> None:
        standard(site_tree.home, title="Ukryte", slug="ukryte", noindex=True)

        assert meta(head(client, "/pl/ukryte/"), name="robots") == "noindex"

    def test_own_picture_is_shared(self, site_tree: SiteTree, client: Client) -> None:
        image = PortalImageFactory(description="Ławka nad rzeką")
        standard(site_tree.home, title="Ławki", slug="lawki", listing_image=image)
        page = head(client, "/pl/lawki/")

        assert meta(page, property="og:image").startswith(f"{HOST}/media/")
        assert meta(page, property="og:image:alt") == "Ławka nad rzeką"
