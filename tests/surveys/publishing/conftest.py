"""Surveys whose questions are blocks, and people who answer them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from consultations.surveys.models import SurveyPage
from consultations.surveys.services import Circumstances, Receipt, submit
from consultations.surveys.tokens import new_token
from tests.factories.home import SiteTree
from tests.surveys.blocks.stream import Raw, element, page

Publish = Callable[..., SurveyPage]
Answer = Callable[..., Receipt]
QUESTIONS = [
    page(
        "Strona",
        element(
            "single_choice",
            "Czym dojeżdżasz?",
            "transport",
            options=[{"label": "Autobus", "key": "bus"}, {"label": "Rower", "key": "bike"}],
        ),
        element("scale", "Jak oceniasz?", "rating", preset="own", first=1, last=5),
        element(
            "long_text",
            "Dlaczego?",
            "why",
            visible_if={"match": "all", "conditions": [{"q": "rating", "op": "lte", "value": 2}]},
        ),
    )
]


def stream(pages: list[Raw]) -> Any:
    """The StreamField's value."""
    return SurveyPage._meta.get_field("questions").to_python(pages)


@pytest.fixture
def survey(site_tree: SiteTree) -> SurveyPage:
    """A draft with three questions."""
    page = SurveyPage(
        title="Dojazdy", slug="dojazdy", locale=site_tree.home.locale, questions=stream(QUESTIONS), live=False
    )
    return site_tree.home.add_child(instance=page)


@pytest.fixture
def publish(survey: SurveyPage) -> Publish:
    """Publish the survey, with other questions if they are given, without asking any form."""

    def go(pages: list[Raw] | None = None, **fields: Any) -> SurveyPage:
        draft = survey.get_latest_revision_as_object()
        if pages is not None:
            draft.questions = stream(pages)
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision().publish()
        return SurveyPage.objects.get(pk=survey.pk)

    return go


@pytest.fixture
def answer(survey: SurveyPage) -> Answer:
    """Somebody answers the version that is live."""

    def go(**answers: Any) -> Receipt:
        page = SurveyPage.objects.get(pk=survey.pk)
        return submit(
            survey=page,
            version=page.live_version,
            answers=answers or {"transport": "bike", "rating": 2, "why": "Bo tak"},
            circumstances=Circumstances(locale="pl", channel="web"),
            key=new_token(),
            now=timezone.now(),
        )

    return go
