"""Controlled lists of the front of house."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Conformance(models.TextChoices):
    """Status of a site in its accessibility statement (conditions of 31 July 2024, version 2.0)."""

    FULL = "full", _("compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


class AssessmentMethod(models.TextChoices):
    """Who assessed the site for the statement."""

    SELF = "self", _("self-assessment by the public body")
    EXTERNAL = "external", _("assessment by an external body")
    BOTH = "both", _("self-assessment and an external assessment")


class ScheduleRecruitment(models.TextChoices):
    """How people sign up for a row of the project's schedule."""

    NOT_APPLICABLE = "not_applicable", _("not applicable")
    ONLINE = "online", _("on-line")
    EMAIL = "email", _("by e-mail")
    LATER = "later", _("information soon")
