"""Responses of a survey as rows, read in one snapshot of the database and never all at once."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .. import selectors
from ..codes import ASKED
from ..models import OpenAnswer, Response, SurveyPage, SurveyVersion
from ..open_answers import with_text
from ..response_lists import midnight
from ..results.cells import RowOfCells, Value
from ..results.columns import Column, columns_of
from .options import Options

CHUNK = 500  # rows: some 5 MB of answers
FIELDS = (
    "pk",
    "version_id",
    "status",
    "channel",
    "locale",
    "submitted_at",
    "municipality",
    "age_band",
    "cleared",
    "codes",
    "answers",
)
Tick = Callable[[], None]
Redaction = tuple[str, str, str]  # uid of the question, part of the answer, text


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside was true at one moment, and nobody who writes has to wait.

    A transaction that is open already is left as it is.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # atomic() would take the lock of those who write
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


@dataclass(frozen=True, slots=True)
class Row:
    """One response. `asked` and `removed` are the uid of questions that were asked, and whose answers were cleared."""

    pk: uuid.UUID
    version: int
    about: tuple[str, ...]
    answers: Mapping[str, Any]
    asked: frozenset[str]
    removed: frozenset[str]


class Source:
    """The responses somebody wants, and the columns they have."""

    def __init__(self, page: SurveyPage, options: Options) -> None:
        self.page = page
        self.options = options
        self.versions = list(SurveyVersion.objects.filter(survey_key=page.translation_key).order_by("number"))
        known = [(one.number, one.definition) for one in self.versions]
        self.columns: tuple[Column, ...] = columns_of(known, private=options.private)
        self._numbers = {one.pk: one.number for one in self.versions}

    @cached_property
    def makers(self) -> dict[int, RowOfCells]:
        """What makes the cells of each version's responses, by its number."""
        return {one.number: RowOfCells(self.columns, one.number, one.definition) for one in self.versions}

    def responses(self) -> "QuerySet[Response]":
        """The responses that are wanted, in no order that tells anything."""
        options = self.options
        found = Response.objects.filter(survey_key=self.page.translation_key, status__in=options.statuses)
        given = {"channel": options.channel, "municipality": options.municipality, "version__number": options.version}
        found = found.filter(**{name: value for name, value in given.items() if value})
        first, last = options.days()
        if first:
            found = found.filter(submitted_at__gte=midnight(first))
        return found.filter(submitted_at__lt=midnight(last + timedelta(days=1))) if last else found

    def count(self) -> int:
        """How many responses the database has; without reading them."""
        return self.responses().count()

    def rows(self, tick: Tick) -> Iterator[Row]:
        """The responses one after the other; `tick` is called after each."""
        redactions = _redactions(self.page.translation_key) if self.options.redacted else {}
        numbers = selectors.code_numbers(self.page.translation_key)
        uids = {number: code[0] for code, number in numbers.items()}
        asked_codes = {number: code[0] for code, number in numbers.items() if code[1:] == ("", ASKED)}
        known_codes = asked_codes.keys()
        stored = self.responses().order_by("pk").values_list(*FIELDS).iterator(chunk_size=CHUNK)
        for pk, version, status, channel, locale, moment, municipality, age_band, cleared, codes, answers in stored:
            number = self._numbers[version]
            about = (str(pk), str(number), status, channel, locale, _local(moment), municipality, age_band)
            asked = frozenset(asked_codes[code] for code in known_codes & codes)
            removed = frozenset(uids[code] for code in codes if code not in known_codes) if cleared else frozenset()
            if pk in redactions:
                answers = self.redacted_answers(number, answers, redactions[pk])
            yield Row(pk, number, about, answers, asked, removed)
            tick()

    def cells(self, row: Row) -> list[Value]:
        """All cells of one row: those about the response, then those of the questions."""
        return [*row.about, *self.makers[row.version].cells(row.answers, row.asked, row.removed)]

    def redacted_answers(self, number: int, answers: Mapping[str, Any], parts: list[Redaction]) -> dict[str, Any]:
        """The answers with the texts that staff redacted."""
        definition = next(one.definition for one in self.versions if one.number == number)
        keys = {question.uid: key for key, question in definition.questions.items()}
        found = dict(answers)
        for uid, part, text in parts:
            key = keys.get(uid, "")
            if key in found:
                found[key] = with_text(found[key], part, text)
        return found


@lru_cache(maxsize=4096)
def _local(moment: datetime) -> str:
    """In anonymous surveys only hours are stored, so few of them come again and again."""
    return timezone.localtime(moment).isoformat(timespec="minutes")


def _redactions(survey_key: uuid.UUID) -> dict[uuid.UUID, list[Redaction]]:
    """Redacted texts by response. Few: staff wrote each of them."""
    found: dict[uuid.UUID, list[Redaction]] = defaultdict(list)
    redacted = OpenAnswer.objects.filter(Q(redacted__gt="") | Q(reason__gt=""), response__survey_key=survey_key)
    for response, uid, part, text in redacted.values_list("response_id", "uid", "part", "redacted"):
        found[response].append((uid, part, text))
    return found
