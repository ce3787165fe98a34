"""Log-ins of the demo: an administrator, a coordinator, editors of three municipalities."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.models import Group

from cms.core.models import User
from consultations.models import ConsultationIndexPage
from consultations.services import grant_coordination, grant_section

from ..models import HomePage
from .texts import read

PASSWORD_BYTES = 15


class Login(NamedTuple):
    """A line of the file of log-ins."""

    name: str
    password: str
    role: str


def staff(home: HomePage, sections: Mapping[str, ConsultationIndexPage]) -> list[Login]:
    """Make the accounts that are missing; the log-ins of those made now, with random passwords."""
    existing = set(User.objects.values_list("username", flat=True))
    return [_account(row, home, sections) for row in read("staff") if row["login"] not in existing]


def administrator() -> User:
    """The account of the demo's administrator."""
    return User.objects.get(username=next(row["login"] for row in read("staff") if row.get("superuser")))


def _account(row: dict[str, Any], home: HomePage, sections: Mapping[str, ConsultationIndexPage]) -> Login:
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    make = User.objects.create_superuser if row.get("superuser") else User.objects.create_user
    user = make(row["login"], password=password, first_name=row["role"])
    user.groups.set(_groups(row, home, sections))
    return Login(row["login"], password, row["role"])


def _groups(row: dict[str, Any], home: HomePage, sections: Mapping[str, ConsultationIndexPage]) -> list[Group]:
    if "section" in row:
        section = sections[row["section"]]
        return [grant_section(section=section, name=f"Redakcja: {section.title}")]
    return [grant_coordination(home=home, name=row["coordination"])] if "coordination" in row else []


def write_logins(made: list[Login], path: Path) -> None:
    """Put the log-ins into the file, tab-separated, readable by its owner only; lines of other accounts stay."""
    if not made:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    names = {login.name for login in made}
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if line.partition("\t")[0] not in names]
    path.write_text("\n".join([*kept, *map("\t".join, made)]) + "\n", encoding="utf-8")
