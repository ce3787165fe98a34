"""Rows that belong to a training."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail_localize.fields import TranslatableField

from cms.core.models.gatherings import Gathering


class TrainingTermQuerySet(models.QuerySet["TrainingTerm"]):
    """Filters over terms; `now` is always given."""

    def upcoming(self, now: datetime) -> Self:
        """Terms of live pages that have not ended, the nearest first."""
        return self.filter(page__live=True, ends_at__gte=now).order_by("starts_at", "pk")


class TrainingTerm(Gathering):
    """When and where a training takes place."""

    page = ParentalKey("events.TrainingPage", related_name="terms", on_delete=models.CASCADE)
    note = models.CharField(_("note"), max_length=255, blank=True)

    objects = TrainingTermQuerySet.as_manager()

    panels = [*Gathering.panels, FieldPanel("note")]
    api_fields = [*Gathering.api_fields, APIField("note")]
    translatable_fields = [TranslatableField("note"), *Gathering.translatable_fields]

    class Meta(Gathering.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
