"""What staff are shown of their own consultations."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy

from . import lifecycle
from .lifecycle import Status
from .models import ConsultationPage
from .models.querysets import ConsultationQuerySet, status_condition


@dataclass(frozen=True, slots=True)
class Workload:
    """Live consultations that an editor should have an eye on; each stands in one list only."""

    results_overdue: list[ConsultationPage]
    closing_soon: list[ConsultationPage]
    open: list[ConsultationPage]


def editable_consultations(user: AbstractBaseUser | AnonymousUser) -> ConsultationQuerySet:
    """Consultations in the sections the user may edit, drafts too; in the default language, without copies."""
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    return ConsultationPage.objects.filter(
        pk__in=editable.values("pk"), locale=Locale.get_default(), alias_of__isnull=True
    )


def workload(user: AbstractBaseUser | AnonymousUser, now: datetime) -> Workload:
    """The open and overdue consultations of the user, the most urgent first; one query besides those for rights."""
    overdue = status_condition(Status.CLOSED, now) & Q(results_expected_on__lt=timezone.localtime(now).date())
    pages = editable_consultations(user).live().filter(status_condition(Status.OPEN, now) | overdue)
    found = Workload([], [], [])
    for page in pages.select_related("organiser").order_by("closes_at", "pk"):
        if page.status_at(now) is not Status.OPEN:
            found.results_overdue.append(page)
        elif lifecycle.closes_soon(page.schedule, now):
            found.closing_soon.append(page)
        else:
            found.open.append(page)
    return found
