"""The home page: map and list say the same, and it shows what the front page found."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from cms.core.choices import MunicipalityKind
from cms.core.models import Municipality
from home.templatetags.home_tags import highlighted
from tests.factories.consultations import consultation, meeting
from tests.factories.core import MunicipalityFactory
from tests.factories.events import training, training_term
from tests.factories.home import SiteTree


@pytest.mark.parametrize(
    ("title", "words", "expected"),
    [
        ("O czym rozmawia gmina?", "rozmawia", "O czym <em>rozmawia</em> gmina?"),
        ("O czym rozmawia gmina?", "", "O czym rozmawia gmina?"),
        ("O czym rozmawia gmina?", "powiat", "O czym rozmawia gmina?"),
        ("<b>A</b> & B", "& B", "&lt;b&gt;A&lt;/b&gt; <em>&amp; B</em>"),
    ],
)
def test_highlighted(title: str, words: str, expected: str) -> None:
    assert highlighted(title, words) == expected


def home(client: Client) -> BeautifulSoup:
    response = client.get("/pl/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


@pytest.mark.django_db
class TestHomePage:
    def test_empty_portal_has_a_home_page(self, site_tree: SiteTree, client: Client) -> None:
        page = home(client)

        assert page.h1.text == "O\u00a0czym rozmawia dziś Twoja gmina?"
        assert page.h1.em.text == "Twoja gmina"
        assert page.find("form", role="search")["action"] == "/pl/szukaj/"
        assert page.select(".card, .wasadi, .agenda") == []

    def test_map_and_list_lead_to_the_same_places(self, site_tree: SiteTree, client: Client) -> None:
        poznan = MunicipalityFactory(
            teryt="3064011", short_name="Poznań", kind=MunicipalityKind.CITY_WITH_COUNTY_RIGHTS
        )
        MunicipalityFactory(teryt="3021", short_name="Powiat poznański", kind=MunicipalityKind.COUNTY)
        consultation(site_tree.consultations, municipalities=[poznan])
        consultation(site_tree.consultations, "closed", municipalities=[poznan])
        page = home(client)
        tiles = page.select("svg.map a")
        entries = {item.a["href"]: item.get_text(" ", strip=True) for item in page.select(".areas li")}

        assert [tile["href"] for tile in tiles] == ["/pl/konsultacje/?area=3064011"]
        assert tiles[0]["aria-label"].startswith("Poznań: 1 ")
        assert tiles[0].select_one(".count").text == "1"
        assert entries["/pl/konsultacje/?area=3064011"] == "Poznań 1"
        assert entries["/pl/konsultacje/?area=3021"] == "Powiat poznański 0"
        assert len(entries) == Municipality.objects.count()

    def test_shows_what_ends_soon_what_changed_and_what_is_next(self, site_tree: SiteTree, client: Client) -> None:
        open_one = consultation(site_tree.consultations, "closing_soon", title="Park & ławki")
        result = consultation(site_tree.consultations, "results", title="Droga rowerowa")
        meeting(open_one, title="Spacer badawczy")
        now = timezone.now()
        training_term(training(site_tree.trainings, title="Warsztat"), starts_at=now + timedelta(days=3))
        page = home(client)

        assert [card.get_text(strip=True) for card in page.select(".card h3")] == ["Park & ławki"]
        assert page.select_one(".result-of a")["href"] == result.url
        assert [step.div.get_text(strip=True) for step in page.select(".wasadi li")] == [
            result.asked,
            result.said,
            result.done,
        ]
        assert [entry.get_text(strip=True) for entry in page.select(".agenda h3")] == ["Warsztat", "Spacer badawczy"]
