"""The shape of a sound answer to each type of question, as JSON Schema."""

from collections.abc import Callable, Iterable
from typing import Any

from . import patterns
from .answers.amounts import LARGEST
from .answers.choices import ranks_wanted, wants_rows, wants_words
from .answers.people import CONTACT_FIELDS, CONTACT_LENGTH, required_lines
from .answers.places import COMMENT_LENGTH, DESCRIPTION_LENGTH
from .answers.texts import at_least, longest
from .blank import as_date
from .element_types import GEOMETRIES, MAX_FEATURES, OTHER_LENGTH
from .geometry import MOST_VERTICES
from .rule_schema import BLANK_REF, Json, Schema, scale_schema
from .structure import NO_OPINION, Element, Option


def answer_shape(element: Element) -> Json:
    """The answers that are sound, whether the question must be answered or not."""
    return _SHAPES[element.type](element)


def _given(**members: Any) -> Schema:
    """A schema without the members that are None."""
    return {name: value for name, value in members.items() if value is not None}


def _closed(properties: dict[str, Json], required: list[str]) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _text(element: Element) -> Schema:
    kind = {"e-mail": "email", "url": "uri"}.get(element.settings.get("input") or "")
    return _given(type="string", minLength=at_least(element) or None, maxLength=longest(element), format=kind)


def _number(element: Element) -> Schema:
    settings = element.settings
    low, high = settings.get("min"), settings.get("max")
    return {
        "type": "number" if settings.get("decimals") else "integer",
        "minimum": -LARGEST if low is None else low,
        "maximum": LARGEST if high is None else high,
    }


def _date(element: Element) -> Schema:
    low, high = as_date(element.settings.get("min")), as_date(element.settings.get("max"))
    limits = [patterns.not_before(low)] if low else []
    limits += [patterns.not_after(high)] if high else []
    full = {"allOf": [{"pattern": pattern} for pattern in (patterns.FULL_DATE, *limits)]}
    return {"type": "string", "anyOf": [full, *_partial_dates(element)]}


def _partial_dates(element: Element) -> list[Json]:
    partial = element.settings.get("partial")
    month = f"^(?!0000)[0-9]{{4}}-(?:0[1-9]|1[0-2]){patterns.END}"
    return [
        *([] if partial is False else [{"pattern": patterns.YEAR}]),
        *([{"pattern": month}] if partial is True else []),
    ]


def _offered(element: Element) -> Json:
    return _among(element.offered)


def _among(keys: Iterable[str]) -> Json:
    """One of the keys; nothing at all where there are none, which an empty `enum` may not say."""
    known = sorted(keys)
    return {"enum": known} if known else False


def _choice(element: Element) -> Json:
    """A key, or an object with the words typed beside it."""
    name = "choices" if element.is_multiple else "choice"
    plain, wordy = _named(element, with_words=False), _named(element, with_words=True)
    other = {"type": "string", "pattern": patterns.NOT_BLANK, "maxLength": _other_length(element)}
    shapes: list[Json] = [plain, _closed({name: plain, "other": BLANK_REF}, [name])]
    return {"anyOf": [*shapes, *([_closed({name: wordy, "other": other}, [name, "other"])] if _wordy(element) else [])]}


def _wordy(element: Element) -> list[Option]:
    return [option for option in element.options if option.other_text is not None and not option.retired]


def _other_length(element: Element) -> int:
    lengths = [option.other_text.get("max_length") or OTHER_LENGTH for option in _wordy(element) if option.other_text]
    return max(lengths, default=OTHER_LENGTH)


def _named(element: Element, *, with_words: bool) -> Json:
    """What was chosen: with words, an option that takes them is among it; without, none that wants them."""
    wordy = sorted(option.key for option in _wordy(element))
    wanting = [option.key for option in _wordy(element) if wants_words(option)]
    if not element.is_multiple:
        return _among(wordy if with_words else element.offered.difference(wanting))
    beside: Schema = {"contains": _among(wordy)} if with_words else {"not": {"contains": _among(wanting)}}
    return {"allOf": [_several(element), beside]}


def _several(element: Element) -> Schema:
    """Different options; an exclusive one stands alone."""
    alone = sorted(option.key for option in element.options if option.exclusive and not option.retired)
    counts = _given(minItems=element.settings.get("min"), maxItems=element.settings.get("max"))
    together = {"items": _among(element.offered.difference(alone)), "uniqueItems": True, **counts}
    single = {"items": _among(alone), "maxItems": 1}
    return {"type": "array", "minItems": 1, "anyOf": [together, single]}


def _matrix(element: Element) -> Json:
    many = element.settings.get("many") is True
    cell = _cells(element) if many else _offered(element)
    rows = [row.key for row in element.rows if not row.retired]
    wanted = rows if wants_rows(element) else []
    properties: dict[str, Json] = {row: cell if row in wanted else {"anyOf": [cell, BLANK_REF]} for row in rows}
    return _closed(properties, wanted)


