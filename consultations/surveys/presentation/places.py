"""Places of answers: maps, and the same in a table for those who do not see them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..charts import Names, Spot, Town, nearest, shades, spot_map
from ..results.tables import QuestionResult, Square
from .drawings import Chart, Key
from .tables import Line, Table
from .words import amount, counted

MOST_LINES = 60  # of the table; the file has all squares
AT_THE_SEAT = 350.0  # metres: no direction is worth naming


def maps_of(
    question: QuestionResult, labels: Mapping[str, str], towns: Sequence[Town], key: str, summary: str
) -> Iterator[Chart]:
    """A map for every category of places."""
    ordered = sorted(question.squares, key=lambda square: square.category)
    for place, (category, squares) in enumerate(groupby(ordered, key=lambda square: square.category)):
        title = labels.get(category) or _("Places named")
        spots = [Spot(square.name, square.count) for square in squares]
        names = Names(f"map-{key}-{place}", title, summary)
        yield Chart(title, mark_safe(spot_map(names, spots, towns)), shade_keys())


def shade_keys() -> tuple[Key, ...]:
    """What the shades of a map stand for."""
    return tuple(
        Key(f"shade-{place}", f"{low}–{high}" if high else _("%(number)s or more") % {"number": low}, is_shade=True)
        for place, (low, high) in enumerate(shades(), 1)
    )


def square_table(question: QuestionResult, labels: Mapping[str, str], towns: Sequence[Town]) -> Table:
    """The squares named most, each by the town next to it."""
    shown = sorted(question.squares, key=lambda square: (-square.count, square.name))[:MOST_LINES]
    with_category = any(square.category for square in shown)
    columns = (_("Middle of the square"), *([_("What is there")] if with_category else []), _("Responses"))
    lines = tuple(_line(square, labels, towns, with_category=with_category) for square in shown)
    return Table(_("Squares of 500 metres"), columns, lines)


def _line(square: Square, labels: Mapping[str, str], towns: Sequence[Town], *, with_category: bool) -> Line:
    category = [labels.get(square.category, square.category) or "–"] if with_category else []
    return Line(where(square.name, towns), (*category, counted(square.count)))


def where(cell: str, towns: Sequence[Town]) -> str:
    """“Luboń, 2.3 km to the north-west”."""
    found = nearest(cell, towns)
    if found is None:
        return cell
    town, metres, direction = found
    if metres < AT_THE_SEAT:
        return _("%(town)s, in the middle") % {"town": town.name}
    facts = {"town": town.name, "distance": amount(metres / 1000, 1), "direction": directions()[direction]}
    return _("%(town)s, %(distance)s km to the %(direction)s") % facts


def directions() -> tuple[str, ...]:
    """Eight directions, clockwise from the north, as they stand after “to the”."""
    return (
        pgettext("to the", "north"),
        pgettext("to the", "north-east"),
        pgettext("to the", "east"),
        pgettext("to the", "south-east"),
        pgettext("to the", "south"),
        pgettext("to the", "south-west"),
        pgettext("to the", "west"),
        pgettext("to the", "north-west"),
    )
