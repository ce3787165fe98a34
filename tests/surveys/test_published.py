"""Who sees which results when, and what they are made of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.surveys import tokens
from consultations.surveys.choices import OpenAnswerDecision, Publication
from consultations.surveys.faults import DivisionUnknown, ResultsNotPublished
from consultations.surveys.models import OpenAnswer, Response, ResultApproval, ResultSnapshot, SurveyPage, Theme
from consultations.surveys.published import (
    cross_candidates,
    publication_state,
    published_results,
    response_rates,
    staff_results,
)
from consultations.surveys.results.tables import QuestionResult, SurveyResults
from consultations.surveys.services import Circumstances, submit, void_response
from tests.factories import surveys
from tests.factories.core import MunicipalityFactory, UserFactory
from tests.factories.home import SiteTree

NOW = timezone.now()
LATER = NOW + timedelta(minutes=2)
Fill = Callable[..., None]


def options(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "label": {"pl": key.upper()}} for key in keys]


CONTENT = surveys.content_of(
    [
        {"key": "area", "type": "single_choice", "segment": "municipality", "options": options("t3021011", "t3021033")},
        {"key": "way", "type": "single_choice", "options": options("bus", "bike", "boat")},
        {"key": "why", "type": "long_text", "max_length": 200},
        {"key": "money", "type": "single_choice", "private": True, "options": options("little", "much")},
        {"key": "mood", "type": "yes_no", "no_opinion": True, "results": "hidden"},
    ]
)


@pytest.fixture
def survey(site_tree: SiteTree) -> SurveyPage:
    """A survey that was open until yesterday."""
    return surveys.survey_page(
        site_tree.home, CONTENT, opens_at=NOW - timedelta(days=9), closes_at=NOW - timedelta(days=1)
    )


@pytest.fixture
def fill(survey: SurveyPage) -> Fill:
    """So many responses with these answers, while the survey was open."""

    def answer(number: int, channel: str = "web", **answers: Any) -> None:
        for _ in range(number):
            submit(
                survey=survey,
                version=survey.live_version,
                answers=answers,
                circumstances=Circumstances(locale="pl", channel=channel),
                key=tokens.new_token(),
                now=NOW - timedelta(days=2),
            )

    return answer


@pytest.fixture
def filled(fill: Fill) -> None:
    """Thirty responses; two of them came by boat."""
    fill(12, area="t3021011", way="bus", money="little", mood="yes")
    fill(10, area="t3021033", way="bike", why="Bo lubię")
    fill(6, area="t3021011", way="bike", channel="paper")
    fill(2, area="t3021033", way="boat")


def of(results: SurveyResults, key: str) -> QuestionResult:
    (found,) = [one for one in results.questions if one.key == key]
    return found


def counts(results: SurveyResults, key: str) -> dict[str, int | None]:
    return {cell.key: cell.count for cell in of(results, key).cells}


def published(survey: SurveyPage, by: str = "", now: datetime = NOW) -> SurveyResults:
    return published_results(SurveyPage.objects.get(pk=survey.pk), now=now, by=by, language="pl")


def test_everybody_sees_public_questions_without_small_counts(survey, filled):
    results = published(survey)

    assert results.responses == 30
    assert [one.key for one in results.questions] == ["area", "way", "why"]
    assert counts(results, "way") == {"bus": None, "bike": 16, "boat": None}
    why = of(results, "why")
    assert (why.asked, why.answered, why.no_answer, why.not_asked) == (30, 10, 20, 0)
    assert of(results, "way").cells[0].label == "BUS"


def test_staff_see_every_question_and_every_count(survey, filled):
    results = staff_results(survey, now=NOW)

    assert [one.key for one in results.questions] == ["area", "way", "why", "money", "mood"]
    assert counts(results, "way") == {"bus": 12, "bike": 16, "boat": 2}
    assert of(results, "way").cells[0].share == 12 / 30


@pytest.mark.parametrize(
    ("filters", "responses", "ways"),
    [
        ({"municipality": "3021011"}, 18, {"bus": 12, "bike": 6, "boat": 0}),
        ({"channel": "paper"}, 6, {"bus": 0, "bike": 6, "boat": 0}),
        ({"way": "bike"}, 16, {"bus": 0, "bike": 16, "boat": 0}),
        ({"way": "bike", "area": "t3021033"}, 10, {"bus": 0, "bike": 10, "boat": 0}),
        ({"way": "no such option"}, 0, {"bus": 0, "bike": 0, "boat": 0}),
    ],
)
def test_staff_look_at_a_part(survey, filled, filters, responses, ways):
    results = staff_results(survey, now=NOW, filters=filters)

    assert (results.responses, counts(results, "way"), results.filters) == (responses, ways, filters)


def test_staff_divide_by_a_question_and_see_who_belongs_nowhere(survey, fill, filled):
    fill(1, way="bus")

    results = staff_results(survey, now=NOW, by="municipality")

    groups = {group.key: [cell.count for cell in group.cells] for group in of(results, "way").groups}
    assert groups == {"t3021011": [12, 6, 0], "t3021033": [0, 10, 2], "": [1, 0, 0]}
    assert results.group_sizes == {"t3021011": 18, "t3021033": 12, "": 1}


def test_everybody_divides_by_channel(survey, fill):
    fill(20, way="bus")
    fill(30, way="bike")
    fill(10, way="bus", channel="paper")
    fill(10, way="bike", channel="paper")

    results = published(survey, "channel")

    assert results.group_labels == {"web": "portal", "paper": "papier"}
    assert results.group_sizes == {"web": 50, "paper": 20}


@pytest.mark.parametrize("by", ["why", "money", "nothing"])
def test_results_are_divided_by_single_answers_to_public_questions_only(survey, filled, by):
    with pytest.raises(DivisionUnknown):
        published(survey, by)


def test_what_results_can_be_divided_by(survey):
    assert [key for key, _text in cross_candidates(survey, public=True)] == ["municipality", "way", "channel"]
    assert [key for key, _text in cross_candidates(survey, public=False)] == [
        "municipality",
        "way",
        "money",
        "mood",
        "channel",
    ]


# --- when ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "closes", "responses", "reason"),
    [
        (Publication.NEVER, -1, 0, "never"),
        (Publication.AFTER_CLOSE, 1, 0, "open"),
        (Publication.AFTER_CLOSE, -1, 0, ""),
        (Publication.AFTER_APPROVAL, -1, 0, "approval"),
        (Publication.LIVE, 1, 19, "few"),
        (Publication.LIVE, 1, 20, ""),
        (Publication.LIVE, -1, 0, ""),
    ],
)
def test_when_everybody_sees_them(survey, fill, rule, closes, responses, reason):
    fill(responses, way="bus")
    survey.results_publication, survey.closes_at = rule, NOW + timedelta(days=closes)

    state = publication_state(survey, NOW)

    assert (state.is_public, state.reason) == (not reason, reason)
    if reason == "open":
        assert state.opens == survey.closes_at


def test_results_are_published_once_they_are_approved(survey):
    survey.results_publication = Publication.AFTER_APPROVAL
    with pytest.raises(ResultsNotPublished):
        published_results(survey, now=NOW, language="pl")

    ResultApproval.objects.create(survey_key=survey.translation_key, approved_at=NOW)

    assert published_results(survey, now=NOW, language="pl").responses == 0


def test_a_survey_that_never_was_published_has_none(site_tree):
    page = surveys.survey_page(site_tree.home)

    assert publication_state(page, NOW).reason == "unanswerable"


# --- kept counts -----------------------------------------------------------------------------------------------------
def test_counts_are_kept_for_a_minute_and_then_until_they_change(survey, fill, django_assert_max_num_queries):
    fill(10, way="bus")
    assert published(survey).responses == 10
    fill(1, way="bus")

    assert published(survey, now=NOW + timedelta(seconds=59)).responses == 10
    assert published(survey, now=LATER).responses == 11
    assert ResultSnapshot.objects.count() == 1
    page = SurveyPage.objects.get(pk=survey.pk)
    with django_assert_max_num_queries(8):
        published_results(page, now=LATER, language="pl")


def test_while_people_answer_counts_change_by_five_responses_or_more(survey, fill):
    SurveyPage.objects.update(results_publication=Publication.LIVE, closes_at=NOW + timedelta(days=1))
    fill(20, way="bus")
    assert published(survey).responses == 20

    fill(4, way="bike")
    assert published(survey, now=LATER).responses == 20
    fill(1, way="bike")
    assert published(survey, now=LATER).responses == 25


def test_a_response_taken_out_is_gone_from_the_results_at_once(survey, fill):
    fill(10, way="bus")
    assert published(survey).responses == 10

    void_response(response=Response.objects.first(), user=UserFactory(), reason="twice")

    assert published(survey).responses == 9


def test_a_new_version_makes_the_counts_anew(survey, fill):
    fill(10, way="bus")
    published(survey)
    newer = {"key": "size", "type": "multi_choice", "options": options("s", "m")}
    content = surveys.content_of([newer])
    surveys.survey_version(
        survey,
        {
            "pages": [
                {
                    **CONTENT["pages"][0],
                    "elements": [*CONTENT["pages"][0]["elements"], *content["pages"][0]["elements"]],
                }
            ]
        },
    )

    found = of(published(survey), "size")

    assert (found.asked, found.not_asked, found.since_version) == (0, 10, 2)


# --- rates, themes, quotes -------------------------------------------------------------------------------------------
def test_response_rates_have_the_same_small_counts_hidden(survey, fill, filled):
    for teryt in ("3021011", "3021033"):
        MunicipalityFactory(teryt=teryt, short_name=f"Gmina {teryt}", population=2000, population_year=2023)

    found = response_rates(published(survey))
    rates = {rate.teryt: (rate.responses, rate.per_thousand) for rate in found}

    assert rates == {"3021011": (18, 9.0), "3021033": (12, 6.0)}


def test_chosen_texts_and_frequent_themes_are_published(survey, fill):
    fill(9, why="Bo lubię")
    fill(3, why="Mieszka tu pan Nowak")
    key = survey.translation_key
    common, rare = (Theme.objects.create(survey_key=key, uid="u-why", label=name, shortcut=name) for name in "ab")
    for place, response in enumerate(Response.objects.order_by("answers__why")):
        work = OpenAnswer.objects.create(response=response, uid="u-why", coded_at=NOW)
        work.themes.set([common] if place < 7 else [rare] if place < 9 else [])
    first, second = OpenAnswer.objects.filter(themes=common)[:2]
    OpenAnswer.objects.filter(pk=first.pk).update(decision=OpenAnswerDecision.PUBLISH)
    redacted = {"redacted": "Bo […]", "reason": "imię"}
    OpenAnswer.objects.filter(pk=second.pk).update(decision=OpenAnswerDecision.PUBLISH, **redacted)

    why = of(published(survey), "why")

    assert [(cell.label, cell.count) for cell in why.themes] == [("a", 7), ("b", None)]
    assert [(quote.text, quote.themes, quote.shortened) for quote in why.quotes] == [
        ("Bo lubię", ("a",), False),
        ("Bo […]", ("a",), True),
    ]
