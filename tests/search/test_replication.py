"""What was written reaches Elasticsearch, once it can, in the order of its versions, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, Settings

from search import replication
from search.engines import operations, selection
from search.engines.base import EngineUnavailable
from search.engines.replica import Replica
from search.locks import REPLICATION, exclusive
from search.models import SearchDocument
from tests.search.generator import NOW
from tests.search.rows import change, delete, later, pending, stored
from tests.search.threads import elsewhere

elasticsearch = pytest.mark.elasticsearch


@pytest.fixture
def live(replica: Replica) -> Replica:
    """The replica with an empty index that is searched."""
    replica.promote(replica.create(NOW))
    return replica


def keys_in(target: Replica, alias: str = "") -> set[str]:
    keys = list(SearchDocument.objects.values_list("key", flat=True))
    return set(target.stored(alias or target.alias, keys))


def title_in(target: Replica, key: str) -> str:
    return target.stored(target.alias, [key])[key][1]["title_surface"]


# --- sending ---------------------------------------------------------------------------------------------------------


@elasticsearch
@pytest.mark.django_db
def test_pending_rows_are_sent_and_confirmed(live):
    rows = stored(3)

    done = replication.drain(live)

    assert (done.sent, done.refused, done.is_alone) == (3, 0, True)
    assert pending() == []
    assert keys_in(live) == {one.key for one in rows}
    assert replication.drain(live).sent == 0


@elasticsearch
@pytest.mark.django_db
def test_more_than_one_request(live, monkeypatch):
    monkeypatch.setattr(replication, "BATCH", 7)
    monkeypatch.setattr(operations, "BATCH", 3)
    stored(20)

    assert replication.drain(live).sent == 20
    assert live.count(live.alias) == 20


@elasticsearch
@pytest.mark.django_db
def test_changes_and_deletions_follow(live):
    kept, gone = stored(2)
    replication.drain(live)
    change(kept, later(1), title_surface="inny tytul")
    delete(gone, later(1))
    assert pending() == [kept.key, gone.key]

    replication.drain(live)

    assert pending() == []
    assert keys_in(live) == {kept.key}
    assert title_in(live, kept.key) == "inny tytul"


@elasticsearch
@pytest.mark.django_db
def test_what_comes_back_after_a_deletion_is_found_again(live):
    (one,) = stored(1)
    replication.drain(live)
    delete(one, later(1))
    replication.drain(live)
    change(one, later(2), is_deleted=False, title_surface="znowu")

    replication.drain(live)

    assert title_in(live, one.key) == "znowu"


@elasticsearch
@pytest.mark.django_db
def test_an_older_version_never_wins(live):
    (one,) = stored(1)
    old = operations.operation(one)
    change(one, later(1), title_surface="nowy")
    replication.drain(live)

    assert live.write(live.alias, [old]) == {}
    assert title_in(live, one.key) == "nowy"


@elasticsearch
@pytest.mark.django_db
def test_a_late_write_does_not_bring_back_what_was_deleted(live):
    (one,) = stored(1)
    old = operations.operation(one)
    delete(one, later(1))
    replication.drain(live)

    assert live.write(live.alias, [old]) == {}
    assert keys_in(live) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("version", "confirmed", "expected"), [(5, 5, 5), (7, 5, 5), (5, 3, 5), (5, 9, 9)], ids=str)
def test_confirmations_only_move_forward(version, confirmed, expected):
    (one,) = stored(1)
    SearchDocument.objects.filter(pk=one.pk).update(version=version, replicated_version=min(confirmed, 9))

    replication.acknowledge({one.pk: 5})

    one.refresh_from_db()
    assert one.replicated_version == expected


# --- quarantine ------------------------------------------------------------------------------------------------------


def poison(one: SearchDocument) -> None:
    """A value no keyword field can hold: 40 000 bytes."""
    change(one, later(1), facets=f"kind:news lang:pl topic:{'x' * 40_000}")


@elasticsearch
@pytest.mark.django_db
def test_a_poisonous_document_is_set_apart_and_the_others_go_on(live):
    rows = stored(5)
    poison(rows[2])

    done = replication.drain(live)

    assert (done.sent, done.refused) == (4, 1)
    assert keys_in(live) == {one.key for one in rows} - {rows[2].key}
    (refused,) = SearchDocument.objects.quarantined()
    assert refused.key == rows[2].key
    assert "32766" in refused.replication_error
    assert pending() == []


@elasticsearch
@pytest.mark.django_db
def test_a_document_that_spoils_the_whole_request_is_found(live):
    sent = [operations.operation(one) for one in stored(9)]
    sent[6] = replace(sent[6], key="k" * 600)  # longer than an id may be

    refused = live.write(live.alias, sent)

    assert list(refused) == [sent[6].row_id]
    assert "id [" in refused[sent[6].row_id]
    assert len(keys_in(live)) == 8


@elasticsearch
@pytest.mark.django_db
def test_a_mended_document_is_tried_again(live):
    (one,) = stored(1)
    poison(one)
    replication.drain(live)
    change(one, later(2), facets="kind:news lang:pl")

    assert replication.drain(live).sent == 1
    assert not SearchDocument.objects.quarantined().exists()


@pytest.mark.django_db
def test_an_error_of_an_older_version_is_not_noted():
    (one,) = stored(1)
    batch = [operations.operation(one)]
    change(one, later(1), title_surface="nowy")

    replication.quarantine(batch, {one.pk: "broken"})

    assert not SearchDocument.objects.quarantined().exists()


# --- outages ---------------------------------------------------------------------------------------------------------


@elasticsearch
@pytest.mark.django_db
def test_without_an_index_everything_waits(replica):
    stored(2)

    with pytest.raises(EngineUnavailable, match="search_rebuild"):
        replication.drain(replica)
    assert len(pending()) == 2
    assert replica.generations() == []


@elasticsearch
@pytest.mark.django_db
def test_an_index_of_another_analysis_is_left_alone(live, elasticsearch_url, settings):
    stored(2)
    foreign = Replica(live._client, settings.ELASTICSEARCH_INDEX_PREFIX, "another-analysis")

    with pytest.raises(EngineUnavailable, match="another mapping or analysis"):
        replication.drain(foreign)
    assert len(pending()) == 2


@elasticsearch
@pytest.mark.django_db
def test_a_vanished_index_does_not_come_back_without_a_mapping(live):
    (one,) = stored(1)
    live.discard([generation.name for generation in live.generations()])

    with pytest.raises(EngineUnavailable):
        live.write(live.alias, [operations.operation(one)])
    assert live.generations() == []


@elasticsearch
@pytest.mark.django_db
def test_a_server_that_is_away_loses_nothing(live, monkeypatch):
    stored(4)
    monkeypatch.setattr(operations, "BATCH", 2)
    write, calls = live.write, []

    def failing(*arguments: Any) -> dict[int, str]:
        calls.append(arguments)
        if len(calls) == 2:
            raise EngineUnavailable("gone")
        return write(*arguments)

    monkeypatch.setattr(live, "write", failing)
    with pytest.raises(EngineUnavailable):
        replication.drain(live)
    assert len(pending()) == 2

    assert replication.drain(live).sent == 2
    assert live.count(live.alias) == 4


@elasticsearch
@pytest.mark.django_db
def test_somebody_who_publishes_waits_no_longer_than_the_budget(live):
    stored(3)

    done = replication.drain(live, budget=0.1)

    assert (done.sent, done.is_in_time) == (0, False)
    assert len(pending()) == 3


# --- two at a time ---------------------------------------------------------------------------------------------------


@elasticsearch
@pytest.mark.django_db(transaction=True)
def test_only_one_process_sends(live):
    stored(3)
    with exclusive(REPLICATION) as is_alone:
        assert is_alone
        done = elsewhere(lambda: replication.drain(live))
    assert (done.sent, done.is_alone) == (0, False)

    assert replication.drain(live).sent == 3


@elasticsearch
@pytest.mark.django_db
def test_while_an_index_is_built_both_are_written(live):
    rows = stored(2)
    building = live.create(later(1))

    replication.drain(live)

    assert keys_in(live) == keys_in(live, building) == {one.key for one in rows}


# --- after a commit --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_without_elasticsearch_a_commit_costs_nothing(
    django_assert_num_queries: DjangoAssertNumQueries, django_capture_on_commit_callbacks: Any
) -> None:
    with django_assert_num_queries(0), django_capture_on_commit_callbacks() as callbacks:
        replication.after_commit()

    assert callbacks == []


@elasticsearch
@pytest.mark.django_db(transaction=True)
def test_a_commit_sends_once(live, monkeypatch):
    sent = []
    monkeypatch.setattr(replication, "drain", lambda target, budget: sent.append(budget))
    with transaction.atomic():
        stored(2)
        replication.after_commit()
        with transaction.atomic():
            replication.after_commit()
        assert sent == []

    assert sent == [replication.BUDGET]


@elasticsearch
@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_in_the_index(live):
    with transaction.atomic():
        stored(2)
        replication.after_commit()

    assert pending() == []


@elasticsearch
@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_sent(live):
    with transaction.atomic():
        stored(2)
        replication.after_commit()
        transaction.set_rollback(True)

    assert live.count(live.alias) == 0


@pytest.fixture
def nobody_there(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A portal whose Elasticsearch does not answer; the budgets of the attempts made."""
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    attempts = []

    def drain(_target: Replica, budget: float) -> None:
        attempts.append(budget)
        raise EngineUnavailable("down")

    monkeypatch.setattr(replication, "drain", drain)
    return attempts


@pytest.mark.django_db
def test_an_outage_does_not_disturb_those_who_publish(nobody_there):
    replication.schedule()

    assert len(nobody_there) == 1


@pytest.mark.django_db
def test_during_an_outage_nobody_tries_with_every_page(nobody_there):
    for _ in range(10):
        replication.schedule()

    assert len(nobody_there) == 3
    assert selection.circuit().is_open()


# --- tombstones ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "is_confirmed", "has_replica", "is_kept"),
    [
        (timedelta(days=2), True, True, False),
        (timedelta(days=2), False, True, True),
        (timedelta(days=2), False, False, False),
        (timedelta(hours=23), True, True, True),
        (timedelta(hours=23), False, False, True),
    ],
)
def test_tombstones_are_kept_while_somebody_may_need_them(age, is_confirmed, has_replica, is_kept):
    live_row, gone = stored(2)
    delete(gone, NOW)
    if is_confirmed:
        replication.acknowledge({gone.pk: gone.version})

    replication.forget_tombstones(now=NOW + age, has_replica=has_replica)

    assert SearchDocument.objects.filter(pk=gone.pk).exists() is is_kept
    assert SearchDocument.objects.filter(pk=live_row.pk).exists()
