"""Reads a questionnaire (`ankieta/1` JSON) into pages and elements, or says everything that is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .blank import as_integer
from .conditions import Scope, read_rule
from .element_types import LISTS, LONGEST, OTHER_LENGTH, check_settings
from .findings import DefinitionRefused, Findings, Refusal
from .structure import NO_OPINION, Condition, Definition, Element, Option, Page, Rule, Text

__all__ = [
    "Condition",
    "Definition",
    "DefinitionRefused",
    "Element",
    "Option",
    "Page",
    "Refusal",
    "Rule",
    "Text",
    "build",
    "parse",
]

ELEMENT_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
OPTION_KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")
PAGE_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def parse(content: Mapping[str, Any]) -> Definition:
    """The questionnaire of a content. DefinitionRefused with every reason, whatever JSON comes in."""
    definition, refusals = build(content)
    if refusals:
        raise DefinitionRefused(refusals)
    return definition


def build(content: Any) -> tuple[Definition, tuple[Refusal, ...]]:
    """What could be read of the content, and everything that is wrong with it."""
    findings = Findings()
    raw = content if isinstance(content, Mapping) else {}
    listed = _parts(content, "pages", findings)
    drafts = [_page(one, findings.at("pages", place)) for place, one in enumerate(listed)]
    _refuse_twins([page.key for page in drafts], findings.at("pages"))
    every = _every_element(drafts, findings.at("pages"))
    pages = _with_rules(drafts, listed, every, findings.at("pages"))
    return _definition(pages, raw), tuple(findings.gathered)


def _definition(pages: tuple[Page, ...], raw: Mapping[str, Any]) -> Definition:
    placed = [(element, page) for page in pages for element in page.elements]
    questions = {element.key: element for element, _ in placed if element.is_question}
    return Definition(pages, raw, questions, {element.key: page for element, page in placed})


def _parts(raw: Any, name: str, findings: Findings) -> list[Any]:
    """A list the content must have; empty, and refused, where it has none."""
    if not isinstance(raw, Mapping):
        findings.add("bad_value")
    elif name not in raw:
        findings.add("missing_key", key=name)
    elif isinstance(raw[name], list):
        return raw[name]
    else:
        findings.at(name).add("bad_value")
    return []


def _page(raw: Any, findings: Findings) -> Page:
    elements = [_element(one, findings.at("elements", i)) for i, one in enumerate(_parts(raw, "elements", findings))]
    known = raw if isinstance(raw, Mapping) else {}
    title = _text(known, "title", findings)
    return Page(_key(known, PAGE_KEY, findings), title, None, tuple(elements))


def _element(raw: Any, findings: Findings) -> Element:
    """One element, its rule left out: rules are read once every key is known."""
    if not isinstance(raw, Mapping):
        findings.add("bad_value")
        raw = {}
    kind = raw.get("type")
    if not isinstance(kind, str) or kind not in LISTS:
        findings.at("type").add("unknown_type", type=str(kind)[:80])
        kind = "unknown"
    check_settings(kind, raw, findings)
    lists = {name: _options(raw, name, findings) for name in LISTS.get(kind, ())}
    if kind == "geo":
        lists["options"] = _options(raw, "categories", findings, needed=False)
    return Element(
        key=_key(raw, ELEMENT_KEY, findings),
        type=kind,
        uid=raw["uid"] if isinstance(raw.get("uid"), str) else "",
        text=_text(raw, "text", findings),
        required=_flag(raw, "required", findings),
        visible_if=None,
        options=lists.get("options", ()),
        rows=lists.get("rows", ()),
        columns=lists.get("columns", ()),
        settings=raw,
        is_question=kind not in ("content", "unknown"),
        offered=_offered(kind, raw, lists.get("columns" if kind == "matrix" else "options", ())),
    )


def _offered(kind: str, raw: Mapping[str, Any], options: tuple[Option, ...]) -> frozenset[str]:
    """What a new answer may name. "No opinion": on yes/no unless it is refused, in a matrix where it is asked for."""
    keys = {option.key for option in options if not option.retired}
    if kind == "yes_no":
        keys = {"yes", "no"} if raw.get(NO_OPINION) is False else {"yes", "no", NO_OPINION}
    elif kind == "matrix" and raw.get(NO_OPINION) is True:
        keys.add(NO_OPINION)
    return frozenset(keys)


def _options(raw: Mapping[str, Any], name: str, findings: Findings, *, needed: bool = True) -> tuple[Option, ...]:
    listed = raw.get(name)
    if listed is not None and not isinstance(listed, list):
        findings.at(name).add("bad_value")
    options = tuple(
        _option(one, findings.at(name, place)) for place, one in enumerate(listed if isinstance(listed, list) else [])
    )
    if needed and all(option.retired for option in options):
        findings.at(name).add("no_options")
    _refuse_twins([option.key for option in options], findings.at(name))
    return options


def _option(raw: Any, findings: Findings) -> Option:
    """One option; a string is an option that has only a key."""
    raw = {"key": raw} if isinstance(raw, str) else raw
    if not isinstance(raw, Mapping):
        findings.add("bad_value")
        raw = {}
    code = raw.get("code")
    if code is not None and (isinstance(code, bool) or not isinstance(code, int)):
        findings.at("code").add("bad_value")
        code = None
    return Option(
        key=_key(raw, OPTION_KEY, findings),
        label=_text(raw, "label", findings),
        code=code,
        exclusive=_flag(raw, "exclusive", findings),
        other_text=_other_text(raw.get("other_text"), findings),
        retired=_flag(raw, "retired", findings),
        raw=raw,
    )


def _other_text(raw: Any, findings: Findings) -> Mapping[str, Any] | None:
    """What can be typed beside an option: its settings; `true` stands for none in particular."""
    if raw is None or isinstance(raw, bool):
        return {} if raw else None
    if not isinstance(raw, Mapping):
        return findings.at("other_text").add("bad_value")
    longest = as_integer(raw.get("max_length", OTHER_LENGTH))
    if longest is None or not 1 <= longest <= LONGEST["short_text"]:
        findings.at("other_text", "max_length").add("bad_value")
    return raw


def _key(raw: Mapping[str, Any], pattern: re.Pattern[str], findings: Findings) -> str:
    key = raw.get("key")
    if "key" not in raw:
        findings.add("missing_key", key="key")
    elif not isinstance(key, str) or not pattern.fullmatch(key):
        findings.at("key").add("bad_key", key=str(key)[:80])
    return key if isinstance(key, str) else ""


def _text(raw: Mapping[str, Any], name: str, findings: Findings) -> Text:
    """A text in one language or in several; empty where the definition leaves it out."""
    text = raw.get(name)
    if text is None or isinstance(text, str):
        return text or ""
    if isinstance(text, Mapping) and all(isinstance(one, str) for one in text.values()):
        return text
    findings.at(name).add("bad_value")
    return ""


def _flag(raw: Mapping[str, Any], name: str, findings: Findings) -> bool:
    value = raw.get(name)
    if value is not None and not isinstance(value, bool):
        findings.at(name).add("bad_value")
    return value is True


def _refuse_twins(keys: list[str], findings: Findings) -> None:
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key and key in seen:
            findings.at(place, "key").add("duplicate_key", key=key)
        seen.add(key)


def _every_element(pages: list[Page], findings: Findings) -> dict[str, Element]:
    """Every element by its key; of two with one key the first, and the second is refused."""
    every: dict[str, Element] = {}
    for number, page in enumerate(pages):
        for place, element in enumerate(page.elements):
            if element.key and element.key in every:
                findings.at(number, "elements", place, "key").add("duplicate_key", key=element.key)
            every.setdefault(element.key, element)
    return every


def _with_rules(
    drafts: list[Page], listed: list[Any], every: Mapping[str, Element], findings: Findings
) -> tuple[Page, ...]:
    questions = {key: element for key, element in every.items() if element.is_question}
    earlier: dict[str, Element] = {}
    return tuple(
        _page_with_rules(page, raw, earlier, questions, findings.at(number))
        for number, (page, raw) in enumerate(zip(drafts, listed, strict=True))
    )


def _page_with_rules(
    page: Page, raw: Any, earlier: dict[str, Element], every: Mapping[str, Element], findings: Findings
) -> Page:
    """The page with its rules read; its questions join `earlier`, one after the other."""
    own = frozenset(element.key for element in page.elements)
    rule = (
        read_rule(raw.get("visible_if"), findings.at("visible_if"), Scope(earlier, own, every))
        if isinstance(raw, Mapping)
        else None
    )
    elements = []
    for place, element in enumerate(page.elements):
        scope = Scope(earlier, frozenset({element.key}), every)
        read = read_rule(element.settings.get("visible_if"), findings.at("elements", place, "visible_if"), scope)
        elements.append(replace(element, visible_if=read))
        if element.is_question:
            earlier.setdefault(element.key, element)
    return replace(page, visible_if=rule, elements=tuple(elements))
