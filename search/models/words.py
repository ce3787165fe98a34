"""Words: equal expressions kept by staff, and the vocabulary that typing errors are corrected with."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..synonyms import SynonymLine, parse_line


class SynonymSet(models.Model):
    """Expressions that mean the same to people who search; used at query time, so a change works at once."""

    expressions = models.CharField(
        _("expressions"),
        max_length=500,
        unique=True,
        help_text=_(
            "“MPZP = local development plan”: either finds both. “bins => waste”: the first also finds the second."
        ),
        error_messages={"unique": _("This line exists already.")},
    )
    note = models.CharField(_("note"), max_length=255, blank=True)

    panels = [FieldPanel("expressions"), FieldPanel("note")]

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["expressions"]

    def __str__(self) -> str:
        return self.expressions

    def clean(self) -> None:
        super().clean()
        self.expressions = " ".join(self.expressions.split())
        try:
            parse_line(self.expressions)
        except ValueError:
            raise ValidationError(
                {"expressions": _("Write two or more expressions with “=” between them, or two with “=>”.")}
            ) from None

    @property
    def line(self) -> SynonymLine:
        return parse_line(self.expressions)


class VocabularyTerm(models.Model):
    """A folded word that occurs in documents; `frequency` counts documents and is refreshed by `search_rebuild`."""

    lang = models.CharField(max_length=5)
    term = models.CharField(max_length=60)
    frequency = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lang", "term"], name="search_vocabulary_unique")]

    def __str__(self) -> str:
        return self.term
