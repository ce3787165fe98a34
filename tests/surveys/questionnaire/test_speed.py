"""A survey of 200 questions on 40 pages with 50 conditions is read and checked fast (CPU time; the bounds are wide)."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.validation import check_answers
from consultations.surveys.questionnaire.visibility import visible

KINDS = ("single_choice", "multi_choice", "short_text", "scale", "matrix")


def element(number: int) -> dict[str, Any]:
    options = [{"key": f"o{option}", "label": {"pl": "Opcja", "en": "Option"}} for option in range(10)]
    lists = {"options": options, "rows": options, "columns": options[:5], "from": 1, "to": 5}
    rule = {"match": "all", "conditions": [{"q": f"q{number - number % 5}", "op": "any_of", "values": ["o1", "o2"]}]}
    conditional = {"visible_if": rule} if number % 4 == 1 and number % 5 else {}
    return {"key": f"q{number}", "type": KINDS[number % 5], "text": {"pl": "Pytanie"}, **lists, **conditional}


LARGE = {
    "pages": [{"key": f"p{page}", "elements": [element(page * 5 + one) for one in range(5)]} for page in range(40)]
}
SAMPLE = {"single_choice": "o1", "multi_choice": ["o1", "o2"], "short_text": "Zażółć gęślą jaźń", "scale": 3}
ANSWERS = {f"q{n}": SAMPLE.get(KINDS[n % 5], {f"o{row}": "o1" for row in range(10)}) for n in range(200)}


def milliseconds(job: Callable[[], object]) -> float:
    """CPU time of the fastest of five runs."""
    times = []
    for _ in range(5):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times) * 1000


@pytest.mark.parametrize(
    ("job", "most"),
    [
        (lambda: parse(LARGE), 50),
        (lambda: visible(PARSED, ANSWERS, {}), 5),
        (lambda: check_answers(PARSED, ANSWERS, {}, today=date(2026, 11, 23)), 20),
    ],
    ids=["parse", "visible", "check_answers"],
)
def test_a_large_survey_is_fast(job, most):
    assert milliseconds(job) < most


PARSED = parse(LARGE)


def test_the_large_survey_is_as_large_as_it_says():
    rules = [one for one in PARSED.questions.values() if one.visible_if]

    assert (len(PARSED.pages), len(PARSED.questions), len(rules)) == (40, 200, 40)
    assert check_answers(PARSED, ANSWERS, {}, today=date(2026, 11, 23)).errors == ()
