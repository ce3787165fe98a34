"""The demo's surveys show every type of question and every operator of the rules."""

from collections.abc import Iterator
from typing import Any

from consultations.surveys.questionnaire.element_types import LISTS, OPERATORS
from home.demo.texts import in_polish, read

ROWS = in_polish(read("surveys"))


def elements() -> Iterator[dict[str, Any]]:
    return (element for row in ROWS for page in row["pages"] for element in page["elements"])


def conditions(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "op" in value:
            yield value
        for part in value.values():
            yield from conditions(part)
    elif isinstance(value, list):
        for part in value:
            yield from conditions(part)


def test_there_are_eight():
    assert len(ROWS) == 8
    assert len({row["slug"] for row in ROWS}) == 8


def test_every_type_is_asked():
    assert {element["type"] for element in elements()} == set(LISTS)


def test_every_operator_is_used():
    offered = set().union(*OPERATORS.values())

    assert {condition["op"] for condition in conditions(ROWS)} == offered


def test_every_policy_is_there():
    assert {row["policy"] for row in ROWS} == {"open", "device", "email", "code"}


def test_one_is_in_three_languages():
    assert [row["slug"] for row in read("surveys") if isinstance(row["title"], dict)] == ["ankieta-o-sciezce"]
