"""How news and plain pages are found."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from home.search_entries import (
    news_about,
    project_home,
    project_list,
    project_news,
    project_project,
    project_standard,
    project_statement,
)
from tests.factories import home
from tests.factories.consultations import consultation
from tests.factories.core import PortalDocumentFactory, TopicFactory
from tests.factories.search import NOW

pytestmark = pytest.mark.django_db
BODY = [("paragraph", "<p>Zebraliśmy <b>412</b> głosów.</p>")]


def test_news_are_of_their_day(site_tree):
    found = project_news(home.news(site_tree.news, date=date(2026, 11, 20), body=BODY), NOW)
    day = datetime(2026, 11, 20, tzinfo=ZoneInfo("Europe/Warsaw"))

    assert (found.kind, found.body, found.published_at) == ("news", "Zebraliśmy 412 głosów.", day)
    assert found.intervals == ((day, day),)


def test_news_are_filed_like_their_consultation(site_tree):
    about = consultation(site_tree.consultations, topics=[TopicFactory(slug="zielen")])
    item = home.news(site_tree.news, consultation=about)

    found = project_news(item, NOW)

    assert found.facets["topic"] == ["zielen"]
    assert (found.opens_at, found.closes_at) == (None, None)  # the news itself has no status
    assert list(news_about(about)) == [item]


def test_news_about_a_draft_give_nothing_of_it_away(site_tree):
    about = consultation(site_tree.consultations, live=False)

    assert project_news(home.news(site_tree.news, consultation=about), NOW).facets == {}
    assert project_news(home.news(site_tree.news, title="Inne"), NOW).facets == {}


def test_a_project_with_its_schedule_and_files(site_tree):
    programme, linked = PortalDocumentFactory(), PortalDocumentFactory()
    row = {"event": "Szkolenie", "dates": [], "date_text": "czerwiec", "recruitment": "online", "place": "Skoki"}
    page = home.project(
        site_tree.home,
        origin=f'<p>Dotacja <a linktype="document" id="{linked.pk}">umowa</a></p>',
        schedule=[("schedule", {"caption": "Harmonogram", "rows": [{**row, "programme_file": programme}]})],
        office_name="Biuro projektu",
    )

    found = project_project(page, NOW)

    assert [part in found.body for part in ("Dotacja umowa", "Szkolenie", "Skoki", "Biuro projektu")] == [True] * 4
    assert "on-line" not in found.body
    assert {one.document_id for one in found.attachments} == {programme.pk, linked.pk}


def test_plain_pages(site_tree):
    standard = project_standard(home.standard(site_tree.home, body=BODY), NOW)
    statement = project_statement(home.accessibility_statement(site_tree.home), NOW)
    front = project_home(site_tree.home, NOW)

    assert {standard.kind, statement.kind, front.kind, project_list(site_tree.news, NOW).kind} == {"page"}
    assert standard.body == "Zebraliśmy 412 głosów."
    assert [part in statement.body for part in ("warstwy tekstowej", "Tłumacz PJM", "Anna")] == [True] * 3
    assert front.body == site_tree.home.hero_title


def test_a_page_outside_every_site_is_not_found(site_tree):
    page = home.standard(site_tree.home)
    page.url_path = "/elsewhere/strona/"

    assert project_standard(page, NOW + timedelta(0)) is None
