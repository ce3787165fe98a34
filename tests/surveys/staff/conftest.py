"""A survey with open answers, and staff with every right over it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.core.models import User
from consultations.surveys.coding_queue import OpenQuestion, open_question
from consultations.surveys.models import Response, SurveyPage
from consultations.surveys.services import Circumstances, submit
from consultations.surveys.tokens import new_token
from tests.factories import surveys
from tests.factories.core import AdministratorFactory
from tests.factories.home import SiteTree

QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "transport",
        "type": "single_choice",
        "options": [
            {"key": "bus", "label": {"pl": "Autobus"}},
            {"key": "else", "label": {"pl": "Inaczej"}, "other_text": {"max_length": 90}},
        ],
    },
    {"key": "why", "type": "long_text", "text": {"pl": "Dlaczego?"}},
    {"key": "diary", "type": "long_text", "private": True},
    {"key": "map", "type": "geo", "geometry": "point"},
]
Say = Callable[..., Response]


@pytest.fixture
def survey(site_tree: SiteTree) -> SurveyPage:
    """Open for a month."""
    now = timezone.now()
    dates = {"opens_at": now - timedelta(days=40), "closes_at": now + timedelta(days=30)}
    return surveys.survey_page(site_tree.home, surveys.content_of(QUESTIONS), **dates)


@pytest.fixture
def say(survey: SurveyPage) -> Say:
    """Answer `why` with a text, an hour after whoever answered before; anything can be given otherwise."""
    clock = [timezone.now() - timedelta(days=20)]

    def answer(text: str = "", **changes: Any) -> Response:
        clock[0] += timedelta(hours=1)
        given = {
            "survey": survey,
            "version": survey.live_version,
            "answers": {"why": text} if text else {"transport": "bus"},
            "circumstances": Circumstances(locale="pl", channel="web"),
            "key": new_token(),
            "now": clock[0],
        }
        return Response.objects.get(pk=submit(**{**given, **changes}).response_id)

    return answer


@pytest.fixture
def why(survey: SurveyPage) -> OpenQuestion:
    """The question whose texts are coded."""
    found = open_question(survey.translation_key, "u-why")
    assert found is not None
    return found


@pytest.fixture
def user(db: None) -> User:
    """Somebody with every right."""
    return AdministratorFactory()


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    """Their browser."""
    client.force_login(user)
    return client
