"""Reading the texts of one question in the order in which staff code them: oldest responses first."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from .choices import OpenAnswerDecision, ResponseStatus
from .codes import CHOICES
from .models import OpenAnswer, Response, SurveyVersion, Theme
from .open_answers import OTHER, WRITTEN, has_texts, says, texts_of
from .results.series import PUBLIC, Series, series_of

CHUNK = 100
LARGEST_CHUNK = 2000
KEPT = 60  # seconds the number of texts is kept: nobody waits for it at every text
Row = tuple[uuid.UUID, datetime, Any]  # a response, when it came, and the part of its answers with the texts


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question with texts, in all versions of a survey."""

    survey_key: uuid.UUID
    series: Series

    @property
    def uid(self) -> str:
        """Identity of the question."""
        return self.series.uid

    @property
    def may_be_published(self) -> bool:
        """Whether its texts can be published at all: not those of a private question, or of one for officials."""
        return self.series.audience == PUBLIC

    @property
    def themes(self) -> "QuerySet[Theme]":
        """The code frame."""
        return Theme.objects.filter(survey_key=self.survey_key, uid=self.uid)

    def texts(self, given: Any) -> dict[str, str]:
        """Texts by part of what `rows` found."""
        if self.series.type in CHOICES:
            given = {OTHER: given}
        return texts_of(self.series.element, given)

    def rows(self) -> "QuerySet[Response, Row]":
        """Counted responses with an answer that can hold texts, the oldest first."""
        key = self.series.key  # earlier keys were never answered
        versions = [number for number, name in self.series.keys.items() if name == key]
        found = Response.objects.filter(
            survey_key=self.survey_key, status=ResponseStatus.COMPLETE, version__number__in=versions
        )
        named = found.annotate(given=self._given(key)).filter(given__isnull=False)
        return named.order_by("submitted_at", "pk").values_list("pk", "submitted_at", "given")

    def _given(self, key: str) -> KeyTransform:
        if self.series.type in WRITTEN:
            return KeyTextTransform(key, "answers")
        whole = KeyTransform(key, "answers")
        return KeyTextTransform(OTHER, whole) if self.series.type in CHOICES else whole


@dataclass(frozen=True, slots=True)
class OpenText:
    """One text, and the work there is on it."""

    response_id: uuid.UUID
    part: str
    text: str
    work: OpenAnswer | None

    @property
    def name(self) -> str:
        """What the text is called in addresses: response and part."""
        return f"{self.response_id}.{self.part}"

    @property
    def theme_ids(self) -> frozenset[int]:
        """Themes it has been given."""
        return frozenset(theme.pk for theme in self.work.themes.all()) if self.work else frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which texts are gone through: words they contain, uncoded ones only, one theme; nothing means all."""

    words: str = ""
    is_uncoded: bool = False
    theme: int | None = None

    def fits(self, text: OpenText) -> bool:
        """Whether the text is among them."""
        if self.is_uncoded and text.work is not None:
            return False
        return (self.theme is None or self.theme in text.theme_ids) and says(text.text, self.words)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many texts there are, how many were coded, and what was decided about their publication."""

    total: int
    coded: int
    published: int
    withheld: int


def open_questions(survey_key: uuid.UUID) -> list[OpenQuestion]:
    """Questions of the survey that have texts, in order."""
    versions = SurveyVersion.objects.filter(survey_key=survey_key)
    every = series_of((version.number, version.definition) for version in versions)
    return [OpenQuestion(survey_key, one) for one in every if has_texts(one.element)]


def open_question(survey_key: uuid.UUID, uid: str) -> OpenQuestion | None:
    """One of them by the identity of the question."""
    return next((one for one in open_questions(survey_key) if one.uid == uid), None)


