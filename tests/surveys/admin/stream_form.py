"""A survey's blocks as the fields a browser would send; scripts draw them, so they are not in the page's HTML."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wagtail import blocks

from tests.admin_forms import form_data

Pair = tuple[str, Any]


def survey_form(client: Any, page: Any, **changes: Any) -> dict[str, Any]:
    """What the edit form of `page` sends as it stands, with the questions of its latest revision."""
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    form = {name: value for name, value in form_data(html, "title").items() if not name.startswith("questions-")}
    questions = type(page).objects.get(pk=page.pk).get_latest_revision_as_object().questions
    return {**form, **dict(fields_of(questions.stream_block, questions, "questions")), **changes}


def fields_of(block: Any, value: Any, prefix: str) -> Iterator[Pair]:
    """Names and values of one block and of all below it."""
    if isinstance(block, blocks.BaseStreamBlock):
        yield from _listed(prefix, [(child.block_type, child.id, child.block, child.value) for child in value])
    elif isinstance(block, blocks.ListBlock):
        bound = value.bound_blocks if value else ()
        yield from _listed(prefix, [("item", child.id, child.block, child.value) for child in bound])
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from fields_of(child, value.get(name), f"{prefix}-{name}")
    else:
        yield from _field(block, value, prefix)


def _listed(prefix: str, children: list[tuple[str, str, Any, Any]]) -> Iterator[Pair]:
    yield f"{prefix}-count", str(len(children))
    for index, (kind, uid, block, value) in enumerate(children):
        place = f"{prefix}-{index}"
        yield from {
            f"{place}-deleted": "",
            f"{place}-order": str(index),
            f"{place}-type": kind,
            f"{place}-id": uid,
        }.items()
        yield from fields_of(block, value, f"{place}-value")


def _field(block: Any, value: Any, prefix: str) -> Iterator[Pair]:
    if isinstance(block, blocks.BooleanBlock):
        if value:
            yield prefix, "on"
        return
    state = block.get_form_state(value)
    if isinstance(state, Mapping):
        state = state["id"]
    if isinstance(state, list):
        state = state[0] if state else ""
    yield prefix, "" if state is None else state if isinstance(state, str) else json.dumps(state)
