"""How many took part, by municipality and for every thousand who live there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..charts import Bar, BarGroup, Names, bars
from ..published import Rate
from .drawings import Chart
from .tables import Line, Table
from .words import amount, counted

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates in a sentence, a picture and a table."""

    title: str
    said: str
    chart: Chart | None
    table: Table


def rates_of(rates: Sequence[Rate]) -> Rates | None:
    """None for a survey that did not ask where people live."""
    if not rates:
        return None
    title = _("Responses for 1,000 residents")
    ordered = sorted(rates, key=lambda rate: -(rate.per_thousand or 0))
    summary = _summary([rate for rate in ordered if rate.per_thousand])
    return Rates(title, summary, _chart(ordered, title, summary), _table(ordered))


def _summary(known: Sequence[Rate]) -> str:
    if not known:
        return _("From no municipality did enough people answer to publish numbers.")
    named = ", ".join(f"{rate.name} ({amount(rate.per_thousand)})" for rate in known[:MOST_NAMED])
    return _("Most responses for 1,000 residents: %(municipalities)s.") % {"municipalities": named}


def _chart(rates: Sequence[Rate], title: str, summary: str) -> Chart | None:
    known = [(rate, rate.per_thousand) for rate in rates if rate.per_thousand]
    if not known:
        return None
    highest = max(value for _rate, value in known)
    drawn = [BarGroup(rate.name, (Bar(value / highest, amount(value)),)) for rate, value in known]
    return Chart(title, mark_safe(bars(Names("chart-rates", title, summary), drawn)))


def _table(rates: Sequence[Rate]) -> Table:
    columns = (_("Municipality"), _("Responses"), _("Residents"), _("For 1,000 residents"))
    return Table(_("Response rates"), columns, tuple(map(_line, rates)))


def _line(rate: Rate) -> Line:
    residents = "–" if rate.population is None else counted(rate.population)
    if rate.responses is None:
        return Line(rate.name, (None, residents, None))
    share = "–" if rate.per_thousand is None else amount(rate.per_thousand)
    return Line(rate.name, (counted(rate.responses), residents, share))
