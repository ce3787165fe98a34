"""Surveys that people answered are not deleted with what those said."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from consultations.surveys.models import Response, SurveyPage
from consultations.surveys.services import Circumstances, submit
from consultations.surveys.tokens import new_token
from tests.admin_forms import text_of
from tests.factories import consultations, surveys
from tests.factories.core import AdministratorFactory, translated
from tests.factories.home import SiteTree

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(site_tree: SiteTree) -> SurveyPage:
    parent = consultations.consultation(site_tree.consultations, state="open")
    return surveys.survey_page(parent, surveys.SHORT, title="Ankieta nad Wartą")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(AdministratorFactory())
    return client


def answer(survey: SurveyPage, **changes: Any) -> None:
    given = {"answers": {"transport": "bike"}, "circumstances": Circumstances(locale="pl", channel="web")}
    submit(
        survey=survey,
        version=survey.live_version,  # type: ignore[arg-type]  # it is published
        key=new_token(),
        now=timezone.now(),
        **given | changes,  # type: ignore[arg-type]  # a table of cases
    )


def delete(staff: Client, page: Page) -> HttpResponse:
    return staff.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)


def delete_ticked(staff: Client, page: Page) -> HttpResponse:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return staff.post(f"{address}?id={page.pk}", follow=True)


@pytest.mark.parametrize("way", [delete, delete_ticked])
@pytest.mark.parametrize("above", [False, True], ids=["the survey", "its consultation"])
def test_answers_keep_their_survey(staff, survey, way, above):
    answer(survey)
    response = way(staff, survey.get_parent() if above else survey)

    assert SurveyPage.objects.filter(pk=survey.pk).exists()
    assert "Ankieta nad Wartą" in text_of(response, ".messages .error")


@pytest.mark.parametrize("way", [delete, delete_ticked])
@pytest.mark.parametrize("change", [None, {"status": "test"}, {"status": "erased"}, {"cleared": True}])
def test_survey_that_holds_nothing_of_anybody_goes(staff, survey, way, change):
    if change is not None:
        answer(survey)
        Response.objects.update(**change)
    way(staff, survey)

    assert not SurveyPage.objects.filter(pk=survey.pk).exists()


def test_translation_goes_while_the_survey_stays(staff, survey):
    answer(survey)
    english = translated(survey, "en", title="Survey")
    delete(staff, english)

    assert list(SurveyPage.objects.all()) == [survey]
