"""What happens whenever a page of a survey goes live, whichever way."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published

from .models import SurveyPage
from .services.publishing import freeze_or_keep


@receiver(page_published, sender=SurveyPage)
def freeze_survey(sender: type[SurveyPage], instance: SurveyPage, revision: Revision | None = None, **_: Any) -> None:
    """Make a version of it. An alias has no words of its own; a page that waits for its hour is not live."""
    if instance.alias_of_id is None and instance.live:
        user = revision.user if revision is not None else None
        freeze_or_keep(page=instance, user=user, now=timezone.now())  # noqa: TID251  # an edge: the signal carries no moment
