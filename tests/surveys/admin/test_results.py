"""Results for staff: exact, of any part of the responses, for those with the right; approved, and taken back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from consultations.services import grant_section
from consultations.surveys.choices import Publication, Right
from consultations.surveys.models import Response, ResultApproval, SurveyPage
from tests.factories import consultations, core, home
from tests.factories.surveys import survey_page
from tests.surveys.answering.everything import CLOSED, ELEMENTS, OPEN, answer, everything, soup

pytestmark = pytest.mark.django_db
ANSWERED = 45
APPROVAL = {**CLOSED, "results_publication": Publication.AFTER_APPROVAL}


@pytest.fixture(scope="module")
def survey(module_db: None) -> SurveyPage:
    """Closed, its results wait for approval, in the section of Luboń."""
    section = consultations.consultation_index(home.site_tree().consultations, title="Luboń")
    page = survey_page(consultations.consultation(section), everything(), **APPROVAL)
    answer(page, ANSWERED)
    return page


@pytest.fixture
def clerk(client: Client, survey: SurveyPage) -> Client:
    """Somebody who works in the section of the survey."""
    section = survey.get_parent().get_parent().specific
    user = core.UserFactory()
    user.groups.set([grant_section(section=section, name="Luboń")])
    client.force_login(user)
    return client


def address(page: SurveyPage, name: str = "results") -> str:
    return reverse(f"surveys_admin:{name}", args=[page.pk])


def show(browser: Client, page: SurveyPage, **chosen: str) -> BeautifulSoup:
    response = browser.get(address(page), chosen)
    assert response.status_code == 200
    return soup(response)


def base_of(page: BeautifulSoup, question: str) -> str:
    return str(page.select_one(f"#q-{question} .result-base li").get_text())


def test_every_question_with_exact_numbers(clerk: Client, survey: SurveyPage) -> None:
    shown = show(clerk, survey)

    assert [one["id"] for one in shown.select("section[id^=q-]")] == [f"q-{one['key']}" for one in ELEMENTS]
    assert "hidden" not in " ".join(one.get_text() for one in shown.select("td"))


@pytest.mark.parametrize("name", ["results", "results_approve"])
def test_only_with_the_right_and_only_at_home(clerk: Client, survey: SurveyPage, name: str) -> None:
    other = consultations.consultation_index(home_of(survey), title="Mosina")
    theirs = survey_page(consultations.consultation(other), everything(), slug="inna", **APPROVAL)
    send: Callable[..., Any] = clerk.get if name == "results" else clerk.post

    assert send(address(theirs, name)).status_code in (302, 403)
    assert not ResultApproval.objects.exists()


def home_of(survey: SurveyPage) -> Any:
    return survey.get_parent().get_parent().get_parent().specific


def test_editing_alone_gives_no_right_to_results(clerk: Client, survey: SurveyPage) -> None:
    Permission.objects.get(content_type__app_label="surveys", codename=Right.SEE_RESULTS).group_set.clear()

    assert clerk.get(address(survey)).status_code in (302, 403)


@pytest.mark.parametrize(
    ("chosen", "fitting"),
    [
        ({"channel": "paper"}, {"channel": "paper"}),
        ({"municipality": "t3021011"}, {"municipality": "3021011"}),
        ({"age_band": "a35"}, {"age_band": "a35"}),
        ({"answer": "picture:a"}, {"answers__picture": "a"}),
        ({"answer": "sure:no", "channel": "web"}, {"answers__sure": "no", "channel": "web"}),
    ],
    ids=str,
)
def test_a_part_of_the_responses(
    clerk: Client, survey: SurveyPage, chosen: dict[str, str], fitting: dict[str, str]
) -> None:
    number = Response.objects.filter(survey_key=survey.translation_key, **fitting).count()

    assert 0 < number < ANSWERED
    assert base_of(show(clerk, survey, **chosen), "where") == f"n = {number}"


def test_paper_and_portal_side_by_side(clerk: Client, survey: SurveyPage) -> None:
    table = show(clerk, survey, by="channel").select("#q-picture table")[1]
    rows = {row.th.get_text(): row.td.get_text() for row in table.select("tbody tr")}
    given = Response.objects.filter(survey_key=survey.translation_key, answers__picture__isnull=False)

    assert [int(number) for number in rows.values()] == [given.filter(channel=one).count() for one in ("web", "paper")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("by", "nic"), ("channel", "x" * 3000), ("municipality", "3021011"), ("age_band", "\x00")],
        *[("answer", one) for one in (":", "single:nic", "nic:a", "officials")],
    ],
)
def test_a_part_there_is_not_is_refused_beside_the_field(
    clerk: Client, survey: SurveyPage, name: str, value: str
) -> None:
    shown = show(clerk, survey, **{name: value})

    assert shown.select_one(f"#id_{name}_error").get_text(strip=True)
    assert base_of(shown, "where") == f"n = {ANSWERED}"


def test_when_and_which_way_responses_came(clerk: Client, survey: SurveyPage) -> None:
    later = Response.objects.filter(survey_key=survey.translation_key, channel="paper").first()
    Response.objects.filter(pk=later.pk).update(submitted_at=later.submitted_at + timedelta(days=9))
    lines = [
        [cell.get_text() for cell in row.select("th, td")]
        for row in show(clerk, survey).select("section[aria-labelledby=timeline-title] tr")
    ]

    assert [line[1:] for line in lines[1:]] == [["0", "1", "1"], ["30", "14", "44"], ["30", "15", "45"]]


def test_open_answers_that_wait_for_coding_are_counted(clerk: Client, survey: SurveyPage) -> None:
    links = {one["href"]: one.get_text(strip=True) for one in show(clerk, survey).select("main a")}

    assert int(links[address(survey, "coding")].split()[0]) > 0 or address(survey, "coding") in links


@pytest.mark.parametrize("fields", [OPEN, CLOSED])
def test_a_survey_without_responses(clerk: Client, survey: SurveyPage, fields: dict[str, Any]) -> None:
    page = survey_page(survey.get_parent(), everything(), slug="pusta", **fields)

    assert "Nikt nie odpowiedział na to pytanie." in show(clerk, page).get_text()


def test_a_survey_without_a_version(clerk: Client, survey: SurveyPage) -> None:
    page = survey_page(survey.get_parent(), slug="szkic")

    assert not show(clerk, page).select("section[id^=q-]")


# --- approval ---------------------------------------------------------------------------------------------------------
def decide(browser: Client, page: SurveyPage, decision: str) -> str:
    response = browser.post(address(page, "results_approve"), {"decision": decision}, follow=True)
    return str(soup(response).select_one(".messages").get_text(" ", strip=True))


def test_results_are_approved_and_taken_back(clerk: Client, survey: SurveyPage) -> None:
    public = reverse("survey_results", args=[survey.translation_key])
    said = [decide(clerk, survey, "approve"), decide(clerk, survey, "approve")]
    assert clerk.get(public).status_code == 200
    said += [decide(clerk, survey, "withdraw"), decide(clerk, survey, "withdraw")]
    assert clerk.get(public).status_code == 403

    assert [one.split()[-1] for one in said] == ["zobaczyć.", "zmieniło.", "publiczne.", "zmieniło."]
    log = PageLogEntry.objects.filter(page=survey.pk, action="surveys.approve").order_by("pk")
    assert [entry.data for entry in log] == [{"approved": True}, {"approved": False}]
    assert "Wyniki zatwierdzono" in {entry.message for entry in log}


def test_who_may_not_publish_may_not_approve(clerk: Client, survey: SurveyPage) -> None:
    Permission.objects.get(
        codename="publish_page", content_type__app_label="wagtailcore"
    ).grouppagepermission_set.all().delete()

    assert not show(clerk, survey).select("button[name=decision]")
    clerk.post(address(survey, "results_approve"), {"decision": "approve"})
    assert not ResultApproval.objects.exists()


@pytest.mark.parametrize("rule", [Publication.NEVER, Publication.AFTER_CLOSE, Publication.LIVE])
def test_other_surveys_need_no_approval(clerk: Client, survey: SurveyPage, rule: Publication) -> None:
    page = survey_page(survey.get_parent(), everything(), slug="inna", results_publication=rule, **CLOSED)

    assert not show(clerk, page).select("button[name=decision]")


def test_approving_is_a_post(clerk: Client, survey: SurveyPage) -> None:
    assert clerk.get(address(survey, "results_approve")).status_code == 405
