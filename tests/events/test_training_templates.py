"""Pages of trainings: terms, ways to sign up, and the order of the list."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.choices import Recruitment
from tests.factories.core import PortalDocumentFactory, TopicFactory
from tests.factories.events import training, training_term


@pytest.fixture
def drawn(client):
    """Draws the main part of a page."""

    def draw(page: Page) -> BeautifulSoup:
        return BeautifulSoup(client.get(page.url).content.decode(), "html.parser").main

    return draw


def heading_texts(main: BeautifulSoup) -> list[str]:
    return [element.get_text(strip=True) for element in main.select("h2")]


def test_term_says_when_and_where(site_tree, drawn):
    page = training(site_tree.trainings)
    term = training_term(page, online_url="https://example.org/sala", note="Tłumacz PJM")
    shown = drawn(page).select_one(".meeting")

    assert shown.time["datetime"] == timezone.localtime(term.starts_at).isoformat()
    assert shown.select_one('a[href="https://example.org/sala"]')
    for text in (term.place, "Tłumacz PJM"):
        assert text in shown.get_text()


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"recruitment": Recruitment.EMAIL, "recruitment_email": "zapisy@example.org"}, "mailto:zapisy@example.org"),
        (
            {"recruitment": Recruitment.LINK, "recruitment_url": "https://example.org/zapisy"},
            "https://example.org/zapisy",
        ),
    ],
)
def test_sign_up_leads_where_the_fields_say(site_tree, drawn, fields, address):
    facts = drawn(training(site_tree.trainings, **fields)).select_one(".facts")

    assert [link["href"] for link in facts.select("a")] == [address]


def test_nothing_to_sign_up_for(site_tree, drawn):
    facts = drawn(training(site_tree.trainings)).select_one(".facts")

    assert facts.select("a") == []
    assert str(Recruitment.NONE.label).capitalize() in facts.get_text()


def test_empty_sections_are_left_out(site_tree, drawn):
    assert heading_texts(drawn(training(site_tree.trainings))) == [_("In short")]


def test_programme_as_a_file(site_tree, drawn):
    document = PortalDocumentFactory()
    main = drawn(training(site_tree.trainings, programme=document))

    assert _("Programme") in heading_texts(main)
    assert main.select_one(".files a")["href"] == document.url


def test_list_has_next_terms_first_and_says_which_are_past(site_tree, drawn):
    past, ahead = (training(site_tree.trainings, title=title) for title in ("Dawne", "Przyszłe"))
    training_term(past, starts_at=timezone.now() - timedelta(days=30))
    training_term(ahead)
    results = drawn(site_tree.trainings).select(".res > li")

    assert [result.h3.get_text(strip=True) for result in results] == ["Przyszłe", "Dawne"]
    assert _("Next term:") in results[0].get_text()
    assert _("Last held:") in results[1].get_text()


def test_empty_list_says_so(site_tree, drawn):
    assert drawn(site_tree.trainings).select_one(".empty")


def test_topics_lead_to_the_search(site_tree, drawn):
    page = training(site_tree.trainings, topics=[TopicFactory(name="Zieleń", slug="zielen")])

    assert drawn(page).select_one('.facts a[href="/pl/szukaj/?topic=zielen"]').text == "Zieleń"
