"""What bench/surveys.py measures, on a portal that Django is already set up for."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from consultations.surveys import tokens
from consultations.surveys.compile import compile_survey
from consultations.surveys.importing import stream_data
from consultations.surveys.models import SurveyPage
from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.refusals import check
from consultations.surveys.questionnaire.validation import check_answers
from consultations.surveys.questionnaire.visibility import visible
from tests.factories import surveys
from tests.factories.home import site_tree

STEP = 20
SAMPLE = {"single_choice": "o1", "multi_choice": ["o1", "o2"], "short_text": "Zażółć gęślą jaźń", "scale": 3}
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


def jobs(content: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """Name -> what is done once a round."""
    tree = site_tree()
    survey = surveys.survey_page(tree.home, content, slug="duza")
    survey.questions = SurveyPage._meta.get_field("questions").stream_block.to_python(stream_data(content, "pl"))
    definition = parse(content)
    answers = {key: SAMPLE[one.type] for key, one in definition.questions.items()}
    return {
        "bare page": lambda: _get(Client(), "/pl/nie-ma-takiej/", 404),
        "compile and check": lambda: check(compile_survey(survey)),
        "parse": lambda: parse(content),
        "visible": lambda: visible(definition, answers, {}),
        "check answers": lambda: check_answers(definition, answers, {}, today=timezone.localdate()),
        "first page": lambda: _get(Client(), survey.get_url()),
        **_steps(survey, definition),
        "submit by API": lambda: _submit(survey, answers),
    }


def _get(client: Client, url: str, status: int = 200) -> None:
    cache.clear()  # the limits would stop us
    assert client.get(url).status_code == status, url


def _steps(survey: SurveyPage, definition: Any) -> dict[str, Callable[[], object]]:
    client = Client()
    first = client.get(survey.get_url()).content.decode()
    action = re.search(r'<form[^>]+method="post"[^>]*action="([^"]+)"', first)
    assert action is not None
    started = client.post(action[1], _hidden(first), **ORIGIN)
    draft = re.sub(r"/(\d+/)?$", "/", started.headers["Location"])
    step = f"{draft}{STEP}/"
    form = client.get(step).content.decode()
    page = definition.pages[STEP - 1]
    values = {f"q.{one.key}": "o1" for one in page.elements if one.type == "single_choice"}
    return {
        "step": lambda: _get(client, step),
        "step, answered": lambda: _post(client, step, {**_hidden(form), **values}),
        "answers to check": lambda: _get(client, f"{draft}sprawdz/"),
    }


def _hidden(html: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return dict(found)


def _post(client: Client, url: str, values: dict[str, str]) -> None:
    cache.clear()
    assert client.post(url, values, **ORIGIN).status_code == 302, url


def _submit(survey: SurveyPage, answers: dict[str, Any]) -> None:
    cache.clear()
    body = json.dumps({"version": 1, "locale": "pl", "answers": answers})
    url = f"/api/v3/surveys/{survey.translation_key}/responses/"
    headers = {"HTTP_IDEMPOTENCY_KEY": tokens.new_token()}
    answer = Client().post(url, body, content_type="application/json", **headers)
    assert answer.status_code == 201, answer.content
