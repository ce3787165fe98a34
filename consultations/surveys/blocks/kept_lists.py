"""Lists of options kept in one place and used by many surveys: municipalities, ages, roles, and those of the staff."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.core.choices import MunicipalityKind
from cms.core.models import Municipality

from .options import Row
from .words import Words

OWN_LIST = "set-"
OUTSIDE = 9_999_999

AGES = [
    ("a0_17", _("under 18")),
    ("a18_24", "18–24"),
    ("a25_34", "25–34"),
    ("a35_44", "35–44"),
    ("a45_54", "45–54"),
    ("a55_64", "55–64"),
    ("a65_74", "65–74"),
    ("a75", _("75 or more")),
    ("not_said", _("I prefer not to say")),
]
GENDERS = [
    ("woman", _("woman")),
    ("man", pgettext_lazy("gender", "man")),
    ("other", _("another")),
    ("not_said", _("I prefer not to say")),
]
ROLES = [
    ("resident", _("I live here")),
    ("works", _("I work or study here")),
    ("business", _("I run a business here")),
    ("organisation", _("I speak for an organisation")),
    ("official", _("I work for a local government")),
    ("other", _("something else")),
]


def _fixed(rows: list[tuple[str, Any]]) -> list[Row]:
    return [{"key": key, "code": code, "label": Words(label)} for code, (key, label) in enumerate(rows, 1)]


def _municipalities() -> list[Row]:
    """Every member by its TERYT code, and a place for people from elsewhere."""
    members = Municipality.objects.exclude(kind=MunicipalityKind.COUNTY).order_by("short_name")
    rows = [
        {"key": f"t{one.teryt}", "code": int(one.teryt), "label": Words(one.short_name), "teryt": one.teryt}
        for one in members
    ]
    return [*rows, {"key": "outside", "code": OUTSIDE, "label": Words(_("outside the metropolis"))}]


NAMED: dict[str, tuple[Any, Callable[[], list[Row]]]] = {
    "municipalities": (_("municipalities of the metropolis"), _municipalities),
    "age_bands": (_("ages"), lambda: _fixed(AGES)),
    "genders": (_("genders"), lambda: _fixed(GENDERS)),
    "roles": (_("roles"), lambda: _fixed(ROLES)),
}


def list_choices() -> Iterator[tuple[str, Any]]:
    """Names of the lists for an editor: ours, then those of the staff."""
    yield from ((name, label) for name, (label, _rows) in NAMED.items())
    sets = apps.get_model("surveys", "OptionSet").objects.values_list("pk", "name")
    yield from ((f"{OWN_LIST}{pk}", name) for pk, name in sets)


def list_options(name: str) -> list[Row]:
    """Compiled options of the list in the active language; none for a list that is gone."""
    if name in NAMED:
        return NAMED[name][1]()
    number = name.removeprefix(OWN_LIST)
    found = apps.get_model("surveys", "OptionSet").objects.filter(pk=number).first() if number.isdigit() else None
    return found.options_in(get_language() or "") if found else []
