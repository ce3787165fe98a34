"""The relevance set is whole: a slip in it would be measured as a fault of the search."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cms.core.members import records
from home.demo.texts import read

SET = Path(__file__).parent
FIELDS = {
    "key",
    "lang",
    "kind",
    "title",
    "lead",
    "body",
    "area",
    "topic",
    "organiser",
    "opens_at",
    "closes_at",
    "published_at",
}
KINDS = {"consultation", "training", "survey", "news", "page", "document"}
SCRIPTS = {"pl": "ąćęłńóśźż", "en": "", "uk": "іїєґ"}  # letters that a text of the language has and the others lack
SMALLEST = {
    "inflection": 12,
    "no-diacritics": 10,
    "typo": 10,
    "synonym": 8,
    "place-topic": 10,
    "phrase-number": 5,
    "navigational": 10,
    "question": 5,
    "nothing": 5,
}
LEAST_WORDS = 70  # in fewer, every word would weigh too much
NOTHING = "-"


def documents() -> list[dict[str, Any]]:
    lines = (SET / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judgements() -> list[tuple[str, str, str, str]]:
    lines = (SET / "judgements.tsv").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines]
    assert [row for row in rows if len(row) != 4] == []
    return rows


DOCUMENTS = documents()
JUDGEMENTS = judgements()
KEYS = {one["key"] for one in DOCUMENTS}
QUERIES = {(group, text) for group, text, _, _ in JUDGEMENTS}


def wrong(field: str, known: set[str]) -> list[tuple[str, str]]:
    """(key, value) of documents whose field holds what is not known."""
    values = ((one["key"], one.get(field, [])) for one in DOCUMENTS)
    listed = ((key, [value] if isinstance(value, str) else value) for key, value in values)
    return [(key, value) for key, many in listed for value in many if value not in known]


def test_keys_of_documents_are_unique():
    assert [key for key, times in Counter(one["key"] for one in DOCUMENTS).items() if times > 1] == []


def test_documents_have_only_known_fields():
    assert [(one["key"], set(one) - FIELDS) for one in DOCUMENTS if set(one) - FIELDS] == []


def test_documents_have_a_title_and_a_text():
    assert [one["key"] for one in DOCUMENTS if not one["title"].strip()] == []
    assert [one["key"] for one in DOCUMENTS if len(one["body"].split()) < LEAST_WORDS] == []


def test_no_two_documents_have_the_same_title_or_text():
    for field in ("title", "body"):
        assert [text for text, times in Counter(one[field] for one in DOCUMENTS).items() if times > 1] == []


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("lang", set(SCRIPTS)),
        ("kind", KINDS),
        ("area", {one["teryt"] for one in records("municipalities") if len(one["teryt"]) == 7}),
        ("topic", {one["slug"] for one in records("topics")}),
        ("organiser", {one["slug"] for one in read("organisers")}),
    ],
)
def test_values_are_those_of_the_portal(field, known):
    assert wrong(field, known) == []


@pytest.mark.parametrize(("lang", "letters"), SCRIPTS.items())
def test_texts_are_in_their_language(lang, letters):
    texts = {one["key"]: (one["title"] + one["body"]).lower() for one in DOCUMENTS if one["lang"] == lang}

    assert [key for key, text in texts.items() if letters and not set(letters) & set(text)] == []
    assert len(texts) >= (300 if lang == "pl" else 20)


def test_moments_are_aware_and_in_order():
    for one in DOCUMENTS:
        moments = {field: datetime.fromisoformat(one[field]) for field in FIELDS & set(one) if field.endswith("_at")}
        assert [field for field, moment in moments.items() if moment.tzinfo is None] == [], one["key"]
        if "closes_at" in moments:
            assert moments["opens_at"] < moments["closes_at"], one["key"]


def test_judged_documents_exist():
    assert {key for _, _, key, _ in JUDGEMENTS} - KEYS == {NOTHING}


def test_classes_are_large_enough():
    sizes = Counter(group for group, _ in QUERIES)

    assert set(sizes) == set(SMALLEST)
    assert {group: sizes[group] for group, least in SMALLEST.items() if sizes[group] < least} == {}
    assert sizes.total() >= 80


def test_no_query_stands_in_two_classes():
    assert [text for text, times in Counter(text.lower() for _, text in QUERIES).items() if times > 1] == []


def test_no_document_is_judged_twice_for_a_query():
    judged = Counter((text, key) for _, text, key, _ in JUDGEMENTS)

    assert [pair for pair, times in judged.items() if times > 1] == []


@pytest.mark.parametrize(("group", "text"), sorted(QUERIES))
def test_query_is_judged(group, text):
    grades = {key: grade for _, judged, key, grade in JUDGEMENTS if judged == text}

    if group == "nothing":
        assert grades == {NOTHING: "0"}
    else:
        assert NOTHING not in grades
        assert set(grades.values()) <= set("0123")
        assert "3" in grades.values()
        assert len(grades) >= 4


def test_only_navigational_queries_repeat_a_title():
    titles = {one["title"].lower() for one in DOCUMENTS}

    assert [text for group, text in QUERIES if group != "navigational" and text.lower() in titles] == []
