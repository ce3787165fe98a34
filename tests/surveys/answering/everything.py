"""A survey with a question of every type, and responses to it made without going through its pages."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.utils import timezone

from consultations.surveys import selectors
from consultations.surveys.models import Response, SurveyPage
from consultations.surveys.questionnaire.visibility import visible
from consultations.surveys.rehearsal import random_answers
from consultations.surveys.services import derive

from .contents import OTHER, definition, named

TODAY = date(2026, 11, 23)
CLOSED = {"closes_at": timezone.now() - timedelta(days=1)}
OPEN = {"closes_at": timezone.now() + timedelta(days=30)}
SENT = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Where people meet: places lie in these few squares, so that some have enough to be shown
CORNERS = ((16.9252, 52.4064), (16.93, 52.41), (16.89, 52.35))
LABELS = {"t3021011": "Luboń", "t3064011": "Poznań", "t3021172": "Tarnowo Podgórne"}
WHERE = [{"key": key, "label": {"pl": label}} for key, label in LABELS.items()]
AGES = [{"key": key, "label": {"pl": label}} for key, label in (("a18", "18–34"), ("a35", "35–64"), ("a65", "65+"))]
ELEMENTS: list[dict[str, Any]] = [
    {"key": "where", "type": "single_choice", "segment": "municipality", "options": WHERE, "required": True},
    {"key": "age", "type": "single_choice", "segment": "age_band", "options": AGES},
    {"key": "single", "type": "single_choice", "options": [*named("a", "b", "c"), OTHER]},
    {"key": "multi", "type": "multi_choice", "options": named("a", "b", "c")},
    {"key": "picture", "type": "image_choice", "options": named("a", "b")},
    {"key": "sure", "type": "yes_no", "no_opinion": True},
    {"key": "scale", "type": "scale", "from": 1, "to": 5, "from_label": {"pl": "wcale"}, "to_label": {"pl": "bardzo"}},
    {"key": "long_scale", "type": "scale", "from": 0, "to": 10},
    {"key": "matrix", "type": "matrix", "rows": named("r1", "r2"), "columns": named("no", "so", "yes")},
    {"key": "grid", "type": "matrix", "rows": named("r1", "r2"), "columns": named("x", "y"), "many": True},
    {"key": "ranking", "type": "ranking", "options": named("a", "b", "c")},
    {"key": "budget", "type": "budget", "options": named("a", "b"), "mode": "points", "total": 100},
    {"key": "days", "type": "number", "min": 0, "max": 7},
    {"key": "since", "type": "date", "min": "2024-01-01", "max": "2024-12-31"},
    {"key": "places", "type": "geo", "geometry": "point", "categories": named("bench", "tree")},
    {"key": "words", "type": "long_text"},
    {"key": "officials", "type": "yes_no", "results": "officials"},
]


def address(page: SurveyPage, question: str = "", language: str = "pl") -> str:
    return f"/{language}/ankieta/{page.translation_key}/wyniki/{question}"


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def everything(*more: dict[str, Any]) -> dict[str, Any]:
    """The definition; more questions come last."""
    asked = [{"uid": f"u-{one['key']}", "text": {"pl": f"Pytanie: {one['key']}?"}, **one} for one in (*ELEMENTS, *more)]
    return definition(*asked)


def answer(page: SurveyPage, number: int, change: Callable[[dict[str, Any], int], None] | None = None) -> None:
    """Store this many complete responses, every third on paper; `change` may alter the answers of one."""
    version = page.live_version
    assert version is not None
    codes = selectors.code_numbers(page.translation_key)
    rows = []
    for seed in range(number):
        answers = random_answers(version.definition, seed, {}, TODAY)
        _gather(answers, seed)
        if change:
            change(answers, seed)
        shown = visible(version.definition, answers, {}).questions
        found = derive(version, answers, shown, codes)
        rows.append(
            Response(
                survey_key=page.translation_key,
                version=version,
                locale="pl",
                channel="paper" if seed % 3 == 0 else "web",
                submitted_at=SENT,
                municipality=answers.get("where", "").removeprefix("t"),
                age_band=answers.get("age", ""),
                receipt_hash=f"{page.pk}-{seed}",
                key_hash=f"{page.pk}-{seed}",
                codes=found.codes,
                measures=found.measures,
                answers=answers,
            )
        )
    Response.objects.bulk_create(rows)


def _gather(answers: dict[str, Any], seed: int) -> None:
    """Put the places of an answer where others are too."""
    for feature in answers.get("places", {}).get("features", ()):
        feature["geometry"]["coordinates"] = list(random.Random(seed).choice(CORNERS))
