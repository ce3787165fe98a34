"""Who may see which results of a survey, made from kept counts where these are still true."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from django.db.models import Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cms.core.models import Municipality

from . import selectors
from .answer_labels import labels_of
from .choices import Channel, Publication
from .codes import Code
from .faults import DivisionUnknown, ResultsNotPublished
from .forms.localised import localised
from .models import ResultApproval, ResultSnapshot, SurveyPage, SurveyVersion
from .questionnaire.definition import Definition, Text
from .results.assemble import Book, assemble, is_single
from .results.dependence import Facts, dependences
from .results.disclosure import disclosed, with_hidden_themes
from .results.series import PUBLIC, SEGMENTS, Series, series_of
from .results.tables import SMALLEST, QuestionResult, SurveyResults
from .results.tally import Tally, from_content, plan_for
from .services.results import CHANNEL, count_responses, take_snapshot
from .voices import with_voices

FEWEST_LIVE = 20  # responses before results are shown while people still answer
REFRESHED = timedelta(seconds=60)  # counts that are no older are taken as they are
MOST_MADE = 32  # results that one process keeps
COLUMNS = (*SEGMENTS, CHANNEL)
NOT_GIVEN = ""


@dataclass(frozen=True, slots=True)
class State:
    """Whether everybody may see the results; if not why (see ResultsNotPublished), and from when on, if known."""

    is_public: bool
    reason: str = ""
    opens: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Responses from one local government; `per_thousand` of its inhabitants. None where suppressed or unknown."""

    teryt: str
    name: str
    responses: int | None
    population: int | None
    per_thousand: float | None


def publication_state(page: SurveyPage, now: datetime) -> State:
    """Whether everybody may see the results now."""
    if page.live_version is None:
        return State(False, "unanswerable")
    rule = page.results_publication
    if rule == Publication.NEVER:
        return State(False, "never")
    if rule == Publication.AFTER_APPROVAL:
        approved = ResultApproval.objects.filter(survey_key=page.translation_key).exists()
        return State(approved, "" if approved else "approval")
    if _has_closed(page, now):
        return State(True)
    if rule == Publication.LIVE:
        enough = selectors.counted(page.translation_key).count() >= FEWEST_LIVE
        return State(enough, "" if enough else "few", None if enough else page.closing_moment)
    return State(False, "open", page.closing_moment)


def _has_closed(page: SurveyPage, now: datetime) -> bool:
    has_opened = page.opening_moment is None or page.opening_moment <= now
    return has_opened and not page.accepts_responses(now)


def published_results(page: SurveyPage, *, now: datetime, by: str = "", language: str) -> SurveyResults:
    """What everybody may see, small counts suppressed; `by` is one of `cross_candidates`.

    Raises ResultsNotPublished, and DivisionUnknown for any other `by`.
    """
    state = publication_state(page, now)
    if not state.is_public:
        raise ResultsNotPublished(state.reason, state.opens)
    with override(language):
        survey = _survey(page, language)
        division = _division(survey.dividing(public=True), by)
        kept = _fresh(survey, division, now, live=page.accepts_responses(now))
        found = replace(_made(kept).results, by=by)
        return with_hidden_themes(with_voices(found, survey.key, survey.public))


def staff_results(
    page: SurveyPage, *, now: datetime, by: str = "", filters: Mapping[str, str] | None = None
) -> SurveyResults:
    """Every question with exact counts, of the responses that `filters` leave.

    `filters` are {"municipality" | "age_band" | "channel": value, key of a question: option}. Raises DivisionUnknown.
    """
    survey = _survey(page, get_language() or "")
    division = _division(survey.dividing(public=False), by)
    tallies = count_responses(
        survey_key=page.translation_key,
        plan=plan_for(survey.series, survey.numbers, division.uid),
        by=division.column,
        conditions=_conditions(survey, filters or {}),
    )
    found = assemble(survey.book(survey.series, tallies, division), division.uid)
    divided = replace(found, by=by, filters=dict(filters or {}))
    return divided if filters else with_voices(divided, survey.key, survey.series)


def cross_candidates(page: SurveyPage, *, public: bool) -> list[tuple[str, Text]]:
    """What results may be divided by: values of `by` and their names in the active language."""
    survey = _survey(page, get_language() or "")
    dividing = [one for one in survey.dividing(public=public) if not one.retired]
    found = [(_segment(one) or one.key, one.element.text) for one in dividing]
    return [*sorted(found, key=lambda pair: pair[0] not in SEGMENTS), (CHANNEL, _("Way of answering"))]


def response_rates(results: SurveyResults) -> list[Rate]:
    """Responses and response rates of the local governments that the survey asks for; empty if it asks for none.

    As exact as the results that are given.
    """
    asked = next((one for one in results.questions if one.segment == "municipality"), None)
    return _rates(asked) if asked is not None else []


def _rates(question: QuestionResult) -> list[Rate]:
    counts = {cell.key.removeprefix("t"): cell.count for cell in question.cells}
    return [
        Rate(
            one.teryt,
            one.short_name,
            counts[one.teryt],
            one.population,
            _per_thousand(counts[one.teryt], one.population),
        )
        for one in Municipality.objects.filter(teryt__in=counts)
    ]


