"""From typed words to clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.expression import MAX_CLAUSES, Clause, Label, Thesaurus, parse_text, words_of


def surfaces(text: str, thesaurus: Thesaurus | None = None) -> list[tuple[str, ...]]:
    return [clause.surface for clause in parse_text(text, "pl", thesaurus or Thesaurus()).clauses]


THESAURUS = Thesaurus.of(
    [
        Label(words_of("Suchy Las"), (frozenset({"area_3021152"}),)),
        Label(words_of("bo"), words_of("budżet obywatelski")),
        Label(words_of("las"), words_of("bór")),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ścieżki rowerowe, Luboń!", [("sciezki",), ("rowerowe",), ("lubon",)]),
        ("park i park nad rzeką", [("park",), ("rzeka",)]),
        ("uchwała 12/2026", [("uchwala",), ("12_2026",)]),
        ("", []),
        ("!!! --- ???", []),
        ("MATCH \"a\" OR * NEAR( 'x'; DROP TABLE", [("match",), ("or",), ("near",), ("drop",), ("table",)]),
    ],
)
def test_words(text, expected):
    found = surfaces(text)
    assert [one for one in found if len(one[0]) > 1] == expected


def test_only_stop_words_are_taken_as_they_stand():
    (clause,) = parse_text("po co to", "pl").clauses
    assert clause == Clause(("po", "co", "to"), is_phrase=True)


@pytest.mark.parametrize("quotes", ['"plan ogólny"', "„plan ogólny”", "“plan ogólny”"])
def test_quoted_words_are_a_phrase(quotes):
    phrase, word = parse_text(f"{quotes} gminy", "pl").clauses
    assert phrase == Clause(("plan", "ogolny"), is_phrase=True)
    assert word.surface == ("gminy",)


def test_a_name_of_two_words_is_one_clause_in_any_form():
    place, school = parse_text("w Suchym Lesie szkoła", "pl", THESAURUS).clauses
    assert place.surface == ("suchym", "lesie")
    assert (frozenset({"area_3021152"}),) in place.alternatives
    assert len(place.alternatives[0]) == 2
    assert school.surface == ("szkola",)


def test_an_abbreviation_that_is_a_stop_word_is_kept_and_expanded():
    (clause,) = parse_text("BO", "pl", THESAURUS).clauses
    assert any("budzet" in keys for alternative in clause.alternatives for keys in alternative)


def test_the_longest_name_wins():
    assert surfaces("suchy las las", THESAURUS) == [("suchy", "las")]


@pytest.mark.parametrize(
    ("words", "required", "relaxed"),
    [(2, 2, None), (3, 3, 2), (4, 4, 3), (5, 3, None), (10, 6, None), (30, 8, None)],
)
def test_how_many_clauses_are_required(words, required, relaxed):
    names = [
        "park",
        "rower",
        "woda",
        "szkoła",
        "ulica",
        "most",
        "droga",
        "plan",
        "drzewo",
        "autobus",
        "rynek",
        "tramwaj",
        "odpady",
        "senior",
        "dziecko",
    ]
    expression = parse_text(" ".join(names[:words]), "pl")
    assert expression.required == required
    assert (expression.relaxed().required if expression.relaxed() else None) == relaxed


@given(st.text(max_size=300), st.sampled_from(["pl", "en", "uk"]))
def test_any_text_is_understood(text, language):
    expression = parse_text(text, language, THESAURUS)
    assert len(expression.clauses) <= MAX_CLAUSES
    assert 0 <= expression.required <= len(expression.clauses)
    for clause in expression.clauses:
        assert clause.is_phrase or all(all(keys for keys in alternative) for alternative in clause.alternatives)
