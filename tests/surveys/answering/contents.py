"""One question of every type, with an answer as a form sends it and one that is refused."""

from dataclasses import dataclass, field
from typing import Any

Post = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A type: its settings, a valid form with the answer it makes, and a faulty form with the code it gets."""

    type: str
    settings: dict[str, Any] = field(default_factory=dict)
    form: Post = field(default_factory=dict)
    answer: Any = None
    faulty: Post = field(default_factory=dict)
    code: str = "required"
    words: str = ""

    def element(self, key: str = "one", **more: Any) -> dict[str, Any]:
        """The element of a definition."""
        text = {"pl": f"Pytanie: {self.type}?"}
        return {
            "key": key,
            "uid": f"u-{key}",
            "type": self.type,
            "text": text,
            "required": True,
            **self.settings,
            **more,
        }


def named(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "label": {"pl": f"Opcja {key}"}} for key in keys]


OTHER = {"key": "other", "label": {"pl": "Inaczej"}, "other_text": {"label": {"pl": "Jak?"}, "max_length": 300}}
NONE = {"key": "none", "label": {"pl": "Żadne z nich"}, "exclusive": True}
BOW = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon",'
    '"coordinates":[[[16,52],[17,53],[17,52],[16,53],[16,52]]]}}]}'
)

KINDS: dict[str, Kind] = {
    "short_text": Kind(
        "short_text", {"max_length": 10}, {"q.one": " Ala "}, "Ala", {"q.one": "x" * 11}, "too_long", "Ala"
    ),
    "e-mail": Kind(
        "short_text", {"input": "e-mail"}, {"q.one": "a@example.org"}, "a@example.org", {"q.one": "a@"}, "bad_email"
    ),
    "long_text": Kind(
        "long_text", {"max_length": 20}, {"q.one": "Dwie\r\nlinie"}, "Dwie\nlinie", {"q.one": "x" * 21}, "too_long"
    ),
    "number": Kind(
        "number", {"min": 0, "max": 9, "decimals": 1}, {"q.one": "2,5"}, 2.5, {"q.one": "dużo"}, "wrong_type", "2,5"
    ),
    "date": Kind(
        "date",
        {},
        {"q.one.day": "7", "q.one.month": "3", "q.one.year": "2024"},
        "2024-03-07",
        {"q.one.day": "30", "q.one.month": "2", "q.one.year": "2024"},
        "bad_date",
        "7 marca 2024",
    ),
    "yes_no": Kind(
        "yes_no", {"no_opinion": True}, {"q.one": "no_opinion"}, "no_opinion", {"q.one": "maybe"}, "not_an_option"
    ),
    "single_choice": Kind(
        "single_choice", {"options": named("a", "b")}, {"q.one": "b"}, "b", {"q.one": "zzz"}, "not_an_option", "Opcja b"
    ),
    "other": Kind(
        "single_choice",
        {"options": [*named("a"), OTHER]},
        {"q.one.other._other": "hulajnoga"},
        {"choice": "other", "other": "hulajnoga"},
        {"q.one": "a", "q.one.other._other": "hulajnoga"},
        "not_an_option",
        "Inaczej: hulajnoga",
    ),
    "select": Kind("single_choice", {"options": named(*[f"o{i}" for i in range(30)])}, {"q.one": "o7"}, "o7"),
    "multi_choice": Kind(
        "multi_choice",
        {"options": [*named("a", "b"), OTHER, NONE]},
        {"q.one": ["a", "b"]},
        ["a", "b"],
        {"q.one": ["a", "none"]},
        "exclusive",
        "Opcja a",
    ),
    "scale": Kind(
        "scale",
        {"from": 0, "to": 10, "from_label": {"pl": "wcale"}, "to_label": {"pl": "bardzo"}, "no_opinion": True},
        {"q.one": "10"},
        10,
        {"q.one": "11"},
        "not_an_option",
        "10, bardzo",
    ),
    "matrix": Kind(
        "matrix",
        {"rows": named("r1", "r2"), "columns": named("c1", "c2"), "require_each": True},
        {"q.one.r1": "c1", "q.one.r2": "c2"},
        {"r1": "c1", "r2": "c2"},
        {"q.one.r1": "c1"},
        "required",
        "Opcja r1: Opcja c1",
    ),
    "matrix of many": Kind(
        "matrix",
        {"rows": named("r1", "r2"), "columns": named("c1", "c2"), "many": True},
        {"q.one.r1": ["c1", "c2"], "q.one.r2": ["c2"]},
        {"r1": ["c1", "c2"], "r2": ["c2"]},
        {"q.one.r2": ["zzz"]},
        "not_an_option",
    ),
    "ranking": Kind(
        "ranking",
        {"options": named("a", "b", "c")},
        {"q.one.a": "2", "q.one.b": "1", "q.one.c": "3"},
        ["b", "a", "c"],
        {"q.one.a": "1", "q.one.b": "1", "q.one.c": "3"},
        "duplicate_rank",
        "1. Opcja b",
    ),
    "image_choice": Kind(
        "image_choice",
        {"options": named("a", "b"), "multiple": True},
        {"q.one": ["b"]},
        ["b"],
        {"q.one": ["zzz"]},
        "not_an_option",
    ),
    "budget": Kind(
        "budget",
        {"options": named("a", "b"), "mode": "points", "total": 100},
        {"q.one.a": "40", "q.one.b": "60"},
        {"a": 40, "b": 60},
        {"q.one.a": "40", "q.one.b": "70"},
        "sum_mismatch",
        "Opcja a: 40",
    ),
    "priced": Kind(
        "budget",
        {
            "options": [
                {"key": "a", "label": {"pl": "Ławka"}, "cost": 300},
                {"key": "b", "label": {"pl": "Park"}, "cost": 900},
            ],
            "mode": "pick_within",
            "total": 1000,
            "currency": "PLN",
        },
        {"q.one.b": "900"},
        {"b": 900},
        {"q.one.a": "300", "q.one.b": "900"},
        "sum_mismatch",
        "Park: 900 PLN",
    ),
    "point": Kind(
        "geo",
        {"geometry": "point", "max": 3, "comments": True, "categories": named("bench")},
        {"q.one.coordinates": "52.4, 16.9\r\n52.41 16.91"},
        None,
        {"q.one": "{broken"},
        "bad_geometry",
    ),
    "place in words": Kind(
        "geo", {"geometry": "line"}, {"q.one.description": "przy moście"}, None, words="przy moście"
    ),
    "area": Kind("geo", {"geometry": "polygon"}, {"q.one.description": "park"}, None, {"q.one": BOW}, "bad_geometry"),
    "contact": Kind(
        "contact",
        {"fields": {"name": "required", "email": "optional"}},
        {"q.one.name": "Anna", "q.one.email": "a@example.org"},
        {"name": "Anna", "email": "a@example.org"},
        {"q.one.name": "Anna", "q.one.email": "nic"},
        "bad_email",
    ),
    "consent": Kind(
        "consent",
        {"kind": "consent", "body": {"pl": "<p>Zgoda na kontakt.</p>"}, "text_hash": "abc"},
        {"q.one": "yes"},
        {"accepted": True, "text_hash": "abc"},
        {},
        "consent_required",
    ),
}


def definition(*elements: dict[str, Any], **page: Any) -> dict[str, Any]:
    """A survey of one page."""
    return {"pages": [{"key": "p1", "title": {"pl": "Strona", "en": "Page"}, "elements": list(elements), **page}]}
