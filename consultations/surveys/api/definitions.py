"""Endpoints that read: definitions, versions, challenges, the schema of definitions."""

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from ..proof_of_work import challenge
from ..questionnaire.json_schema import META_SCHEMA
from ..spam import form_token
from . import representations
from .access import current_version, find_survey, language, limited, numbered_version
from .bodies import Format, Language
from .documentation import may_answer

router = Router(tags=["surveys"])
KEPT: dict[int, Any] = {
    200: {"ETag": {"schema": {"type": "string"}}, "Survey-Version": {"schema": {"type": "integer"}}},
}


def _documented(extra: dict[str, Any]) -> dict[str, Any]:
    extra["responses"][304] = {"description": "Not modified: the ETag of If-None-Match is that of the definition."}
    return extra


@router.get(
    "/schema/ankieta-1.json", url_name="survey_schema", response=dict[str, Any], summary="Schema of definitions"
)
def schema(request: HttpRequest) -> HttpResponse:
    """JSON Schema (2020-12) of the native format `ankieta/1`."""
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(json.dumps(META_SCHEMA), content_type="application/json", headers=headers)


@router.get(
    "/{uuid:survey_key}/",
    url_name="survey",
    response=dict[str, Any],
    summary="Definition of the current version",
    openapi_extra=_documented(may_answer("request-invalid", headers=KEPT)),
)
def definition(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    format: Query[Format] = "native",
    locale: Query[Language | None] = None,
) -> HttpResponse:
    """Questions, rules, state and settings; `surveyjs` and `jsonforms` give the questions to these libraries."""
    spoken = language(locale)
    survey = find_survey(survey_key, spoken)
    version = current_version(survey)
    caching = f"public, max-age={representations.SECONDS}"
    if format == "native":
        body = {
            **representations.described(request, survey, version, spoken),
            **representations.state(survey, timezone.now()),
        }
    else:
        body = representations.adapted(version, spoken, format)
    return representations.answer(request, body, version.number, caching)


@router.get(
    "/{uuid:survey_key}/versions/{int:number}/",
    url_name="survey_version",
    response=dict[str, Any],
    summary="One version, for ever the same",
    openapi_extra=_documented(may_answer("request-invalid", "version-unknown", headers=KEPT)),
)
def one_version(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    number: Path[int],
    format: Query[Format] = "native",
    locale: Query[Language | None] = None,
) -> HttpResponse:
    """The definition that a response of this version answered."""
    spoken = language(locale)
    survey = find_survey(survey_key, spoken)
    version = numbered_version(survey_key, number)
    if format == "native":
        body = representations.described(request, survey, version, spoken)
    else:
        body = representations.adapted(version, spoken, format)
    return representations.answer(request, body, version.number, representations.IMMUTABLE)


@router.get(
    "/{uuid:survey_key}/challenge/",
    url_name="survey_challenge",
    response=dict[str, Any],
    summary="A proof of work to be solved",
    openapi_extra=may_answer("too-many-requests"),
)
def new_challenge(request: HttpRequest, survey_key: Path[uuid.UUID]) -> dict[str, Any]:
    """A challenge of ALTCHA (PoW v2), valid for 20 minutes and one response, and a form token."""
    limited(request, survey_key, "page")
    now = timezone.now()
    version = current_version(find_survey(survey_key))
    return {**challenge(survey_key, now), "form_token": form_token(survey_key, version.number, now)}
