"""The overview tells how people get to a survey: its address, a frame on another website, a kiosk."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.surveys.kiosk import read_kiosk
from tests.admin_forms import text_of
from tests.factories import surveys
from tests.factories.core import AdministratorFactory

pytestmark = pytest.mark.django_db
TITLE = 'Ankieta "A & B" <script>'


@pytest.fixture
def make(site_tree, client):
    """Makes a survey and opens its overview, with what was typed into the kiosk's form."""
    client.force_login(AdministratorFactory())

    def go(typed=None, **fields):
        page = surveys.survey_page(site_tree.home, surveys.SHORT, title=TITLE, **fields)
        typed = {f"kiosk-{name}": value for name, value in (typed or {}).items()}
        return page, client.get(reverse("surveys_admin:overview", args=[page.pk]), typed)

    return go


class Tags(HTMLParser):
    """Tags of a piece of HTML, in order: (name, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_address_of_the_survey(make):
    page, shown = make()
    assert page.full_url.startswith("http")
    assert shown.context["ways"]["address"] == page.full_url
    assert f'href="{page.full_url}"' in shown.content.decode()


def test_snippet_is_html_that_shows_the_survey_in_a_frame(make):
    page, shown = make(allowed_origins="https://www.lubon.pl\nhttps://kornik.pl/strona")
    # the page shows the snippet as text: no frame and no script of it is there
    assert not BeautifulSoup(shown.content, "html.parser").select(".survey-snippet *")
    tags = Tags(text_of(shown, ".survey-snippet"))
    (frame, attributes), _p, (link, target) = tags.found

    assert (frame, attributes["title"]) == ("iframe", TITLE)
    assert (link, target["href"]) == ("a", page.full_url)
    answer = Client().get(attributes["src"], headers={"Referer": "https://www.lubon.pl/"})
    assert answer.status_code == 200
    assert "https://www.lubon.pl" in answer["Content-Security-Policy"]
    assert attributes["src"].endswith(f"/pl/ankieta/{page.translation_key}/embed/")
    assert "https://kornik.pl, https://www.lubon.pl" in shown.content.decode()


@pytest.mark.parametrize("origins", ["", "  \n", "lubon.pl", "javascript:alert(1)"])
def test_without_a_website_there_is_no_snippet_but_a_hint(make, origins):
    _page, shown = make(allowed_origins=origins)
    assert text_of(shown, ".survey-snippet") == ""
    assert "<iframe" not in shown.content.decode().partition('id="ways"')[2]


@pytest.mark.parametrize(("policy", "warned"), [("open", False), ("device", True), ("code", False)])
def test_frames_that_cannot_work_are_warned_of(make, policy, warned):
    _page, shown = make(policy=policy, allowed_origins="https://www.lubon.pl")
    assert bool(text_of(shown, ".help-warning")) is warned


@pytest.mark.parametrize(("policy", "leads"), [("code", True), ("open", False), ("email", False)])
def test_codes_lead_to_their_screen(make, policy, leads):
    page, shown = make(policy=policy)
    assert (reverse("surveys_admin:invitations", args=[page.pk]) in shown.content.decode()) is leads


def test_kiosk_address_works_and_says_where_the_kiosk_stands(make):
    last = timezone.localdate() + timedelta(days=7)
    page, shown = make({"place": " Urząd Miasta ", "until": last.isoformat()})
    address = text_of(shown, ".survey-kiosk-address")
    ticket = address.rstrip("/").rpartition("/")[2]

    assert Client().get(address).status_code == 200
    assert read_kiosk(page.translation_key, ticket, timezone.now()) == "Urząd Miasta"
    assert address.startswith(page.full_url.partition("/pl/")[0] + "/pl/ankieta/")


def test_kiosk_is_for_today_at_the_earliest(make):
    _page, shown = make({"place": "Urząd", "until": timezone.localdate().isoformat()})
    assert text_of(shown, ".survey-kiosk-address")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"place": "", "until": "2999-01-01"}, "place"),
        ({"place": "x" * 61, "until": "2999-01-01"}, "place"),
        ({"place": "Urząd\x00", "until": "2999-01-01"}, "place"),
        ({"place": "Urząd", "until": ""}, "until"),
        ({"place": "Urząd", "until": "jutro"}, "until"),
        ({"place": "Urząd", "until": "2020-01-01"}, "until"),
    ],
)
def test_kiosk_that_cannot_be_says_why(make, typed, wrong):
    _page, shown = make(typed)
    assert shown.status_code == 200
    assert list(shown.context["ways"]["kiosk_form"].errors) == [wrong]
    assert text_of(shown, ".survey-kiosk-address") == ""


def test_nothing_is_asked_of_a_kiosk_that_nobody_wants(make):
    _page, shown = make()
    assert not shown.context["ways"]["kiosk_form"].is_bound
    assert text_of(shown, ".survey-kiosk-address") == ""
