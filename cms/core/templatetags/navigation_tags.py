"""Navigation for templates."""

from typing import Any

from django import template

from ..navigation import EMPTY, Navigation, navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> Navigation:
    """Header, footer and language links: `{% site_navigation as nav %}`; empty where there is no request."""
    request = context.get("request")
    if request is None:
        return EMPTY
    return navigation(request, context.get("page"))
