"""Suspicious responses wait for staff: shown with reasons and answers, counted or left out, never another survey's."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.services import grant_section
from consultations.surveys import selectors, spam, tokens
from consultations.surveys.admin_review import PER_PAGE, SUSPICIONS
from consultations.surveys.models import Response, SurveyPage
from consultations.surveys.services import Circumstances, erase_response, submit
from tests.admin_forms import text_of
from tests.factories import consultations, surveys
from tests.factories.core import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db
SAID = "Kupuj tanio: www.a.example www.b.example"


@pytest.fixture
def survey(site_tree):
    return surveys.survey_page(site_tree.home, surveys.SHORT)


@pytest.fixture
def staff(client, site_tree):
    client.force_login(AdministratorFactory())
    return client


def wait_for_review(survey: SurveyPage, *suspicions: str, **changes: Any) -> Response:
    receipt = submit(
        **{
            "survey": survey,
            "version": survey.live_version,
            "answers": {"transport": "bike", "why": SAID, "days": 3},
            "circumstances": Circumstances(locale="pl", channel="web"),
            "key": tokens.new_token(),
            "suspicions": suspicions or ("links",),
            "now": timezone.now(),
            **changes,
        }
    )
    return Response.objects.get(pk=receipt.response_id)


@dataclass
class Screen:
    """The screen of one survey, as somebody sees it."""

    browser: Client
    survey: SurveyPage

    def open(self, page: str = "") -> Any:
        return self.browser.get(reverse("surveys_admin:review", args=[self.survey.pk]), {"p": page} if page else {})

    def decide(self, response_id: object, **sent: str) -> Any:
        return self.browser.post(reverse("surveys_admin:decide", args=[self.survey.pk, response_id]), sent)

    def count(self, response: Response, **sent: str) -> Any:
        return self.decide(response.pk, decision="count", **sent)

    def leave_out(self, response: Response, reason: str) -> Any:
        return self.decide(response.pk, decision="leave_out", reason=reason)


@pytest.fixture
def screen(staff, survey):
    return Screen(staff, survey)


def status_of(response: Response) -> str:
    return Response.objects.get(pk=response.pk).status


def counted(survey: SurveyPage) -> int:
    return selectors.counted(survey.translation_key).count()


def test_what_was_answered_is_shown_in_words_with_every_suspicion(screen, survey):
    wait_for_review(survey, "links", "too_fast", "from_the_future")
    shown = screen.open()
    answers, suspicions = text_of(shown, ".survey-waiting dl"), text_of(shown, ".survey-suspicions")

    assert "Czym dojeżdżasz? Rowerem" in answers
    assert SAID in answers
    assert str(SUSPICIONS["links"]) in suspicions
    assert str(SUSPICIONS["too_fast"]) in suspicions
    assert "from_the_future" in suspicions  # one that has no words yet
    assert "no-store" in shown["Cache-Control"]


def test_what_was_shown_is_in_the_history(screen, survey):
    screen.open()
    assert not PageLogEntry.objects.filter(action="surveys.read").exists()
    shown = [wait_for_review(survey) for _number in range(2)]
    screen.open()
    entry = PageLogEntry.objects.get(action="surveys.read")
    assert set(entry.data["responses"]) == {str(one.pk) for one in shown}
    assert SAID not in str(entry.data)


def test_answers_are_shown_as_text(screen, survey):
    wait_for_review(survey, answers={"transport": "bike", "why": "<b id=evil>x</b>"})
    shown = screen.open()

    assert "<b id=evil>x</b>" in text_of(shown, ".survey-waiting dl")
    assert text_of(shown, "#evil") == ""


def test_every_suspicion_of_forms_and_texts_has_words(survey):
    cache.clear()
    now, key = timezone.now(), survey.translation_key
    found = {*spam.form_suspicions(spam.form_token(key, 1, now), "http://x", now, key)}
    for sender in ("a", "b"):
        answers = {"why": f"{SAID}, bo to jest bardzo długi tekst, który ktoś wkleja w każdą ankietę"}
        found |= {*spam.answer_suspicions(key, answers, now, key=sender)}

    assert found == {"honeypot", "too_fast", "links", "near_duplicate"}
    assert found <= set(SUSPICIONS)


def test_overview_says_how_many_wait_and_leads_there(screen, survey):
    overview = reverse("surveys_admin:overview", args=[survey.pk])
    assert text_of(screen.browser.get(overview), ".survey-review") == ""
    for _number in range(3):
        wait_for_review(survey)

    shown = screen.browser.get(overview)
    assert "3" in text_of(shown, ".survey-review")
    assert reverse("surveys_admin:review", args=[survey.pk]) in shown.content.decode()


def test_counting_it_makes_it_count_and_is_told_in_the_history(screen, survey):
    response = wait_for_review(survey)
    assert counted(survey) == 0
    assert screen.count(response).status_code == 302

    assert status_of(response) == "complete"
    assert counted(survey) == 1
    entry = PageLogEntry.objects.get(action="surveys.review")
    assert (entry.page_id, entry.data) == (
        survey.pk,
        {"response": str(response.pk), "counted": True, "reason": ""},
    )
    assert SAID not in str(entry.data)
    assert screen.browser.get(f"/admin/pages/{survey.pk}/history/").status_code == 200


def test_leaving_it_out_needs_a_reason_and_keeps_it_in_the_history(screen, survey):
    response = wait_for_review(survey)
    for reason in ("", "  ", "x" * 201):
        refused = screen.leave_out(response, reason)
        assert refused.status_code == 200
        assert refused.context["rows"][0].form.errors["reason"]
        assert status_of(response) == "review"
    assert not PageLogEntry.objects.filter(action="surveys.review").exists()

    assert screen.leave_out(response, " Reklama ").status_code == 302
    assert status_of(response) == "void"
    assert counted(survey) == 0
    assert PageLogEntry.objects.get(action="surveys.review").data["reason"] == "Reklama"
    assert "Reklama" in screen.browser.get(f"/admin/pages/{survey.pk}/history/").content.decode()


def test_a_decision_without_its_button_leaves_nothing_counted(screen, survey):
    response = wait_for_review(survey)
    assert screen.decide(response.pk).status_code == 200
    assert status_of(response) == "review"


def test_responses_of_another_survey_are_neither_shown_nor_decided_on(screen, survey):
    parent = survey.get_parent().specific
    other = surveys.survey_page(parent, surveys.SHORT, slug="inna")
    foreign = wait_for_review(other)

    assert screen.open().context["rows"] == []
    for response_id in (foreign.pk, uuid.uuid4()):
        assert screen.decide(response_id, decision="count").status_code == 404
        assert screen.decide(response_id, decision="leave_out", reason="Nie").status_code == 404
    assert status_of(foreign) == "review"


@pytest.mark.parametrize("status", ["complete", "void", "test"])
def test_only_what_waits_is_decided_on(screen, survey, status):
    response = wait_for_review(survey)
    Response.objects.update(status=status)

    assert screen.count(response).status_code == 302
    assert screen.leave_out(response, "Reklama").status_code == 302
    assert status_of(response) == status
    assert not PageLogEntry.objects.filter(action="surveys.review").exists()


def test_what_a_person_has_erased_meanwhile_stays_erased(screen, survey):
    response = wait_for_review(survey)
    erase_response(response=response, now=timezone.now())

    assert screen.count(response).status_code == 302
    assert status_of(response) == "erased"


def test_twenty_on_a_page_the_oldest_first(screen, survey):
    now = timezone.now()
    newest = wait_for_review(survey, now=now)
    made = [wait_for_review(survey, now=now - timedelta(hours=hours)) for hours in range(1, PER_PAGE + 1)]
    first, second = screen.open(), screen.open("2")

    assert [row.response.pk for row in first.context["rows"]] == [one.pk for one in reversed(made)]
    assert [row.response.pk for row in second.context["rows"]] == [newest.pk]
    assert "?p=2" in first.content.decode()
    assert screen.count(newest, p="2")["Location"].endswith("review/?p=2")
    assert screen.open("2").status_code == 200  # there is no second page any more


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_any_page_number_is_answered(screen, survey, page):
    response = wait_for_review(survey)
    assert screen.open(page).status_code == 200
    assert screen.count(response, p=page).status_code == 302


@pytest.fixture
def sections(site_tree):
    """Two local governments, with an editor each."""
    found = {}
    for letter in "AB":
        section = consultations.consultation_index(site_tree.consultations, title=f"Gmina {letter}")
        editor = UserFactory()
        editor.groups.add(grant_section(section=section, name=f"Redakcja {letter}"))
        found[letter] = (section, editor)
    return found


@pytest.mark.parametrize(("letter", "may"), [("A", True), ("B", False), (None, False)])
def test_only_those_who_may_judge_its_answers_see_and_decide(client, sections, letter, may):
    parent = consultations.consultation(sections["A"][0])
    survey = surveys.survey_page(parent, surveys.SHORT)
    response = wait_for_review(survey)
    if letter:
        client.force_login(sections[letter][1])
    screen = Screen(client, survey)

    assert (SAID in screen.open().content.decode()) is may
    screen.count(response)
    assert status_of(response) == ("complete" if may else "review")
    assert PageLogEntry.objects.filter(action="surveys.review").exists() is may
