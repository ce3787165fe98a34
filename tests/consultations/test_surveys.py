"""Surveys below consultations: they follow its dates, stand on its page, and are found by what it is filed under."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.search_entries import project_survey
from tests.factories import consultations, surveys


@pytest.fixture
def consultation(site_tree):
    """Builds a consultation in a state, with a survey below it."""

    def make(state: str):
        page = consultations.consultation(site_tree.consultations, state=state)
        return page, surveys.survey_page(page, surveys.SHORT, title="Ankieta nad Wartą")

    return make


@pytest.mark.parametrize(
    ("state", "accepts"),
    [("planned", False), ("open", True), ("closing_soon", True), ("closed", False), ("results", False)],
)
def test_survey_follows_its_consultation(client, consultation, state, accepts):
    page, survey = consultation(state)

    assert survey.accepts_responses(timezone.now()) is accepts
    assert ("Ankieta nad Wartą" in client.get(page.get_url()).content.decode()) is accepts


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
