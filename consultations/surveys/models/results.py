"""Counts kept of a survey, and the decision to publish them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultSnapshot(models.Model):
    """Counts of the counted responses, kept so that pages need not count again.

    `filters` names the part that was counted and how it was divided, empty for everything; `results/` knows the shape
    of `content`.
    """

    survey_key = models.UUIDField(_("survey"))
    filters = models.CharField(_("which part, and how divided"), max_length=200, blank=True)
    computed_at = models.DateTimeField(_("computed at"))
    content = models.JSONField(_("counts"))

    class Meta:
        verbose_name = _("snapshot of results")
        verbose_name_plural = _("snapshots of results")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey_key", "filters"], name="surveys_snapshot_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_key} {self.filters}"


class ResultApproval(models.Model):
    """The results of a survey were looked at and may be published. Not a field of the page: revisions would undo it."""

    survey_key = models.UUIDField(_("survey"), primary_key=True)
    approved_at = models.DateTimeField(_("approved at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("approval of results")
        verbose_name_plural = _("approvals of results")

    def __str__(self) -> str:
        return str(self.survey_key)
