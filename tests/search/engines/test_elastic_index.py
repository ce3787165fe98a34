"""What the index keeps of a row, and when an index is another one."""

from typing import Any

import pytest

from search.engines import elastic_index
from search.engines.elastic_index import PROPERTIES, document_body, index_definition, marks, schema
from search.engines.operations import BATCH, Operation, batches, operation
from search.snapshot import milliseconds
from tests.search.generator import NOW
from tests.search.rows import later, row


def test_a_document_holds_only_what_the_mapping_knows():
    one = row(
        "a",
        kind="consultation",
        lead="Wstęp",
        body="Treść",
        facets={"area": ["3021072"], "topic": ["zielen"], "organiser": ["um"], "tag": ["drogi"]},
        opens_at=NOW,
        closes_at=later(60),
        results_at=later(90),
        published_at=NOW,
        intervals=((NOW, later(60)),),
    )

    assert set(document_body(one)) == set(PROPERTIES) - {"lem"}


def test_what_a_row_lacks_is_left_out():
    assert set(document_body(row("a"))) == {
        "key", "sort_title", "title_length", "kind", "lang", "title_lem", "title_surface", "surface",
    }  # fmt: skip


def test_moments_are_milliseconds():
    body = document_body(row("a", opens_at=NOW, closes_at=later(60)))

    assert body["opens_at"] == body["schedule"]["opens_at"] == milliseconds(NOW)
    assert body["closes_at"] == milliseconds(NOW) + 60_000


@pytest.mark.parametrize("facts", [{"opens_at": NOW}, {"closes_at": NOW}])
def test_one_moment_alone_is_no_schedule(facts: dict[str, Any]):
    assert document_body(row("a", **facts)) == document_body(row("a"))


def test_an_interval_that_ends_before_it_begins_is_left_out():
    one = row("a")
    one.intervals = [[5, 4], [4, 4], [1, 9]]

    assert document_body(one)["intervals"] == [{"gte": 4, "lte": 4}, {"gte": 1, "lte": 9}]


def test_a_facet_of_another_version_is_left_out():
    one = row("a")
    one.facets += " colour:green"

    assert "colour" not in document_body(one)


@pytest.mark.parametrize("name", ["SETTINGS", "PROPERTIES", "BODY"])
def test_the_schema_changes_with_what_it_is_made_of(monkeypatch, name):
    before = schema()
    changed = 2 if name == "BODY" else {**getattr(elastic_index, name), "new": {"type": "keyword"}}
    monkeypatch.setattr(elastic_index, name, changed)

    assert schema() != before


def test_an_index_says_what_it_was_made_with():
    assert index_definition("f1", "x")["mappings"]["_meta"] == marks("f1") != marks("f2")


def sizes(weights: list[int]) -> list[int]:
    found = batches(Operation(number, f"k{number}", 1, b"x" * weight) for number, weight in enumerate(weights))
    return [len(batch) for batch in found]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], []),
        ([10] * 3, [3]),
        ([10] * (BATCH + 1), [BATCH, 1]),
        ([2_000_000] * 5, [2, 2, 1]),
        ([9_000_000, 10, 9_000_000], [1, 1, 1]),
        ([10, 10, 9_000_000, 10], [2, 1, 1]),
    ],
)
def test_requests_are_neither_long_nor_heavy(weights, expected):
    assert sizes(weights) == expected


def test_a_tombstone_is_a_deletion():
    one = row("a")
    one.pk, one.is_deleted = 1, True

    assert [*operation(one).lines()] == [
        f'{{"delete": {{"_id": "a", "version": {one.version}, "version_type": "external_gte"}}}}'.encode()
    ]
