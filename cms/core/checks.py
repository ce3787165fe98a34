"""System checks that say the cure for a wrong production configuration."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured

MINIMUM_KEY_LENGTH = 50
EXAMPLES = {
    "DATABASE_URL": "postgres://user:password@host:5432/name, or nothing for SQLite in var/",
    "ELASTICSEARCH_INDEX_PREFIX": "konsultacje",
    "ELASTICSEARCH_URL": "http://user:password@host:9200",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "EXPORT_PROCESSES": "spawn, or worker",
    "HSTS_SECONDS": "31536000",
    "LOG_LEVEL": "INFO",
    "REDIS_URL": "redis://host:6379/0",
    "SEARCH_ENGINE": "auto, sql or elastic",
    "TRUSTED_PROXY": "true",
}


def _secret_key() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:  # Django refuses to hand out an empty key
        return ""


def _secret_key_errors() -> Iterator[CheckMessage]:
    if len(_secret_key()) < MINIMUM_KEY_LENGTH:
        yield Error(
            "SECRET_KEY is missing or shorter than 50 characters.",
            hint='Set it in the environment: python3 -c "import secrets; print(secrets.token_urlsafe(50))"',
            id="core.E001",
        )


def _host_errors() -> Iterator[CheckMessage]:
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS is empty or allows any host.",
            hint="Set ALLOWED_HOSTS=konsultacje.example.org (comma-separated) in the environment.",
            id="core.E002",
        )
    if not settings.BASE_URL.startswith("https://") or settings.BASE_URL.endswith("/"):
        yield Error(
            "BASE_URL is not an https address, or ends with a slash.",
            hint="Set BASE_URL=https://konsultacje.example.org: links in e-mails and the admin start with it.",
            id="core.E003",
        )


def _unreadable_variables() -> Iterator[CheckMessage]:
    for name in getattr(settings, "INVALID_VARIABLES", []):
        yield Error(
            f"{name} cannot be read; its default is in use.",
            hint=f"Set it like this: {name}={EXAMPLES[name]}",
            id="core.E004",
        )


def _mail_errors() -> Iterator[CheckMessage]:
    if settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend")):
        yield CheckWarning(
            "EMAIL_URL is not set: the portal's mail is printed instead of sent.",
            hint="Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587 in the environment.",
            id="core.W001",
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield CheckWarning(
            "DEFAULT_FROM_EMAIL is not set: mail from “localhost” is refused by most servers.",
            hint="Set DEFAULT_FROM_EMAIL=konsultacje@example.org in the environment.",
            id="core.W002",
        )


def _cache_errors() -> Iterator[CheckMessage]:
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        yield CheckWarning(
            "REDIS_URL is not set: every web process has a cache of its own.",
            hint="Set REDIS_URL=redis://host:6379/0 if more than one web process runs.",
            id="core.W003",
        )


def _export_errors() -> Iterator[CheckMessage]:
    if Path(settings.EXPORTS_ROOT).resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        yield Error(
            "EXPORTS_ROOT lies below MEDIA_ROOT, which everybody can read.",
            hint="Set EXPORTS_ROOT=/srv/portal/exports: exported answers are for staff only.",
            id="core.E005",
        )


QUESTIONS: list[Callable[[], Iterator[CheckMessage]]] = [
    _secret_key_errors,
    _host_errors,
    _unreadable_variables,
    _mail_errors,
    _cache_errors,
    _export_errors,
]


@register(Tags.security)
def check_production_environment(**_kwargs: Any) -> list[CheckMessage]:
    """What production needs from the environment; silent in development and tests."""
    if not getattr(settings, "PRODUCTION", False):
        return []
    return [message for question in QUESTIONS for message in question()]
