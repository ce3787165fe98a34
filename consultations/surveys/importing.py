"""A definition in JSON (`ankieta/1`) back into blocks: the other way of `compile`."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .blocks.options import AMOUNTS
from .questionnaire.definition import parse

Raw = dict[str, Any]
Content = Mapping[str, Any]

WORDS = ("text", "hint", "required_message", "help")
PLAIN = ("key", "required", "private", "variable_label")
# type: its settings that have the same name in the block, without those a block reads in another way
SAME: dict[str, tuple[str, ...]] = {
    "short_text": ("input", "max_length", "autocomplete"),
    "long_text": ("max_length",),
    "number": ("min", "max", "decimals"),
    "date": ("partial",),
    "yes_no": ("no_opinion",),
    "multi_choice": ("min", "max"),
    "scale": ("no_opinion",),
    "matrix": ("no_opinion", "many", "require_each"),
    "ranking": ("top",),
    "image_choice": ("multiple", "min", "max"),
    "budget": ("mode", "total", "currency", "spend_all"),
    "geo": ("geometry", "min", "max", "comments", "area_check"),
    "contact": ("by_law",),
    "consent": ("kind",),
}
LISTS = {
    "single_choice": ("options",),
    "multi_choice": ("options",),
    "matrix": ("rows", "columns"),
    "ranking": ("options",),
    "budget": ("options",),
    "geo": ("categories",),
}
CONTACT_PARTS = ("name", "organisation", "address", "email", "phone")
ABOUT_YOU_PARTS = ("municipality", "age_band", "gender", "role", "postcode")


def stream_data(content: Content, language: str) -> list[Raw]:
    """Raw data of the StreamField, its words in `language`; what is no longer asked is left out.

    Raises DefinitionRefused for a content that could not be published either. Ids are kept, so that a survey that was
    exported and is imported again is the same one.
    """
    parse(content)
    return [_page(page, language) for page in content["pages"]]


def _page(page: Content, language: str) -> Raw:
    value = {
        "title": words(page.get("title"), language),
        "introduction": words(page.get("intro"), language),
        "visible_if": page.get("visible_if") or {},
        "key": page["key"],
        "hide_title": bool(page.get("hide_title")),
        "elements": _elements(page["elements"], language),
    }
    return _block("page", value, page.get("uid"))


def _block(kind: str, value: Raw, uid: Any) -> Raw:
    return {"type": kind, "value": value, **({"id": uid} if uid else {})}


def words(text: Any, language: str) -> str:
    """The text in the language, or in whatever language there is."""
    if isinstance(text, Mapping):
        return str(text.get(language) or next(iter(text.values()), ""))
    return str(text or "")


def _elements(elements: Iterable[Content], language: str) -> list[Raw]:
    blocks: list[Raw] = []
    about: dict[str, Raw] = {}
    for element in elements:
        base = _about_you(element)
        if base and base in about:
            about[base]["value"][element["key"]] = _presence(element)
        elif base:
            about[base] = _block("about_you", _first_part(element), base)
            blocks.append(about[base])
        else:
            blocks.append(_block(element["type"], _value(element, language), element.get("uid")))
    return blocks


def _about_you(element: Content) -> str:
    """Id of the block “about you” the question was compiled from; empty for any other question."""
    base, _, part = str(element.get("uid", "")).rpartition("-")
    return base if part in ABOUT_YOU_PARTS and part == element["key"] and element.get("segment") else ""


def _presence(element: Content) -> str:
    return "required" if element.get("required") else "optional"


def _first_part(element: Content) -> Raw:
    off = dict.fromkeys(ABOUT_YOU_PARTS, "off")
    return {**off, element["key"]: _presence(element), "visible_if": element.get("visible_if") or {}}


def _value(element: Content, language: str) -> Raw:
    kind = element["type"]
    if kind == "content":
        return _content(element, language)
    return {
        **{name: words(element.get(name), language) for name in WORDS},
        **{name: element[name] for name in (*PLAIN, *SAME.get(kind, ())) if element.get(name) is not None},
        **{name: _options(element.get(name) or (), language) for name in LISTS.get(kind, ())},
        "visible_if": element.get("visible_if") or {},
        "results": element.get("results") or "public",
        "image": (element.get("image") or {}).get("id"),
        **(OWN[kind](element, language) if kind in OWN else {}),
    }


def _options(options: Iterable[Any], language: str) -> list[Raw]:
    return [_option({"key": one} if isinstance(one, str) else one, language) for one in options]


def _option(option: Content, language: str) -> Raw:
    plain = {name: option[name] for name in ("key", "code", "exclusive", "retired", *AMOUNTS) if name in option}
    label = words(option.get("label"), language) or option["key"]
    texts = {"label": label, "hint": words(option.get("hint"), language)}
    return {**plain, **texts, **_other(option.get("other_text"), language)}


def _other(other: Any, language: str) -> Raw:
    """The text field an option opens: True, or a mapping with its label."""
    label = other.get("label") if isinstance(other, Mapping) else ""
    return {"other": True, "other_text": words(label, language)} if isinstance(other, Mapping) or other is True else {}


# --- what single types read in their own way ------------------------------------------------------------------------
def _content(element: Content, language: str) -> Raw:
    return {
        "text": words(element.get("text"), language),
        "body": words(element.get("body"), language),
        "image": (element.get("image") or {}).get("id"),
        "look": element.get("look") or "plain",
        "visible_if": element.get("visible_if") or {},
        "key": element["key"],
    }


def _ui(*names: str) -> Callable[[Content, str], Raw]:
    def own(element: Content, _language: str) -> Raw:
        ui = element.get("ui") or {}
        return {name: ui[name] for name in names if ui.get(name) is not None}

    return own


def _number(element: Content, language: str) -> Raw:
    return {"unit": words(element.get("unit"), language)}


def _date(element: Content, _language: str) -> Raw:
    limits = {name: element.get(name) for name in ("min", "max")}
    days = {name: value for name, value in limits.items() if value and value != "today"}
    return {**days, "from_today": limits["min"] == "today", "until_today": limits["max"] == "today"}


def _yes_no(element: Content, language: str) -> Raw:
    labels = element.get("labels") or {}
    return {"yes_label": words(labels.get("yes"), language), "no_label": words(labels.get("no"), language)}


def _scale(element: Content, language: str) -> Raw:
    labels = {name: words(element.get(name), language) for name in ("from_label", "mid_label", "to_label")}
    preset = "recommend" if element.get("to") == 10 and element.get("from") == 0 else "own"
    return {"preset": preset, "first": element.get("from", 1), "last": element.get("to", 5), **labels}


def _pictures(element: Content, language: str) -> Raw:
    options = [
        {
            "label": words(one.get("label"), language),
            "hint": words(one.get("hint"), language),
            "image": (one.get("image") or {}).get("id"),
            "key": one["key"],
            "retired": bool(one.get("retired")),
        }
        for one in element["options"]
    ]
    return {"options": options}


def _geo(element: Content, language: str) -> Raw:
    area = element.get("area")
    return {**_ui("latitude", "longitude", "zoom")(element, language), "area": _json(area) if area else ""}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _contact(element: Content, _language: str) -> Raw:
    fields = element.get("fields") or {}
    asked = fields if isinstance(fields, Mapping) else dict.fromkeys(fields, "optional")
    return {part: asked.get(part, "off") for part in CONTACT_PARTS}


def _consent(element: Content, language: str) -> Raw:
    return {"body": words(element.get("body"), language)}


OWN: dict[str, Callable[[Content, str], Raw]] = {
    "long_text": _ui("rows"),
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "single_choice": _ui("display", "order"),
    "multi_choice": _ui("order"),
    "scale": _scale,
    "image_choice": _pictures,
    "geo": _geo,
    "contact": _contact,
    "consent": _consent,
}
