"""Reads the rules of pages and elements (`visible_if`); what could never be true or name nothing is refused here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .blank import as_integer, is_blank
from .element_types import COMPARISONS, measured, operators, scale_point
from .findings import Findings
from .structure import Condition, Element, Option, Rule

SOURCES = ("locale", "channel", "municipality")
_OPERANDS: dict[str, tuple[str, ...]] = {
    "answered": (),
    "not_answered": (),
    "any_of": ("values",),
    "none_of": ("values",),
    "all_of": ("values",),
    "first_is": ("values",),
    "ranked_in_top": ("top", "values"),
    **dict.fromkeys(COMPARISONS, ("value",)),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which questions a rule may ask: those before it. `own` are the questions the rule itself hides or shows."""

    earlier: Mapping[str, Element]
    own: frozenset[str]
    every: Mapping[str, Element]

    def fault_of(self, key: str) -> str:
        """Why a question that is not an earlier one cannot be asked."""
        if key in self.own:
            return "self_reference"
        return "forward_reference" if key in self.every else "unknown_question"


def read_rule(raw: Any, findings: Findings, scope: Scope) -> Rule | None:
    """The rule of a page or element; None where there is none, or where it had to be refused."""
    return None if raw is None else _group(raw, findings, scope, nested=False)


def _group(raw: Any, findings: Findings, scope: Scope, *, nested: bool) -> Rule | None:
    if not isinstance(raw, Mapping):
        return findings.add("bad_value")
    whole = _keys(raw, ("match", "conditions"), findings)
    match, conditions = raw.get("match"), raw.get("conditions")
    if "match" in raw and match not in ("all", "any"):
        findings.at("match").add("bad_value")
        whole = False
    if not isinstance(conditions, list):
        return findings.at("conditions").add("bad_value") if "conditions" in raw else None
    if nested and not conditions:
        findings.add("empty_group")
    read = [_part(one, findings.at("conditions", place), scope, nested) for place, one in enumerate(conditions)]
    parts = tuple(part for part in read if part is not None)
    return Rule(str(match), parts) if whole and len(parts) == len(read) else None


def _part(raw: Any, findings: Findings, scope: Scope, nested: bool) -> Condition | Rule | None:
    if not isinstance(raw, Mapping):
        return findings.add("bad_value")
    if "q" in raw or "source" in raw or not ("match" in raw or "conditions" in raw):
        return _on_source(raw, findings) if "source" in raw else _on_question(raw, findings, scope)
    if nested:
        return findings.add("nested_too_deep")
    return _group(raw, findings, scope, nested=True)


def _keys(raw: Mapping[str, Any], allowed: tuple[str, ...], findings: Findings) -> bool:
    """Whether exactly these keys are there."""
    missing = [key for key in allowed if key not in raw]
    extra = [str(key) for key in raw if key not in allowed]
    for key in missing:
        findings.add("missing_key", key=key)
    for key in extra:
        findings.at(key).add("extra_key", key=key)
    return not missing and not extra


def _on_source(raw: Mapping[str, Any], findings: Findings) -> Condition | None:
    if not _keys(raw, ("source", "op", "values"), findings):
        return None
    source, op = raw["source"], raw["op"]
    if not isinstance(source, str) or source not in SOURCES:
        return findings.at("source").add("unknown_source")
    if not isinstance(op, str) or op not in ("any_of", "none_of"):
        return findings.at("op").add("bad_operator")
    values = _list(raw, findings)
    wrong = [place for place, value in enumerate(values) if not isinstance(value, str) or is_blank(value)]
    for place in wrong:
        findings.at("values", place).add("bad_value")
    return Condition(op, source=source, values=frozenset(values)) if values and not wrong else None


def _on_question(raw: Mapping[str, Any], findings: Findings, scope: Scope) -> Condition | None:
    if "q" not in raw:
        return findings.add("missing_key", key="q")
    key = raw["q"]
    if not isinstance(key, str):
        return findings.at("q").add("bad_value")
    element = scope.earlier.get(key)
    if element is None:
        return findings.at("q").add(scope.fault_of(key), question=key)
    return _checked(raw, element, findings)


def _checked(raw: Mapping[str, Any], element: Element, findings: Findings) -> Condition | None:
    """The condition on a question that may be asked, once operator, row and operands fit its type."""
    op, of_row = raw.get("op"), element.type == "matrix" and "row" in raw
    if "op" not in raw:
        return findings.add("missing_key", key="op")
    if element.type == "matrix" and op in ("any_of", "none_of") and not of_row:
        return findings.add("missing_key", key="row")
    if not isinstance(op, str) or op not in operators(element, of_row=of_row):
        return findings.at("op").add("bad_operator", question=element.key)
    if not _keys(raw, ("q", "op", *(("row",) if of_row else ()), *_OPERANDS[op]), findings):
        return None
    if of_row and not _known(element.rows, raw["row"], findings.at("row"), "unknown_row"):
        return None
    return _with_operands(raw, op, element, findings)


def _with_operands(raw: Mapping[str, Any], op: str, element: Element, findings: Findings) -> Condition | None:
    row = raw.get("row")
    if op in COMPARISONS:
        bounds = _bounds(raw["value"], op, element, findings.at("value"))
        return Condition(op, element, bounds=bounds) if bounds else None
    if "values" not in _OPERANDS[op]:
        return Condition(op, element, row=row)
    top = as_integer(raw.get("top", 1)) or 0
    if top < 1:
        findings.at("top").add("bad_top")
    given = _list(raw, findings)
    values = [_value(element, value, findings.at("values", place)) for place, value in enumerate(given)]
    known = frozenset(value for value in values if value is not None)
    return Condition(op, element, row=row, values=known, top=top) if given and None not in values and top else None


def _list(raw: Mapping[str, Any], findings: Findings) -> list[Any]:
    """The `values` of a condition; empty where they were refused."""
    values = raw["values"]
    if not isinstance(values, list):
        findings.at("values").add("bad_value")
        return []
    if not values:
        findings.at("values").add("empty_values")
    return values


def _value(element: Element, value: Any, findings: Findings) -> str | int | None:
    """One value of `values`: an option, a column or a point of the question."""
    if element.type == "scale":
        point = scale_point(element, value)
        return point if point is not None else findings.add("unknown_option", option=str(value)[:80])
    if isinstance(value, str) and value in element.offered:
        return value
    listed = element.columns if element.type == "matrix" else element.options
    return value if _known(listed, value, findings, "unknown_option") else None


def _known(options: tuple[Option, ...], key: Any, findings: Findings, code: str) -> bool:
    """Whether an option or row of that key is there and not retired."""
    found = next((option for option in options if option.key == key), None)
    if found is None:
        findings.add(code, option=str(key)[:80])
    elif found.retired:
        findings.add("retired_option", option=found.key)
    return found is not None and not found.retired


def _bounds(value: Any, op: str, element: Element, findings: Findings) -> tuple[float, ...]:
    """The values a comparison compares with, read as the question's answers are; empty where they were refused."""
    given = value if op == "between" else [value]
    if not isinstance(given, list) or len(given) != (2 if op == "between" else 1):
        findings.add("bad_value")
        return ()
    bounds = [measured(element, one) for one in given]
    if None in bounds:
        findings.add("bad_value")
        return ()
    known = tuple(bound for bound in bounds if bound is not None)
    if known[0] > known[-1]:
        findings.add("reversed_range", min=given[0], max=given[-1])
        return ()
    return known
