"""Answers as JSON Schema (2020-12), for clients that check before they send.

The schema says what `check_answers` says, but for what no schema can: sums of budgets, rings that cross themselves,
areas of municipalities, "today", and numbers of decimals. Answers of hidden questions are allowed: they are ignored.
"""

from collections.abc import Mapping
from typing import Any

from .answer_shapes import answer_shape
from .meta_schema import META_SCHEMA
from .rule_schema import (
    BLANK_REF,
    Json,
    Schema,
    is_always_visible,
    unanswered,
    undecided,
    visibility_definitions,
    visible_ref,
)
from .structure import Definition, Element

__all__ = ["META_SCHEMA", "answer_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def answer_schema(definition: Definition, context: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The schema of the answers. Without a context no question is required whose visibility the context decides."""
    open_questions = undecided(definition) if context is None else frozenset()
    properties: dict[str, Json] = {}
    required, rules = [], []
    for page in definition.pages:
        for element in (one for one in page.elements if one.is_question):
            always = is_always_visible(page, element)
            properties[element.key] = _accepted(element) if always else True
            if always:
                required += [element.key] if element.required else []
            elif element.key not in open_questions:
                rules.append(_when_visible(element))
    return {
        "$schema": DIALECT,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": required,
        **({"allOf": rules} if rules else {}),
        "$defs": visibility_definitions(definition, context),
    }


def _when_visible(element: Element) -> Schema:
    then: Schema = {"properties": {element.key: _accepted(element)}}
    return {"if": visible_ref(element), "then": {**then, "required": [element.key]} if element.required else then}


def _accepted(element: Element) -> Json:
    """Sound answers; none at all too, where the question may be left out."""
    shape = answer_shape(element)
    if element.required:
        return {"allOf": [{"not": unanswered(element)}, shape]}
    # Words beside no choice are an error, though nothing was chosen
    return {"anyOf": [{"allOf": [unanswered(element), {"properties": {"other": BLANK_REF}}]}, shape]}
