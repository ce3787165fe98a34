"""The OpenAPI document is true: whatever a client sends, the answer is one that the document names."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.api import api_v3
from cms.wsgi import application
from consultations.surveys import limits
from consultations.surveys.models import SurveyPage
from consultations.surveys.services import Circumstances, start_draft
from tests.factories import home, surveys

EXAMPLES = 25  # of each of the endpoints; a run of a thousand found nothing more
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT = "/api/v3/openapi.json"


@pytest.fixture(scope="module")
def survey(module_db: None) -> SurveyPage:
    """A survey that takes answers."""
    tomorrow = timezone.now() + timedelta(days=1)
    return surveys.survey_page(home.site_tree().home, surveys.SHORT, closes_at=tomorrow)


@pytest.fixture(scope="module")
def draft(survey: SurveyPage) -> str:
    """Token of a draft of it."""
    circumstances = Circumstances(locale="pl", channel="api")
    return start_draft(survey=survey, version=survey.live_version, circumstances=circumstances, now=timezone.now())


@contextmanager
def connection_kept() -> Iterator[None]:
    """The portal as a WSGI application, which closes no connection of the tests (as Django's own client does it)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def openapi(survey: SurveyPage) -> schemathesis.BaseSchema:
    """The document as a client gets it, and the portal behind it."""
    with connection_kept():
        return schemathesis.openapi.from_wsgi(DOCUMENT, application)


@pytest.fixture(autouse=True)
def _wide_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are reached after most of the requests, so that some of them meet a 429."""
    monkeypatch.setattr(limits, "LIMITS", {kind: limits.Limit(2 * EXAMPLES // 3, 86_400) for kind in limits.LIMITS})


def operations() -> list[tuple[str, str]]:
    """Path and method of every operation."""
    paths = api_v3.get_openapi_schema(path_prefix="/api/v3/")["paths"]
    return [(path, method.upper()) for path, methods in paths.items() for method in methods]


# Schemathesis' own pytest plugin needs internals that pytest 9 no longer has; its strategies do the same work
@pytest.mark.thorough
@pytest.mark.parametrize(("path", "method"), operations())
def test_every_answer_is_documented(path, method, openapi, survey, draft, db):
    seen: set[int] = set()

    @given(
        case=openapi[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE)
        | openapi[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE)
    )
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def send(case: Any) -> None:
        _aim(case, survey, draft)
        response = case.call()
        seen.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    with connection_kept():
        send()
    assert seen != {404}  # else it has only ever asked for what is not there


def _aim(case: Any, survey: SurveyPage, draft: str) -> None:
    """Let a request go to the survey and the draft that there are."""
    real = {"survey_key": str(survey.translation_key), "token": draft, "number": 1, "name": "closed"}
    for name in case.path_parameters or {}:
        case.path_parameters[name] = real[name]
    if isinstance(case.body, dict):
        for name in ("version", "form_token", "draft"):
            case.body.pop(name, None)
        if case.body.get("answers") == {}:
            case.body["answers"] = {"transport": "bus"}


def test_document_is_openapi_3_1_and_loads_nothing_from_elsewhere(client, db):
    document = client.get(DOCUMENT).json()

    assert document["openapi"].startswith("3.1")
    assert {path.removeprefix("/api/v3") for path in document["paths"]} >= {
        "/surveys/{survey_key}/",
        "/surveys/{survey_key}/versions/{number}/",
        "/surveys/{survey_key}/challenge/",
        "/surveys/{survey_key}/validate/",
        "/surveys/{survey_key}/responses/",
        "/surveys/{survey_key}/drafts/",
        "/surveys/{survey_key}/drafts/{token}/",
        "/surveys/{survey_key}/receipts/lookup/",
        "/surveys/{survey_key}/receipts/erase/",
        "/surveys/schema/ankieta-1.json",
    }


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_document_is_the_same_in_every_language(client, db, language):
    english = client.get(DOCUMENT, headers={"Accept-Language": "en"}).content

    assert client.get(DOCUMENT, headers={"Accept-Language": language}).content == english


def test_every_operation_has_a_summary_and_names_its_problems():
    for path, operations in api_v3.get_openapi_schema(path_prefix="/")["paths"].items():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert {str(status) for status in operation["responses"]} - {"200", "201", "204"} or "schema" in path
