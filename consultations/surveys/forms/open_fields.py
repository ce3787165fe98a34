"""Fields of questions answered with words, numbers, dates and places, and of consents."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..questionnaire.structure import Element
from ..questionnaire.validation import AnswerError
from .fields import Choice, Line
from .names import field_id, field_name
from .reading import contact_parts, is_acknowledged
from .values import figure, plain, ui

LINES = 5
INPUTS: Mapping[str, Mapping[str, str]] = {
    "e-mail": {"inputmode": "email", "autocomplete": "email", "spellcheck": "false"},
    "phone": {"inputmode": "tel", "autocomplete": "tel"},
    "postcode": {"autocomplete": "postal-code"},
    "url": {"inputmode": "url", "autocomplete": "url", "spellcheck": "false"},
}
CONTACT_INPUTS: Mapping[str, Mapping[str, str]] = {
    "name": {"autocomplete": "name"},
    "organisation": {"autocomplete": "organization"},
    "street": {"autocomplete": "street-address"},
    "postcode": {"autocomplete": "postal-code"},
    "city": {"autocomplete": "address-level2"},
    "address": {"autocomplete": "street-address"},
    "email": {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    "phone": {"autocomplete": "tel", "inputmode": "tel"},
}

Errors = Sequence[AnswerError]
Parts = dict[str, Any]


def text(element: Element, answer: Any, errors: Errors) -> Parts:
    """One line of text."""
    settings = element.settings
    attributes = dict(INPUTS.get(settings.get("input", "text"), {}))
    if settings.get("autocomplete"):
        attributes["autocomplete"] = str(settings["autocomplete"])
    return {"line": _line(element, plain(answer), attributes, errors), "max_length": settings.get("max_length")}


def long_text(element: Element, answer: Any, errors: Errors) -> Parts:
    """Several lines, with what is left of the limit."""
    parts = text(element, answer, errors)
    return {**parts, "lines": ui(element).get("rows", LINES)}


def number(element: Element, answer: Any, errors: Errors) -> Parts:
    """A number with its unit."""
    decimals = element.settings.get("decimals") or 0
    signed = (element.settings.get("min") or 0) < 0
    mode = "text" if signed else "decimal" if decimals else "numeric"  # telephones' number pads have no minus
    return {
        "line": _line(element, figure(answer), {"inputmode": mode}, errors),
        "unit": element.settings.get("unit", ""),
    }


def day(element: Element, answer: Any, errors: Errors) -> Parts:
    """Three inputs: day, month, year."""
    year, month, day = [*plain(answer).split("-"), "", ""][:3]
    labels = {"day": (_("Day"), day), "month": (_("Month"), month), "year": (_("Year"), year)}
    lines = [
        Line(
            field_id(element.key, part),
            field_name(element.key, part),
            label,
            value,
            {"inputmode": "numeric"},
            is_invalid=bool(errors),
        )
        for part, (label, value) in labels.items()
    ]
    return {"lines": lines, "anchor": lines[0].id}


def places(element: Element, answer: Any, errors: Errors) -> Parts:
    """What was drawn on the map, as GeoJSON, and its description in words."""
    settings = element.settings
    places = answer if isinstance(answer, dict) else {"type": "FeatureCollection", "features": []}
    drawn = {name: value for name, value in places.items() if name != "description"}
    alternative = settings.get("alternative")
    words = alternative.get("text") if isinstance(alternative, Mapping) else None
    return {
        "drawn": json.dumps(drawn) if drawn.get("features") else "",
        "description": plain(places.get("description")),
        "description_label": str(words or _("Or describe the place in words, or give an address")),
        "view": ui(element),
        "geometry": settings.get("geometry", "point"),
        "most": settings.get("max") or 1,
        "categories": [{"key": one.key, "label": str(one.label)} for one in element.options if not one.retired],
        "comments": bool(settings.get("comments")),
        "anchor": field_id(element.key, "description"),
    }


def contact(element: Element, answer: Any, errors: Errors) -> Parts:
    """Lines of an address."""
    given = answer if isinstance(answer, dict) else {}
    wrong = {error.pointer.rpartition("/")[2] for error in errors}
    labels = contact_labels()
    lines = [
        Line(
            field_id(element.key, part),
            field_name(element.key, part),
            labels[part] if _must_be_filled(element, part) else _("%(line)s (optional)") % {"line": labels[part]},
            plain(given.get(part)),
            CONTACT_INPUTS[part],
            is_invalid=part in wrong,
        )
        for part in contact_parts(element)
    ]
    return {"lines": lines, "anchor": next((line.id for line in lines if line.is_invalid), lines[0].id)}


def _must_be_filled(element: Element, part: str) -> bool:
    fields = element.settings.get("fields")
    return fields.get(part) == "required" if isinstance(fields, Mapping) else element.required


def contact_labels() -> dict[str, str]:
    """What the lines of a contact question are called."""
    return {
        "name": _("First name and surname"),
        "organisation": _("Organisation"),
        "street": _("Street and number"),
        "postcode": _("Postcode"),
        "city": _("Town or village"),
        "address": _("Address: street, number, postcode, town"),
        "email": _("E-mail address"),
        "phone": _("Telephone number"),
    }


def consent(element: Element, answer: Any, errors: Errors) -> Parts:
    """One box, or none for information nobody must acknowledge."""
    accepted = isinstance(answer, dict) and answer.get("accepted") is True
    label = _("I have read it") if element.settings.get("kind", "information") == "information" else _("I agree")
    box = Choice(field_id(element.key, "accepted"), field_name(element.key), "yes", label, accepted)
    return {"choice": box if is_acknowledged(element) else None, "anchor": box.id}


def _line(element: Element, value: str, attributes: Mapping[str, str], errors: Errors) -> Line:
    return Line(field_id(element.key), field_name(element.key), str(element.text), value, attributes, bool(errors))
