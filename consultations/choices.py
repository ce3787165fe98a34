"""Labels for people of the lists used by consultations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .lifecycle import Status


class StatusLabel(models.TextChoices):
    """Translated labels of `lifecycle.Status`."""

    PLANNED = Status.PLANNED.value, _("planned")
    OPEN = Status.OPEN.value, _("open")
    CLOSED = Status.CLOSED.value, _("closed")
    RESULTS = Status.RESULTS.value, _("results published")


class Procedure(models.TextChoices):
    """Procedure of the law a consultation follows; it decides which fields are required."""

    GENERAL = "general", _("general (Municipal Self-Government Act, art. 5a)")
    SPATIAL_PLAN = "spatial_plan", _("spatial planning act (chapter 1a, ordinary procedure)")
    SPATIAL_PLAN_SIMPLIFIED = "spatial_plan_simplified", _("spatial planning act (simplified procedure)")
    SPATIAL_PLAN_FORMER = "spatial_plan_former", _("spatial plan begun before 24 September 2023 (former rules)")
    REVITALISATION = "revitalisation", _("Revitalisation Act (art. 6)")
    ENVIRONMENT = "environment", _("strategic document or environmental assessment")
    NGO_PROGRAMME = "ngo_programme", _("programme of cooperation with non-governmental organisations")
    CITIZENS_BUDGET = "citizens_budget", _("citizens' budget (Municipal Self-Government Act, art. 5a(3)-(7))")
    OTHER = "other", _("other")


# Announced in the Public Information Bulletin by the first day: Spatial Planning Act art. 8h, Revitalisation Act art. 6
ANNOUNCED_IN_BIP = frozenset({Procedure.SPATIAL_PLAN, Procedure.SPATIAL_PLAN_SIMPLIFIED, Procedure.REVITALISATION})
