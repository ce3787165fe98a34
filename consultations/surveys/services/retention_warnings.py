"""Telling editors a month before that the personal data of a survey is going to be removed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from cms.core.mail import send_text

from ..choices import ResponseStatus
from ..models import Response, SurveyPage
from .retention import end_of_retention

BEFORE = timedelta(days=30)
ACTION = "surveys.warning"


def warn_editors(*, now: datetime, dry_run: bool = False) -> list[tuple[str, int]]:
    """Write to whoever made or last changed a survey that is cleared within a month: (title, mails sent).

    Each survey is told of once for each date: the survey's history remembers it. Nobody is written to twice because a
    mail could not be sent, and a survey nobody can be told of appears with 0.
    """
    return [(survey.title, _warn(survey, moment, dry_run=dry_run)) for survey, moment in _soon(now)]


def _soon(now: datetime) -> list[tuple[SurveyPage, datetime]]:
    found = []
    for survey in SurveyPage.objects.filter(alias_of__isnull=True).select_related("owner", "latest_revision__user"):
        moment = end_of_retention(survey)
        is_soon = moment is not None and now < moment <= now + BEFORE and survey.is_source
        if moment is not None and is_soon and _has_personal_data(survey) and not _was_told(survey, moment):
            found.append((survey, moment))
    return found


def _has_personal_data(survey: SurveyPage) -> bool:
    rows = Response.objects.filter(survey_key=survey.translation_key, cleared=False)
    return rows.exclude(status=ResponseStatus.ERASED).exists()


def _was_told(survey: SurveyPage, moment: datetime) -> bool:
    told = PageLogEntry.objects.filter(page=survey.pk, action=ACTION)
    return any(entry.data.get("day") == _day(moment) for entry in told)


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


def _warn(survey: SurveyPage, moment: datetime, *, dry_run: bool) -> int:
    revision = survey.latest_revision
    people = {survey.owner, revision.user if revision else None}
    addresses = sorted({one.email for one in people if one is not None and one.is_active and one.email})
    if dry_run:
        return len(addresses)
    log(survey, ACTION, data={"day": _day(moment), "people": len(addresses)})
    with override(settings.LANGUAGE_CODE):
        subject = gettext("Answers to the survey “%(survey)s” will soon be anonymised") % {"survey": survey.title}
        context = {"survey": survey.title, "day": date_format(timezone.localtime(moment), "j E Y")}
        template = "surveys/emails/retention.txt"
        return sum(send_text(to=one, subject=subject, template=template, context=context) for one in addresses)
