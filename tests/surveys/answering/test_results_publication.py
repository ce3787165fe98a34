"""Public results: who sees them when, and what they cost to show."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.surveys.choices import Publication
from consultations.surveys.models import Response, ResultApproval, ResultSnapshot, SurveyPage
from consultations.surveys.presentation.figures import figures_of
from consultations.surveys.views import results
from tests.factories.home import SiteTree
from tests.factories.surveys import survey_page

from .contents import named
from .everything import CLOSED, OPEN, address, answer, everything, soup

pytestmark = pytest.mark.django_db
LIMIT = 16  # queries from kept counts; four are the frame of the page, which a running site keeps


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({**OPEN}, "when the survey has closed"),
        ({**CLOSED, "results_publication": Publication.NEVER}, "does not publish"),
        ({**CLOSED, "results_publication": Publication.AFTER_APPROVAL}, "when they have approved them"),
        ({**OPEN, "results_publication": Publication.LIVE}, "Too few people"),
    ],
    ids=["open", "never", "approval", "live"],
)
@pytest.mark.parametrize("question", ["", "single/", "nic/"])
def test_before_publication_the_page_says_so_and_shows_no_number(
    site_tree: SiteTree, client: Client, fields: dict[str, Any], words: str, question: str
) -> None:
    page = survey_page(site_tree.home, everything(), **fields)
    answer(page, 12)
    response = client.get(address(page, question, "en"))

    assert response.status_code == 403
    assert response["Cache-Control"] == "no-store"
    assert words in soup(response).get_text(" ", strip=True)
    assert not soup(response).select("main table, main .chart")
    assert soup(response).select('meta[name="robots"][content="noindex"]')


def test_an_open_survey_says_when_results_come(site_tree: SiteTree, client: Client) -> None:
    page = survey_page(site_tree.home, everything(), **OPEN)

    assert soup(client.get(address(page))).select_one(".results-note time") is not None


def test_approval_opens_the_page_and_taking_it_back_closes_it(site_tree: SiteTree, client: Client) -> None:
    fields = {**CLOSED, "results_publication": Publication.AFTER_APPROVAL}
    page = survey_page(site_tree.home, everything(), **fields)
    approval = ResultApproval.objects.create(survey_key=page.translation_key, approved_at=timezone.now())
    assert client.get(address(page)).status_code == 200

    approval.delete()
    assert client.get(address(page)).status_code == 403


@pytest.mark.parametrize("question", ["", "single/"])
def test_an_unknown_survey_is_not_found(db: None, client: Client, question: str) -> None:
    assert client.get(f"/pl/ankieta/{uuid.uuid4()}/wyniki/{question}").status_code == 404


def test_a_draft_of_a_survey_is_not_found(site_tree: SiteTree, client: Client) -> None:
    page = survey_page(site_tree.home, everything(), live=False, **CLOSED)

    assert client.get(address(page)).status_code == 404


def test_few_responses_show_hidden_numbers_as_hidden(site_tree: SiteTree, client: Client) -> None:
    page = survey_page(site_tree.home, everything(), **CLOSED)
    answer(page, 14)
    shown = soup(client.get(address(page, language="en")))
    table = shown.select_one("#q-age table")
    counts = [cell.get_text(strip=True) for cell in table.select("td:nth-of-type(1)")]

    assert "hidden*" in counts
    assert all(one == "hidden*" or int(one) >= 5 for one in counts)
    assert "Hidden to protect privacy" in shown.select_one("#q-age").get_text()


def test_a_survey_without_responses_says_so(site_tree: SiteTree, client: Client) -> None:
    page = survey_page(site_tree.home, everything(), **CLOSED)
    shown = soup(client.get(address(page, language="en")))

    assert "Nobody has answered yet" in shown.get_text()
    assert not shown.select("main table")


def test_the_survey_leads_to_its_results_only_when_they_are_public(site_tree: SiteTree, client: Client) -> None:
    closed = survey_page(site_tree.home, everything(), **CLOSED)
    running = survey_page(site_tree.home, everything(), slug="trwa", **OPEN)

    assert address(closed) in client.get(closed.get_url()).content.decode()
    assert address(running) not in client.get(running.get_url()).content.decode()


def test_charts_are_drawn_once_for_each_way_of_looking(
    site_tree: SiteTree, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(results, "figures_of", lambda *given: drawn.append(given[1]) or figures_of(*given))
    page = survey_page(site_tree.home, everything(), **CLOSED)
    answer(page, 30)
    addresses = [address(page, language="en"), address(page, language="en") + "?by=channel", address(page)]
    first = [client.get(one).content for one in addresses]

    assert len(drawn) == 3
    assert [client.get(one).content for one in addresses] == first
    assert len(drawn) == 3


def test_kept_charts_go_with_what_they_were_drawn_from(site_tree: SiteTree, client: Client) -> None:
    page = survey_page(site_tree.home, everything(), **CLOSED)
    answer(page, 30)
    before = base(client, page)
    Response.objects.filter(survey_key=page.translation_key, answers__has_key="single").first().delete()
    ResultSnapshot.objects.all().delete()

    assert base(client, page) == before - 1


def base(client: Client, page: SurveyPage) -> int:
    """How many answered the first question, as the page says."""
    said = soup(client.get(address(page))).select_one("#q-single .result-base li").get_text()
    return int(said.removeprefix("n = "))


def test_surveys_alike_keep_their_own_links(site_tree: SiteTree, client: Client) -> None:
    for slug in ("jedna", "druga"):
        page = survey_page(site_tree.home, everything(), slug=slug, title="Ta sama", **CLOSED)
        answer(page, 30)
        links = [link["href"] for link in soup(client.get(address(page))).select(".result-links a")]

        assert links
        assert all(str(page.translation_key) in link for link in links)


def test_queries_do_not_grow_with_questions(site_tree: SiteTree, client: Client) -> None:
    made = []
    for slug, more in (("mala", 0), ("duza", 30)):
        extra = [{"key": f"more{at}", "type": "single_choice", "options": named("a", "b")} for at in range(more)]
        page = survey_page(site_tree.home, everything(*extra), slug=slug, **CLOSED)
        answer(page, 20)
        client.get(address(page))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(page))
        made.append(len(queries))

    assert made[0] == made[1] <= LIMIT
