"""Controlled lists of trainings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KnowledgeLevel(models.TextChoices):
    """What a participant should already know."""

    ALL = "all", _("for everyone")
    BASIC = "basic", _("basic")
    INTERMEDIATE = "intermediate", _("intermediate")
    ADVANCED = "advanced", _("advanced")


class Recruitment(models.TextChoices):
    """How people sign up."""

    NONE = "none", _("no registration needed")
    EMAIL = "email", _("by e-mail")
    LINK = "link", _("by a form elsewhere")
