"""What the child takes from itself before it looks at a file: memory, time, and every way out but its three streams.

Limits of the operating system (setrlimit) hold whatever happens. An audit hook (PEP 578) refuses network, processes and
files: enough for readers written in Python, which a file can lead astray but not replace.
"""

import os
import resource
import sys
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
OPEN_FILES = 32  # three streams, and modules being imported
# Libraries import parts of themselves late, which looks into folders
HARMLESS_EVENTS = frozenset({"os.listdir", "os.scandir"})
REFUSED_EVENTS = ("socket.", "subprocess.", "os.", "shutil.", "ctypes.", "fcntl.", "mmap.", "sqlite3.", "urllib.")


def confine(*, seconds: float, memory_mb: int) -> None:
    """Limit this process for the rest of its life. What it imports of ours must be imported before."""
    sys.dont_write_bytecode = True
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NPROC, 0)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    # the parent's clock strikes first, unless the parent is gone; at the hard limit the signal would be SIGKILL
    _lower(resource.RLIMIT_CPU, ceil(seconds) + 1, margin=1)
    if sys.platform != "darwin":  # which knows the limit and refuses to set it
        _lower(resource.RLIMIT_AS, memory_mb * 1024 * 1024)
    sys.addaudithook(_refusal(_import_folders()))


def _lower(limit: int, value: int, margin: int = 0) -> None:
    hard = resource.getrlimit(limit)[1]
    bound = sys.maxsize if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(limit, (min(value, bound), min(value + margin, bound)))


def _import_folders() -> tuple[str, ...]:
    """Where Python and its packages lie. Not the project: its folder may hold the site's secrets and database."""
    folders = (os.path.realpath(entry) for entry in sys.path)
    return tuple(f"{folder}/" for folder in folders if folder != str(PROJECT))


def _refusal(folders: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            harmless = _only_reads(flags) and os.path.realpath(os.fsdecode(path)).startswith(folders)
        else:
            harmless = event in HARMLESS_EVENTS or not event.startswith(REFUSED_EVENTS)
        if not harmless:
            raise PermissionError(event)

    return refuse


def _only_reads(flags: int) -> bool:
    return not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
