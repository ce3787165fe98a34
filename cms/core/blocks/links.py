"""Links: one place of the portal or one address elsewhere, never both."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class LinkValue(blocks.StructValue):
    """Where the link leads."""

    @property
    def url(self) -> str:
        """Address of the page in the visitor's language, or the external address."""
        page = self.get("page")
        if page is not None:
            return str(page.localized.url or "")
        return str(self.get("external_url") or "")

    @property
    def is_external(self) -> bool:
        return self.get("page") is None


class LinkBlock(blocks.StructBlock):
    """Text with a page of the portal or an external address behind it."""

    text = blocks.CharBlock(label=_("Text"), max_length=120)
    page = blocks.PageChooserBlock(label=_("Page of the portal"), required=False)
    external_url = blocks.URLBlock(label=_("External address"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["external_url"]):
            error = ValidationError(_("Choose either a page of the portal or an external address."))
            raise StructBlockValidationError(block_errors={"page": error})
        return cleaned

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {"text": value["text"], "url": value.url, "page": value["page"].pk if value["page"] else None}


class CallToActionBlock(LinkBlock):
    """A short text and one button."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    explanation = blocks.TextBlock(label=_("Explanation"), max_length=300, required=False)

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("A framed text with one button: what to do next.")
        template = "components/streamfield/call_to_action.html"
        value_class = LinkValue
        preview_value = {
            "heading": "Masz pomysł na nowy park?",
            "explanation": "Wypełnij ankietę. Zajmie to około 4 minut.",
            "text": "Wypełnij ankietę",
            "external_url": "https://example.org/",
        }

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        link = super().get_api_representation(value, context)
        return {"heading": value["heading"], "explanation": value["explanation"], **link}
