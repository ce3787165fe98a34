"""The body of every page: all blocks of the library."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import CallToActionBlock
from .media import DocumentListBlock, GalleryBlock, ImageBlock, VideoBlock
from .text import (
    AccordionBlock,
    ContactBlock,
    HeadingBlock,
    MapBlock,
    NoticeBlock,
    ParagraphBlock,
    QuoteBlock,
    TableBlock,
    TimelineBlock,
)

TEXT = _("Text")
MEDIA = _("Images and files")
HELP = _("Ways on")


class BodyStreamBlock(blocks.StreamBlock):
    """What an editor may put into a body."""

    heading = HeadingBlock(group=TEXT)
    paragraph = ParagraphBlock(group=TEXT)
    quote = QuoteBlock(group=TEXT)
    notice = NoticeBlock(group=TEXT)
    accordion = AccordionBlock(group=TEXT)
    table = TableBlock(group=TEXT)
    timeline = TimelineBlock(group=TEXT)
    image = ImageBlock(group=MEDIA)
    gallery = GalleryBlock(group=MEDIA)
    documents = DocumentListBlock(group=MEDIA)
    video = VideoBlock(group=MEDIA)
    call_to_action = CallToActionBlock(group=HELP)
    contact = ContactBlock(group=HELP)
    map = MapBlock(group=HELP)

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
