"""Rows of an uploaded table as answers on paper: all of them sound, or a list of what is wrong and where."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ..choices import Channel
from ..messages import error_text
from ..questionnaire.definition import Definition
from ..questionnaire.validation import AnswerError, Checked
from ..results.cells import CellFault, Value, answers_of
from ..results.columns import ABOUT, Column
from ..results.table_texts import unguarded, value_of
from .judging import HIDDEN, INCOMPLETE, judge
from .tables import Cell, Row

SERIAL, NOTE, RESPONSE = "serial", "note", "response.id"
VERSION, LOCALE, SUBMITTED, STATUS = "response.version", "response.locale", "response.submitted", "response.status"
COMPLETE = "complete"
SERIAL_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}")


@dataclass(frozen=True, slots=True)
class Survey:
    """What the rows are read against: `definitions` and `words` (in one language) by number of the version."""

    columns: Sequence[Column]
    definitions: Mapping[int, Definition]
    words: Mapping[int, Definition]
    live: int
    locale: str
    locales: frozenset[str]


@dataclass(frozen=True, slots=True)
class Record:
    """One sound row."""

    line: int
    serial: str
    version: int
    locale: str
    submitted_at: datetime | None
    note: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line of the file (the header is line 1; 0 for the whole file), in words."""

    line: int
    column: str
    text: str


@dataclass
class Outcome:
    """Sound rows, and what is wrong with the others."""

    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_records(rows: Sequence[Row], survey: Survey, *, gaps: bool, today: date) -> Outcome:
    """Read a table whose first row names the columns; with `gaps` answers that must be given may be missing."""
    header = [unguarded(str(cell or "").strip()) for cell in rows[0]]
    faults = list(_of_header(header, survey))
    outcome = Outcome(faults=faults)
    if faults:
        return outcome
    for line, row in enumerate(rows[1:], 2):
        cells = {name: cell for name, cell in zip(header, row, strict=False) if name}
        if any(cell not in (None, "") for cell in cells.values()):
            record, found = _read(_About(line, cells, survey), gaps=gaps, today=today)
            outcome.records += [record] if record else []
            outcome.faults += found
    outcome.faults += _twins(outcome.records)
    return outcome


def _of_header(header: Sequence[str], survey: Survey) -> Iterator[Fault]:
    named = [name for name in header if name]
    known = {column.name for column in survey.columns} | {*ABOUT, SERIAL, NOTE}
    if SERIAL not in named and RESPONSE not in named:
        yield Fault(1, SERIAL, _("This column is missing: every form needs a serial number."))
    for name, times in Counter(named).items():
        if name not in known:
            yield Fault(1, name, _("The survey has no such column."))
        elif times > 1:
            yield Fault(1, name, _("This column is there twice."))
    for column in survey.columns:
        if column.name not in named and _is_needed(column, survey.live):
            yield Fault(1, column.name, _("This column is missing."))


def _is_needed(column: Column, live: int) -> bool:
    """A question that is asked now has all its columns; an export may have left out personal data."""
    return column.series is not None and live in column.series.keys and not column.series.is_private


def _twins(records: Iterable[Record]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for record in records:
        if record.serial in first:
            text = _("The serial number %(serial)s stands in line %(line)s already.")
            yield Fault(record.line, SERIAL, text % {"serial": record.serial, "line": first[record.serial]})
        first.setdefault(record.serial, record.line)


def _read(about: "_About", *, gaps: bool, today: date) -> tuple[Record | None, list[Fault]]:
    """One row: a record, or faults."""
    faults, survey = list(about.faults()), about.survey
    if faults:
        return None, faults
    definition, words = survey.definitions[about.version], survey.words[about.version]
    answers, unreadable = answers_of(survey.columns, about.values, definition)
    context = {"locale": about.locale, "channel": str(Channel.PAPER)}
    judged = judge(definition, answers, context, today=today)
    faults = [Fault(about.line, one.column, _cell_text(one)) for one in unreadable]
    wrong = [*judged.errors, *(one for one in judged.warnings if not (gaps and one.code in INCOMPLETE))]
    faults += [Fault(about.line, one.question, _text(one, words, answers)) for one in wrong]
    return (None, faults) if faults else (about.record(judged.checked), [])


def _text(error: AnswerError, words: Definition, answers: Mapping[str, Any]) -> str:
    if error.code == HIDDEN:
        return _("Nobody who answered like this on paper is asked this question.")
    return error_text(error, words.questions.get(error.question), answers.get(error.question))


def _cell_text(fault: CellFault) -> str:
    texts = {
        "not_a_number": _("This is no number."),
        "not_an_option": _("There is no such option."),
        "not_a_flag": _("1 or 0 is written here: chosen or not."),
        "not_a_place": _("A place is a whole number from 1 on."),
        "not_in_order": _("The places must be 1, 2, 3 and so on, each once."),
        "not_geojson": _("This is no GeoJSON."),
        "not_asked": _("This version of the form has no such question or option."),
    }
    return texts.get(fault.code, _("This cannot be read."))


@dataclass(frozen=True)
class _About:
    """What a row says about the response."""

    line: int
    cells: Mapping[str, Cell]
    survey: Survey

    @cached_property
    def values(self) -> dict[str, Value]:
        """The cells as they are read: without guards, marks as marks."""
        return {name: value_of(cell) for name, cell in self.cells.items()}

    def text(self, name: str) -> str:
        """The cell as text; figures without a point, as spreadsheet programs make them of serial numbers."""
        value = self.values.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip() if isinstance(value, str | int | float) else ""

    @property
    def serial(self) -> str:
        return self.text(SERIAL) or self.text(RESPONSE)

    @property
    def version(self) -> int:
        text = self.text(VERSION)
        return int(text) if re.fullmatch("[0-9]{1,6}", text) else 0 if text else self.survey.live

    @property
    def locale(self) -> str:
        return self.text(LOCALE) or self.survey.locale

    @property
    def submitted_at(self) -> datetime | None:
        """When it was filled in; the beginning of the day where only the day is known. Raises ValueError."""
        cell = self.cells.get(SUBMITTED)
        if not isinstance(cell, date):
            text = self.text(SUBMITTED)
            cell = datetime.fromisoformat(text) if text else None
        if cell is None:
            return None
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time.min)
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment

    def faults(self) -> Iterator[Fault]:
        """What is wrong with it."""
        if not SERIAL_SHAPE.fullmatch(self.serial):
            yield Fault(
                self.line, SERIAL, _("A serial number is missing, or has other signs than letters, digits, / _ . -")
            )
        if self.version not in self.survey.definitions:
            yield Fault(self.line, VERSION, _("The survey has no such version."))
        if self.locale not in self.survey.locales:
            yield Fault(self.line, LOCALE, _("The portal has no such language."))
        if self.text(STATUS) not in ("", COMPLETE):
            yield Fault(self.line, STATUS, _("Only complete responses can be imported."))
        try:
            _moment = self.submitted_at
        except (ValueError, OverflowError):
            yield Fault(self.line, SUBMITTED, _("This is no date: write it as 2026-03-27."))

    def record(self, checked: Checked) -> Record:
        """The row as it is stored."""
        return Record(
            self.line, self.serial, self.version, self.locale, self.submitted_at, self.text(NOTE)[:1000], checked
        )
