"""Navigation for templates."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ..navigation import EMPTY, Navigation, navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> Navigation:
    """Header, footer and language links: `{% site_navigation as nav %}`; empty where there is no request."""
    request = context.get("request")
    if request is None:
        return EMPTY
    return navigation(request, context.get("page"))


class KeptNode(template.Node):
    """Draws its content once for all pages on which its name, the language and the facts are the same."""

    def __init__(self, nodelist: NodeList, name: str, facts: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.facts = facts

    def render(self, context: Context) -> SafeString:
        made = getattr(context.get("nav"), "made", None)
        if made is None:
            return self.nodelist.render(context)
        key = ("drawn", self.name, get_language(), *(fact.resolve(context) for fact in self.facts))
        if key not in made:
            made[key] = mark_safe(self.nodelist.render(context).strip())
        drawn: SafeString = made[key]
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept name fact ... %}` to `{% endkept %}`: content of the site's frame, drawn anew when the frame changes.

    It may depend on nothing but `nav`, the language and the facts, of which there must be few different ones.
    """
    _tag, name, *facts = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(fact) for fact in facts])
