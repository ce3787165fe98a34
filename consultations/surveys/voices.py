"""What people wrote: how often each theme was found in the open answers, and the answers chosen for publication."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.db.models import F

from .choices import OpenAnswerDecision, ResponseStatus
from .models import OpenAnswer, Theme
from .open_answers import texts_of
from .results.series import Series
from .results.statistics import share_of
from .results.tables import Cell, Quote, SurveyResults

Carriers = Mapping[int, set[uuid.UUID]]  # theme -> the responses that carry it


def with_voices(results: SurveyResults, survey_key: uuid.UUID, series: Iterable[Series]) -> SurveyResults:
    """The results with themes and quotes, read now: they are not among the counts that are kept.

    They are those of all responses: results of a part, or of groups, have none.
    """
    known = {one.uid: one for one in series}
    themes = _themes(survey_key)
    quotes = _quotes(survey_key, known)
    return replace(
        results,
        questions=tuple(
            replace(one, themes=_cells(themes.get(one.uid, {}), one.answered), quotes=tuple(quotes.get(one.uid, ())))
            for one in results.questions
        ),
    )


def _cells(themes: Mapping[str, tuple[str, int]], answered: int) -> tuple[Cell, ...]:
    return tuple(Cell(key, label, number, share_of(number, answered)) for key, (label, number) in themes.items())


def _themes(survey_key: uuid.UUID) -> dict[str, dict[str, tuple[str, int]]]:
    """Of each question its themes in order: label, and how many responses carry the theme or one that is part of it."""
    frame = list(Theme.objects.filter(survey_key=survey_key))
    carriers = _carriers(survey_key) if frame else {}
    found: defaultdict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for theme in frame:
        parts = [theme.pk, *(one.pk for one in frame if one.parent_id == theme.pk)]
        number = len(set().union(*(carriers.get(part, set()) for part in parts)))
        found[theme.uid][str(theme.pk)] = (theme.label, number)
    return found


def _carriers(survey_key: uuid.UUID) -> Carriers:
    pairs = OpenAnswer.objects.filter(
        response__survey_key=survey_key, response__status=ResponseStatus.COMPLETE, themes__isnull=False
    ).values_list("themes", "response_id")
    found: defaultdict[int, set[uuid.UUID]] = defaultdict(set)
    for theme, response in pairs:
        found[theme].add(response)
    return found


def _quotes(survey_key: uuid.UUID, series: Mapping[str, Series]) -> dict[str, list[Quote]]:
    # Not joined by the survey: the database would go through all its responses to find the few answers that were chosen
    chosen = (
        OpenAnswer.objects.filter(uid__in=list(series), decision=OpenAnswerDecision.PUBLISH)
        .annotate(version=F("response__version__number"))
        .select_related("response")
        .defer("response__codes", "response__measures")
        .prefetch_related("themes")
        .order_by("uid", "coded_at", "pk")
    )
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    for work in chosen:
        if work.response.survey_key == survey_key and work.response.status == ResponseStatus.COMPLETE:
            found[work.uid].extend(_quote(work, series[work.uid]))
    return found


def _quote(work: OpenAnswer, series: Series) -> Iterator[Quote]:
    """The text as redacted, else as it was given; nothing if retention has taken it out."""
    key = series.keys.get(work.version)  # type: ignore[attr-defined]  # annotated above
    answer = work.response.answers.get(key) if key else None
    text = work.redacted or (texts_of(series.element, answer).get(work.part, "") if answer is not None else "")
    if text:
        yield Quote(text, tuple(theme.label for theme in work.themes.all()), shortened=bool(work.reason))
