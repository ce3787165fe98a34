"""What staff make of open answers: themes, redaction, and the decision to publish one."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import OpenAnswerDecision
from .responses import Response


class Theme(models.Model):
    """One entry of the code frame of an open question: what answers are about; two levels."""

    survey_key = models.UUIDField(_("survey"), editable=False)
    uid = models.CharField(_("question"), max_length=64, editable=False)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    label = models.CharField(_("label"), max_length=120)
    shortcut = models.CharField(
        _("key"), max_length=1, validators=[RegexValidator(r"^[a-z0-9]$", _("One letter a-z or a digit."))]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("position", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey_key", "uid", "shortcut"], name="surveys_theme_shortcut"),
            models.UniqueConstraint(fields=["survey_key", "uid", "label"], name="surveys_theme_label"),
        ]

    def __str__(self) -> str:
        return self.label


class OpenAnswer(models.Model):
    """The work of staff on one text of a response; the text itself stays in the response.

    `part` says which text of the question: empty for the answer itself, "other" for what was typed beside an option,
    "description" or "0", "1", … for the words beside a map and its places.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="open_answers")
    uid = models.CharField(_("question"), max_length=64)
    part = models.CharField(_("part of the answer"), max_length=16, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="open_answers")
    note = models.TextField(_("note for colleagues"), max_length=2000, blank=True)
    redacted = models.TextField(_("text with parts taken out"), blank=True)
    reason = models.CharField(_("why parts were taken out"), max_length=200, blank=True)
    decision = models.CharField(
        _("publication"), max_length=10, choices=OpenAnswerDecision, default=OpenAnswerDecision.OPEN
    )
    coded_at = models.DateTimeField(_("coded at"))
    coded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("coded by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("open answer")
        verbose_name_plural = _("open answers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["response", "uid", "part"], name="surveys_open_answer_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.uid} {self.part}".strip()
