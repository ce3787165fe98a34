"""What the templates of content blocks cannot work out by themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

register = template.Library()


@register.filter
def heading_id(text: str) -> str:
    """Id for a heading, in Latin letters whatever its script; `s-` keeps it apart from the ids of the page itself."""
    return f"s-{slugify(string_to_ascii(str(text)))}"


@register.simple_tag
def current_step(steps: Iterable[Any]) -> int | None:
    """Position, from 0, of the step a process has reached today; None before the first.

    `steps` are values of TimelineItemBlock, or stream children that hold them.
    """
    values = [getattr(step, "value", step) for step in steps]
    return last_reached([value.get("date") for value in values], timezone.localdate())


def last_reached(days: Iterable[date | None], today: date) -> int | None:
    """Position of the last day that is not after `today`. A step without a day is passed over: nobody can tell."""
    reached = [position for position, day in enumerate(days) if day is not None and day <= today]
    return reached[-1] if reached else None
