"""JSON Schema (2020-12) of the definitions themselves, published as `ankieta-1.json`.

It says the shape. What hangs together across a definition (keys used twice, forward references, options that do not
exist) only `refusals.check` can say; every definition that passes there is valid here.
"""

from typing import Any

from .conditions import SOURCES
from .element_types import GEOMETRIES, INPUTS, LISTS, LONGEST, MAX_FEATURES

FORMAT = "ankieta/1"
Schema = dict[str, Any]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, schema]}


def _closed(required: list[str], properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _condition(operators: list[str], **operands: Schema) -> Schema:
    properties = {"q": _ref("key"), "op": {"enum": operators}, **operands}
    return _closed(list(properties), properties)


_VALUES: Schema = {"type": "array", "minItems": 1, "items": {"type": ["string", "integer"]}}
_WORDS: Schema = {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"\S"}}
_BOUND: Schema = {"type": ["number", "string"]}
_BOUNDS: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": _BOUND}
_COMPARISONS = ["eq", "lt", "lte", "gt", "gte"]

_CONDITION: Schema = {
    "oneOf": [
        _condition(["answered", "not_answered"]),
        _condition(["answered", "not_answered"], row=_ref("option_key")),
        _condition(["any_of", "none_of", "all_of", "first_is"], values=_VALUES),
        _condition(["any_of", "none_of"], row=_ref("option_key"), values=_VALUES),
        _condition(["ranked_in_top"], top={"type": "integer", "minimum": 1}, values=_VALUES),
        _condition(_COMPARISONS, value=_BOUND),
        _condition(["between"], value=_BOUNDS),
        _closed(
            ["source", "op", "values"],
            {"source": {"enum": list(SOURCES)}, "op": {"enum": ["any_of", "none_of"]}, "values": _WORDS},
        ),
    ]
}


def _rule(*parts: Schema, least: int) -> Schema:
    conditions = {"type": "array", "minItems": least, "items": {"anyOf": list(parts)}}
    return _closed(["match", "conditions"], {"match": {"enum": ["all", "any"]}, "conditions": conditions})


_OPTION: Schema = {
    "anyOf": [
        _ref("option_key"),
        {
            "type": "object",
            "required": ["key"],
            "properties": {
                "key": _ref("option_key"),
                "label": _ref("text"),
                "code": {"type": ["integer", "null"]},
                "exclusive": _ref("flag"),
                "retired": _ref("flag"),
                "other_text": {"type": ["object", "boolean", "null"]},
            },
        },
    ]
}
_OPTIONS: Schema = {"type": "array", "minItems": 1, "items": _ref("option")}


def _when(kind: str, *required: str, **settings: Schema) -> Schema:
    """What elements of one type have besides the rest."""
    properties = {name: _or_null(schema) if name not in required else schema for name, schema in settings.items()}
    condition = {"required": ["type"], "properties": {"type": {"const": kind}}}
    return {"if": condition, "then": {"required": list(required), "properties": properties}}


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


_FLAG: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "number"}
_COUNTS = {"min": _whole(0, 1000), "max": _whole(1, 1000)}
_DAY: Schema = {"type": "string", "pattern": "^(?:today|[0-9]{4}-[0-9]{2}-[0-9]{2})$"}
_TYPES = [
    _when("short_text", max_length=_whole(1, LONGEST["short_text"]), input={"enum": list(INPUTS)}),
    _when("long_text", max_length=_whole(1, LONGEST["long_text"])),
    _when("number", min=_NUMBER, max=_NUMBER, decimals=_whole(0, 4)),
    _when("date", min=_DAY, max=_DAY),
    _when("yes_no", no_opinion=_FLAG),
    _when("single_choice", "options", options=_OPTIONS),
    _when("multi_choice", "options", options=_OPTIONS, **_COUNTS),
    _when("scale", **{"from": _whole(0, 11), "to": _whole(0, 11), "no_opinion": _FLAG}),
    _when(
        "matrix", "rows", "columns", rows=_OPTIONS, columns=_OPTIONS, many=_FLAG, require_each=_FLAG, no_opinion=_FLAG
    ),
    _when("ranking", "options", options=_OPTIONS, top=_whole(1, 1000), **_COUNTS),
    _when("image_choice", "options", options=_OPTIONS, multiple=_FLAG, **_COUNTS),
    _when(
        "budget",
        "options",
        options=_OPTIONS,
        mode={"enum": ["points", "money", "pick_within"]},
        total=_NUMBER,
        spend_all=_FLAG,
    ),
    _when(
        "geo",
        geometry={"enum": list(GEOMETRIES)},
        min=_whole(0, MAX_FEATURES),
        max=_whole(1, MAX_FEATURES),
        comments=_FLAG,
        area_check={"enum": ["off", "warn", "block"]},
        categories={"type": "array", "items": _ref("option")},
    ),
]
_ELEMENT: Schema = {
    "type": "object",
    "required": ["key", "type"],
    "properties": {
        "key": _ref("key"),
        "uid": {"type": "string"},
        "type": {"enum": list(LISTS)},
        "text": _ref("text"),
        "required": _ref("flag"),
        "visible_if": _ref("rule"),
    },
    "allOf": _TYPES,
}
_PAGE: Schema = {
    "type": "object",
    "required": ["key", "elements"],
    "properties": {
        "key": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
        "title": _ref("text"),
        "visible_if": _ref("rule"),
        "elements": {"type": "array", "items": _ref("element")},
    },
}

META_SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": FORMAT,
    "description": "A questionnaire: pages of questions, and the rules that show them.",
    "type": "object",
    "required": ["pages"],
    "properties": {"format": {"const": FORMAT}, "pages": {"type": "array", "items": _ref("page")}},
    "$defs": {
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,31}$"},
        "option_key": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,23}$"},
        "text": {
            "anyOf": [{"type": ["string", "null"]}, {"type": "object", "additionalProperties": {"type": "string"}}]
        },
        "flag": {"type": ["boolean", "null"]},
        "condition": _CONDITION,
        "group": _rule(_ref("condition"), least=1),
        "rule": _or_null(_rule(_ref("condition"), _ref("group"), least=0)),
        "option": _OPTION,
        "element": _ELEMENT,
        "page": _PAGE,
    },
}
