"""Fine points of setting text."""

import re

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()

# A no-break space after a one-letter word: Polish and Ukrainian typesetting leaves none at the end of a line.
ONE_LETTER_WORD = re.compile(r"(?<!\S)([^\W\d_]) (?=\S)")


@register.filter(is_safe=True)
@stringfilter
def keep_together(text: str) -> str:
    """The text with its one-letter words (a, i, o, u, w, z; в, з, і, у) tied to the word that follows."""
    return ONE_LETTER_WORD.sub("\\1\u00a0", text)
