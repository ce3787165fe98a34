"""Exports of answers, made in a process of their own."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import ExportFormat, ExportState
from .pages import SurveyPage


class ExportJob(models.Model):
    """One file that was asked for. It is offered only when `state` is ready, which is said once its rows were counted.

    `heartbeat_at` is renewed while the process works: a running job without one for long has died.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        SurveyPage, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="exports", editable=False
    )
    format = models.CharField(_("format"), max_length=10, choices=ExportFormat)
    options = models.JSONField(_("options"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.QUEUED)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    total = models.PositiveIntegerField(_("rows to write"), default=0)
    shortened = models.PositiveIntegerField(_("texts cut to what the format holds"), default=0)
    fault = models.CharField(_("why it failed"), max_length=40, blank=True)
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("requested by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested at"))
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    expires_at = models.DateTimeField(_("file is deleted at"), null=True)

    class Meta:
        verbose_name = _("export of answers")
        verbose_name_plural = _("exports of answers")
        ordering = ("-requested_at",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "requested_at"], name="surveys_export_queue")
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.pk}"
