"""Answers on a map: a FeatureCollection of points, lines or areas; or the place told in words.

A feature's properties: `category` (one of the question's categories), `comment`, `description`. The collection may have
a `description` of its own, which is an answer even where nothing was drawn.
"""

from collections.abc import Mapping
from typing import Any

from ..blank import as_integer, is_blank
from ..element_types import GEOMETRIES, MAX_FEATURES
from ..geometry import (
    MOST_VERTICES,
    area_rings,
    is_position,
    is_sound,
    is_within,
    positions,
    rounded,
    vertices,
    without_repeats,
)
from ..structure import Element
from .faults import Fault, fault
from .texts import text_faults, tidied

DESCRIPTION_LENGTH = 2000
COMMENT_LENGTH = 500
_WORDS = {"comment": COMMENT_LENGTH, "description": DESCRIPTION_LENGTH}


def tidy_places(element: Element, answer: Any) -> Any:
    """Six decimals, no repeated positions, no foreign members; wrong shapes stay as they are."""
    features = _features(answer)
    if features is None or sum(vertices(_geometry(one)) for one in features) > MOST_VERTICES:
        return answer
    tidy = {"type": "FeatureCollection", "features": [_tidy_feature(one) for one in features]}
    description = _tidy_words(answer.get("description"), DESCRIPTION_LENGTH)
    return tidy if is_blank(description) else {**tidy, "description": description}


def _features(answer: Any) -> list[Any] | None:
    if not isinstance(answer, Mapping) or answer.get("type") != "FeatureCollection":
        return None
    features = answer.get("features")
    return features if isinstance(features, list) else None


def _geometry(feature: Any) -> Any:
    return feature.get("geometry") if isinstance(feature, Mapping) else None


def _tidy_feature(feature: Any) -> Any:
    found = positions(_geometry(feature))
    if found is None or not all(is_position(one) for one in found) or not _has_properties(feature):
        return feature
    given = feature.get("properties") or {}
    words = {name: _tidy_words(value, _WORDS.get(name, 0)) for name, value in given.items()}
    return {
        "type": feature.get("type"),
        "properties": {name: value for name, value in words.items() if not is_blank(value)},
        "geometry": _tidy_geometry(feature["geometry"]["type"], [rounded(one) for one in found]),
    }


def _tidy_words(value: Any, most: int) -> Any:
    return tidied(value, most) if isinstance(value, str) else value


def _tidy_geometry(kind: str, found: list[list[float]]) -> dict[str, Any]:
    if kind == "Point":
        return {"type": kind, "coordinates": found[0]}
    kept = without_repeats(found)
    return {"type": kind, "coordinates": kept if kind == "LineString" else [kept]}


def _has_properties(feature: Any) -> bool:
    return feature.get("properties") is None or isinstance(feature["properties"], Mapping)


def check_places(element: Element, answer: Any) -> list[Fault]:
    """Faults of number, shape, place and words of what was drawn."""
    features = _features(answer)
    if features is None:
        return fault("bad_geometry")
    words = text_faults(answer["description"], DESCRIPTION_LENGTH, 0, "description") if "description" in answer else []
    return words or _number(element, features) or _each(element, features)


def _number(element: Element, features: list[Any]) -> list[Fault]:
    """Nothing drawn is an answer in words, so the smallest number does not count then."""
    least, most = as_integer(element.settings.get("min")) or 0, as_integer(element.settings.get("max")) or MAX_FEATURES
    if len(features) > most:
        return fault("too_many", max=most, count=len(features))
    return fault("too_few", min=least, count=len(features)) if 0 < len(features) < least else []


def _each(element: Element, features: list[Any]) -> list[Fault]:
    drawn = 0
    for place, feature in enumerate(features):
        drawn += vertices(_geometry(feature))
        if drawn > MOST_VERTICES:
            return fault("bad_geometry", "features", place, "geometry", max=MOST_VERTICES)
    return [one for place, feature in enumerate(features) for one in _feature(element, feature, place)]


def _feature(element: Element, feature: Any, place: int) -> list[Fault]:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature" or not _has_properties(feature):
        return fault("bad_geometry", "features", place)
    geometry, wanted = feature.get("geometry"), GEOMETRIES.get(element.settings.get("geometry") or "")
    if not is_sound(geometry) or (wanted is not None and _geometry(feature)["type"] != wanted):
        return fault("bad_geometry", "features", place, "geometry")
    if _outside(element, geometry):
        return fault("outside_area", "features", place, "geometry")
    properties = feature.get("properties") or {}
    return [one for name, value in properties.items() for one in _property(element, name, value, place)]


def _outside(element: Element, geometry: Any) -> bool:
    rings = area_rings(element.settings.get("area")) if element.settings.get("area_check") == "block" else None
    return rings is not None and not is_within(positions(geometry) or [], rings)


def _property(element: Element, name: str, value: Any, place: int) -> list[Fault]:
    at = ("features", place, "properties", name)
    if name == "category":
        return [] if isinstance(value, str) and value in element.offered else [Fault("not_an_option", at)]
    if name not in _WORDS or (name == "comment" and element.settings.get("comments") is False):
        return [Fault("unknown_key", at)]
    return [Fault(one.code, at, one.params) for one in text_faults(value, _WORDS[name])]
