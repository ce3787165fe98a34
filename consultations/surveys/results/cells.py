"""From an answer to its cells and back, question by question. Plain Python.

Cells are numbers, texts, None where nothing was answered, or a mark: NOT_ASKED also where an option was not offered in
the version that was answered, REMOVED where retention took the answer out.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from ..codes import chosen
from ..questionnaire.answers.amounts import number_from_text
from ..questionnaire.definition import Definition, Element
from .columns import DESCRIPTION, OTHER, TEXT_HASH, Column, Kind, Slot


class Mark(Enum):
    """What is not an answer; the value is how tables write it."""

    NOT_ASKED = "NOT_ASKED"
    REMOVED = "REMOVED"


NOT_ASKED, REMOVED = Mark.NOT_ASKED, Mark.REMOVED
Value = str | int | float | Mark | None
Found = Mapping[Slot, Any]
Cells = Callable[[Any], Sequence[Value]]
_WHOLE: tuple[str, ...] = ()


# --- to cells ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of one question in one version: how many, and how its answer fills them; `key` "" if not asked."""

    uid: str
    key: str
    width: int
    cells: Cells


class RowOfCells:
    """Makes the cells of responses to one version. Columns about the response are not its business."""

    def __init__(self, columns: Iterable[Column], number: int, definition: Definition) -> None:
        asked = (column for column in columns if column.series is not None)
        self.blocks = [
            _block(list(part), number, definition) for _uid, part in groupby(asked, key=lambda one: one.series)
        ]

    def cells(self, answers: Mapping[str, Any], asked: Set[str], removed: Set[str] = frozenset()) -> list[Value]:
        """Cells of all questions; `asked` are the uid of those that were asked, `removed` of those cleared since."""
        row: list[Value] = []
        for block in self.blocks:
            if block.key in answers:
                row += block.cells(answers[block.key])
            elif block.uid in removed:
                row += [REMOVED] * block.width
            else:
                row += [None if block.uid in asked else NOT_ASKED] * block.width
        return row


def _block(columns: list[Column], number: int, definition: Definition) -> _Block:
    series = columns[0].series
    assert series is not None  # noqa: S101  # only columns of questions come here
    key = series.keys.get(number, "")
    question = definition.questions.get(key)
    cells = _cells(question, columns) if question is not None else lambda _answer: [NOT_ASKED] * len(columns)
    return _Block(series.uid, key, len(columns), cells)


def _cells(question: Element, columns: list[Column]) -> Cells:
    take = _TAKE.get(question.type)
    if take is None:
        return lambda answer: (answer,)
    if question.type == "matrix" and columns[0].kind is Kind.FLAG:
        return _cells_of_many(question, columns)
    slots = [(column.slot, _without(question, column)) for column in columns]

    def cells(answer: Any) -> list[Value]:
        found = take(answer)
        return [found.get(slot, empty) for slot, empty in slots]

    return cells


def _cells_of_many(question: Element, columns: list[Column]) -> Cells:
    """Of a matrix with several answers in a row; a row without any is empty, not full of noughts."""
    slots = [(*column.part, _is_offered(question, column)) for column in columns]

    def cells(answer: Any) -> list[Value]:
        return [
            int(column in answer[row]) if row in answer else None if is_offered else NOT_ASKED
            for row, column, is_offered in slots
        ]

    return cells


def _without(question: Element, column: Column) -> Value:
    """What stands in the column if the answer does not name it."""
    if not column.part or column.kind is Kind.WORDS:
        return None
    offered = _is_offered(question, column)
    return (0 if column.kind is Kind.FLAG else None) if offered else NOT_ASKED


def _is_offered(question: Element, column: Column) -> bool:
    if question.type != "matrix":
        return column.part[0] in {option.key for option in question.options if not option.retired}
    row, *of_column = column.part
    rows = {one.key for one in question.rows if not one.retired}
    return row in rows and question.offered.issuperset(of_column)


