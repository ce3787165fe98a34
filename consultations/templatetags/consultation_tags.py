"""Time of a consultation in words."""

from django import template
from django.utils.translation import gettext as _

from cms.core.templatetags.date_tags import date_range, days_left, long_date, moment

from ..lifecycle import FINISHED, Status
from ..models import ConsultationPage

register = template.Library()


@register.filter
def open_label(page: ConsultationPage) -> str:
    """“Open, 12 days left”."""
    return _("Open, %(days_left)s") % {"days_left": days_left(page.days_left)}


@register.filter
def deadline(page: ConsultationPage) -> str:
    """“until 12 December 2026, 23:59”, with the days left while it is open."""
    until = _("until %(moment)s") % {"moment": moment(page.closes_at)}
    return f"{until} ({days_left(page.days_left)})" if page.status is Status.OPEN else until


@register.filter
def short_dates(page: ConsultationPage) -> str:
    """What a card says: when it ends, when it will be held, or when it ended."""
    if page.status in FINISHED:
        return _("ended on %(date)s") % {"date": long_date(page.closes_at)}
    if page.status is Status.PLANNED:
        opens, closes = page.schedule.opens_at.date(), page.schedule.closes_at.date()
        return date_range(opens, closes)
    return _("until %(moment)s") % {"moment": moment(page.closes_at)}
