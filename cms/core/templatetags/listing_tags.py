"""Lists cut into pages."""

from collections.abc import Iterable

from django import template
from django.core.paginator import Page

register = template.Library()


@register.simple_tag
def page_numbers(listing: Page) -> Iterable[int | str]:
    """Numbers to link to: the first, the last and the neighbours of the current page, with ellipses between."""
    return listing.paginator.get_elided_page_range(listing.number, on_each_side=1, on_ends=1)
