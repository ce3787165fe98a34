"""Saying which language a text is in, where it is not the page's own (WCAG 2.2, success criterion 3.1.2)."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page

from ..models import BasePage

register = template.Library()


@register.simple_tag
def language_attribute(page: Page | str | None) -> str:
    """` lang="pl"` for the texts of a page that nobody has translated into the active language yet, else nothing."""
    if not isinstance(page, BasePage) or page.content_language == get_language():
        return ""
    return format_html(' lang="{}"', page.content_language)
