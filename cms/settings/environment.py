"""Every environment variable the portal reads, typed once; the table for people is in docs/operations.md."""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
DEFAULT_DATABASE_URL = f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"

env = environ.Env(
    SECRET_KEY=(str, ""),
    SURVEY_SECRET=(str, ""),
    DEBUG=(bool, False),
    DATABASE_URL=(str, ""),
    SEARCH_ENGINE=(str, "auto"),
    ELASTICSEARCH_URL=(str, ""),
    ELASTICSEARCH_INDEX_PREFIX=(str, "konsultacje"),
    REDIS_URL=(str, ""),
    EMAIL_URL=(str, ""),
    DEFAULT_FROM_EMAIL=(str, "konsultacje@localhost"),
    ALLOWED_HOSTS=(list, []),
    BASE_URL=(str, "http://127.0.0.1:8000"),
    MEDIA_ROOT=(str, str(VAR_DIR / "media")),
    EXPORTS_ROOT=(str, str(VAR_DIR / "exports")),
    EXPORT_PROCESSES=(str, "spawn"),
    STATIC_ROOT=(str, str(VAR_DIR / "static")),
    LOG_LEVEL=(str, "INFO"),
    HSTS_SECONDS=(int, 31_536_000),
    TRUSTED_PROXY=(bool, False),
)
env.read_env(BASE_DIR / ".env")

# Variables that cannot be read; cms/core/checks.py reports them, instead of a traceback before any command could run
INVALID_VARIABLES: list[str] = []


def parsed(name: str, parse: Callable[[str], Any], default: Any) -> Any:
    """The variable through `parse`; `default` when it is empty or, with a mark in INVALID_VARIABLES, not readable."""
    value = env.str(name, default="")
    if not value:
        return default
    try:
        return parse(value)
    except (ImproperlyConfigured, ValueError, KeyError):
        INVALID_VARIABLES.append(name)
        return default


def database(url: str) -> dict[str, Any]:
    """Settings of the database at `url`. Raises ValueError unless it is PostgreSQL or SQLite."""
    found: dict[str, Any] = dict(env.db_url_config(url))
    if found.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ValueError(url)
    return found


def redis_address(url: str) -> str:
    """`url` itself. Raises ValueError unless its scheme is one of Redis."""
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError(url)
    return url


def search_engine(name: str) -> str:
    """`name` itself. Raises ValueError unless it is one of the engines of residents' search."""
    if name not in {"auto", "sql", "elastic"}:
        raise ValueError(name)
    return name


def export_processes(name: str) -> str:
    """`name` itself. Raises ValueError unless it is a way of running exports."""
    if name not in {"spawn", "worker"}:
        raise ValueError(name)
    return name


def elasticsearch_address(url: str) -> str:
    """`url` itself. Raises ValueError unless it leads to a host by http or https."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(url)
    return url


def index_prefix(name: str) -> str:
    """`name` itself. Raises ValueError unless names of indexes can begin with it."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", name):
        raise ValueError(name)
    return name


def log_level(name: str) -> str:
    """Name of a level of the logging module. Raises KeyError for any other."""
    return logging.getLevelName(logging.getLevelNamesMapping()[name.upper()])
