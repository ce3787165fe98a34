"""How a question is answered with a pen: how many marks, which figures, what may be left out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..forms.values import figure
from ..questionnaire.answers.choices import ranks_wanted
from ..questionnaire.answers.texts import longest
from ..questionnaire.blank import as_date, as_integer
from ..questionnaire.structure import Element
from .marks import offered_options
from .typed import is_picked

POINTS = 100  # what is shared out where a survey says nothing else


def notes_of(element: Element) -> Iterator[str]:
    """Sentences on how the question is answered."""
    yield from (note for note in NOTES.get(element.type, _none)(element) if note)
    if not element.required and element.type != "consent":
        yield _("Optional.")


def _none(element: Element) -> list[str]:
    return []


def _one(element: Element) -> list[str]:
    return [_("Mark one answer.")]


def _several(element: Element) -> list[str]:
    least, most = (as_integer(element.settings.get(name)) for name in ("min", "max"))
    if least and most:
        return [_("Mark from %(least)s to %(most)s answers.") % {"least": least, "most": most}]
    if most:
        return [ngettext("Mark at most %(n)s answer.", "Mark at most %(n)s answers.", most) % {"n": most}]
    if least:
        return [ngettext("Mark at least %(n)s answer.", "Mark at least %(n)s answers.", least) % {"n": least}]
    return [_("Mark all answers that apply.")]


def _image(element: Element) -> list[str]:
    return (_several if element.is_multiple else _one)(element)


def _matrix(element: Element) -> list[str]:
    many = element.settings.get("many") is True
    return [_("Mark all answers that apply in each row.") if many else _("Mark one answer in each row.")]


def _ranking(element: Element) -> list[str]:
    most = ranks_wanted(element)["max"]
    if most >= len(offered_options(element)):
        return [_("Write a place into each box: 1 for the best, then 2, and so on. No place twice.")]
    return [_("Write the places 1 to %s into the boxes of the best ones. No place twice.") % most]


def _budget(element: Element) -> list[str]:
    settings = element.settings
    unit = str(settings.get("currency") or settings.get("unit") or _("points"))
    what = {"total": figure(settings.get("total") or POINTS), "unit": unit}
    if is_picked(element):
        return [_("Mark what you choose; together it may cost %(total)s %(unit)s.") % what]
    points = settings.get("mode") in (None, "points")
    spend_all = points if settings.get("spend_all") is None else settings.get("spend_all") is True
    if spend_all:
        return [_("Share out %(total)s %(unit)s, all of it.") % what]
    return [_("Share out up to %(total)s %(unit)s.") % what]


def _text(element: Element) -> list[str]:
    most = longest(element)
    return [ngettext("At most %(n)s character.", "At most %(n)s characters.", most) % {"n": most}]


def _number(element: Element) -> list[str]:
    return [_range(element.settings, figure)]


def _date(element: Element) -> list[str]:
    year = _("The year alone will do.") if element.settings.get("partial") is not False else ""
    return [_range(element.settings, _day), year]


def _day(limit: Any) -> str:
    day = as_date(limit)
    return date_format(day, "j E Y") if day else _("today") if limit == "today" else ""


def _range(settings: Mapping[str, Any], shown: Callable[[Any], str]) -> str:
    low, high = (shown(settings.get(name)) for name in ("min", "max"))
    if low and high:
        return _("From %(low)s to %(high)s.") % {"low": low, "high": high}
    if low:
        return _("%(low)s or more.") % {"low": low}
    return _("%(high)s or less.") % {"high": high} if high else ""


def _places(element: Element) -> list[str]:
    most = as_integer(element.settings.get("max")) or 1
    number = ngettext("At most %(n)s place.", "At most %(n)s places.", most) % {"n": most}
    return [_("Write an address, or describe the place. On the website it can be marked on a map."), number]


def _consent(element: Element) -> list[str]:
    return [_("Without it the form cannot be taken.")] if element.required else []


NOTES: Mapping[str, Callable[[Element], list[str]]] = {
    "yes_no": _one,
    "single_choice": _one,
    "scale": _one,
    "multi_choice": _several,
    "image_choice": _image,
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
    "short_text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "geo": _places,
    "consent": _consent,
}
