"""News, plain pages and the profiles of organisers."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import gettext as _

from tests.factories.consultations import consultation
from tests.factories.core import OrganiserFactory, translated
from tests.factories.home import news, standard


@pytest.fixture
def main_of(client):
    """Draws the main part of what stands at an address."""

    def draw(address: str) -> BeautifulSoup:
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser").main

    return draw


def test_news_are_listed_with_their_dates(site_tree, main_of):
    item = news(site_tree.news)
    card = main_of(site_tree.news.url).select_one(".card")

    assert card.a["href"] == item.url
    assert card.time["datetime"] == "2026-11-20"


def test_news_lead_to_their_consultation(site_tree, main_of):
    about = consultation(site_tree.consultations)
    main = main_of(news(site_tree.news, consultation=about).url)

    assert main.select_one("time")["datetime"] == "2026-11-20"
    assert main.select_one("a.btn")["href"] == about.url


def test_no_news_is_said(site_tree, main_of):
    assert main_of(site_tree.news.url).select_one(".empty")


def test_plain_page_draws_its_blocks(site_tree, main_of):
    main = main_of(standard(site_tree.home, lead="W trzech krokach", body=[("heading", "Krok pierwszy")]).url)

    assert [element.get_text(strip=True) for element in main.select("h1, h2")] == ["Jak to działa", "Krok pierwszy"]
    assert "W trzech krokach" in main.get_text()


def test_untranslated_page_says_its_language(site_tree, main_of):
    main = main_of(translated(standard(site_tree.home), "en", alias=True).url)

    assert main["lang"] == "pl"


def test_organisers_are_listed_with_links(site_tree, main_of):
    organiser = OrganiserFactory()
    links = [link["href"] for link in main_of(reverse("organiser_list")).select(".card h2 a")]

    assert links == [organiser.get_absolute_url()]


def test_profile_shows_contact_and_consultations(site_tree, main_of):
    organiser = OrganiserFactory(profile="<h3>Godziny</h3><p>8–16</p>", website="https://urzad.example.org/")
    page = consultation(site_tree.consultations, organiser=organiser)
    consultation(site_tree.consultations, title="Cudza")
    main = main_of(organiser.get_absolute_url())
    links = {link["href"] for link in main.select("aside a")}

    assert [link["href"] for link in main.select(".res h3 a")] == [page.url]
    assert links >= {"mailto:konsultacje@example.org", "tel:610000000", "https://urzad.example.org/"}
    assert [element.name for element in main.select("h1, h2, h3")][:3] == ["h1", "h2", "h3"]


def test_profile_without_consultations_says_so(site_tree, main_of):
    main = main_of(OrganiserFactory().get_absolute_url())

    assert _("No consultation matches.") in main.select_one(".empty").get_text()
