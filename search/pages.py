"""What pages say, as plain text: for the entries by which the apps above make their page types findable."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.rich_text import RichText, extract_references_from_rich_text, get_text_for_indexing

from cms.core.models import BasePage, PortalDocument

from .projection import Attachment, Projection


def page_projection(page: BasePage, *, kind: str, text: Iterable[str] = (), **rest: Any) -> Projection | None:
    """What every page has: title, summary, address, date; `rest` are further fields of `Projection`.

    None for a page outside every site, which has no address.
    """
    url = page.get_url()
    if not url:
        return None
    own = {"lead": page.lead, "published_at": page.first_published_at, **rest}
    body = "\n\n".join(part.strip() for part in text if part and part.strip())
    return Projection(kind=kind, lang=page.locale.language_code, title=page.title, url=url, body=body, **own)


def html_text(html: str) -> str:
    """Text of a rich text field, without its tags."""
    return get_text_for_indexing(html) if html else ""


def stream_text(stream: blocks.StreamValue) -> str:
    """Text of a StreamField: what its editors wrote, without the labels of choices, which are the interface's."""
    return "\n".join(filter(None, _walk(stream.stream_block, stream, _written)))


def stream_files(stream: blocks.StreamValue) -> list[Attachment]:
    """Files of a StreamField: those of its choosers and those its texts link to."""
    return list(_walk(stream.stream_block, stream, _files))


def html_files(*texts: str) -> list[Attachment]:
    """Files that rich text fields link to."""
    return [attachment for html in texts for attachment in _linked(html)]


def moments(
    starts_at: datetime | None, ends_at: datetime | None, *others: tuple[datetime, datetime]
) -> tuple[tuple[datetime, datetime], ...]:
    """Intervals of a projection: the time from start to end, if both are known, and the others."""
    return ((starts_at, ends_at), *others) if starts_at and ends_at else others


def _walk(block: blocks.Block, value: Any, visit: Callable[[blocks.Block, Any], Iterable[Any]]) -> Iterator[Any]:
    """What `visit` gives for every block that holds no other blocks."""
    if value is None:
        return
    if isinstance(block, BaseStreamBlock | blocks.ListBlock):
        for child in value if isinstance(block, BaseStreamBlock) else value.bound_blocks:
            yield from _walk(child.block, child.value, visit)
    elif isinstance(block, BaseStructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _walk(child_block, value.get(name), visit)
    else:
        yield from visit(block, value)


def _written(block: blocks.Block, value: Any) -> Iterable[str]:
    if isinstance(block, BaseChoiceBlock):
        return []
    if isinstance(block, TableBlock):
        rows = [" ".join(str(cell) for cell in row if cell) for row in value.get("data") or []]
        return [value.get("table_caption") or "", *rows]
    return [str(text).strip() for text in block.get_searchable_content(value)]


def _files(block: blocks.Block, value: Any) -> Iterable[Attachment]:
    if isinstance(block, DocumentChooserBlock):
        return [Attachment(document_id=value.pk)]
    return _linked(value.source) if isinstance(value, RichText) else []


def _linked(html: str) -> list[Attachment]:
    references = extract_references_from_rich_text(html or "")
    return [Attachment(document_id=int(key)) for model, key, *_ in references if model is PortalDocument]
