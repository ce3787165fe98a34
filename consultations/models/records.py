"""Rows that belong to a consultation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail_localize.fields import TranslatableField

from cms.core.models.gatherings import Gathering

PAGE = "consultations.ConsultationPage"


class ConsultationTag(ItemBase):
    """A free tag on a consultation."""

    tag = models.ForeignKey("taggit.Tag", related_name="consultation_tags", on_delete=models.CASCADE)
    content_object = ParentalKey(PAGE, related_name="tagged_items", on_delete=models.CASCADE)


class Meeting(Gathering):
    """A meeting, walk or duty hours that belong to the consultation."""

    page = ParentalKey(PAGE, related_name="meetings", on_delete=models.CASCADE)
    title = models.CharField(_("title"), max_length=160)
    accessibility_note = models.CharField(
        _("accessibility"),
        max_length=255,
        blank=True,
        help_text=_("Steps, induction loop, sign language, toilet."),
    )

    panels = [FieldPanel("title"), *Gathering.panels, FieldPanel("accessibility_note")]
    api_fields = [APIField("title"), *Gathering.api_fields, APIField("accessibility_note")]
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("accessibility_note"),
        *Gathering.translatable_fields,
    ]

    class Meta(Gathering.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.title
