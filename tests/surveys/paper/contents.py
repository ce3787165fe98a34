"""A survey with every type of question, and forms of it."""

from typing import Any

from consultations.surveys.questionnaire.definition import Definition, parse
from consultations.surveys.questionnaire.locales import localise
from consultations.surveys.questionnaire.structure import Element
from tests.surveys.answering.contents import NONE, OTHER, named

ELEMENTS: list[dict[str, Any]] = [
    {"key": "text", "type": "short_text", "max_length": 80},
    {"key": "long", "type": "long_text", "max_length": 200},
    {"key": "number", "type": "number", "min": 0, "max": 9, "decimals": 1},
    {"key": "date", "type": "date"},
    {"key": "yes", "type": "yes_no", "no_opinion": True},
    {"key": "single", "type": "single_choice", "options": [*named("a", "b"), OTHER]},
    {"key": "list", "type": "single_choice", "options": named(*(f"o{n}" for n in range(1, 31)))},
    {"key": "multi", "type": "multi_choice", "options": [*named("a", "b", "c"), OTHER, NONE], "max": 2},
    {"key": "scale", "type": "scale", "from": 0, "to": 10, "no_opinion": True},
    {"key": "matrix", "type": "matrix", "rows": named("r1", "r2"), "columns": named("c1", "c2"), "no_opinion": True},
    {"key": "many", "type": "matrix", "rows": named("r1", "r2"), "columns": named("c1", "c2"), "many": True},
    {"key": "ranking", "type": "ranking", "options": named("a", "b", "c")},
    {"key": "image", "type": "image_choice", "options": named("a", "b"), "multiple": True},
    {"key": "budget", "type": "budget", "options": named("a", "b"), "mode": "points", "total": 100},
    {
        "key": "priced",
        "type": "budget",
        "mode": "pick_within",
        "total": 1000,
        "currency": "PLN",
        "spend_all": False,
        "options": [
            {"key": "a", "label": {"pl": "Ławka"}, "cost": 300},
            {"key": "b", "label": {"pl": "Park"}, "cost": 900},
        ],
    },
    {"key": "geo", "type": "geo", "geometry": "point", "max": 3, "categories": named("bench")},
    {"key": "consent", "type": "consent", "kind": "consent", "body": {"pl": "<p>Zgoda.</p>"}, "text_hash": "abc"},
]
CONTACT = {"key": "contact", "type": "contact", "fields": {"name": "required", "email": "optional"}}


def content(*elements: dict[str, Any], **page: Any) -> dict[str, Any]:
    """One page of elements, as it is published."""
    full = [{"uid": f"u-{one['key']}", "text": {"pl": f"Pytanie {one['key']}?"}, **one} for one in elements]
    return {"locale": "pl", "pages": [{"key": "p1", "title": {"pl": "Pytania"}, "elements": full, **page}]}


def polish(raw: dict[str, Any]) -> Definition:
    return parse(localise(raw, "pl"))


DEFINITION = polish(content(*ELEMENTS, CONTACT))


def question(key: str) -> Element:
    return DEFINITION.questions[key]
