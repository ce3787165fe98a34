"""Who may do what with the answers of a survey.

A right is a permission of a group, and holds in the pages of that group: whoever edits two sections may read answers
in one of them only.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission, Page

from cms.core.models import User

from .choices import Right
from .models import SurveyPage

Person = User | AnonymousUser


def rights_of(user: Person, page: SurveyPage) -> frozenset[Right]:
    """Every right the person has over the answers of the survey."""
    if not user.is_active or user.is_anonymous:
        return frozenset()
    if user.is_superuser:
        return frozenset(Right)
    names = _in_groups(user, page).values_list("group__permissions__codename", flat=True)
    return frozenset(Right(name) for name in set(names) if name in Right.values)


def may(user: Person, page: SurveyPage, right: Right) -> bool:
    """Whether the person has the right over the answers of the survey."""
    return right in rights_of(user, page)


def require(user: Person, page: SurveyPage, right: Right) -> None:
    """Raises PermissionDenied without the right."""
    if not may(user, page, right):
        raise PermissionDenied


def _in_groups(user: Person, page: SurveyPage) -> "QuerySet[GroupPagePermission]":
    """Page permissions of the person's groups over the survey, in any of its languages."""
    sources = SurveyPage.objects.filter(translation_key=page.translation_key).values_list("path", flat=True)
    above = Q()
    for path in sources:
        steps = range(Page.steplen, len(path) + 1, Page.steplen)
        above |= Q(page__path__in=[path[:step] for step in steps])
    own = GroupPagePermission.objects.filter(above, group__user=user.pk)
    return own.filter(group__permissions__content_type__app_label="surveys")
