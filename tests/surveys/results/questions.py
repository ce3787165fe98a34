"""Every type of question, with keys that invite mistakes: parts of one that read like the key of another."""

from typing import Any

from hypothesis import strategies as st

from consultations.surveys.questionnaire.definition import Definition, parse

Raw = dict[str, Any]


def option(key: str, **more: Any) -> Raw:
    return {"key": key, "label": {"pl": f"Opcja {key}"}, **more}


ABC = [option("a"), option("b"), option("c")]
WORDY = [*ABC, option("other", other_text={"max_length": 300})]
# type with its settings, by name
QUESTIONS: dict[str, Raw] = {
    "short": {"type": "short_text"},
    "long": {"type": "long_text"},
    "number": {"type": "number", "decimals": 2, "min": -50, "max": 50},
    "date": {"type": "date"},
    "yes_no": {"type": "yes_no"},
    "single": {"type": "single_choice", "options": WORDY},
    "multi": {"type": "multi_choice", "options": WORDY},
    "image": {"type": "image_choice", "options": ABC},
    "images": {"type": "image_choice", "options": ABC, "multiple": True},
    "scale": {"type": "scale", "from": 0, "to": 10, "no_opinion": True},
    "matrix": {"type": "matrix", "rows": ABC, "columns": ABC, "no_opinion": True},
    "matrix_many": {"type": "matrix", "rows": ABC, "columns": ABC, "many": True},
    "ranking": {"type": "ranking", "options": ABC, "top": 2},
    "budget": {"type": "budget", "options": ABC, "mode": "points", "total": 100},
    "geo": {"type": "geo", "geometry": "point", "categories": ABC},
    "line": {"type": "geo", "geometry": "line"},
    "contact": {"type": "contact", "fields": {"name": "optional"}},
    "consent": {"type": "consent", "kind": "consent", "text_hash": "5f3a"},
}
KEYS = ["a", "a_", "a__a", "a__a__b", "a___b", "a__other", "other", "b__a", "a__description", "version", "response"]


def content(**questions: Raw) -> Raw:
    """A survey of these questions by key; the uid follows from key and type, as type and key cannot change."""
    elements = [
        {"key": key, "uid": f"u-{key}-{one['type']}", "text": {"pl": f"Pytanie {key}"}, **one}
        for key, one in questions.items()
    ]
    return {"pages": [{"key": "p", "title": {"pl": "Strona"}, "elements": elements}]}


def every_type() -> Definition:
    return parse(content(**QUESTIONS))


surveys = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(list(QUESTIONS.values())), min_size=1).map(
    lambda questions: parse(content(**questions))
)
