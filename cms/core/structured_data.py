"""JSON-LD objects for search engines, as plain dictionaries (schema.org vocabulary)."""

from collections.abc import Sequence
from typing import Any

CONTEXT = "https://schema.org"


def breadcrumb_list(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """`BreadcrumbList` from (title, absolute URL) pairs, the home page first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate(trail, 1)
        ],
    }


def organization(*, name: str, url: str, email: str, phone: str, address: str) -> dict[str, Any]:
    """`GovernmentOrganization`: who runs the portal. Empty values are left out."""
    found = {"email": email, "telephone": phone, "address": address}
    return {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "name": name,
        "url": url,
        **{key: value for key, value in found.items() if value},
    }


def event(  # noqa: PLR0913  # one argument per schema.org property, keyword-only
    *, name: str, url: str, starts_at: str, ends_at: str, place: str, online_url: str = "", description: str = ""
) -> dict[str, Any]:
    """`Event` with ISO 8601 times; on-line, on-site or mixed by what is given."""
    locations: list[dict[str, str]] = []
    if place:
        locations.append({"@type": "Place", "name": place, "address": place})
    if online_url:
        locations.append({"@type": "VirtualLocation", "url": online_url})
    mode = {(True, True): "Mixed", (False, True): "Online"}.get((bool(place), bool(online_url)), "Offline")
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "name": name,
        "url": url,
        "description": description,
        "startDate": starts_at,
        "endDate": ends_at,
        "eventAttendanceMode": f"{CONTEXT}/{mode}EventAttendanceMode",
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "location": locations,
    }
