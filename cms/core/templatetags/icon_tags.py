"""Lucide icons, drawn into the page from the glyphs that django-lucide carries."""

from functools import lru_cache

from django import template
from django.template import Context, TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 24, css_class: str = "") -> SafeString:
    """Inline SVG of a Lucide glyph beside a visible text; assistive technology skips it.

    `size` is the width and height in CSS pixels that hold without a style sheet. Raises TemplateSyntaxError for a
    name that Lucide does not have.
    """
    return _svg(str(name), size, f"icon {css_class}".strip())


@lru_cache(maxsize=256)
def _svg(name: str, size: int, css_class: str) -> SafeString:
    attributes = {"class": css_class, "aria-hidden": "true", "focusable": "false"}
    try:
        drawn = lucide(Context(), name, size=size, **attributes)
    except IconDoesNotExist:
        message = f"There is no Lucide icon “{name}”; the names are listed at https://lucide.dev/icons/"
        raise TemplateSyntaxError(message) from None
    # on one line: the glyphs come indented, and a page carries dozens of them
    return mark_safe("".join(line.strip() for line in drawn.splitlines()))
