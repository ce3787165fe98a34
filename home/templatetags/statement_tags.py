"""Facts of the accessibility statement with the ids that the minister's technical conditions require.

The ids are never translated, so they stay out of the sentences that are: a sentence takes the marked fact whole.
"""

from datetime import date

from django import template
from django.utils.html import format_html

from cms.core.templatetags.date_tags import long_date

register = template.Library()


@register.simple_tag
def marked_text(identifier: str, text: str) -> str:
    """The text in a `<span>` with the id."""
    return format_html('<span id="{}">{}</span>', identifier, text)


@register.simple_tag
def marked_date(identifier: str, day: date) -> str:
    """The day in words in a `<time>` with the id; `datetime` is YYYY-MM-DD."""
    return format_html('<time id="{}" datetime="{}">{}</time>', identifier, day.isoformat(), long_date(day))


@register.simple_tag
def marked_link(identifier: str, url: str, text: str) -> str:
    """A link with the id."""
    return format_html('<a id="{}" href="{}">{}</a>', identifier, url, text)
