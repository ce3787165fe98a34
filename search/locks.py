"""Locks between processes: what only one of them may do at a time."""

import fcntl
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from django.db import connection

REPLICATION = "search-replication"  # sending documents
REBUILD = "search-rebuild"  # making an index

POLL = 0.05  # seconds
SPACE = 0x5EA7C4  # keeps our numbers apart from those of others who lock in the same database


@contextmanager
def exclusive(name: str, wait: float = 0.0) -> Iterator[bool]:
    """Whether the lock was had within `wait` seconds; it goes with the process, however that ends.

    On PostgreSQL it belongs to the connection, on SQLite to a file beside the database.
    """
    lock = _AdvisoryLock(name) if connection.vendor == "postgresql" else _FileLock(name)
    deadline = time.monotonic() + wait
    try:
        while not (had := lock.acquire()) and time.monotonic() < deadline:
            time.sleep(POLL)
        yield had
    finally:
        lock.release()


class _AdvisoryLock:
    def __init__(self, name: str) -> None:
        self._numbers = [SPACE, crc32(name.encode()) & 0x7FFFFFFF]
        self._had = False

    def acquire(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", self._numbers)
            self._had = bool(cursor.fetchone()[0])
        return self._had

    def release(self) -> None:
        if self._had:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", self._numbers)


class _FileLock:
    def __init__(self, name: str) -> None:
        self._stream = _path(name).open("a")

    def acquire(self) -> bool:
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        self._stream.close()


def _path(name: str) -> Path:
    database = str(connection.settings_dict["NAME"])
    path = Path(database)
    if path.is_file():
        return path.with_name(f"{path.name}-{name}.lock")
    # only its own process knows a database in memory
    return Path(tempfile.gettempdir()) / f"{sha256(database.encode()).hexdigest()[:16]}-{name}.lock"
