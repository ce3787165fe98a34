"""Block library of the body StreamFields."""

from .links import CallToActionBlock, LinkBlock
from .media import DocumentListBlock, GalleryBlock, ImageBlock, VideoBlock
from .stream import BodyStreamBlock
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

__all__ = [
    "AccordionBlock",
    "BodyStreamBlock",
    "CallToActionBlock",
    "ContactBlock",
    "DocumentListBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ImageBlock",
    "LinkBlock",
    "MapBlock",
    "NoticeBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "TableBlock",
    "TimelineBlock",
    "VideoBlock",
]
