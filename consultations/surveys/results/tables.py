"""Results in numbers, the same for the page, the API and the charts. Plain Python.

A count of None was suppressed: it, or one that could be worked out from it, is smaller than `SMALLEST`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..questionnaire.definition import Text

SMALLEST = 5  # smaller counts are not published


@dataclass(frozen=True, slots=True)
class Cell:
    """How many chose one option, and their share of the base (0 to 1); None and None where suppressed."""

    key: str
    label: Text
    count: int | None
    share: float | None
    retired: bool = False

    @property
    def suppressed(self) -> bool:
        return self.count is None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a matrix, item of a ranking or a budget, or group of a cross-tab: its base and its cells.

    `base` is the number of responses that answered here. `mean` is the mean place, amount or point where that makes
    sense, None where it does not or where it would give a suppressed cell away. Of a budget's item `median` is the
    middle amount and `share` its part of everything that was given out (0 to 1).
    """

    key: str
    label: Text
    base: int | None
    cells: tuple[Cell, ...]
    mean: float | None = None
    median: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers from `low` to below `high` (the last bin: to `high`); for dates ISO days, both included."""

    low: float | str
    high: float | str
    count: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers or dates that were given. `mean` and `median` are None where they would give single answers away."""

    bins: tuple[Bin, ...]
    mean: float | None = None
    median: float | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of the grid (`grid.ring_of(name)`) and how many responses name a place in it."""

    name: str
    category: str
    count: int


@dataclass(frozen=True, slots=True)
class Quote:
    """An open answer that staff chose to publish, as redacted."""

    text: str
    themes: tuple[str, ...] = ()
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was answered to one question.

    asked + not_asked = responses; answered + no_answer = asked. Which parts are filled depends on the type: `cells`
    for choices, yes/no and scales; `rows` for a matrix, a ranking (cells are places) and a budget; `numbers` for
    numbers and dates; `squares` for places; `themes` and `quotes` for texts (also those beside an option).
    `groups` are filled only in a cross-tab: one row for each group. A matrix or a budget has one result for each of
    its rows then, and `row` names it; of a ranking `groups` say what was put first, and `row` is "1".

    `segment` is "municipality" or "age_band" where the question asks for that.

    `withheld` is "" where the result is given. "rule": how many were asked would tell what single people answered to
    an earlier question; then nothing of this result is filled and its numbers are all 0. "groups": the cross-tab would
    give small counts away, so it has no groups.
    """

    uid: str
    key: str
    type: str
    text: Text
    asked: int
    answered: int
    no_answer: int
    not_asked: int
    segment: str = ""
    is_multiple: bool = False
    retired: bool = False
    since_version: int = 1
    mean: float | None = None
    cells: tuple[Cell, ...] = ()
    rows: tuple[Row, ...] = ()
    numbers: Numbers | None = None
    squares: tuple[Square, ...] = ()
    squares_suppressed: int = 0
    themes: tuple[Cell, ...] = ()
    quotes: tuple[Quote, ...] = ()
    groups: tuple[Row, ...] = ()
    row: str = ""
    row_label: Text = ""
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """Results of a survey, or of the part of it that `filters` names; divided by `by` where that is not empty.

    `by` is "municipality", "age_band", "channel", or the key of a question with one answer out of several; then
    `group_labels` names the groups by key and `group_sizes` says how many responses each has, None where suppressed;
    "" are responses that belong to none, which only staff see.
    """

    responses: int
    questions: tuple[QuestionResult, ...]
    by: str = ""
    group_labels: Mapping[str, Text] = field(default_factory=dict)
    group_sizes: Mapping[str, int | None] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)
