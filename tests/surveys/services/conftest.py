"""A survey that can be answered, and a way to answer it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.surveys import tokens
from consultations.surveys.models import SurveyPage
from consultations.surveys.services import Circumstances, Receipt, submit
from tests.factories import surveys
from tests.factories.home import SiteTree

WEB = Circumstances(locale="pl", channel="web")
ANSWERS = {"transport": "bike", "why": "Bo lubię", "days": 3}
Send = Callable[..., Receipt]


@pytest.fixture
def survey(site_tree: SiteTree) -> SurveyPage:
    """A stand-alone survey, open for a month."""
    now = timezone.now()
    return surveys.survey_page(
        site_tree.home, surveys.SHORT, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30)
    )


@pytest.fixture
def send(survey: SurveyPage) -> Send:
    """Answer the survey; anything can be given otherwise."""

    def answer(**changes: Any) -> Receipt:
        given = {
            "survey": survey,
            "version": survey.live_version,
            "answers": ANSWERS,
            "circumstances": WEB,
            "key": tokens.new_token(),
            "now": timezone.now(),
        }
        return submit(**{**given, **changes})

    return answer