def _cells(element: Element) -> Schema:
    columns = {column.key for column in element.columns if column.exclusive} | {NO_OPINION}
    alone = sorted(element.offered & columns)
    together = {"items": _among(element.offered.difference(alone)), "uniqueItems": True}
    return {"type": "array", "minItems": 1, "anyOf": [together, {"items": _among(alone), "maxItems": 1}]}


def _ranking(element: Element) -> Schema:
    wanted = ranks_wanted(element)
    counts = {"minItems": wanted["min"], "maxItems": wanted["max"]}
    return {"type": "array", "items": _offered(element), "uniqueItems": True, **counts}


def _budget(element: Element) -> Schema:
    whole = element.settings.get("mode") in (None, "points") and not element.settings.get("decimals")
    items: dict[str, Json] = {}
    for option in (one for one in element.options if not one.retired):
        low, high = option.raw.get("min"), option.raw.get("max")
        amount = _given(
            type="integer" if whole else "number", minimum=low or 0, maximum=LARGEST if high is None else high
        )
        items[option.key] = {"anyOf": [amount, BLANK_REF]}
    return _closed(items, [])


def _geo(element: Element) -> Json:
    wanted = GEOMETRIES.get(element.settings.get("geometry") or "")
    least, most = element.settings.get("min") or 0, element.settings.get("max") or MAX_FEATURES
    features: Schema = {"type": "array", "items": _feature(element, wanted), "maxItems": most}
    if least:
        features["anyOf"] = [{"maxItems": 0}, {"minItems": least}]
    words = {"type": ["string", "null"], "maxLength": DESCRIPTION_LENGTH}
    properties = {"type": {"const": "FeatureCollection"}, "features": features, "description": words}
    return {"type": "object", "required": ["type", "features"], "properties": properties}


def _feature(element: Element, wanted: str | None) -> Schema:
    kinds = [wanted] if wanted else list(GEOMETRIES.values())
    return {
        "type": "object",
        "required": ["type", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "geometry": {"anyOf": [_GEOMETRIES[kind] for kind in kinds]},
            "properties": {"anyOf": [{"type": "null"}, _properties(element)]},
        },
    }


def _properties(element: Element) -> Schema:
    words: Json = {"anyOf": [{"type": "string", "maxLength": COMMENT_LENGTH}, BLANK_REF]}
    longer: Json = {"anyOf": [{"type": "string", "maxLength": DESCRIPTION_LENGTH}, BLANK_REF]}
    category: Json = {"anyOf": [_offered(element), BLANK_REF]}
    comment = BLANK_REF if element.settings.get("comments") is False else words
    return _closed({"category": category, "comment": comment, "description": longer}, [])


def _positions(least: int, most: int) -> Schema:
    return {"type": "array", "items": _POSITION, "minItems": least, "maxItems": most}


def _geometry(kind: str, coordinates: Schema) -> Schema:
    properties = {"type": {"const": kind}, "coordinates": coordinates}
    return {"type": "object", "required": ["type", "coordinates"], "properties": properties}


_POSITION: Schema = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 3,
}
_GEOMETRIES: dict[str, Schema] = {
    "Point": _geometry("Point", _POSITION),
    "LineString": _geometry("LineString", _positions(2, MOST_VERTICES)),
    "Polygon": _geometry(
        "Polygon", {"type": "array", "minItems": 1, "maxItems": 1, "items": _positions(4, MOST_VERTICES + 1)}
    ),
}


def _contact(element: Element) -> Schema:
    fields = element.settings.get("fields") or CONTACT_FIELDS
    line: Json = {"anyOf": [{"type": "string", "maxLength": CONTACT_LENGTH}, BLANK_REF]}
    lines = _closed(dict.fromkeys((name for name in CONTACT_FIELDS if name in fields), line), [])
    left_out: Schema = {"additionalProperties": BLANK_REF}
    if element.required:
        lines = {**lines, "not": left_out}
    needed = required_lines(element)
    if not needed:
        return lines
    given = {"required": needed, "properties": {name: {"not": BLANK_REF} for name in needed}}
    return {**lines, "anyOf": [left_out, given]}


def _consent(element: Element) -> Schema:
    accepted: Schema = {"const": True} if element.required else {"type": "boolean"}
    return _closed({"accepted": accepted, "text_hash": {"type": "string", "maxLength": CONTACT_LENGTH}}, ["accepted"])


_SHAPES: dict[str, Callable[[Element], Json]] = {
    "short_text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _offered,
    "single_choice": _choice,
    "multi_choice": _choice,
    "image_choice": _choice,
    "scale": scale_schema,
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
    "geo": _geo,
    "contact": _contact,
    "consent": _consent,
}
