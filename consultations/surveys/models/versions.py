"""What was asked: compiled surveys, one row for each time a survey was published with changes."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import ChangeClass
from ..questionnaire.definition import Definition, parse
from ..questionnaire.kept import kept


class SurveyVersion(models.Model):
    """One compiled survey in all its languages, never changed afterwards; responses point at the version they answer.

    `content` is the JSON of format `ankieta/1` with texts as `{locale: text}`; `survey_key` is the translation key of
    the survey's pages, the same in every language.
    """

    survey_key = models.UUIDField(_("survey"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    content = models.JSONField(_("content"), editable=False)
    content_hash = models.CharField(_("hash of the content"), max_length=64, editable=False)
    change_class = models.CharField(_("kind of change"), max_length=12, choices=ChangeClass, editable=False)
    note = models.TextField(_("what changed"), blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("published by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        ordering = ("survey_key", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey_key", "number"], name="surveys_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_key} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError when a version that is stored would be written again."""
        if not self._state.adding:
            raise ValidationError(_("A published version of a survey cannot be changed."))
        super().save(*args, **kwargs)

    @property
    def definition(self) -> Definition:
        """The content, parsed; parsed versions are kept, since they never change."""
        return _parsed(self)


@kept
def _parsed(version: SurveyVersion) -> Definition:
    return parse(version.content)
