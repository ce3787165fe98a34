"""SAV (SPSS): figures with labels, and texts. It is made in memory, so it is for fewer responses than the others.

Options are numbers, with their words as value labels: their own code, else their place in the list. Missing values:
-8 not asked, -9 no answer, -7 removed, -6 no opinion; of numbers, which may be negative, the same less 10^12. In texts
they stand between angle brackets.
"""

import hashlib
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas
import pyreadstat

from ..questionnaire.locales import in_locale
from ..questionnaire.structure import NO_OPINION
from ..results.cells import NOT_ASKED, REMOVED, Mark, Value
from ..results.columns import Column, Kind
from .faults import ExportRefused
from .labelling import labels_of
from .source import Source, Tick
from .writing import Written

MOST_ROWS = 200_000
MOST_CHARACTERS = 8_000  # 32 767 bytes, up to four of them a character
MOST_NAME = 64  # bytes
MOST_LABEL, MOST_VALUE_LABEL = 250, 100  # characters; the format counts bytes: 255 and 120
NO_ANSWER_CODE, NOT_ASKED_CODE, REMOVED_CODE, NO_OPINION_CODE = -9.0, -8.0, -7.0, -6.0
BEYOND = 10.0**12  # no number that is accepted is as far from nought
RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
_TEXT_MARKS: Mapping[Mark, str] = {NOT_ASKED: "<-8>", REMOVED: "<-7>"}


class Variable:
    """One column as SPSS has it: its values one after the other, and what they mean."""

    def __init__(self, column: Column, language: str, written: Written) -> None:
        self.kind = column.kind
        self.name = variable_name(column.name)
        self.label = _label(column, language)
        self.is_text = column.series is None or column.kind in {Kind.TEXT, Kind.WORDS, Kind.GEO, Kind.DATE}
        self.codes = option_codes(column)
        self.missing = _missing(column)
        self.value_labels = self._labelled(column, language)
        self._written = written
        self._figures = array("d")
        self._texts: list[str] = []

    def _labelled(self, column: Column, language: str) -> dict[float, str]:
        if self.is_text:
            return {}
        words = labels_of(column, language)
        labelled = {float(code): words.get(key, key)[:MOST_VALUE_LABEL] for key, code in self.codes.items()}
        marks = {"NO_ANSWER": None, "NOT_ASKED": NOT_ASKED, "REMOVED": REMOVED}
        return {**labelled, **{self.missing[mark]: name for name, mark in marks.items()}}

    def append(self, cell: Value) -> None:
        """Take one more value."""
        if self.is_text:
            text = _TEXT_MARKS[cell] if isinstance(cell, Mark) else str("" if cell is None else cell)
            self._texts.append(self._written.cut(text, MOST_CHARACTERS))
        elif isinstance(cell, str):
            self._figures.append(self.codes.get(cell, NO_OPINION_CODE))
        else:
            self._figures.append(self.missing[cell] if cell is None or isinstance(cell, Mark) else cell)

    def take(self) -> Any:
        """All values as a column of a data frame; they are given away."""
        if self.is_text:
            found, self._texts = self._texts, []
            return pandas.Series(found, dtype="object")
        figures, self._figures = self._figures, array("d")
        return pandas.Series(memoryview(figures), dtype="float64", copy=False)

    def ranges(self) -> list[Any]:
        """Values that SPSS leaves out of counts."""
        codes = sorted(self.missing.values())
        low, high = codes[0], codes[-1]
        return [{"lo": low, "hi": high}, *([NO_OPINION_CODE] if self.kind is Kind.SCALE else [])]


def variable_name(name: str) -> str:
    """A name that SPSS takes: at most 64 bytes, no reserved word; shortened ones end with a digest of the whole."""
    if len(name) <= MOST_NAME and name not in RESERVED:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: MOST_NAME - 9].rstrip('._')}_{digest}"


def option_codes(column: Column) -> dict[str, float]:
    """Numbers of the options of a column; empty where its values are numbers themselves."""
    if column.series is None or column.kind is not Kind.CHOICE:
        return {}
    element = column.series.element
    if element.type == "yes_no":
        return {"yes": 1.0, "no": 0.0, NO_OPINION: NO_OPINION_CODE}
    listed = element.columns if element.type == "matrix" else element.options
    keys = column.series.arrivals["columns" if element.type == "matrix" else "options"]
    own = {option.key: option.code for option in listed}
    is_coded = None not in own.values() and len(set(own.values())) == len(own)
    numbered = {key: own[key] if is_coded else place for place, key in enumerate(keys, 1)}
    return {NO_OPINION: NO_OPINION_CODE, **{key: float(code or 0) for key, code in numbered.items()}}


def _missing(column: Column) -> dict[Mark | None, float]:
    codes = {None: NO_ANSWER_CODE, NOT_ASKED: NOT_ASKED_CODE, REMOVED: REMOVED_CODE}
    is_number = column.kind is Kind.NUMBER  # an answer may well be -8
    return {mark: code - BEYOND for mark, code in codes.items()} if is_number else codes


def _label(column: Column, language: str) -> str:
    if column.series is None:
        return column.name
    text = in_locale(column.series.element.text, language)
    return ": ".join((text, *column.part))[:MOST_LABEL]


def write(source: Source, path: Path, tick: Tick) -> Written:
    """Texts that are longer than a variable are cut, and counted."""
    written = Written()
    variables = [Variable(column, source.options.language, written) for column in source.columns]
    takers: list[Callable[[Value], None]] = [one.append for one in variables]
    for row in source.rows(tick):
        for take, cell in zip(takers, source.cells(row), strict=True):
            take(cell)
    figures = [one for one in variables if not one.is_text]
    pyreadstat.write_sav(
        pandas.DataFrame({one.name: one.take() for one in variables}, copy=False),
        str(path),
        column_labels=[one.label for one in variables],
        variable_value_labels={one.name: one.value_labels for one in figures},
        missing_ranges={one.name: one.ranges() for one in figures},
        variable_measure={one.name: _measure(one) for one in variables},
        row_compress=True,
    )
    return written


def _measure(variable: Variable) -> str:
    if variable.kind in {Kind.NUMBER, Kind.AMOUNT}:
        return "scale"
    return "ordinal" if variable.kind in {Kind.SCALE, Kind.PLACE} else "nominal"


def rows(_source: Source, path: Path) -> int:
    """Rows the finished file says it has, and has: every one of its first variable is read."""
    frame, _meta = pyreadstat.read_sav(str(path), usecols=["response.id"])
    return int(frame["response.id"].ne("").sum())


def expected(source: Source) -> int:
    """One row for each response. Raises ExportRefused for more than fit in memory."""
    number = source.count()
    if number > MOST_ROWS:
        raise ExportRefused("too_many_for_sav")
    return number
