"""Tell whoever started the portal where to click and how to sign in."""

from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand


class DemoLogin(NamedTuple):
    """One line of var/demo-logins.txt, written by load_demo."""

    name: str
    password: str
    role: str


class Command(BaseCommand):
    """The text that `make run` prints before it serves."""

    help = "Prints the portal's addresses and the demo log-ins of this installation."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print addresses first, log-ins below."""
        lines = [
            "",
            f"  Portal   {settings.BASE_URL}/{settings.LANGUAGE_CODE}/",
            f"  Admin    {settings.BASE_URL}/admin/",
            f"  API      {settings.BASE_URL}/api/v2/pages/",
            "",
            *_login_lines(read_logins(settings.VAR_DIR / "demo-logins.txt")),
        ]
        self.stdout.write("\n".join(lines))


def read_logins(path: Path) -> list[DemoLogin]:
    """The demo log-ins; none when the demo content was never loaded."""
    if not path.exists():
        return []
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [DemoLogin(*row) for row in rows if len(row) == len(DemoLogin._fields)]


def _login_lines(logins: list[DemoLogin]) -> list[str]:
    if not logins:
        return ["  No demo log-ins here; make an account with `manage.py createsuperuser`.", ""]
    name_width = max(len(login.name) for login in logins)
    password_width = max(len(login.password) for login in logins)
    rows = [f"    {login.name:{name_width}}  {login.password:{password_width}}  {login.role}" for login in logins]
    return ["  Sign in (passwords of this installation only, also in var/demo-logins.txt):", *rows, ""]
