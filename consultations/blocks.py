"""Blocks only a consultation has; StreamFields rather than rows, so that their texts are translated with the page."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.representations import ApiDocumentChooserBlock
from cms.core.blocks.text import TimelineItemBlock


class ConsultationDocumentValue(blocks.StructValue):
    """A document with the title people see."""

    @property
    def display_title(self) -> str:
        document = self.get("document")
        return str(self.get("title") or (document.title if document else ""))


class ConsultationDocumentBlock(blocks.StructBlock):
    """A document put out for consultation."""

    document = ApiDocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=255, required=False, help_text=_("Empty: the title of the file.")
    )
    summary = blocks.TextBlock(
        label=_("In short"), max_length=500, required=False, help_text=_("What the document is about.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A document put out for consultation, with a sentence on what it is about.")
        template = "components/streamfield/consultation_document.html"
        value_class = ConsultationDocumentValue
        preview_value = {"document": None, "title": "Projekt planu", "summary": "Gdzie będzie można budować."}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        represented: dict[str, Any] = super().get_api_representation(value, context)
        return {**represented, "title": value.display_title}


class DocumentsStreamBlock(blocks.StreamBlock):
    """The documents of a consultation, in their order."""

    document = ConsultationDocumentBlock()


class TimelineStreamBlock(blocks.StreamBlock):
    """Steps of the whole process, not only of the days it is open."""

    step = TimelineItemBlock(
        label=_("Step"),
        template="components/streamfield/timeline_step.html",
        description=_("A step of the process and when it happens."),
        preview_value={"date": date(2026, 12, 12), "text": "Koniec zbierania uwag"},
    )
