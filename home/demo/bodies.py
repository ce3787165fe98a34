"""StreamField content from the compact form of the data files.

A stream is a list of `{"type": ..., "value": ...}`, a list inside a value is a list of plain items, and media are named
`image:<slug>` and `document:<slug>`. Ids are derived from place and page, so that two loads give the same stream.
"""

from typing import Any
from uuid import UUID, uuid5

from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page

from . import dates
from .ingredients import Ingredients

NAMESPACE = UUID("9b6f2f0e-3c39-4b0a-9a53-5c3a4c0e7d11")
# TableBlock keeps its rows as plain nested lists
PLAIN_LISTS = {"data"}
DATE_KEYS = {"date", "dates"}


def stream(
    page_type: type[Page], field: str, slug: str, blocks: list[dict[str, Any]], ingredients: Ingredients
) -> StreamValue:
    """The value of a StreamField, checked by the rules its blocks have in the editor; ValidationError if it breaks one.

    The check also fills what the data leaves out, as the editor does: wagtail-localize takes no text that is None.
    """
    builder = _Stream(ingredients, f"{slug}/{field}")
    raw = [
        {
            "type": block["type"],
            "value": builder.value(block["value"], f"{number}"),
            "id": builder.block_id(f"{number}"),
        }
        for number, block in enumerate(blocks)
    ]
    stream_block = page_type._meta.get_field(field).stream_block
    return stream_block.clean(stream_block.to_python(raw))


class _Stream:
    def __init__(self, ingredients: Ingredients, key: str) -> None:
        self.ingredients = ingredients
        self.key = key

    def block_id(self, place: str) -> str:
        return str(uuid5(NAMESPACE, f"{self.key}/{place}"))

    def value(self, raw: Any, place: str, name: str = "") -> Any:
        if isinstance(raw, dict):
            return {key: self.value(one, f"{place}.{key}", key) for key, one in raw.items()}
        if isinstance(raw, list):
            return raw if name in PLAIN_LISTS else [self._item(one, f"{place}.{i}", name) for i, one in enumerate(raw)]
        return self._leaf(raw, name)

    def _item(self, raw: Any, place: str, name: str) -> dict[str, Any]:
        return {"type": "item", "value": self.value(raw, place, name), "id": self.block_id(place)}

    def _leaf(self, raw: Any, name: str) -> Any:
        if not isinstance(raw, str):
            return raw
        if name in DATE_KEYS and raw:
            return dates.day(raw, self.ingredients.today).isoformat()
        kind, _, slug = raw.partition(":")
        if kind == "image":
            return self.ingredients.images[slug].pk
        return self.ingredients.documents[slug].pk if kind == "document" else raw
