"""Found texts in templates."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..analysis.highlighting import Segment

register = template.Library()
MARKED, PLAIN = "<mark>{}</mark>", "{}"


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """The text, escaped, with what answers the query in `<mark>`."""
    # between the pages of a file stands a form feed, which browsers draw as a box
    texts = ((MARKED if one.marked else PLAIN, one.text.replace("\f", " ")) for one in segments)
    return mark_safe("".join(format_html(pattern, text) for pattern, text in texts))
