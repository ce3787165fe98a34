"""A result with all that is shown of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.templatetags.date_tags import long_date

from ..charts import Town
from ..results.tables import QuestionResult, Quote, SurveyResults
from .drawings import Chart, charts_of, group_chart
from .places import MOST_LINES, maps_of, square_table
from .summaries import summary_of
from .tables import Table, bin_table, choice_table, cross_table, row_table
from .words import base_words, counted, said, with_places

MOST_BESIDE = 4  # columns of a table that stands beside its chart


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What results do not say themselves: where towns lie, what categories of places are called, which numbers are
    whole ones, when versions came.

    `labels` are by key of the question and of the category; `published` by number of the version.
    """

    towns: tuple[Town, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    published: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A result divided into groups; `about` is the row of a matrix, or what is compared."""

    about: str
    chart: Chart | None
    table: Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One result in words, pictures and tables; `key` names it on the page."""

    key: str
    number: int
    title: str
    said: str
    base: tuple[str, ...]
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quote, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    not_compared: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether its tables need the whole width of a page."""
        return any(len(table.columns) > MOST_BESIDE for table in self.tables)


def figures_of(results: SurveyResults, by_label: str, around: Surroundings) -> Iterator[Figure]:
    """Every result; a question that was compared row by row comes once, with a comparison for each row."""
    parts = groupby(results.questions, key=lambda one: one.uid)
    for number, (_uid, questions) in enumerate(parts, 1):
        yield figure_of(tuple(questions), number, results.by, by_label, around)


def figure_of(parts: Sequence[QuestionResult], number: int, by: str, by_label: str, around: Surroundings) -> Figure:
    """The result of one question, which comes in several parts where it was compared row by row."""
    rows = tuple(row for part in parts for row in part.rows)
    question = with_places(replace(parts[0], rows=rows))
    title = said(question.text)
    if question.withheld == "rule":
        return Figure(question.key, number, title, withheld_words(), ())
    summary = summary_of(question)
    return Figure(
        key=question.key,
        number=number,
        title=title,
        said=summary,
        base=tuple(_base(question, around)),
        charts=tuple(_charts(question, around, summary)) if question.answered else (),
        tables=tuple(_tables(question, around)) if question.answered else (),
        quotes=question.quotes,
        comparisons=tuple(_comparison(part, by, by_label) for part in parts if part.groups),
        not_compared=_not_compared(parts) if by else "",
    )


def withheld_words() -> str:
    """Why nothing is said of a question."""
    return _(
        "Not published: how many people were asked this would tell what single people answered to an earlier question."
    )


def _not_compared(parts: Sequence[QuestionResult]) -> str:
    if any(part.withheld == "groups" for part in parts):
        return _("Not compared here: the groups are so small that single answers could be worked out.")
    return "" if any(part.groups for part in parts) else _("This question cannot be compared by group.")


def _charts(question: QuestionResult, around: Surroundings, summary: str) -> Iterator[Chart]:
    yield from charts_of(question, question.key, summary, is_whole=question.key in around.whole)
    if question.squares:
        yield from maps_of(question, around.labels.get(question.key, {}), around.towns, question.key, summary)


def _tables(question: QuestionResult, around: Surroundings) -> Iterator[Table]:
    if question.cells:
        yield choice_table(question.cells, question.answered, _("Answer"))
    if question.rows:
        yield row_table(question)
    if question.numbers is not None and question.numbers.bins:
        is_whole = question.key in around.whole
        yield bin_table(question.numbers.bins, question.answered, is_whole=is_whole)
    if question.themes:
        yield choice_table(question.themes, question.answered, _("Theme"))
    if question.squares:
        yield square_table(question, around.labels.get(question.key, {}), around.towns)


def _comparison(question: QuestionResult, by: str, by_label: str) -> Comparison:
    about = said(question.row_label) if question.row_label else ""
    if question.type == "ranking":
        about = _("Put first")
    caption = _("By: %(group)s") % {"group": by_label}
    caption = f"{about} – {caption}" if about else caption
    key = f"{question.key}-{question.row}" if question.row else question.key
    groups = [row for row in question.groups if row.base != 0]
    table = cross_table(groups, by_label, _("Mean"), caption)
    return Comparison(about, group_chart(question, by, key, caption), table)


def _base(question: QuestionResult, around: Surroundings) -> Iterator[str]:
    """The numbers under a question, and what must be known to read them."""
    yield from base_words(question)
    if question.is_multiple:
        yield _("More than one answer could be given, so shares add up to more than 100%.")
    if question.since_version > 1:
        yield _since(question.since_version, around.published.get(question.since_version))
    if question.retired:
        yield _("This question is no longer asked.")
    if len(question.squares) > MOST_LINES:
        more = len(question.squares) - MOST_LINES
        words = ngettext("The table leaves out %(number)s square.", "The table leaves out %(number)s squares.", more)
        yield words % {"number": counted(more)}


def _since(version: int, published: datetime | None) -> str:
    if published is None:
        return _("Asked since version %(number)s of the survey.") % {"number": version}
    return _("Asked since %(day)s (version %(number)s).") % {"day": long_date(published), "number": version}
