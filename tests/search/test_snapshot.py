"""Bit sets, and a snapshot that changes as one that is built anew."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import SearchQuery, Sort
from search.snapshot import Row, Snapshot, bit_set, members, milliseconds

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=WARSAW)
AT = milliseconds(NOW)
slots = st.sets(st.integers(0, 300))


@given(slots)
def test_bit_sets_and_back(chosen):
    assert list(members(bit_set(chosen, 301))) == sorted(chosen)
    assert bit_set(chosen, 301).bit_count() == len(chosen)


def row(number: int, version: int = 1, **facts) -> Row:
    values = frozenset({"lang:pl", f"kind:{'news' if number % 2 else 'page'}"})
    return Row(**{"id": number, "key": f"k{number:03}", "version": version, "values": values, **facts})


moments = st.one_of(st.none(), st.integers(AT - 10, AT + 10))
rows = st.builds(
    row,
    st.integers(0, 40),
    version=st.integers(1, 9),
    opens_at=moments,
    closes_at=moments,
    results_at=moments,
    published_at=moments,
    values=st.frozensets(
        st.sampled_from(["lang:pl", "lang:en", "area:1", "area:2", "topic:a", "topic:b", "kind:news"])
    ),
    sort_title=st.sampled_from(["a", "b", "c"]),
)
QUERIES = [
    SearchQuery(now=NOW, sort=sort, selected=selected)
    for sort in (Sort.CLOSING, Sort.NEWEST, Sort.TITLE)
    for selected in ({}, {"area": frozenset({"1"})}, {"status": frozenset({"open"}), "topic": frozenset({"a", "b"})})
]


def answers(snapshot: Snapshot) -> list[object]:
    found = []
    for query in QUERIES:
        faceted = snapshot.faceted(snapshot.live, query)
        keys = [snapshot.key(slot) for slot in snapshot.in_order(faceted.bits, query)]
        found.append((keys, faceted.counts, faceted.without))
    return found


@given(st.lists(rows), st.lists(rows), st.sets(st.integers(0, 40)))
def test_an_updated_snapshot_answers_like_a_new_one(before, changed, removed):
    first = {one.id: one for one in before}
    second = {one.id: one for one in changed}
    updated = Snapshot(list(first.values())).updated(list(second.values()), removed - second.keys())
    anew = {key: one for key, one in {**first, **second}.items() if key in second or key not in removed}
    assert answers(updated) == answers(Snapshot(list(anew.values())))


@pytest.mark.parametrize(
    ("opens", "closes", "results", "status"),
    [
        (1, 5, None, "planned"),
        (0, 5, None, "open"),
        (-5, 0, None, "open"),
        (-5, -1, None, "closed"),
        (-5, -1, 0, "results"),
        (-5, -1, 1, "closed"),
        (-5, 5, -2, "open"),
    ],
)
def test_status_at_both_edges(opens, closes, results, status):
    one = row(1, opens_at=AT + opens, closes_at=AT + closes, results_at=None if results is None else AT + results)
    assert {name for name, bits in Snapshot([one]).at(NOW).status.items() if bits} == {status}


def test_seconds_do_not_matter_so_that_a_minute_shares_its_answer():
    snapshot = Snapshot([row(1, opens_at=AT - 5, closes_at=AT + 20_000)])
    late = SearchQuery(now=NOW.replace(second=59))
    assert snapshot.faceted(snapshot.live, late).counts["status"] == {"open": 1}


def test_deadlines_open_first_then_planned_then_latest_end_then_the_rest():
    day = 24 * 3600 * 1000
    around = {"opens": -9, "later": 9}
    snapshot = Snapshot(
        [
            row(1, opens_at=AT - 9 * day, closes_at=AT - 3 * day),
            row(2, opens_at=AT - 9 * day, closes_at=AT - 1 * day),
            row(3, opens_at=AT + 2 * day, closes_at=AT + 3 * day),
            row(4, opens_at=AT + around["opens"] * day, closes_at=AT + around["later"] * day),
            row(5),
            row(6, opens_at=AT - 9 * day, closes_at=AT + 1 * day),
        ]
    )
    order = [snapshot.key(slot) for slot in snapshot.in_order(snapshot.live, SearchQuery(now=NOW))]
    assert order == ["k006", "k004", "k003", "k002", "k001", "k005"]


@pytest.mark.parametrize(("start", "end", "found"), [(6, None, 0), (5, None, 1), (None, 2, 0), (None, 3, 1), (0, 9, 1)])
def test_windows_touch_intervals(start, end, found):
    snapshot = Snapshot([row(1, intervals=((AT + 2000, AT + 5000),)), row(2)])

    def moment(seconds: int | None) -> datetime | None:
        return None if seconds is None else datetime.fromtimestamp(AT / 1000 + seconds, WARSAW)

    assert snapshot.between(moment(start), moment(end)).bit_count() == (2 if start is end is None else found)


def test_many_removed_documents_make_it_sparse():
    snapshot = Snapshot([row(number) for number in range(1200)])
    assert not snapshot.is_sparse
    assert snapshot.updated([], range(700)).is_sparse
