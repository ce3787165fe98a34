"""Labels for people of the codes the search itself knows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .facets import Status

LANGUAGE_NAMES = dict(settings.LANGUAGES)


class StatusLabel(models.TextChoices):
    """Translated labels of `facets.Status`."""

    OPEN = Status.OPEN.value, _("open")
    PLANNED = Status.PLANNED.value, _("planned")
    CLOSED = Status.CLOSED.value, _("closed")
    RESULTS = Status.RESULTS.value, _("results published")
