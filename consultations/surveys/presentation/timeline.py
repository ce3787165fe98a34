"""When and which way responses came."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDay, TruncHour
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.core.templatetags.date_tags import long_date, moment

from .. import selectors
from ..charts import Column, Mark, Names, columns
from ..choices import Channel
from .drawings import Chart
from .tables import Line, Table
from .words import counted

SHORT = timedelta(days=2)  # shorter spans are shown by hour
Counts = Mapping[tuple[datetime, str], int]  # beginning of a day or hour, channel


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counted responses by day or hour, and by channel."""

    chart: Chart
    table: Table


def timeline_of(survey_key: uuid.UUID) -> Timeline | None:
    """By day, or by hour where all came within two days; None without responses."""
    by_hour = _counts(survey_key, TruncHour("submitted_at"))
    if not by_hour:
        return None
    moments = [when for when, _channel in by_hour]
    if max(moments) - min(moments) < SHORT:
        return _timeline(by_hour, timedelta(hours=1), moment, _("Responses by hour"))
    return _timeline(_counts(survey_key, TruncDay("submitted_at")), timedelta(days=1), long_date, _("Responses by day"))


def _counts(survey_key: uuid.UUID, start: TruncDay | TruncHour) -> Counts:
    rows = selectors.counted(survey_key).order_by().annotate(start=start).values_list("start", "channel")
    return {(when, channel): number for when, channel, number in rows.annotate(number=Count("pk"))}


def _timeline(counts: Counts, step: timedelta, words: Callable[[datetime], str], title: str) -> Timeline:
    totals: Counter[datetime] = Counter()
    for (when, _channel), number in counts.items():
        totals[when] += number
    return Timeline(_chart(totals, step, words, title), _table(counts, totals, words, title))


def _chart(totals: Mapping[datetime, int], step: timedelta, words: Callable[[datetime], str], title: str) -> Chart:
    first, last = min(totals), max(totals)
    width = last - first + step
    drawn = [
        Column((when - first) / width, (when - first + step) / width, float(number), counted(number))
        for when, number in sorted(totals.items())
    ]
    scale = [Mark(0, words(first)), *([Mark(1, words(last))] if last > first else [])]
    names = Names("chart-timeline", title, _("The table has the numbers."))
    return Chart(title, mark_safe(columns(names, drawn, scale)))


def _table(counts: Counts, totals: Mapping[datetime, int], words: Callable[[datetime], str], title: str) -> Table:
    channels = [value for value in Channel.values if any(channel == value for _when, channel in counts)]
    labels = [str(Channel(value).label) for value in channels]
    lines = [
        Line(words(when), (*(counted(counts.get((when, one), 0)) for one in channels), counted(number)))
        for when, number in sorted(totals.items(), reverse=True)
    ]
    sums = (sum(number for (_when, channel), number in counts.items() if channel == one) for one in channels)
    lines.append(Line(_("Total"), (*map(counted, sums), counted(sum(totals.values())))))
    return Table(title, (_("When"), *labels, _("Total")), tuple(lines))
