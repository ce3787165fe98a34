"""Surveys below consultations: they follow its dates, stand on its page, and are found by what it is filed under."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.search_entries import project_survey
from consultations.surveys.choices import Publication
from tests.factories import consultations, surveys


@pytest.fixture
def consultation(site_tree):
    """Builds a consultation in a state, with a survey below it."""

    def make(state: str):
        page = consultations.consultation(site_tree.consultations, state=state)
        return page, surveys.survey_page(page, surveys.SHORT, title="Ankieta nad Wartą")

    return make


@pytest.mark.parametrize(
    ("state", "accepts", "results"),
    [
        ("planned", False, False),
        ("open", True, False),
        ("closing_soon", True, False),
        ("closed", False, True),
        ("results", False, True),
    ],
)
def test_survey_follows_its_consultation(client, consultation, state, accepts, results):
    page, survey = consultation(state)
    shown = client.get(page.get_url()).content.decode()

    assert survey.accepts_responses(timezone.now()) is accepts
    assert (f'href="{survey.get_url()}"' in shown) is accepts
    assert (reverse("survey_results", args=[survey.translation_key]) in shown) is results


@pytest.mark.parametrize("rule", [Publication.NEVER, Publication.AFTER_APPROVAL, Publication.LIVE])
def test_results_nobody_may_see_are_not_linked(client, consultation, rule):
    page, survey = consultation("closed" if rule != Publication.LIVE else "open")
    survey.results_publication = rule
    survey.save()
    assert "/wyniki/" not in client.get(page.get_url()).content.decode()


def test_survey_that_ended_before_its_consultation_offers_its_results_only(client, consultation):
    page, survey = consultation("open")
    survey.closes_at = timezone.now() - timedelta(minutes=1)
    survey.save()
    shown = client.get(page.get_url()).content.decode()

    assert f'href="{survey.get_url()}"' not in shown
    assert reverse("survey_results", args=[survey.translation_key]) in shown


def test_each_survey_of_a_consultation_takes_one_query(client, consultation):
    page, _survey = consultation("open")
    counts = []
    for number in range(3):
        surveys.survey_page(page, surveys.SHORT, slug=f"dalsza-{number}")
        with CaptureQueriesContext(connection) as asked:
            client.get(page.get_url())
        counts.append(len(asked))
    assert counts[2] - counts[1] <= 1


def test_own_dates_narrow_those_of_the_consultation(consultation):
    _page, survey = consultation("open")
    now = timezone.now()

    survey.closes_at = now - timedelta(minutes=1)
    assert not survey.accepts_responses(now)
    survey.closes_at, survey.opens_at = None, now + timedelta(days=1)
    assert not survey.accepts_responses(now)
    survey.opens_at = None
    assert survey.accepts_responses(now)
    survey.live = False
    assert not survey.accepts_responses(now)


def test_survey_without_own_dates_ends_with_its_consultation(consultation):
    page, survey = consultation("open")

    assert survey.closing_moment == page.closes_at


def test_survey_is_found_by_the_facets_of_its_consultation(consultation):
    page, survey = consultation("open")

    found = project_survey(survey, timezone.now())

    assert found is not None
    assert (found.kind, found.title) == ("survey", "Ankieta nad Wartą")
    assert found.facets["organiser"] == [page.organiser.slug]
    assert found.closes_at == page.closes_at


def test_stand_alone_survey_has_only_its_own_dates(site_tree):
    survey = surveys.survey_page(site_tree.home, surveys.SHORT)

    assert survey.accepts_responses(timezone.now())
    assert survey.closing_moment is None
