"""Rows that belong to a consultation."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

PAGE = "consultations.ConsultationPage"


class ConsultationTag(ItemBase):
    """A free tag on a consultation."""

    tag = models.ForeignKey("taggit.Tag", related_name="consultation_tags", on_delete=models.CASCADE)
    content_object = ParentalKey(PAGE, related_name="tagged_items", on_delete=models.CASCADE)


class Meeting(TranslatableMixin, Orderable):
    """A meeting, walk or duty hours that belong to the consultation."""

    page = ParentalKey(PAGE, related_name="meetings", on_delete=models.CASCADE)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=255, blank=True)
    online_url = models.URLField(_("address on-line"), blank=True)
    accessibility_note = models.CharField(
        _("accessibility"),
        max_length=255,
        blank=True,
        help_text=_("Steps, induction loop, sign language, toilet."),
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("online_url")]),
        FieldPanel("accessibility_note"),
    ]
    api_fields = [
        APIField(name) for name in ("title", "starts_at", "ends_at", "place", "online_url", "accessibility_note")
    ]
    translatable_fields: ClassVar[list[TranslatableField | SynchronizedField]] = [
        TranslatableField("title"),
        TranslatableField("place"),
        TranslatableField("accessibility_note"),
        SynchronizedField("starts_at", overridable=False),
        SynchronizedField("ends_at", overridable=False),
        SynchronizedField("online_url", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The meeting must end after it starts.")
        if not (self.place or self.online_url):
            errors["place"] = _("Give a place, an address on-line, or both.")
        if errors:
            raise ValidationError(errors)
