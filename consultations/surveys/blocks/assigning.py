"""Gives blocks the identities they lack: ids, and keys that are unique in the survey."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from wagtail.blocks import StreamValue

from .closed import ImageChoiceBlock
from .keys import OPTION_KEY_LENGTH, key_from, unique_key
from .places import PARTS, AboutYouBlock

Child = Any  # StreamValue.StreamChild, which has no types


def elements_of(questions: StreamValue) -> Iterator[Child]:
    """Every question and text of all pages, in order."""
    for page in questions:
        yield from page.value["elements"]


def assign_ids(questions: StreamValue) -> None:
    """An id for each page and element that was not stored yet."""
    for child in (*questions, *elements_of(questions)):
        child.id = child.id or str(uuid.uuid4())


def assign_keys(questions: StreamValue, taken: Collection[str] = (), locked: Mapping[str, str] | None = None) -> None:
    """A key for each element and page without one or with another's; `taken` are those of questions no longer asked.

    `locked` holds keys by block id: blocks in it keep theirs, whoever else wants it.
    """
    assign_ids(questions)
    held = locked or {}
    elements = [child for child in elements_of(questions) if "key" in child.value]
    used = {*taken, *held.values(), *_parts(questions)}
    for child in elements:
        _assign_to_pictures(child)
        child.value["key"] = child.value["key"] or held.get(child.id, "")
    # a key somebody wrote goes before one made from a text, wherever they stand
    for child in sorted(elements, key=lambda one: not one.value["key"]):
        if held.get(child.id) != child.value["key"]:
            _assign(child, used, "text")
    names = {child.value["key"] for child in elements}
    for number, page in enumerate(questions, 1):
        _assign(page, names, "title", f"page_{number}")


def _assign(child: Child, used: set[str], text: str, fallback: str = "q") -> None:
    wanted = child.value["key"] or key_from(str(child.value[text] or ""), fallback=fallback)
    child.value["key"] = unique_key(wanted, used)
    used.add(child.value["key"])


def _assign_to_pictures(child: Child) -> None:
    if not isinstance(child.block, ImageChoiceBlock):
        return
    used: set[str] = set()
    for option in child.value["options"]:
        wanted = option["key"] or key_from(str(option["label"] or ""), OPTION_KEY_LENGTH, "o")
        option["key"] = unique_key(wanted, used, OPTION_KEY_LENGTH)
        used.add(option["key"])


def _parts(questions: StreamValue) -> set[str]:
    about = any(isinstance(child.block, AboutYouBlock) for child in elements_of(questions))
    return {*PARTS, "postcode"} if about else set()


def renew(questions: StreamValue, uids: Collection[str], taken: Collection[str]) -> None:
    """New ids and keys for questions whose meaning changed; rules that named the old key follow to the new one."""
    used = {*taken, *(child.value["key"] for child in elements_of(questions) if "key" in child.value)}
    renamed = {}
    for child in elements_of(questions):
        if child.id in uids:
            old = child.value["key"]
            child.id, child.value["key"] = str(uuid.uuid4()), unique_key(old, used)
            child.value["meaning_changed"] = False
            used.add(child.value["key"])
            renamed[old] = child.value["key"]
    for child in (*questions, *elements_of(questions)):
        child.value["visible_if"] = rewritten(child.value["visible_if"], renamed)


def rewritten(rule: Any, renamed: Mapping[str, str]) -> Any:
    """The rule with questions under their new keys."""
    if not isinstance(rule, dict):
        return rule
    inner = {"conditions": [rewritten(one, renamed) for one in rule["conditions"]]} if "conditions" in rule else {}
    question = {"q": renamed.get(rule["q"], rule["q"])} if "q" in rule else {}
    return {**rule, **inner, **question}
