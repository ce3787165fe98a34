"""Rules as expressions of SurveyJS (`visibleIf`).

Every condition on a question is guarded: SurveyJS lets an empty value match some of its operators, and it keeps the
value of a question that was hidden. What hides a question is a calculated value of the form, named once for all rules.
"""

from collections.abc import Iterator
from datetime import date

from .structure import NO_OPINION, Condition, Definition, Element, Rule

OTHER = "other"  # the value that SurveyJS gives to the choice with a text field
_SIGNS = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def source_variable(source: str) -> str:
    """The variable a host sets for a source of the context; keys of questions have no hyphen."""
    return f"source-{source}"


def seen(key: str) -> str:
    """The calculated value that says whether a question is visible."""
    return f"seen-{key}"


def calculated_values(definition: Definition) -> list[dict[str, str]]:
    """`calculatedValues` of the form: one for each question that conditions ask and that rules can hide."""
    hidden = {element.key: both for element, both in _hideable(definition)}
    asked = {key for one in _conditions(definition) if one.element and (key := one.element.key) in hidden}
    return [{"name": seen(key), "expression": hidden[key]} for key in definition.questions if key in asked]


def expressions(definition: Definition) -> dict[str, str]:
    """`visibleIf` of the elements that have a rule of their own, by key."""
    hideable = frozenset(element.key for element, _ in _hideable(definition))
    found = {one.key: expression(one.visible_if, hideable) for page in definition.pages for one in page.elements}
    return {key: text for key, text in found.items() if text}


def page_expressions(definition: Definition) -> dict[str, str]:
    """`visibleIf` of the pages that have a rule, by key."""
    hideable = frozenset(element.key for element, _ in _hideable(definition))
    found = {page.key: expression(page.visible_if, hideable) for page in definition.pages}
    return {key: text for key, text in found.items() if text}


def _hideable(definition: Definition) -> Iterator[tuple[Element, str]]:
    """Elements that a rule of theirs or of their page can hide, in order, with both rules as one expression."""
    known: set[str] = set()
    for page in definition.pages:
        for element in page.elements:
            rules = [expression(rule, frozenset(known)) for rule in (page.visible_if, element.visible_if)]
            if any(rules):
                known.add(element.key)
                yield element, " and ".join(filter(None, rules))


def _conditions(definition: Definition) -> Iterator[Condition]:
    for page in definition.pages:
        for rule in (page.visible_if, *(element.visible_if for element in page.elements)):
            yield from _within(rule)


def _within(part: Rule | Condition | None) -> Iterator[Condition]:
    if isinstance(part, Rule):
        for one in part.conditions:
            yield from _within(one)
    elif part is not None:
        yield part


def expression(rule: Rule | None, hideable: frozenset[str]) -> str:
    """The rule as an expression; "" where there is none. `hideable`: questions whose visibility is to be asked too."""
    if rule is None or not rule.conditions:
        return ""
    joint = " and " if rule.match == "all" else " or "
    parts = [
        expression(one, hideable) if isinstance(one, Rule) else _condition(one, hideable) for one in rule.conditions
    ]
    return f"({joint.join(parts)})"


def _condition(condition: Condition, hideable: frozenset[str]) -> str:
    if condition.element is None:
        name = source_variable(condition.source)
        return f"({{{name}}} notempty and {_picks(condition, name)})"
    key = condition.element.key
    name = key if condition.row is None else f"{key}.{condition.row}"
    hidden = f"{{{seen(key)}}} = true and " if key in hideable else ""
    if condition.op == "not_answered":
        return f"!({hidden}{{{name}}} notempty)"
    test = "" if condition.op == "answered" else f" and {_test(condition, condition.element, name)}"
    return f"({hidden}{{{name}}} notempty{test})"


def _test(condition: Condition, element: Element, name: str) -> str:
    if condition.bounds:
        return _comparison(condition, element, name)
    if element.type == "ranking":
        places = range(max(1, min(condition.top, len(element.offered))))
        return "(" + " or ".join(f"{{{name}[{place}]}} anyof {_values(condition)}" for place in places) + ")"
    return _picks(condition, name)


def _picks(condition: Condition, name: str) -> str:
    operator = "allof" if condition.op == "all_of" else "anyof"
    test = f"{{{name}}} {operator} {_values(condition)}"
    return f"!({test})" if condition.op == "none_of" else test


def _values(condition: Condition) -> str:
    other = other_option(condition.element) if condition.element else None
    values = [OTHER if value == other else value for value in sorted(condition.values, key=str)]
    return "[" + ", ".join(str(value) if isinstance(value, int) else _quoted(value) for value in values) + "]"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def other_option(element: Element) -> str | None:
    """The option that takes words, which SurveyJS has as its one "other" choice; None where it cannot stand for it."""
    wordy = [option.key for option in element.options if option.other_text is not None and not option.retired]
    taken = OTHER in element.offered and wordy[:1] != [OTHER]
    return wordy[0] if wordy and not taken and (element.is_single or element.is_multiple) else None


def _comparison(condition: Condition, element: Element, name: str) -> str:
    ends = [_bound(element, bound) for bound in condition.bounds]
    if condition.op == "between":
        test = f"{{{name}}} >= {ends[0]} and {{{name}}} <= {ends[1]}"
    else:
        test = f"{{{name}}} {_SIGNS[condition.op]} {ends[0]}"
    return f"{{{name}}} <> '{NO_OPINION}' and {test}" if element.type == "scale" else test


def _bound(element: Element, bound: float) -> str:
    if element.type == "date":
        return f"'{date.fromordinal(int(bound)).isoformat()}'"
    return str(int(bound)) if bound.is_integer() else repr(bound)
