"""The definition of a survey in the formats that other programs read."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ..choices import Drafts
from ..models import SurveyPage, SurveyVersion
from ..questionnaire.json_forms import to_json_forms
from ..questionnaire.json_schema import answer_schema
from ..questionnaire.kept import kept
from ..questionnaire.locales import localise
from ..questionnaire.surveyjs import to_surveyjs

NAMESPACE = "api_v3"  # of the addresses, see cms/api.py
SECONDS = 60
IMMUTABLE = "public, max-age=31536000, immutable"
VERSION_HEADER = "Survey-Version"


def definition_address(request: HttpRequest, survey_key: uuid.UUID) -> str:
    """Where the definition of the current version is."""
    return request.build_absolute_uri(reverse(f"{NAMESPACE}:survey", args=[survey_key]))


def schema_address(request: HttpRequest) -> str:
    """Where the JSON Schema of definitions is."""
    return request.build_absolute_uri(reverse(f"{NAMESPACE}:survey_schema"))


def languages(version: SurveyVersion) -> list[str]:
    """Languages the version has texts in; Polish alone if it does not say."""
    found = version.content.get("locales")
    return [str(code) for code in found] if isinstance(found, list) and found else [settings.LANGUAGE_CODE]


def described(request: HttpRequest, survey: SurveyPage, version: SurveyVersion, locale: str) -> dict[str, Any]:
    """The native format of one version, without anything that changes while the version stays."""
    pages, schema = _compiled(version, locale, "native")
    return {
        "$schema": schema_address(request),
        "format": "ankieta/1",
        "id": str(version.survey_key),
        "version": version.number,
        "hash": f"sha256-{version.content_hash}",
        "locale": locale,
        "locales": languages(version),
        "title": survey.title,
        "pages": pages,
        "answer_schema": schema,
    }


def state(survey: SurveyPage, now: datetime) -> dict[str, Any]:
    """Whether it can be answered now, and how."""
    opens_at, closes_at = survey.opening_moment, survey.closing_moment
    waits = opens_at is not None and now < opens_at
    return {
        "status": "open" if survey.accepts_responses(now) else "planned" if waits else "closed",
        "opens": opens_at.isoformat() if opens_at else None,
        "closes": closes_at.isoformat() if closes_at else None,
        "settings": {
            "layout": survey.layout,
            "policy": survey.policy,
            "drafts": survey.drafts == Drafts.LINK,
            "pow": survey.proof_of_work,
            "linked": survey.linked,
        },
    }


def adapted(version: SurveyVersion, locale: str, shape: str) -> dict[str, Any]:
    """The version for SurveyJS (`surveyjs`), or as JSON Schema with a UI schema of JSON Forms (`jsonforms`)."""
    found: dict[str, Any] = _compiled(version, locale, shape)
    return found


def answer(request: HttpRequest, body: Mapping[str, Any], version: int, caching: str) -> HttpResponse:
    """`body` as JSON with an ETag; 304 where the client has it already."""
    return sent(request, json.dumps(body, ensure_ascii=False), version, caching)


def sent(
    request: HttpRequest, content: str, version: int, caching: str, media_type: str = "application/json"
) -> HttpResponse:
    """`content` with an ETag; 304 where the client has it already."""
    etag = f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    headers = {"ETag": etag, "Cache-Control": caching, VERSION_HEADER: str(version)}
    if known & {etag, "*"}:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(content, content_type=media_type, headers=headers)


@kept
def _compiled(version: SurveyVersion, locale: str, shape: str) -> Any:
    if shape == "surveyjs":
        return to_surveyjs(version.content, locale)
    if shape == "jsonforms":
        return to_json_forms(version.content, locale)
    return localise(version.content, locale)["pages"], answer_schema(version.definition)
