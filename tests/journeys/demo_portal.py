"""A real portal for browser tests: production settings, gunicorn, demo content, on a free port of this machine."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 30.0
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
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": f"https://127.0.0.1:{port}",
        "TRUSTED_PROXY": "true",
        "LOG_LEVEL": "WARNING",
    }


def _manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


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


@contextmanager
def demo_portal(folder: Path) -> Iterator[DemoPortal]:
    """Set a portal up in `folder`, serve it, and stop it at the end."""
    port = _free_port()
    environment = _environment(folder, port)
    logins = folder / "logins.txt"
    _manage(environment, "build_assets")
    _manage(environment, "compile_catalogues")
    _manage(environment, "migrate", "--verbosity=0")
    _manage(environment, "load_demo", f"--logins={logins}")
    _manage(environment, "collectstatic", "--noinput", "--verbosity=0")
    with _served(environment, port) as url:
        yield DemoPortal(url, folder, _passwords(logins))


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
