"""What a hit shows of a stored document; words that are offered are shown as the hits write them."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from search.analysis.highlighting import Passage, Segment
from search.hits import StoredDocument, as_written, hit


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


def stored(**fields: Any) -> StoredDocument:
    empty = dict.fromkeys(StoredDocument._fields, "")
    moments = dict.fromkeys(("opens_at", "closes_at", "results_at", "published_at"))
    return StoredDocument(**{**empty, **moments, "lang": "pl", "intervals": "[]", **fields})


def test_people_see_one_passage_below_a_summary_and_two_where_there_is_none():
    body = " ".join(["Park.", *["Gmina zaprasza na spotkanie."] * 30, "Park."])
    marked = [hit(stored(body=body, lead=lead), frozenset({"park"})).passages for lead in ("", "Ławki")]

    assert [len(passages) for passages in marked] == [2, 1]
    assert marked[1] == marked[0][:1]


def test_moments_that_sqlite_keeps_without_a_zone_are_those_of_utc():
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    shown = hit(stored(opens_at=noon.replace(tzinfo=None), closes_at=noon, intervals="[[0, 60000]]"), frozenset())

    assert (shown.opens_at, shown.closes_at, shown.results_at) == (noon, noon, None)
    assert shown.intervals == [(datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, 0, 1, tzinfo=UTC))]
