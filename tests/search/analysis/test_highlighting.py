"""Readers see where a text answers them: whole words are marked, the best passages shown."""

import pytest
from hypothesis import given, settings

from search.analysis import scanning
from search.analysis.highlighting import Passage, Segment, forget, mark, passages
from search.analysis.languages import keys
from search.analysis.tokens import words
from tests.search.analysis.strategies import texts

FILLER = "Gmina zaprasza na spotkanie. " * 40


def wanted(query: str, lang: str = "pl") -> frozenset[str]:
    tokens = words(query)
    return frozenset(tokens).union(*(keys(token, lang) for token in tokens))


def shown(segments: tuple[Segment, ...]) -> str:
    return "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in segments)


def text_of(passage: Passage) -> str:
    return "".join(segment.text for segment in passage.segments)


@pytest.mark.parametrize(
    ("text", "query", "lang", "marked"),
    [
        ("Sieć ścieżek w Luboniu.", "sciezka lubon", "pl", "Sieć [ścieżek] w [Luboniu]."),
        ("Uchwała 12/2026 i S11", "2026", "pl", "Uchwała [12/2026] i S11"),
        ("droga S-11", "s11", "pl", "droga [S-11]"),
        ("usługowo-mieszkaniowa", "mieszkaniowy", "pl", "usługowo-[mieszkaniowa]"),
        ("two cities", "city", "en", "two [cities]"),
        ("обговорення вулиць", "вулиця", "uk", "обговорення [вулиць]"),
        ("<b>park</b>", "park", "pl", "<b>[park]</b>"),
        ("parking", "park", "pl", "parking"),
        ("", "park", "pl", ""),
    ],
)
def test_mark(text, query, lang, marked):
    assert shown(mark(text, wanted(query, lang), lang)) == marked


def test_nothing_is_marked_when_nothing_is_wanted():
    assert shown(mark("Plan ogólny", frozenset(), "pl")) == "Plan ogólny"
    assert passages("Plan ogólny", frozenset(), "pl") == passages("", wanted("plan"), "pl") == ()
    assert passages("Plan ogólny", wanted("rower"), "pl") == ()


def test_the_passage_that_answers_most_comes_first():
    text = f"Ścieżki. {FILLER} Ścieżka rowerowa w Luboniu. {FILLER} Rowerowe. {FILLER}"

    first, second = passages(text, wanted("ścieżka rowerowa luboń"), "pl")

    assert "[Ścieżka] [rowerowa] w [Luboniu]" in shown(first.segments)
    assert shown(second.segments).startswith("[Ścieżki]")


def test_a_later_passage_shows_what_the_first_does_not():
    text = f"Rower i most, rower i most. {FILLER} Rower i most. {FILLER} Tramwaj. {FILLER}"

    found = passages(text, wanted("rower most tramwaj"), "pl")

    assert ["[Tramwaj]" in shown(passage.segments) for passage in found] == [False, True]


def test_homographs_count_as_one_word():
    text = f"Ścieżek ścieżek. {FILLER} Ścieżka rowerowa. {FILLER}"
    both = wanted("ścieżek rowerowa")
    assert both >= {"sciezek", "sciezka"}

    assert "rowerowa" in text_of(passages(text, both, "pl")[0])


def test_passages_know_their_page_and_stay_on_it():
    text = f"\f{FILLER}\f Uwagi do planu. \fRower. {FILLER}"

    found = passages(text, wanted("uwaga plan rower"), "pl", limit=5)

    assert [(passage.page, "\f" in text_of(passage)) for passage in found] == [(3, False), (4, False)]


def test_passages_are_cut_between_words_and_do_not_overlap():
    text = ("konsultacje społeczne " * 60).strip()

    found = passages(text, wanted("konsultacje"), "pl", limit=3, width=100)

    assert len(found) == 3
    for passage in found:
        assert set(text_of(passage).split()) == {"konsultacje", "społeczne"}
        assert len(text_of(passage)) <= 100
    assert sum(len(text_of(passage).split()) for passage in found) <= 120


@pytest.mark.parametrize(
    ("text", "query"),
    [("ul. Długa", "ulica"), ("najlepszy", "dobry"), ("ludzie", "człowiek"), ("dnia", "dzień"), ("30.11.2026", "11")],
)
def test_passages_find_forms_that_begin_otherwise(text, query):
    assert passages(text, wanted(query), "pl")


@settings(deadline=None)
@given(texts, texts)
def test_marked_segments_join_to_the_text(text, query):
    segments = mark(text, wanted(query), "pl")

    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)


@settings(deadline=None)
@given(texts, texts)
def test_passages_are_marked_parts_of_the_text(text, query):
    marked = {segment.text for segment in mark(text, wanted(query), "pl") if segment.marked}
    for passage in passages(text, wanted(query), "pl", width=20):
        assert text_of(passage) in text
        assert "\f" not in text_of(passage)
        assert {segment.text for segment in passage.segments if segment.marked} & marked
        assert {segment.text for segment in passage.segments if segment.marked} <= marked
        assert 1 <= passage.page <= 1 + text.count("\f")


@settings(deadline=None)
@given(texts, texts)
def test_the_one_passage_wanted_is_the_best_of_more(text, query):
    assert passages(text, wanted(query), "pl", limit=1) == passages(text, wanted(query), "pl", limit=2)[:1]


@pytest.mark.parametrize("room", [0, 3, 1000])
def test_texts_read_one_after_the_other_are_marked_like_each_alone(monkeypatch, room):
    monkeypatch.setattr(scanning, "MAX_RUNS", room)
    forget()
    read = ["Park i parki.", "(park), nie parking", "Do parku! Park i ławka", "", "Park i parki."]

    assert [shown(mark(text, wanted("park"), "pl")) for text in read] == [
        "[Park] i [parki].",
        "([park]), nie parking",
        "Do [parku]! [Park] i ławka",
        "",
        "[Park] i [parki].",
    ]
