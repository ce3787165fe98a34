"""Letting everybody see the results of a survey whose results wait for approval, and taking that back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cms.core.models import User

from ..models import ResultApproval, SurveyPage


def may_publish_results(user: User, page: SurveyPage) -> bool:
    """Whoever may publish the survey may publish what came of it."""
    return bool(page.permissions_for_user(user).can_publish())


@transaction.atomic
def approve_results(*, page: SurveyPage, user: User, now: datetime) -> bool:
    """The results may be published. False if they were approved before. Raises PermissionDenied."""
    _check(user, page)
    facts = {"approved_at": now, "approved_by": user}
    _approval, is_new = ResultApproval.objects.get_or_create(survey_key=page.translation_key, defaults=facts)
    if is_new:
        log(instance=page, action="surveys.approve", user=user, data={"approved": True})
    return is_new


@transaction.atomic
def withdraw_results(*, page: SurveyPage, user: User) -> bool:
    """The results are not to be published after all. False if they were not approved. Raises PermissionDenied."""
    _check(user, page)
    number, _models = ResultApproval.objects.filter(survey_key=page.translation_key).delete()
    if number:
        log(instance=page, action="surveys.approve", user=user, data={"approved": False})
    return bool(number)


def _check(user: User, page: SurveyPage) -> None:
    if not may_publish_results(user, page):
        raise PermissionDenied
