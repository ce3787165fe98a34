"""The node dies by SIGKILL while people search and staff publish; and an index is rebuilt under both. Nothing is lost.

The numbers are printed: see them with `-s`.
"""

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from search import services
from search.analysis.languages import fingerprint
from search.engines.replica import Replica
from search.models import SearchDocument
from search.projection import Projection
from search.rebuilding import rebuild
from search.replica_check import differing
from search.replication import drain
from search.services.words import remember_fingerprint
from tests.elasticsearch.node import Node
from tests.factories import home
from tests.search.live_portal import LivePortal, Searches, clients, findings, live_portal, own_database
from tests.search.rows import generated, pending

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True)]
CLIENTS = 4
PUBLISHED = 500
KILLED_AT, STARTED_AT = 100, 350  # pages published
REBUILDS = 2


@pytest.fixture
def portal(replica: Replica, tmp_path: Path) -> Iterator[LivePortal]:
    """A live portal with a tree of pages, 500 generated documents and an index that has them."""
    with own_database(tmp_path) as address:
        home.site_tree()
        generated(500)
        remember_fingerprint(fingerprint())
        rebuild(replica, now=timezone.now(), progress=lambda _done, _total: None)
        with live_portal(address) as running:
            yield running
        connection.close()


def lost(target: Replica) -> list[int]:
    """Rows whose last version is not what the index has."""
    return differing(target, target.alias, list(SearchDocument.objects.live().values_list("pk", flat=True)))


def report(*lines: str) -> None:
    print("\n".join(lines))  # noqa: T201  # the numbers are what the drill is run for


def wait_for(searches: Searches, engine: str) -> None:
    deadline = time.monotonic() + 60
    while engine not in searches.engines[-3:]:
        assert time.monotonic() < deadline, f"{engine} does not answer"
        time.sleep(0.05)


def test_outage(portal: LivePortal, replica: Replica) -> None:
    node = Node.of_this_run()
    parent = home.HomePage.objects.get().get_children().get(slug="aktualnosci").specific
    starting = threading.Thread(target=node.start)
    began = time.monotonic()
    with clients(portal, CLIENTS) as searches:
        wait_for(searches, "elastic")
        for number in range(PUBLISHED):
            if number == KILLED_AT:
                node.kill()
            if number == STARTED_AT:
                assert "sql" in searches.engines
                starting.start()
            home.news(parent, title=f"Raport nr {number}")
        took = time.monotonic() - began
        starting.join()
        waiting = len(pending())
        synced = portal.manage("search_sync")
        wait_for(searches, "elastic")
    code, found = findings(portal)
    report(
        f"\n{PUBLISHED} pages published in {took:.0f} s, {waiting} waited after the outage; {synced.stdout.strip()}",
        searches.summary(),
        str(found),
    )

    assert searches.failed == []
    assert searches.count > 100
    assert waiting > STARTED_AT - KILLED_AT - 10
    assert (synced.returncode, code, found["problems"], found["pending"]) == (0, 0, [], 0)
    assert SearchDocument.objects.live().filter(kind="news", title__startswith="Raport nr").count() == PUBLISHED
    assert found["in_replica"] == found["documents"]
    assert lost(replica) == []


def test_rebuild_under_writes(portal: LivePortal, replica: Replica) -> None:
    old = replica.generations()[-1].name
    rounds, written = 0, 0
    with clients(portal, CLIENTS) as searches:
        wait_for(searches, "elastic")
        for _ in range(REBUILDS):
            with subprocess.Popen(portal.command("search_rebuild"), env=portal.environment) as running:
                while running.poll() is None:
                    write(written)
                    written += 1
            assert running.returncode == 0
            rounds += 1
    sent = drain(replica).sent
    code, found = findings(portal)
    report(f"\n{rounds} rebuilds under {written} writes; {sent} waited at the end", searches.summary(), str(found))

    assert searches.failed == []
    assert written > 50
    assert old not in [generation.name for generation in replica.generations()]
    assert (code, found["problems"], found["pending"]) == (0, [], 0)
    assert found["in_replica"] == found["documents"]
    assert lost(replica) == []


def write(number: int) -> None:
    """A new document, a change of an older one, or a deletion, in turn."""
    owner = f"written-{number if number % 3 == 0 else number - number % 3}"
    projection = Projection(kind="news", lang="pl", title=f"Raport nr {number}", url=f"/pl/{number}/")
    services.store(owner=owner, projections={} if number % 6 == 5 else {owner: projection}, now=timezone.now())
