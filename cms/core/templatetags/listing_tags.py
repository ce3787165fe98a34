"""Lists cut into pages."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Page

register = template.Library()


class PageLink(NamedTuple):
    """A number to link to; an ellipsis has no address."""

    text: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Addresses of the pages around the current one, empty where there is none, and the numbers between."""

    previous: str
    next: str
    numbers: list[PageLink]


@register.simple_tag(takes_context=True)
def page_links(context: dict[str, Any], listing: Page) -> PageLinks:
    """The first page, the last and the neighbours of the current one, with ellipses between."""
    address = _address_without_number(context)
    current = listing.number
    shown = listing.paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
    return PageLinks(
        f"{address}{current - 1}" if listing.has_previous() else "",
        f"{address}{current + 1}" if listing.has_next() else "",
        [PageLink(str(one), f"{address}{one}" if isinstance(one, int) else "", one == current) for one in shown],
    )


def _address_without_number(context: dict[str, Any]) -> str:
    """Address of a page of the list up to its number, made once for all the links."""
    parameters = context["request"].GET.copy()
    parameters.pop("page", None)
    return f"?{parameters.urlencode()}&page=" if parameters else "?page="
