"""Lists of options the staff keep for several surveys."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..blocks.options import Row, tidy_rows
from ..blocks.words import Words


class OptionSet(models.Model):
    """A list of options, one a line; its translations have the same lines in the same order."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    options = models.JSONField(_("keys of the options"), default=list, editable=False)
    labels = models.TextField(_("options, one a line"))
    labels_en = models.TextField(_("the same in English"), blank=True)
    labels_uk = models.TextField(_("the same in Ukrainian"), blank=True)

    class Meta:
        verbose_name = _("list of options")
        verbose_name_plural = _("lists of options")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        wanted = len(_lines(self.labels))
        errors = {
            name: _("There must be as many lines as in Polish: %(count)s.") % {"count": wanted}
            for name in ("labels_en", "labels_uk")
            if getattr(self, name).strip() and len(_lines(getattr(self, name))) != wanted
        }
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Gives each new line a key and a code; a line that was there keeps its own."""
        known = {row["label"]: row for row in self.options}
        self.options = tidy_rows([known.get(label, {"label": label}) for label in _lines(self.labels)])
        super().save(*args, **kwargs)

    def options_in(self, language: str) -> list[Row]:
        """Compiled options; labels in `language` where there are any, otherwise in Polish."""
        labels = _lines(getattr(self, f"labels_{language}", "")) or [row["label"] for row in self.options]
        return [
            {"key": row["key"], "code": row["code"], "label": Words(label)}
            for row, label in zip(self.options, labels, strict=True)
        ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
