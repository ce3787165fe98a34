"""Forms filled by people who mean no good, or by programs: always an answer that can be stored, never an exception."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.forms.filling import field_of
from consultations.surveys.forms.reading import read_answers
from consultations.surveys.forms.summary import in_words
from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.validation import check_answers

from .contents import KINDS, Kind, definition

HOSTILE = (
    "\0",
    "9" * 5000,
    "1e999999999",
    "NaN",
    "-" * 50,
    "[" * 20_000,
    '{"type":"FeatureCollection","features":[1e999]}',
    '{"type":"FeatureCollection","features":[NaN]}',
    '{"type":"FeatureCollection","features":["\\u0000\\ud800"]}',
    '{"type":"FeatureCollection","features":[{"properties":7,"geometry":null}]}',
    '{"type":"FeatureCollection","features":{}}',
    "²",
    "٣",
    "x" * 100_000,
)


def texts_in(value: Any) -> Iterator[str]:
    """Every text, keys included; PostgreSQL keeps no NUL in JSON."""
    if isinstance(value, str):
        yield value
    for part in (
        [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    ):
        yield from texts_in(part)


def take(kind: Kind, form: dict[str, Any]) -> Any:
    """The raw answer, after everything that is done with one before it is accepted."""
    parsed = parse(definition(kind.element()))
    [element] = parsed.pages[0].elements
    sent = MultiValueDict({name: one if isinstance(one, list) else [one] for name, one in form.items()})
    answers = read_answers([element], sent)
    given = {key: answer for key, answer in answers.items() if answer is not None}
    json.dumps(given, allow_nan=False, ensure_ascii=False).encode("utf-8")
    assert not [text for text in texts_in(given) if "\0" in text]
    checked = check_answers(parsed, given, {}, today=date(2026, 11, 23))
    field_of(element, answers[element.key], checked.errors)
    in_words(element, answers[element.key])
    return answers[element.key]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:30]))
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_hostile_values_are_kept_or_refused(kind: Kind, hostile: str) -> None:
    extra = {f"q.one.{part}": hostile for part in ("day", "year", "description", "coordinates", "a", "r1", "name")}
    take(kind, {**dict.fromkeys(kind.form, hostile), "q.one": hostile, **extra})


@given(st.sampled_from(list(KINDS)), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_kept_or_refused(name: str, one: str, other: str) -> None:
    kind = KINDS[name]
    take(kind, {field: [one, other] if isinstance(value, list) else one for field, value in kind.form.items()})


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_valid_form_gives_the_answer(kind: Kind) -> None:
    answer = take(kind, kind.form)
    assert answer