def _take_choice(answer: Any) -> Found:
    """Of one option or of several: which of the slots are asked for depends on the question."""
    if isinstance(answer, str):
        return {_WHOLE: answer}
    keys = chosen(answer)
    found: dict[Slot, Any] = {(key,): 1 for key in keys}
    found[_WHOLE] = keys[0] if keys else None
    if isinstance(answer, Mapping):
        found[OTHER] = answer.get("other")
    return found


def _take_matrix(answer: Any) -> Found:
    return {(row,): cell for row, cell in answer.items()}


def _take_ranking(answer: Any) -> Found:
    return {(item,): place for place, item in enumerate(answer, 1)}


def _take_budget(answer: Any) -> Found:
    return {(item,): amount for item, amount in answer.items()}


def _take_geo(answer: Any) -> Found:
    drawn = {"type": answer["type"], "features": answer["features"]} if answer.get("features") else None
    return {_WHOLE: drawn and compact(drawn), DESCRIPTION: answer.get("description")}


def _take_consent(answer: Any) -> Found:
    return {_WHOLE: int(answer.get("accepted") is True), TEXT_HASH: answer.get("text_hash")}


_TAKE: Mapping[str, Callable[[Any], Found]] = {
    "single_choice": _take_choice,
    "multi_choice": _take_choice,
    "image_choice": _take_choice,
    "matrix": _take_matrix,
    "ranking": _take_ranking,
    "budget": _take_budget,
    "geo": _take_geo,
    "consent": _take_consent,
}


def compact(value: Any) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- from cells -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with the cell of a column. Codes: "not_a_number", "not_an_option", "not_a_flag", "not_a_place",
    "not_in_order" (a place is there twice, or left out), "not_geojson", and "not_asked" where the version has no such
    question or option."""

    column: str
    code: str


class _Unreadable(Exception):
    """A cell that is no value of its column; the argument is the code."""


def answers_of(
    columns: Iterable[Column], row: Mapping[str, Value], definition: Definition
) -> tuple[dict[str, Any], tuple[CellFault, ...]]:
    """Answers a row (by name of the column, as `table_texts.value_of` reads them) says, and what could not be read.

    Columns that are missing count as empty. Options of several choices come in the order of the version. Whether the
    answers are sound is for `check_answers` to say.
    """
    by_uid = {question.uid: question for question in definition.questions.values()}
    answers: dict[str, Any] = {}
    faults: list[CellFault] = []
    asked = (column for column in columns if column.series is not None)
    for _series, part in groupby(asked, key=lambda one: one.series):
        columns_here = list(part)
        series = columns_here[0].series
        question = by_uid.get(series.uid) if series is not None else None
        found = _read(columns_here, row, question, faults)
        if question is not None and found:
            answers |= _answer(question, found, columns_here, faults)
    return answers, tuple(faults)


def _read(
    columns: Sequence[Column], row: Mapping[str, Value], question: Element | None, faults: list[CellFault]
) -> dict[Slot, Any]:
    found: dict[Slot, Any] = {}
    for column in columns:
        value = row.get(column.name)
        if value is None or isinstance(value, Mark) or value == "":
            continue
        try:
            found[column.slot] = _value(column, value, question)
        except _Unreadable as unreadable:
            faults.append(CellFault(column.name, str(unreadable)))
    return found


def _value(column: Column, value: Value, question: Element | None) -> Any:
    unchosen = column.kind is Kind.FLAG and value in (0, "0")
    if question is None or (_without(question, column) is NOT_ASKED and not unchosen):
        raise _Unreadable("not_asked")
    return _option(value, question) if column.kind is Kind.CHOICE else _READ.get(column.kind, _text)(value)


def _text(value: Value) -> str:
    """Figures too: spreadsheet programs make some of a postcode."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _option(value: Value, question: Element) -> str:
    key = str(value)
    if key not in question.offered:
        raise _Unreadable("not_an_option")
    return key


