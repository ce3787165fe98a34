"""The questionnaire for JSON Forms: the schema of the answers with titles, and a UI schema with one category a page."""

from collections.abc import Mapping
from typing import Any

from .definition import parse
from .json_schema import answer_schema
from .locales import localise
from .rule_schema import rule_schema, visibility_definitions
from .structure import Definition, Element, Rule

Json = dict[str, Any]


def to_json_forms(content: Mapping[str, Any], locale: str) -> Json:
    """`{"schema", "uischema"}` in one language. DefinitionRefused where the content is no definition."""
    definition = parse(localise(content, locale))
    schema = answer_schema(definition)
    for key, element in definition.questions.items():
        schema["properties"][key] = _titled(element, schema["properties"][key])
    return {"schema": schema, "uischema": _ui(definition)}


def _titled(element: Element, shape: Any) -> Json:
    """The shape of the answers with the words of the question, which JSON Forms shows."""
    hint = element.settings.get("hint")
    words = {"title": element.text or element.key, **({"description": hint} if isinstance(hint, str) and hint else {})}
    return {**words, **(shape if isinstance(shape, dict) else {})}


def _ui(definition: Definition) -> Json:
    known = visibility_definitions(definition, None)
    pages = [
        {
            "type": "Category",
            "label": page.title or page.key,
            **_rule(page.visible_if, known),
            "elements": [_control(element, known) for element in page.elements],
        }
        for page in definition.pages
    ]
    return {"type": "Categorization", "elements": pages, "options": {"variant": "stepper"}}


def _control(element: Element, known: Mapping[str, Any]) -> Json:
    rule = _rule(element.visible_if, known)
    if not element.is_question:
        return {"type": "Label", "text": element.text or "", **rule}
    multi = {"options": {"multi": True}} if element.type == "long_text" else {}
    return {
        "type": "Control",
        "scope": f"#/properties/{element.key}",
        "label": element.text or element.key,
        **multi,
        **rule,
    }


def _rule(rule: Rule | None, known: Mapping[str, Any]) -> Json:
    """`rule` of an element; its condition brings the definitions it refers to, since it is a schema of its own."""
    schema = rule_schema(rule, None)
    if not isinstance(schema, dict):
        return {}
    needed: dict[str, Any] = {}
    _gather(schema, known, needed)
    return {"rule": {"effect": "SHOW", "condition": {"scope": "#", "schema": {**schema, "$defs": needed}}}}


def _gather(part: Any, known: Mapping[str, Any], needed: dict[str, Any]) -> None:
    """Add the definitions that `part` refers to, and those they refer to."""
    if isinstance(part, list):
        for one in part:
            _gather(one, known, needed)
    elif isinstance(part, dict):
        name = str(part.get("$ref", "")).removeprefix("#/$defs/")
        if name in known and name not in needed:
            needed[name] = known[name]
            _gather(known[name], known, needed)
        for one in part.values():
            _gather(one, known, needed)
