"""Columns of answers in tables: exports are written in them, paper answers are read from them. Plain Python.

A name is the key of the question, and for its parts `key__part` or `key__row__column`. Keys may hold `__` themselves;
there a dot goes between the underscores, so that no two columns ever share a name, in whatever version they came:

    key                text, number, date, point of a scale, yes/no, option of a single choice, GeoJSON, consent 1/0
    key__other         what was typed beside an option (an option that is called “other” itself: `key__other.chosen`)
    key__option        several options: 1 or 0
    key__row           matrix: the column that was chosen; where several may be, key__row__column: 1 or 0
    key__item          ranking: the place; budget: the amount
    key__description   the words beside a map
    key__text_hash     which text of the consent it was

A question that took over the key of a retired one is `key.v3`, after the version that brought it. Contact data has no
column. Order: questions as in `series_of`, parts in the order in which versions brought them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ..questionnaire.definition import Definition
from ..questionnaire.structure import NO_OPINION, Element
from .series import Series, series_of

Slot = str | tuple[str, ...]

# About the response; the dot keeps them apart from any question's key
ABOUT = (
    "response.id",
    "response.version",
    "response.status",
    "response.channel",
    "response.locale",
    "response.submitted",
    "response.municipality",
    "response.age_band",
)
OTHER, DESCRIPTION, TEXT_HASH = "other", "description", "text_hash"
_TWO_UNDERSCORES = re.compile("_(?=_)")


class Kind(Enum):
    """What stands in the cells of a column."""

    ABOUT = auto()  # text about the response
    TEXT = auto()
    WORDS = auto()  # text beside an answer: `part` is ("other",), ("description",) or ("text_hash",)
    NUMBER = auto()
    DATE = auto()  # YYYY, YYYY-MM or YYYY-MM-DD
    CHOICE = auto()  # key of an option; of a matrix, of a column
    SCALE = auto()  # whole number or "no_opinion"
    FLAG = auto()  # 1 or 0
    PLACE = auto()  # 1 is first
    AMOUNT = auto()
    GEO = auto()  # FeatureCollection as text


TEXTS = frozenset({Kind.TEXT, Kind.WORDS, Kind.GEO})  # what people wrote or drew themselves


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `part` says which part of the answer: option, item, row, or (row, column); empty for the whole."""

    name: str
    kind: Kind
    series: Series | None = None
    part: tuple[str, ...] = ()

    @property
    def slot(self) -> "Slot":
        """Where in an answer its value stands: words have names, so that they are not taken for options."""
        return self.part[0] if self.kind is Kind.WORDS else self.part


def columns_of(versions: Iterable[tuple[int, Definition]], *, private: bool = True) -> tuple[Column, ...]:
    """Columns of a survey in all its versions (number, definition): about the response, then question by question.

    `private` False leaves out questions that ask for personal data.
    """
    known = list(versions)
    every: dict[str, list[Element]] = {}
    for _number, definition in known:
        for question in definition.questions.values():
            every.setdefault(question.uid, []).append(question)
    about = (Column(name, Kind.ABOUT) for name in ABOUT)
    asked = series_of(known)
    stems = _stems(asked)
    shown = (one for one in asked if private or not one.is_private)
    return (*about, *(column for one in shown for column in _columns(one, stems[one.uid], every[one.uid])))


def column_name(key: str, *parts: str) -> str:
    """The name of a column, which tells its parts apart whatever their keys are."""
    return "__".join(_TWO_UNDERSCORES.sub("_.", part) for part in (key, *parts))


def _stems(every: Iterable[Series]) -> dict[str, str]:
    """What the names of a question's columns begin with, by uid: its key, unless an earlier question had that."""
    stems: dict[str, str] = {}
    for one in sorted(every, key=lambda series: series.first_version):
        is_taken = one.key in stems.values()
        stems[one.uid] = f"{one.key}.v{one.first_version}" if is_taken else one.key
    return stems


def _columns(series: Series, stem: str, elements: Sequence[Element]) -> Iterator[Column]:
    """Columns of one question, which is `elements` in the versions that ask it."""
    for kind, part in _parts(series, elements):
        # Words beside an option have the name that an option called “other” would have
        is_taken = kind is Kind.FLAG and part == (OTHER,)
        yield Column(column_name(stem, *part) + (".chosen" if is_taken else ""), kind, series, part)
    has_words = any(option.other_text is not None for one in elements for option in one.options)
    if has_words and (series.element.is_single or series.element.is_multiple):
        yield Column(column_name(stem, OTHER), Kind.WORDS, series, (OTHER,))


_WHOLE: Mapping[str, Sequence[tuple[Kind, tuple[str, ...]]]] = {
    "short_text": [(Kind.TEXT, ())],
    "long_text": [(Kind.TEXT, ())],
    "number": [(Kind.NUMBER, ())],
    "date": [(Kind.DATE, ())],
    "yes_no": [(Kind.CHOICE, ())],
    "scale": [(Kind.SCALE, ())],
    "geo": [(Kind.GEO, ()), (Kind.WORDS, (DESCRIPTION,))],
    "consent": [(Kind.FLAG, ()), (Kind.WORDS, (TEXT_HASH,))],
    "contact": [],
}
_LISTED = {"multi_choice": Kind.FLAG, "image_choice": Kind.FLAG, "ranking": Kind.PLACE, "budget": Kind.AMOUNT}


def _parts(series: Series, elements: Sequence[Element]) -> Iterable[tuple[Kind, tuple[str, ...]]]:
    if series.type in _WHOLE:
        return _WHOLE[series.type]
    if series.element.is_single:
        return [(Kind.CHOICE, ())]
    if series.type == "matrix":
        return _cells_of_matrix(series, elements)
    return [(_LISTED[series.type], (key,)) for key in series.arrivals["options"]]


def _cells_of_matrix(series: Series, elements: Sequence[Element]) -> list[tuple[Kind, tuple[str, ...]]]:
    rows, columns = series.arrivals["rows"], series.arrivals["columns"]
    if series.element.settings.get("many") is not True:
        return [(Kind.CHOICE, (row,)) for row in rows]
    if any(NO_OPINION in one.offered for one in elements):
        columns = tuple(dict.fromkeys((*columns, NO_OPINION)))
    return [(Kind.FLAG, (row, column)) for row in rows for column in columns]
