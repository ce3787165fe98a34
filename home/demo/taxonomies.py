"""Organisers; the local governments and topics themselves are the kernel's."""

from typing import Any, TypeVar

from django.db.models import Model

from cms.core.models import Municipality, Organiser

from .texts import LANGUAGES, in_columns, read

Row = TypeVar("Row", bound=Model)


def organisers(members: dict[str, Municipality]) -> dict[str, Organiser]:
    """Everybody who runs consultations, by slug: the members, the association, units, other bodies."""
    found = {one.slug: one for one in Organiser.objects.select_related("municipality")}
    for row in read("organisers"):
        if row["slug"] not in found:
            municipality = members.get(row.get("municipality", ""))
            named = row if municipality is None or "name" in row else _named_after(municipality) | row
            found[row["slug"]] = _saved(
                Organiser(**in_columns(named, "name", "profile") | {"municipality": municipality})
            )
    return found


def _named_after(municipality: Municipality) -> dict[str, Any]:
    """A local government is called the same as an organiser."""
    names = {language: getattr(municipality, f"name_{language}") for language in LANGUAGES}
    return {"name": names, "website": municipality.website}


def _saved(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row
