"""Local governments, topics and organisers."""

from typing import Any, TypeVar

from django.db.models import Model

from cms.core.models import Municipality, Organiser, Topic

from .texts import LANGUAGES, in_columns, read

Row = TypeVar("Row", bound=Model)


def municipalities() -> dict[str, Municipality]:
    """The 23 members of the metropolis by TERYT code; the county first, since 17 of them lie in it."""
    found = {one.teryt: one for one in Municipality.objects.all()}
    for row in sorted(read("municipalities"), key=lambda one: "parent" in one):
        if row["teryt"] not in found:
            columns = in_columns(row, "name", "short_name") | {"parent": found.get(row.get("parent", ""))}
            found[row["teryt"]] = _saved(Municipality(**columns))
    return found


def topics() -> dict[str, Topic]:
    """The eleven topics by slug."""
    found = {one.slug: one for one in Topic.objects.all()}
    for row in read("topics"):
        if row["slug"] not in found:
            found[row["slug"]] = _saved(Topic(**in_columns(row, "name")))
    return found


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