def _number(value: Value) -> int | float:
    number = number_from_text(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise _Unreadable("not_a_number")
    return int(number) if float(number).is_integer() else number


def _scale(value: Value) -> int | float | str:
    return value if isinstance(value, str) and re.fullmatch("[a-z_]+", value) else _number(value)


def _flag(value: Value) -> bool:
    if value not in (0, 1, "0", "1"):
        raise _Unreadable("not_a_flag")
    return int(str(value)) == 1


def _place(value: Value) -> int:
    number = number_from_text(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float) or number < 1 or not float(number).is_integer():
        raise _Unreadable("not_a_place")
    return int(number)


def _geo(value: Value) -> dict[str, Any]:
    try:
        drawn = json.loads(str(value))
    except (ValueError, RecursionError) as error:
        raise _Unreadable("not_geojson") from error
    if not isinstance(drawn, dict) or not isinstance(drawn.get("features"), list):
        raise _Unreadable("not_geojson")
    return drawn


_READ: Mapping[Kind, Callable[[Value], Any]] = {
    Kind.NUMBER: _number,
    Kind.AMOUNT: _number,
    Kind.SCALE: _scale,
    Kind.FLAG: _flag,
    Kind.PLACE: _place,
    Kind.GEO: _geo,
}


def _answer(
    question: Element, found: Mapping[Slot, Any], columns: Sequence[Column], faults: list[CellFault]
) -> dict[str, Any]:
    """{key: answer}; empty where the cells say that nothing was answered."""
    try:
        answer = _MAKE.get(question.type, _make_whole)(question, found)
    except _Unreadable as unreadable:
        faults.append(CellFault(columns[0].name, str(unreadable)))
        return {}
    return {} if answer in (None, [], {}) else {question.key: answer}


def _make_whole(_question: Element, found: Found) -> Any:
    return found.get(_WHOLE)


def _make_choice(question: Element, found: Found) -> Any:
    if not question.is_multiple:
        return _with_words("choice", found.get(_WHOLE), found.get(OTHER))
    keys = [option.key for option in question.options if found.get((option.key,))]
    return _with_words("choices", keys or None, found.get(OTHER))


def _with_words(name: str, answer: Any, words: str | None) -> Any:
    if words is None:
        return answer
    return {**({} if answer is None else {name: answer}), "other": words}


def _make_matrix(question: Element, found: Found) -> dict[str, Any]:
    columns = list(dict.fromkeys((*(one.key for one in question.columns), *sorted(question.offered))))
    many = {row.key: [one for one in columns if found.get((row.key, one))] for row in question.rows}
    return {
        row.key: found.get((row.key,)) or many[row.key]
        for row in question.rows
        if found.get((row.key,)) or many[row.key]
    }


def _make_ranking(_question: Element, found: Found) -> list[str]:
    places = sorted((place, slot[0]) for slot, place in found.items())
    if [place for place, _item in places] != list(range(1, len(places) + 1)):
        raise _Unreadable("not_in_order")
    return [item for _place, item in places]


def _make_budget(question: Element, found: Found) -> dict[str, Any]:
    return {option.key: found[(option.key,)] for option in question.options if (option.key,) in found}


def _make_geo(_question: Element, found: Found) -> dict[str, Any]:
    drawn = found.get(_WHOLE) or {"type": "FeatureCollection", "features": []}
    words = {DESCRIPTION: found[DESCRIPTION]} if DESCRIPTION in found else {}
    return {**drawn, **words}


def _make_consent(_question: Element, found: Found) -> dict[str, Any] | None:
    if _WHOLE not in found:
        return None
    words = {TEXT_HASH: found[TEXT_HASH]} if TEXT_HASH in found else {}
    return {"accepted": found[_WHOLE], **words}


_MAKE: Mapping[str, Callable[[Element, Found], Any]] = {
    "single_choice": _make_choice,
    "multi_choice": _make_choice,
    "image_choice": _make_choice,
    "matrix": _make_matrix,
    "ranking": _make_ranking,
    "budget": _make_budget,
    "geo": _make_geo,
    "consent": _make_consent,
}
