"""Rules as JSON Schema over the whole of the answers: valid exactly where the rule holds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from . import patterns
from .blank import is_blank
from .structure import NO_OPINION, Condition, Definition, Element, Page, Rule

Schema = dict[str, Any]
Json = Schema | bool

BLANK: Schema = {
    "anyOf": [{"type": "null"}, {"type": "string", "pattern": patterns.BLANK}, {"type": "array", "maxItems": 0}]
}
BLANK_REF: Schema = {"$ref": "#/$defs/blank"}
_LONGEST_RANKING = 50


def visible_ref(element: Element) -> Schema:
    """Reference to the schema that says whether the element is visible."""
    return {"$ref": f"#/$defs/visible_{element.key}"}


def visibility_definitions(definition: Definition, context: Mapping[str, Any] | None) -> dict[str, Json]:
    """`$defs`: "blank", and "visible_<key>" of each element. Without a context its conditions are left open (true)."""
    found: dict[str, Json] = {"blank": BLANK}
    for page in definition.pages:
        page_rule = rule_schema(page.visible_if, context)
        for element in page.elements:
            parts = [part for part in (page_rule, rule_schema(element.visible_if, context)) if part is not True]
            found[f"visible_{element.key}"] = {"allOf": parts} if parts else True
    return found


def undecided(definition: Definition) -> frozenset[str]:
    """Keys of the elements whose visibility depends on the context, themselves or through others."""
    keys: set[str] = set()
    for page in definition.pages:
        for element in page.elements:
            if _depends(page.visible_if, keys) or _depends(element.visible_if, keys):
                keys.add(element.key)
    return frozenset(keys)


def _depends(part: Rule | Condition | None, keys: set[str]) -> bool:
    if isinstance(part, Rule):
        return any(_depends(one, keys) for one in part.conditions)
    return part is not None and (part.element is None or part.element.key in keys)


def is_always_visible(page: Page, element: Element) -> bool:
    """No rule hides the element."""
    return not any(rule and rule.conditions for rule in (page.visible_if, element.visible_if))


def rule_schema(rule: Rule | None, context: Mapping[str, Any] | None) -> Json:
    """The rule over the whole of the answers."""
    if rule is None or not rule.conditions:
        return True
    parts = [
        rule_schema(one, context) if isinstance(one, Rule) else _condition(one, context) for one in rule.conditions
    ]
    return {"allOf" if rule.match == "all" else "anyOf": parts}


def _condition(condition: Condition, context: Mapping[str, Any] | None) -> Json:
    element = condition.element
    if element is None:
        given = None if context is None else context.get(condition.source)
        answered = isinstance(given, str) and not is_blank(given)
        return context is None or (answered and (given in condition.values) is (condition.op == "any_of"))
    seen = {
        "allOf": [visible_ref(element), {"required": [element.key], "properties": {element.key: _match(condition)}}]
    }
    return {"not": seen} if condition.op == "not_answered" else seen


def _match(condition: Condition) -> Json:
    """The answers that match; for `not_answered` those that do not."""
    element = condition.element
    if element is None:
        return True
    inner: Json
    if condition.op in ("answered", "not_answered"):
        inner = {"not": unanswered(element)} if condition.row is None else {"not": BLANK_REF}
    elif condition.bounds:
        return _comparison(condition, element)
    elif element.type == "ranking":
        return _ranking(condition)
    else:
        inner = _choice(condition, element)
    return inner if condition.row is None else _row(condition.row, inner)


def _row(row: str, cell: Json) -> Schema:
    return {"type": "object", "required": [row], "properties": {row: cell}}


def unanswered(element: Element) -> Schema:
    """What counts as no answer to the question."""
    if element.type == "matrix":
        return {"anyOf": [BLANK_REF, {"type": "object", "additionalProperties": BLANK_REF}]}
    if element.type == "geo":
        words = {"not": {"type": "string", "pattern": patterns.NOT_BLANK}}
        empty = {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "maxItems": 0},
            "description": words,
        }
        return {"anyOf": [BLANK_REF, {"type": "object", "required": ["type", "features"], "properties": empty}]}
    name = "choices" if element.is_multiple else "choice" if element.is_single else ""
    if name:
        return {"anyOf": [BLANK_REF, {"type": "object", "required": [name], "properties": {name: BLANK_REF}}]}
    return BLANK_REF


def _choice(condition: Condition, element: Element) -> Json:
    many = element.is_multiple or (element.type == "matrix" and element.settings.get("many") is True)
    named = _many(condition, element) if many else _one(condition, element)
    name = "choices" if element.is_multiple else "choice"
    if not (element.is_multiple or element.is_single):
        return named
    return {"anyOf": [named, {"type": "object", "required": [name], "properties": {name: named}}]}


def _one(condition: Condition, element: Element) -> Json:
    values = sorted(condition.values, key=str)
    if condition.op == "any_of":
        return {"enum": values}
    if element.type == "scale":
        return {"allOf": [scale_schema(element), {"not": {"enum": values}}]}
    return {"enum": sorted(element.offered - condition.values)} if element.offered - condition.values else False


def _many(condition: Condition, element: Element) -> Json:
    values = sorted(condition.values, key=str)
    some = {"contains": {"enum": values}}
    if condition.op == "all_of":
        return {"type": "array", "allOf": [{"contains": {"const": value}} for value in values]}
    if condition.op == "any_of":
        return {"type": "array", **some}
    return {"type": "array", "contains": {"enum": sorted(element.offered)}, "not": some}


def _ranking(condition: Condition) -> Json:
    wanted = {"enum": sorted(condition.values, key=str)}
    places = max(1, condition.top)
    if places > _LONGEST_RANKING:
        return {"type": "array", "contains": wanted}
    heads = [{"minItems": place + 1, "prefixItems": [*[True] * place, wanted]} for place in range(places)]
    return {"type": "array", "anyOf": heads}


def scale_schema(element: Element) -> Schema:
    """The points of a scale, "no_opinion" among them where it is offered."""
    limits = {name: element.settings.get(end) for name, end in (("minimum", "from"), ("maximum", "to"))}
    points = {"type": "integer", **{name: limit for name, limit in limits.items() if limit is not None}}
    return points if element.settings.get(NO_OPINION) is False else {"anyOf": [points, {"const": NO_OPINION}]}


_LIMITS: dict[str, tuple[str, ...]] = {
    "eq": ("minimum", "maximum"),
    "between": ("minimum", "maximum"),
    "lt": ("exclusiveMaximum",),
    "lte": ("maximum",),
    "gt": ("exclusiveMinimum",),
    "gte": ("minimum",),
}


def _comparison(condition: Condition, element: Element) -> Schema:
    low, high = condition.bounds[0], condition.bounds[-1]
    ends = (low, high) if condition.op in ("eq", "between") else (low,)
    if element.type == "date":
        return _dates(condition.op, [date.fromordinal(int(end)) for end in ends])
    limits = dict(zip(_LIMITS[condition.op], map(_plain, ends), strict=True))
    numbers = {"type": "number", **limits}
    return {"allOf": [scale_schema(element), numbers]} if element.type == "scale" else numbers


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _dates(op: str, ends: list[date]) -> Schema:
    wanted = {
        "eq": [patterns.exactly(ends[0])],
        "between": [patterns.not_before(ends[0]), patterns.not_after(ends[-1])],
        "lte": [patterns.not_after(ends[0])],
        "gte": [patterns.not_before(ends[0])],
    }
    unwanted = {"lt": patterns.not_before(ends[0]), "gt": patterns.not_after(ends[0])}
    matched = [{"pattern": pattern} for pattern in (patterns.FULL_DATE, *wanted.get(op, []))]
    refused = [{"not": {"pattern": unwanted[op]}}] if op in unwanted else []
    return {"type": "string", "allOf": [*matched, *refused]}
