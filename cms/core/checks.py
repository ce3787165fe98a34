"""System checks that say the cure for a wrong configuration."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning

MINIMUM_KEY_LENGTH = 50


@register(Tags.security, deploy=True)
def check_production_environment(**_kwargs: Any) -> list[CheckMessage]:
    """Production needs a secret key, allowed hosts, an https address and a real mail server."""
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < MINIMUM_KEY_LENGTH:
        found.append(
            Error(
                "SECRET_KEY is missing or shorter than 50 characters.",
                hint="Set it in the environment: "
                'python -c "import secrets; print(secrets.token_urlsafe(50))"',
                id="core.E001",
            )
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS is empty or allows any host.",
                hint="Set ALLOWED_HOSTS=konsultacje.example.org (comma-separated) in the environment.",
                id="core.E002",
            )
        )
    if not settings.BASE_URL.startswith("https://"):
        found.append(
            Error(
                "BASE_URL is not an https address.",
                hint="Set BASE_URL=https://konsultacje.example.org: links in e-mails and the API start with it.",
                id="core.E003",
            )
        )
    return found
