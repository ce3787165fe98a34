"""Addresses for the filter of the list of consultations."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def querystring_without(context: dict[str, Any], name: str, value: str) -> str:
    """Address of this list without one value of one parameter; the others stay, and paging starts anew.

    Django's own `querystring` drops all values of a parameter at once.
    """
    request = context["request"]
    query = request.GET.copy()
    query.setlist(name, [other for other in query.getlist(name) if other.strip() != value])
    query.pop("page", None)
    rest = query.urlencode()
    return f"{request.path}?{rest}" if rest else str(request.path)
