"""A wrong production configuration is refused, and the message says the cure."""

import os
import subprocess
import sys
from typing import Any

import pytest
from pytest_django import Settings

from cms.core.checks import check_production_environment

SOUND = {
    "PRODUCTION": True,
    "MEDIA_ROOT": "/srv/media",
    "INVALID_VARIABLES": [],
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": ["konsultacje.example.org"],
    "BASE_URL": "https://konsultacje.example.org",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "konsultacje@example.org",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://host"}},
}


def found(settings: Settings, **changes: Any) -> list[str]:
    for name, value in {**SOUND, **changes}.items():
        setattr(settings, name, value)
    messages = check_production_environment()
    assert all(message.hint for message in messages)
    return [str(message.id) for message in messages]


def test_a_sound_configuration_passes(settings: Settings) -> None:
    assert found(settings) == []


def test_silent_outside_production(settings: Settings) -> None:
    assert found(settings, PRODUCTION=False, SECRET_KEY="short") == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", "", "core.E001"),
        ("SECRET_KEY", "k" * 49, "core.E001"),
        ("ALLOWED_HOSTS", [], "core.E002"),
        ("ALLOWED_HOSTS", ["*"], "core.E002"),
        ("BASE_URL", "http://konsultacje.example.org", "core.E003"),
        ("BASE_URL", "https://konsultacje.example.org/", "core.E003"),
        ("EXPORTS_ROOT", "/srv/media/exports", "core.E005"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "core.W001"),
        ("DEFAULT_FROM_EMAIL", "konsultacje@localhost", "core.W002"),
        ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "core.W003"),
    ],
)
def test_each_fault_is_named(settings: Settings, name: str, value: Any, expected: str) -> None:
    assert found(settings, **{name: value}) == [expected]


UNREADABLE = {
    "DATABASE_URL": "mysql://user@host/name",
    "EMAIL_URL": "nonsense",
    "HSTS_SECONDS": "a year",
    "LOG_LEVEL": "LOUD",
    "REDIS_URL": "http://host",
    "TRUSTED_PROXY": "maybe",
}


def test_unreadable_variables_are_named_with_an_example_instead_of_a_traceback() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.production", **UNREADABLE}
    command = [sys.executable, "manage.py", "check"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    for name in UNREADABLE:
        assert f"{name} cannot be read" in run.stderr
        assert f"Set it like this: {name}=" in run.stderr
