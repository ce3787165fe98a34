"""The automaton that is built answers as the dump says, and the one that is shipped can be read."""

from itertools import product

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import polish
from search.analysis.automaton import Automaton
from search.analysis.dictionary_building import build, encoded, entries

DUMP = """\
ścieżka\tścieżka\tsubst:sg:nom:f
ścieżek\tścieżka\tsubst:pl:gen:f
ścieżek\tścieżek\tsubst:sg:nom:m3
Śrem\tŚrem\tsubst:sg:nom:m3
Śremie\tŚrem\tsubst:sg:loc:m3
lepszy\tdobry\tadj:sg:nom:m1:com
szkół\tszkoła\tsubst:pl:gen:f
szkol\tszkolić\tverb:impt:sg:sec:imperf
szkolą\tszkolić\tverb:fin:pl:ter:imperf
głosuj\tgłosować\tverb:impt:sg:sec:imperf
ul.\tulica\tbrev:pun
ul\tulica\tbrev:pun
pomoście\tpomost\tsubst:sg:loc:m3
niegłosujący\tgłosować\tpact:sg:nom:m1:imperf:neg
Nowa Huta\tNowa Huta\tsubst:sg:nom:f
ABB-ach\tABBA\tsubst:pl:loc:f
i\ti\tconj
"""


@pytest.fixture(scope="module")
def automaton() -> Automaton:
    return Automaton(build(sorted(encoded(*entry) for entry in entries(DUMP.splitlines()))))


@pytest.mark.parametrize(
    ("form", "lemmas"),
    [
        ("sciezka", {"sciezka"}),
        ("sciezek", {"sciezka", "sciezek"}),
        ("sremie", {"srem"}),
        ("lepszy", {"dobry"}),
        ("szkol", {"szkola"}),  # the imperative gives way to the noun
        ("szkola", {"szkolic"}),
        ("glosuj", {"glosowac"}),
        ("ul", set()),
        ("nieglosujacy", set()),
        ("abb", set()),
        ("i", set()),
        ("sciez", set()),
        ("sciezkami", set()),
        ("ścieżka", set()),
        ("sciezka\t", set()),
        ("", set()),
    ],
)
def test_a_small_dictionary_answers_as_its_dump(automaton, form, lemmas):
    assert automaton.lemmas(form) == lemmas


def test_forms_by_their_beginning(automaton):
    assert list(automaton.continued("sciez", ["ka", "ki", "ek", ""])) == ["sciezka", "sciezek"]
    assert list(automaton.continued("x", ["", "a"])) == []


def test_equal_endings_are_kept_once():
    words = [(beginning + ending).encode() for beginning, ending in product("abcdefgh", ("ach", "ami", "om"))]

    assert len(build(sorted(words))) == 1 + 8 + 2 + 3 + 2  # unused, beginnings, a|o, c|m after a, h|i and m


folded_words = st.text("abcs", min_size=1, max_size=6)


@given(st.dictionaries(folded_words, st.sets(folded_words, min_size=1), min_size=1))
def test_any_dictionary_is_answered_back(lemmas):
    pairs = ((form, lemma) for form in lemmas for lemma in lemmas[form])
    built = Automaton(build(sorted(encoded(*pair) for pair in pairs)))

    assert {form: built.lemmas(form) for form in lemmas} == lemmas


@pytest.mark.parametrize("words", [[b"b", b"a"], [b"a", b"a"]])
def test_words_must_be_sorted_and_distinct(words):
    with pytest.raises(ValueError, match="not in order"):
        build(words)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("mieszkancami", "mieszkaniec"), ("ludzmi", "czlowiek"), ("poznaniu", "poznan"), ("najlepszych", "dobry")],
)
def test_the_shipped_dictionary_is_read(form, lemma):
    assert lemma in polish.dictionary().lemmas(form)


def test_the_dictionary_is_read_once():
    assert polish.dictionary() is polish.dictionary()


def test_the_command_writes_a_dictionary(tmp_path, capsys):
    dump, output = tmp_path / "forms.tsv", tmp_path / "pl.fsa.xz"
    dump.write_text(DUMP, encoding="utf-8")

    call_command("build_dictionary", dump, output=output)

    assert Automaton.load(output).lemmas("sremie") == {"srem"}
    assert capsys.readouterr().out.startswith("10 entries, ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("only a form\n", "separated by tabs"),
        ("form\tlemma\n", "separated by tabs"),
        ("a\tb\tc\td\n", "separated by tabs"),
        ("", "no form"),
        ("ul.\tulica\tbrev:pun\n", "no form"),
    ],
)
def test_the_command_refuses_another_file(content, reason, tmp_path):
    dump, output = tmp_path / "forms.tsv", tmp_path / "pl.fsa.xz"
    dump.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=reason):
        call_command("build_dictionary", dump, output=output)
    assert not output.exists()


def test_the_command_names_a_file_that_is_missing(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.tsv"):
        call_command("build_dictionary", tmp_path / "nowhere.tsv", output=tmp_path / "pl.fsa.xz")
