"""Labels for the schedule table of a project page."""

from django import template

from ..choices import ScheduleRecruitment

register = template.Library()


@register.filter
def recruitment_label(code: str) -> str:
    """Translated label of a `ScheduleRecruitment` code; empty for a code that no longer exists."""
    return str(dict(ScheduleRecruitment.choices).get(code, ""))