def _per_thousand(responses: int | None, population: int | None) -> float | None:
    return None if responses is None or not population else round(responses * 1000 / population, 2)


# --- the survey ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Survey:
    """What does not depend on the answers: versions and questions in one language."""

    key: uuid.UUID
    language: str
    versions: Sequence[tuple[int, Definition]]
    series: tuple[Series, ...]

    @property
    def newest(self) -> int:
        """Number of the newest version."""
        return self.versions[-1][0] if self.versions else 0

    @cached_property
    def numbers(self) -> Mapping[Code, int]:
        """The number of each thing that can be answered."""
        return selectors.code_numbers(self.key)

    @property
    def public(self) -> tuple[Series, ...]:
        """Questions whose results everybody may see."""
        return tuple(one for one in self.series if one.audience == PUBLIC)

    def dividing(self, *, public: bool) -> list[Series]:
        """Questions that results can be divided by; in public those asked of everybody, see `crossing`."""
        told = dependences(definition for _number, definition in self.versions) if public else {}
        return [one for one in (self.public if public else self.series) if is_single(one) and one.uid not in told]

    def facts(self, division: "_Division") -> Facts:
        known = {one.uid: one for one in self.public}
        return Facts(known, dependences(definition for _number, definition in self.versions), division.uid)

    def book(self, series: Sequence[Series], tallies: Mapping[str, Tally], division: "_Division") -> Book:
        return Book(series, tallies, self.numbers, labels_of, division.groups)


@dataclass(frozen=True, slots=True)
class _Division:
    """What divides results: a question or a column, and the labels of its groups."""

    uid: str = ""
    column: str = ""
    groups: Mapping[str, Text] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.uid or self.column


def _survey(page: SurveyPage, language: str) -> _Survey:
    key = page.translation_key
    rows = SurveyVersion.objects.filter(survey_key=key).defer("content").order_by("number")
    versions = [(row.number, localised(row, language)) for row in rows]
    series = tuple(one for one in series_of(versions) if one.type != "contact")
    return _Survey(key, language, versions, series)


def _segment(series: Series) -> str:
    segment = series.element.settings.get("segment")
    return str(segment) if segment in SEGMENTS else ""


def _division(dividing: Sequence[Series], by: str) -> _Division:
    if not by:
        return _Division()
    if by == CHANNEL:
        return _Division(column=CHANNEL, groups={str(value): str(label) for value, label in Channel.choices})
    named = [one for one in dividing if by in (one.key, _segment(one))]
    if not named:
        raise DivisionUnknown(by)
    return _Division(uid=named[0].uid, groups={**labels_of(named[0]), NOT_GIVEN: _("not given")})


def _conditions(survey: _Survey, filters: Mapping[str, str]) -> Iterator[Q]:
    """What the responses must have. Raises DivisionUnknown."""
    uids = {one.key: one.uid for one in survey.series}
    for name, value in filters.items():
        if name in COLUMNS:
            yield Q((name, value.removeprefix("t")))
        elif name in uids:
            yield Q(selectors.HasCode(survey.numbers.get((uids[name], "", value), -1)))
        else:
            raise DivisionUnknown(name)


# --- kept counts -----------------------------------------------------------------------------------------------------
class _Kept:
    """Counts that are kept, as the key of a cache of what is made of them."""

    def __init__(self, survey: _Survey, division: _Division, snapshot: ResultSnapshot) -> None:
        self.survey, self.division, self.snapshot = survey, division, snapshot
        own = (snapshot.pk, snapshot.computed_at)
        self.identity = (survey.key, survey.newest, survey.language, division.name, *own)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.identity == self.identity

    def __hash__(self) -> int:
        return hash(self.identity)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made of kept counts: the published results, and what tells whether they are still true."""

    version: int
    responses: int
    results: SurveyResults


@lru_cache(maxsize=MOST_MADE)
def _made(kept: _Kept) -> _Made:
    survey, division, content = kept.survey, kept.division, kept.snapshot.content
    exact = assemble(survey.book(survey.public, from_content(content["groups"]), division), division.uid)
    return _Made(content["version"], content["responses"], disclosed(exact, survey.facts(division)))


def _fresh(survey: _Survey, division: _Division, now: datetime, *, live: bool) -> _Kept:
    """The counts that are kept, made anew where they are no longer true."""
    snapshot = selectors.snapshot(survey.key, division.name)
    if snapshot is not None:
        kept = _Kept(survey, division, snapshot)
        if _is_true(kept, now, live=live):
            return kept
    return _Kept(survey, division, take_snapshot(survey_key=survey.key, now=now, by=division.name))


def _is_true(kept: _Kept, now: datetime, *, live: bool) -> bool:
    """Whether the counts may still be shown.

    While people are answering, they change by five responses or more: who looks every minute must not see what single
    people answered.
    """
    made = _made(kept)
    if made.version != kept.survey.newest:
        return False
    if now - kept.snapshot.computed_at < REFRESHED:
        return True
    more = abs(selectors.counted(kept.survey.key).count() - made.responses)
    return more < SMALLEST if live else more == 0
