"""A survey, and a program that talks to its API."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from consultations.surveys import tokens
from consultations.surveys.models import SurveyPage
from tests.factories import surveys
from tests.factories.home import SiteTree

ANSWERS = {"transport": "bike", "why": "Bo lubię", "days": 3}
Call = Callable[..., HttpResponse]


@pytest.fixture
def survey(site_tree: SiteTree) -> SurveyPage:
    """A survey without proof of work, open for a month, with two questions on the first page and one on the second."""
    now = timezone.now()
    return surveys.survey_page(
        site_tree.home, surveys.SHORT, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30)
    )


@pytest.fixture
def call(survey: SurveyPage, client: Client) -> Call:
    """`call("POST", "responses/", body)` at the survey's address; other `headers`, other `survey` if need be."""

    def answer(method: str, place: str = "", body: Any = None, **options: Any) -> HttpResponse:
        key = options.pop("survey", survey).translation_key
        headers = options.pop("headers", {})
        content = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        return client.generic(
            method,
            f"/api/v3/surveys/{key}/{place}",
            content,
            content_type=options.pop("content_type", "application/json"),
            headers=headers,
            **options,
        )

    return answer


@pytest.fixture
def send(call: Call) -> Call:
    """Send a response with a new key, or the one given; members of the body can be given otherwise."""

    def answer(*, key: str = "", query: str = "", **members: Any) -> HttpResponse:
        headers = {"Idempotency-Key": key or tokens.new_token(), **members.pop("headers", {})}
        options = {name: members.pop(name) for name in ("REMOTE_ADDR", "survey") if name in members}
        body = {"locale": "pl", "answers": ANSWERS, **members}
        return call("POST", f"responses/{query}", body, headers=headers, **options)

    return answer


def kind(response: HttpResponse) -> str:
    """The last part of a problem's `type`, once it has been seen to be a problem."""
    assert response["Content-Type"] == "application/problem+json"
    problem = json.loads(response.content)
    assert problem["status"] == response.status_code
    assert problem["title"]
    return str(problem["type"].rpartition("/")[2])
