"""Names of facets and orders, and what is wrong with a parameter, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..query import MAX_TEXT, MAX_VALUES, InvalidParameter, SearchQuery, Sort

# in the order of the page
FACET_TITLES: dict[str, str | Promise] = {
    "status": gettext_lazy("Status"),
    "area": gettext_lazy("Municipality"),
    "topic": gettext_lazy("Topic"),
    "kind": gettext_lazy("Kind"),
    "organiser": gettext_lazy("Organiser"),
    "tag": gettext_lazy("Tag"),
    "lang": gettext_lazy("Language of the text"),
}
SORT_TITLES: dict[Sort, str | Promise] = {
    Sort.RELEVANCE: gettext_lazy("best match first"),
    Sort.CLOSING: gettext_lazy("closing soonest first"),
    Sort.NEWEST: gettext_lazy("newest first"),
    Sort.TITLE: gettext_lazy("by title"),
}
MAX_SHOWN = 40  # characters of a value that is called wrong
REQUIRED = InvalidParameter("q", "required")


def fault_message(fault: InvalidParameter) -> str:
    """What is wrong, and what was done or can be done about it."""
    texts = {
        "required": _("Give at least one criterion: a word or a filter."),
        "too-long": _("Write at most %(characters)d characters: the text was left out."),
        "too-many": _("Choose at most %(values)d values: this filter was left out."),
        "unknown-value": _("“%(value)s” is none of the choices and was left out."),
        "unreadable": _("One of the values is none of the choices and was left out."),
        "no-date": _("“%(value)s” is no date like 2026-12-31 and was left out."),
        "before-from": _("The last day lies before the first one: both were left out."),
        "no-page": _("There is no page “%(value)s”."),
    }
    value = "".join(filter(str.isprintable, fault.value))[:MAX_SHOWN]
    reason = "unreadable" if fault.reason == "unknown-value" and not value.strip() else fault.reason
    return texts[reason] % {"value": value, "characters": MAX_TEXT, "values": MAX_VALUES}


def sort_choices(query: SearchQuery) -> list[tuple[str, str, bool]]:
    """(value, title, is chosen) of the orders on offer; the one taken without a choice has no value of its own."""
    usual = Sort.RELEVANCE if query.text else Sort.CLOSING
    offered = [usual, *(sort for sort in SORT_TITLES if sort not in (usual, Sort.RELEVANCE))]
    return [("" if sort is usual else sort.value, str(SORT_TITLES[sort]), sort is query.order) for sort in offered]
