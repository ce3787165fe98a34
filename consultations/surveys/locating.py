"""Finds the block a refusal is about: JSON pointers of compiled content to places in the StreamField."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from .questionnaire.refusals import Refusal
from .sentences import refusal_text

# compiled names that have another one in the block
FIELDS = {"from": "first", "to": "last", "fields": "name"}


@dataclass(frozen=True, slots=True)
class Place:
    """Position of a page, of an element on it (None: the page itself), and the name of the field."""

    page: int
    element: int | None
    field: str


def place_of(pointer: str, content: Mapping[str, Any], questions: StreamValue) -> Place | None:
    """Where `/pages/0/elements/2/options/1` of the content was written; None if it is no place of a page."""
    steps = pointer.strip("/").split("/")
    page = _item(content.get("pages"), steps[1:2]) if steps[0] == "pages" else None
    if page is None:
        return None
    number = int(steps[1])
    element = _item(page.get("elements"), steps[3:4]) if steps[2:3] == ["elements"] else None
    if element is None:
        return Place(number, None, _field(steps[2:3], questions[number]))
    children = questions[number].value["elements"]
    position = next((i for i, one in enumerate(children) if element["uid"].startswith(one.id)), None)
    if position is None:
        return Place(number, None, "elements")
    return Place(number, position, _field(steps[4:5], children[position]))


def _item(items: Any, step: list[str]) -> Any:
    position = int(step[0]) if step and step[0].isdigit() else -1
    return items[position] if isinstance(items, list) and 0 <= position < len(items) else None


def _field(step: list[str], child: StreamValue.StreamChild) -> str:
    """The child block a setting comes from, or the first one, which every editor sees."""
    names = child.block.child_blocks
    wanted = FIELDS.get(step[0], step[0]) if step else ""
    return wanted if wanted in names else next(iter(names))


def errors_at_blocks(
    refusals: Iterable[Refusal], content: Mapping[str, Any], questions: StreamValue
) -> StreamBlockValidationError:
    """The refusals as errors of the StreamField, each beside the field it is about."""
    pages: dict[int, dict[str, Any]] = {}
    general = []
    for refusal in refusals:
        place = place_of(refusal.pointer, content, questions)
        if place is None:
            general.append(ValidationError(refusal_text(refusal)))
        else:
            _put(pages.setdefault(place.page, {}), place, ValidationError(refusal_text(refusal)))
    return StreamBlockValidationError(
        block_errors={number: _page_error(errors) for number, errors in pages.items()}, non_block_errors=general
    )


def _put(errors: dict[str, Any], place: Place, error: ValidationError) -> None:
    """Note the error; the first of a field stays."""
    if place.element is None:
        errors.setdefault(place.field, error)
    else:
        errors.setdefault("elements", {}).setdefault(place.element, {}).setdefault(place.field, error)


def _page_error(errors: dict[str, Any]) -> StructBlockValidationError:
    found = errors.get("elements")
    if isinstance(found, dict):
        elements = {number: StructBlockValidationError(block_errors=fields) for number, fields in found.items()}
        errors = {**errors, "elements": StreamBlockValidationError(block_errors=elements)}
    return StructBlockValidationError(block_errors=errors)
