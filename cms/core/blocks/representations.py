"""How choosers inside blocks look in the API: enough to show the thing without a second request."""

from typing import Any

from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

IMAGE_FILTER = "width-1200"


class ApiImageChooserBlock(ImageChooserBlock):
    """An image chooser whose API form carries the alternative text and a ready rendition."""

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any] | None:
        if value is None:
            return None
        rendition = value.get_rendition(IMAGE_FILTER)
        return {
            "id": value.pk,
            "title": value.title,
            "alt": value.default_alt_text,
            "decorative": value.decorative,
            "credit": value.credit,
            "url": _absolute(context, rendition.url),
            "width": rendition.width,
            "height": rendition.height,
        }


class ApiDocumentChooserBlock(DocumentChooserBlock):
    """A document chooser whose API form carries title, address, type, size in bytes and language."""

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any] | None:
        if value is None:
            return None
        return {
            "id": value.pk,
            "title": value.title,
            "url": _absolute(context, value.url),
            "file_type": value.file_extension,
            "size": value.get_file_size(),
            "language": value.language,
            "accessibility_note": value.accessibility_note,
        }


def _absolute(context: dict[str, Any] | None, url: str) -> str:
    request = (context or {}).get("request")
    return str(request.build_absolute_uri(url)) if request else url