def progress(question: OpenQuestion) -> Progress:
    """How far the coding of the question is."""
    key = f"survey-texts-{question.survey_key}-{question.uid}"
    total = cache.get_or_set(key, lambda: _number_of_texts(question), KEPT)
    works = OpenAnswer.objects.filter(
        uid=question.uid, response__survey_key=question.survey_key, response__status=ResponseStatus.COMPLETE
    ).aggregate(
        coded=Count("pk"),
        published=Count("pk", filter=Q(decision=OpenAnswerDecision.PUBLISH)),
        withheld=Count("pk", filter=Q(decision=OpenAnswerDecision.WITHHOLD)),
    )
    # of responses whose time is over texts are gone and the work on them has stayed
    return Progress(max(total or 0, works["coded"]), **works)


def _number_of_texts(question: OpenQuestion) -> int:
    rows = question.rows()
    if question.series.type != "geo":
        return rows.count()
    return sum(len(question.texts(given)) for _pk, _moment, given in rows.iterator(chunk_size=LARGEST_CHUNK))


def text_at(question: OpenQuestion, name: str) -> OpenText | None:
    """The text of this name; None if it is gone, or never was."""
    response_id, _dot, part = name.partition(".")
    try:
        rows = list(question.rows().filter(pk=uuid.UUID(response_id)))
    except ValueError:
        return None
    return next((text for text in _texts(question, rows) if text.part == part), None)


def all_texts(question: OpenQuestion, wanted: Wanted) -> Iterator[OpenText]:
    """Every text that is wanted."""
    return filter(wanted.fits, _walk(question))


def beside(question: OpenQuestion, wanted: Wanted, name: str = "", *, backwards: bool = False) -> OpenText | None:
    """The next wanted text after that of this name, or the one before it; without a name the first, or the last."""
    start, _dot, part = name.partition(".")
    place = _place(question, start)
    if place is None:
        return next(filter(wanted.fits, _walk(question, backwards=backwards)), None)
    texts = _walk(question, place, backwards=backwards)
    rest = dropwhile(lambda text: text.response_id == place.pk and text.part != part, texts)
    return next((text for text in rest if text.name != name and wanted.fits(text)), None)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the order of responses."""

    moment: datetime
    pk: uuid.UUID


def _place(question: OpenQuestion, response_id: str) -> _Place | None:
    try:
        found = Response.objects.filter(survey_key=question.survey_key, pk=uuid.UUID(response_id))
    except ValueError:
        return None
    row = found.values_list("submitted_at", "pk").first()
    return _Place(*row) if row else None


def _walk(question: OpenQuestion, start: _Place | None = None, *, backwards: bool = False) -> Iterator[OpenText]:
    """Texts from the response at `start` on. Read in parts, the first of them small: mostly one text is wanted."""
    rows, size = question.rows().reverse() if backwards else question.rows(), CHUNK
    found = list((_from(rows, start, backwards=backwards) if start else rows)[:size])
    while found:
        yield from _texts(question, found, backwards=backwards)
        last, size = _Place(found[-1][1], found[-1][0]), min(2 * size, LARGEST_CHUNK)
        found = list(_from(rows, last, backwards=backwards).exclude(pk=last.pk)[:size])


def _from(rows: "QuerySet[Response, Row]", place: _Place, *, backwards: bool) -> "QuerySet[Response, Row]":
    way = "lt" if backwards else "gt"
    beyond = Q((f"submitted_at__{way}", place.moment)) | Q((f"pk__{way}e", place.pk))
    return rows.filter(Q((f"submitted_at__{way}e", place.moment))).filter(beyond)


def _texts(question: OpenQuestion, rows: list[Row], *, backwards: bool = False) -> Iterator[OpenText]:
    numbers = [pk for pk, _moment, _given in rows]
    works = OpenAnswer.objects.filter(uid=question.uid, response__in=numbers).select_related("coded_by")
    known = {(work.response_id, work.part): work for work in works.prefetch_related("themes")}
    for pk, _moment, given in rows:
        texts = [OpenText(pk, part, text, known.get((pk, part))) for part, text in question.texts(given).items()]
        yield from reversed(texts) if backwards else texts
