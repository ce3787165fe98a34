"""The members of the metropolis and the portal's topics, as every new portal starts with them."""

import json
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model

from .models import Municipality, Topic

DATA = Path(__file__).parent / "data"
Row = TypeVar("Row", bound=Model)


def municipalities() -> dict[str, Municipality]:
    """The 23 members by TERYT code, made where they are missing; the county first, since 17 of them lie in it."""
    found = {one.teryt: one for one in Municipality.objects.all()}
    for record in sorted(records("municipalities"), key=lambda one: "parent" in one):
        if record["teryt"] not in found:
            parent = found.get(record.get("parent", ""))
            found[record["teryt"]] = _saved(Municipality(**{**record, "parent": parent}))
    return found


def topics() -> dict[str, Topic]:
    """The eleven topics by slug, made where they are missing."""
    found = {one.slug: one for one in Topic.objects.all()}
    for record in records("topics"):
        if record["slug"] not in found:
            found[record["slug"]] = _saved(Topic(**record))
    return found


def records(name: str) -> list[dict[str, Any]]:
    """Field values of the `municipalities` (with the county's TERYT code as `parent`) or `topics`."""
    found: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _saved(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row
