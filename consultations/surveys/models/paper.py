"""Answers that came on paper, on their way into the responses."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..sealing import SealedJSONField
from .responses import Response
from .versions import SurveyVersion


class PaperBatch(models.Model):
    """A pile of forms typed in together."""

    survey_key = models.UUIDField(_("survey"), editable=False)
    name = models.CharField(_("name"), max_length=60)
    double_entry = models.BooleanField(
        _("two people type each form"), default=False, help_text=_("A form counts when both have typed the same.")
    )
    created_at = models.DateTimeField(_("created at"), editable=False)

    class Meta:
        verbose_name = _("batch of paper forms")
        verbose_name_plural = _("batches of paper forms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey_key", "name"], name="surveys_paper_batch"),
        ]

    def __str__(self) -> str:
        return self.name


class PaperForm(models.Model):
    """One form, known by the serial number written on it. Its answers stand here only until the response is stored."""

    survey_key = models.UUIDField(_("survey"), editable=False)
    batch = models.ForeignKey(PaperBatch, verbose_name=_("batch"), on_delete=models.PROTECT, related_name="forms")
    serial = models.CharField(_("serial number"), max_length=40)
    version = models.ForeignKey(SurveyVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="+")
    first_answers = SealedJSONField(_("answers as first typed"), null=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("first typed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    first_at = models.DateTimeField(_("first typed at"))
    second_answers = SealedJSONField(_("answers as typed again"), null=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("typed again by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    second_at = models.DateTimeField(_("typed again at"), null=True)
    illegible = models.JSONField(_("questions that could not be read"), default=list)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    response = models.OneToOneField(
        Response, verbose_name=_("response"), null=True, on_delete=models.SET_NULL, related_name="paper_form"
    )

    class Meta:
        verbose_name = _("paper form")
        verbose_name_plural = _("paper forms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey_key", "serial"], name="surveys_paper_serial"),
        ]

    def __str__(self) -> str:
        return self.serial
