"""A survey of every type of question in two versions, with responses, and a way to export it without a process."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from consultations.surveys.exports.jobs import Progress, run
from consultations.surveys.exports.options import Options
from consultations.surveys.models import ExportJob, Response, SurveyPage, SurveyVersion
from consultations.surveys.questionnaire.visibility import visible
from consultations.surveys.rehearsal import random_answers
from consultations.surveys.services import derive
from consultations.surveys.services.exports import claim, path_of
from tests.factories import surveys
from tests.surveys.results.questions import ABC, QUESTIONS, content, option

MOMENT = datetime(2026, 3, 1, 11, tzinfo=UTC)
FIRST = content(**QUESTIONS)
LATER = {name: one for name, one in QUESTIONS.items() if name != "yes_no"}
SECOND = content(
    **{**LATER, "images": {**QUESTIONS["images"], "options": [*ABC, option("d")]}}, extra={"type": "number"}
)
Export = Callable[..., tuple[ExportJob, Path]]


def respond(version: SurveyVersion, answers: dict[str, Any], **fields: Any) -> Response:
    """A response with these answers, however it came."""
    shown = visible(version.definition, answers, {}).questions
    derived = derive(version, answers, shown)
    secret = uuid.uuid4().hex
    values = {"locale": "pl", "submitted_at": MOMENT, "receipt_hash": secret, "key_hash": secret, **fields}
    return Response.objects.create(
        survey_key=version.survey_key,
        version=version,
        answers=answers,
        codes=derived.codes,
        measures=derived.measures,
        **values,
    )


def respond_at_random(version: SurveyVersion, number: int, **fields: Any) -> None:
    for seed in range(number):
        found = random_answers(version.definition, seed, {}, date(2026, 3, 1))
        respond(version, {key: one for key, one in found.items() if key != "contact"}, **fields)


@pytest.fixture
def survey(site_tree: Any) -> SurveyPage:
    """Two versions, nobody has answered."""
    page = surveys.survey_page(site_tree.home, FIRST)
    surveys.survey_version(page, SECOND)
    return page


@pytest.fixture
def versions(survey: SurveyPage) -> list[SurveyVersion]:
    return list(SurveyVersion.objects.filter(survey_key=survey.translation_key).order_by("number"))


@pytest.fixture
def exports_folder(settings: Any, tmp_path: Path) -> Path:
    settings.EXPORTS_ROOT = str(tmp_path / "exports")
    settings.EXPORT_PROCESSES = "worker"  # nothing starts by itself
    return tmp_path / "exports"


@contextmanager
def in_this_thread(job: ExportJob, progress: Progress, clock: Any) -> Iterator[Callable[[int], None]]:
    """Instead of signs of life: tests run in a transaction that no other connection sees."""
    yield lambda total: None


@pytest.fixture
def export(survey: SurveyPage, exports_folder: Path) -> Export:
    """Export the survey; the finished job and where its file would be."""

    def make(kind: str, **options: Any) -> tuple[ExportJob, Path]:
        job = queued(survey, kind, **options)
        claimed = claim(now=timezone.now())
        assert claimed == job
        run(job, timezone.now, in_this_thread)
        job.refresh_from_db()
        return job, path_of(job)

    return make


def queued(page: SurveyPage, kind: str, **options: Any) -> ExportJob:
    chosen = Options.from_json(options).to_json()
    name = f"{uuid.uuid4()}.{kind}"
    now = timezone.now()
    return ExportJob.objects.create(survey=page, format=kind, options=chosen, requested_at=now, file_name=name)
