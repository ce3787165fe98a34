"""A portal that serves real HTTP from a database of its own, and people who search in it."""

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 30.0  # seconds
PAUSE = 0.15  # seconds between two searches of a client: the machine has others to serve
QUERIES = (
    {"q": "sciezki rowerowe"},
    {"q": "konsultacja", "kind": "news"},
    {"kind": ["consultation", "news"], "sort": "newest"},
    {"q": "drogi", "status": "open", "topic": "temat-1"},
    {"q": "raport", "page": "2"},
    {"q": '"raport nr"'},
)


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Inside, Django works on a copy of the test database that other processes can open; its address.

    A database in memory is copied to a file; PostgreSQL's is used as it is.
    """
    memory = connections[DEFAULT_DB_ALIAS]
    if memory.vendor == "postgresql":
        facts = memory.settings_dict
        yield f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
        return
    path = folder / "portal.sqlite3"
    backend = load_backend(memory.settings_dict["ENGINE"])
    file = backend.DatabaseWrapper({**memory.settings_dict, "NAME": str(path)}, DEFAULT_DB_ALIAS)
    memory.ensure_connection()
    file.ensure_connection()
    memory.connection.backup(file.connection)
    connections[DEFAULT_DB_ALIAS] = file
    try:
        yield f"sqlite:///{path}"
    finally:
        connections[DEFAULT_DB_ALIAS] = memory
        file.close()


@dataclass(frozen=True)
class LivePortal:
    """Port of the running portal, and the environment of its processes."""

    port: int
    environment: dict[str, str]

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A finished command of the portal."""
        return subprocess.run(
            self.command(*arguments), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )


@contextmanager
def live_portal(database_url: str) -> Iterator[LivePortal]:
    """Gunicorn with the search engine that the settings name now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port = found.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": database_url,
        "ELASTICSEARCH_URL": settings.ELASTICSEARCH_URL,
        "ELASTICSEARCH_INDEX_PREFIX": settings.ELASTICSEARCH_INDEX_PREFIX,
        "LOG_LEVEL": "ERROR",
    }
    command = ["-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    command += ["--no-control-socket", "--log-level", "warning"]
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment) as server:
        try:
            _wait_for(port)
            yield LivePortal(port, environment)
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            answer = get(port, "/health/")
        except OSError:
            answer = None
        if answer and answer[0] == 200:
            return
        assert time.monotonic() < deadline, "the portal does not start"
        time.sleep(0.1)


def get(port: int, path: str) -> tuple[int, bytes]:
    """Status and body."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


@dataclass
class Searches:
    """What the searches of all clients came to."""

    count: int = 0
    failed: list[str] = field(default_factory=list)
    engines: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def note(self, path: str, status: int, body: bytes, seconds: float) -> None:
        self.count += 1
        self.seconds.append(seconds)
        if status != 200:
            self.failed.append(f"{status} {path}")
        elif path.startswith("/api/"):
            self.engines.append(json.loads(body)["engine"])

    def summary(self) -> str:
        ordered = sorted(self.seconds)
        return (
            f"{self.count} searches, {len(self.failed)} failed, p50 {ordered[len(ordered) // 2] * 1000:.0f} ms, "
            f"p95 {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms, slowest {ordered[-1] * 1000:.0f} ms; "
            f"{self.engines.count('elastic')} by elastic, {self.engines.count('sql')} by sql"
        )


@contextmanager
def clients(portal: LivePortal, count: int) -> Iterator[Searches]:
    """So many clients search inside the block, over and over, by page and by API in turn."""
    searches, stop, lock = Searches(), threading.Event(), threading.Lock()

    def search(number: int) -> None:
        while not stop.is_set():
            path = "/pl/szukaj/" if number % 2 else "/api/v2/search/"
            path += "?" + urlencode(QUERIES[number % len(QUERIES)], doseq=True)
            started = time.perf_counter()
            try:
                status, body = get(portal.port, path)
            except (OSError, HTTPException) as error:
                status, body = 0, repr(error).encode()
            with lock:
                searches.note(path, status, body, time.perf_counter() - started)
            number += 1
            stop.wait(PAUSE)

    threads = [threading.Thread(target=search, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield searches
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def findings(portal: LivePortal) -> tuple[int, dict[str, Any]]:
    """Exit code of search_check, and what it found."""
    done = portal.manage("search_check", "--json", "--max-lag", "0")
    return done.returncode, json.loads(done.stdout)
