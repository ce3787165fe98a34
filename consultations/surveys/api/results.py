"""Endpoints of published results: JSON, a long table, squares of the map."""

import csv
import io
import json
import uuid
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from cms.core.spreadsheets import safe_cell

from ..models import SurveyPage
from ..published import published_results
from ..results.figures import COLUMNS, to_geojson, to_json, to_lines
from ..results.tables import SurveyResults
from . import representations
from .access import current_version, find_survey, language
from .bodies import Language
from .documentation import may_answer

router = Router(tags=["results"])
CACHING = f"public, max-age={representations.SECONDS}"
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else
CSV, GEOJSON = "text/csv; charset=utf-8", "application/geo+json"
By = Annotated[
    str, Field(max_length=64, description="Divide by `municipality`, `age_band`, `channel` or the key of a question.")
]


@dataclass(frozen=True, slots=True)
class Found:
    """Published results in one language."""

    survey: SurveyPage
    version: int
    locale: str
    results: SurveyResults


def _documented(media_type: str = "") -> dict[str, Any]:
    """What may be answered; a file of another media type than JSON is a string."""
    headers = {"ETag": {"schema": {"type": "string"}}, "Survey-Version": {"schema": {"type": "integer"}}}
    extra = may_answer("request-invalid", "results-not-published", headers={200: headers})
    extra["responses"][304] = {"description": "Not modified: the ETag of If-None-Match is that of the results."}
    if media_type:
        extra["responses"][200]["content"] = {media_type: {"schema": {"type": "string"}}}
    return extra


def _find(survey_key: uuid.UUID, by: str | None, locale: str | None) -> Found:
    """Raises SurveyUnknown, ResultsNotPublished, DivisionUnknown."""
    spoken = language(locale)
    survey = find_survey(survey_key, spoken)
    version = current_version(survey)
    results = published_results(survey, now=timezone.now(), by=by or "", language=spoken)
    return Found(survey, version.number, spoken, results)


@router.get(
    "/{uuid:survey_key}/results/",
    url_name="survey_results",
    response=dict[str, Any],
    summary="Published results",
    openapi_extra=_documented(),
)
def results(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    by: Query[By | None] = None,
    locale: Query[Language | None] = None,
) -> HttpResponse:
    """Counts of every published question; those that would tell about single people are null and `suppressed`."""
    found = _find(survey_key, by, locale)
    head = {
        "id": str(survey_key),
        "version": found.version,
        "locale": found.locale,
        "title": found.survey.title,
    }
    return representations.answer(request, {**head, **to_json(found.results)}, found.version, CACHING)


@router.get(
    "/{uuid:survey_key}/results.csv",
    url_name="survey_results_csv",
    response={200: None},
    summary="Published results as a long table",
    openapi_extra=_documented("text/csv"),
)
def table(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    by: Query[By | None] = None,
    locale: Query[Language | None] = None,
) -> HttpResponse:
    """One line for each count: question, key, row, option, label, group, count, share, base, suppressed."""
    found = _find(survey_key, by, locale)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in to_lines(found.results):
        writer.writerow([_cell(value) for value in line])
    return representations.sent(request, BOM + text.getvalue(), found.version, CACHING, CSV)


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else safe_cell(value)


@router.get(
    "/{uuid:survey_key}/results.geojson",
    url_name="survey_results_geojson",
    response={200: None},
    summary="Places that were named, as squares",
    openapi_extra=_documented(GEOJSON),
)
def squares(request: HttpRequest, survey_key: Path[uuid.UUID], locale: Query[Language | None] = None) -> HttpResponse:
    """GeoJSON of the squares of half a kilometre that at least five responses name a place in."""
    found = _find(survey_key, "", locale)
    content = json.dumps(to_geojson(found.results), ensure_ascii=False)
    return representations.sent(request, content, found.version, CACHING, GEOJSON)
