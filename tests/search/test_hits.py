"""Words that are offered are shown as the hits write them."""

from types import SimpleNamespace
from typing import Any

from search.analysis.highlighting import Passage, Segment
from search.hits import as_written


def found(title: str, lead: str = "", passage: str = "") -> Any:
    """A hit whose texts are marked as a whole."""
    texts = [(Segment(text, marked=True), Segment(" i inne", marked=False)) for text in (title, lead, passage)]
    return SimpleNamespace(title=texts[0], lead=texts[1], passages=[Passage(texts[2], 1)])


def test_the_first_marked_text_that_has_a_word_says_how_it_is_written():
    hits = [found("Łódka", "ścieżka", "ŚCIEŻKĄ"), found("LODKA", "sciezka", "Rzeźba")]

    assert as_written(["lodka", "sciezka", "rzezba", "inne"], hits) == {
        "lodka": "łódka",
        "sciezka": "ścieżka",
        "rzezba": "rzeźba",
        "inne": "inne",
    }


def test_no_text_is_read_for_no_word_nor_behind_the_last_word():
    def hits() -> Any:
        yield found("Łódka")
        raise AssertionError

    assert as_written(["lodka"], hits()) == {"lodka": "łódka"}
    assert as_written([], hits()) == {}
