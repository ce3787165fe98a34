"""Blocks made of images, files and films."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .representations import ApiDocumentChooserBlock, ApiImageChooserBlock


class ImageBlock(blocks.StructBlock):
    """One image with a caption; the alternative text belongs to the image itself."""

    image = ApiImageChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=255, required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("One image with a caption and its author.")
        template = "components/streamfield/image.html"
        preview_value = {"image": None, "caption": "Widok na Wartę w Luboniu"}


class GalleryBlock(blocks.StructBlock):
    """Several images in a grid."""

    images = blocks.ListBlock(ImageBlock(), label=_("Images"), min_num=2)

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Several images side by side.")
        template = "components/streamfield/gallery.html"
        preview_value = {"images": [{"image": None, "caption": "Przed"}, {"image": None, "caption": "Po"}]}


class DocumentListBlock(blocks.StructBlock):
    """Files to download; type and size are shown by themselves."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    documents = blocks.ListBlock(ApiDocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Files to download, each with its type and size.")
        template = "components/streamfield/documents.html"
        preview_value = {"heading": "Materiały", "documents": []}


class VideoBlock(blocks.StructBlock):
    """A film from our own server, or a link to one elsewhere that loads nothing until it is followed."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    file = ApiDocumentChooserBlock(label=_("Film file (MP4, WebM)"), required=False)
    external_url = blocks.URLBlock(label=_("Address of the film elsewhere"), required=False)
    captions = ApiDocumentChooserBlock(label=_("Captions (WebVTT)"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"), features=["bold", "italic", "link", "ul", "ol"], required=False
    )

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film without third-party cookies: our own file, or a plain link.")
        template = "components/streamfield/video.html"
        preview_value = {"title": "Jak czytać plan miejscowy?", "external_url": "https://example.org/film"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {}
        if bool(cleaned["file"]) == bool(cleaned["external_url"]):
            errors["file"] = ValidationError(_("Choose a film file or give an address elsewhere, one of the two."))
        if cleaned["file"] and not (cleaned["captions"] or cleaned["transcript"].source.strip()):
            errors["transcript"] = ValidationError(
                _("A film needs captions or a transcript (WCAG 2.2, success criteria 1.2.1 and 1.2.2).")
            )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned
