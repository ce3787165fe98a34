"""A real portal for browser tests: production settings, gunicorn, demo content, on a free port of this machine."""

import fcntl
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 30.0
DATABASE = "portal.sqlite3"
LOGINS = "logins.txt"
# what a proxy that ends TLS would say; the browser sends it with every request
BEHIND_TLS = {"X-Forwarded-Proto": "https"}


@dataclass(frozen=True)
class DemoPortal:
    """A running portal: address without a slash at the end, folder of its data, passwords of its staff by log-in."""

    url: str
    folder: Path
    logins: dict[str, str]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "MEDIA_ROOT": str(folder / "media"),
        "EXPORTS_ROOT": str(folder / "exports"),
        "STATIC_ROOT": str(folder / "static"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": f"https://127.0.0.1:{port}",
        "TRUSTED_PROXY": "true",
        "LOG_LEVEL": "WARNING",
    }


def _manage(environment: dict[str, str], *commands: tuple[str, ...]) -> None:
    for command in commands:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)


def _passwords(path: Path) -> dict[str, str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: password for name, password, *_role in rows}


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            with urlopen(Request(url, headers=BEHIND_TLS)):  # noqa: S310  # our own loopback address
                return
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def set_up_once(folder: Path) -> None:
    """Set a portal up in `folder`, for copies; whoever comes second waits until the first has done it."""
    folder.mkdir(exist_ok=True)
    ready = folder / "ready"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _set_up(folder)
            ready.touch()


def _set_up(folder: Path) -> None:
    environment = _environment(folder, _free_port())
    static = [("build_assets",), ("collectstatic", "--noinput", "--verbosity=0")]
    content = [("compile_catalogues",), ("migrate", "--verbosity=0"), ("load_demo", f"--logins={folder / LOGINS}")]
    with ThreadPoolExecutor() as side_by_side:
        for done in [side_by_side.submit(_manage, environment, *commands) for commands in (static, content)]:
            done.result()


def _copy(portal: Path, folder: Path, port: int) -> None:
    """Copy what requests change; its site answers at another port."""
    shutil.copytree(portal / "media", folder / "media")
    shutil.copy(portal / DATABASE, folder)
    (folder / "static").symlink_to(portal / "static")
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE wagtailcore_site SET port = ?", [port])


@contextmanager
def demo_portal(made: Path, folder: Path) -> Iterator[DemoPortal]:
    """Serve a copy of the portal that `set_up_once` made, from `folder`, and stop it at the end."""
    port = _free_port()
    _copy(made, folder, port)
    with _served(_environment(folder, port), port) as url:
        yield DemoPortal(url, folder, _passwords(made / LOGINS))


@contextmanager
def without_tls(portal: DemoPortal) -> Iterator[str]:
    """Address of the same portal under development settings, as long as the block lasts.

    Production refuses forms sent from an http address, and a browser lets nobody forge the origin of a form.
    """
    port = _free_port()
    settings = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DEBUG": "true",  # gunicorn, unlike `make run`, serves static files from their sources in debug mode only
        "BASE_URL": f"http://127.0.0.1:{port}",
    }
    with _served({**_environment(portal.folder, port), **settings}, port) as url:
        yield url


@contextmanager
def _served(environment: dict[str, str], port: int) -> Iterator[str]:
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
