"""Rows that belong to a training."""

from datetime import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class TrainingTermQuerySet(models.QuerySet["TrainingTerm"]):
    """Filters over terms; `now` is always given."""

    def upcoming(self, now: datetime) -> Self:
        """Terms of live pages that have not ended, the nearest first."""
        return self.filter(page__live=True, ends_at__gte=now).order_by("starts_at", "pk")


class TrainingTerm(TranslatableMixin, Orderable):
    """When and where a training takes place."""

    page = ParentalKey("events.TrainingPage", related_name="terms", on_delete=models.CASCADE)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=255, blank=True)
    online_url = models.URLField(_("address on-line"), blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)

    objects = TrainingTermQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("online_url")]),
        FieldPanel("note"),
    ]
    api_fields = [APIField(name) for name in ("starts_at", "ends_at", "place", "online_url", "note")]
    translatable_fields: ClassVar[list[TranslatableField | SynchronizedField]] = [
        TranslatableField("place"),
        TranslatableField("note"),
        SynchronizedField("starts_at", overridable=False),
        SynchronizedField("ends_at", overridable=False),
        SynchronizedField("online_url", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The training must end after it starts.")
        if not (self.place or self.online_url):
            errors["place"] = _("Give a place, an address on-line, or both.")
        if errors:
            raise ValidationError(errors)
