"""What was typed into a form, as raw answers in the shapes of the questionnaire.

Nothing is refused here: half of a date or a rank given twice is kept in a shape that the questionnaire finds invalid
and that the form can fill itself with again.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol

from ..questionnaire.structure import Element, Option
from .names import OTHER, field_name

AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,6})?")
RANK = re.compile(r"[0-9]{1,3}")
DEEPEST = 12  # levels of a FeatureCollection with a ring of a polygon: 8
ADDRESS_PARTS = ("name", "organisation", "street", "postcode", "city", "address", "email", "phone")


class Sent(Protocol):
    """The data of a POST request."""

    def get(self, key: str, default: str, /) -> Any: ...

    def getlist(self, key: str, /) -> list[Any]: ...


def read_answers(elements: Iterable[Element], sent: Sent) -> dict[str, Any]:
    """Raw answers to the questions among `elements`; None for what was left blank."""
    return {one.key: storable(READERS[one.type](one, sent)) for one in elements if one.type in READERS}


def storable(answer: Any) -> Any:
    """The answer without what no database keeps in JSON: NUL characters and halves of surrogate pairs."""
    if isinstance(answer, str):
        return answer.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(answer, list):
        return [storable(one) for one in answer]
    if isinstance(answer, dict):
        return {storable(name): storable(one) for name, one in answer.items()}
    return answer


def is_clash(answer: object) -> bool:
    """Whether a ranking is kept in the shape of `_ranking` for ranks given twice."""
    return isinstance(answer, dict)


def _typed(sent: Sent, name: str) -> str:
    # forms send line breaks as two characters, which would count twice against the limit
    return str(sent.get(name, "")).replace("\r\n", "\n")


def _text(element: Element, sent: Sent) -> Any:
    return _typed(sent, field_name(element.key)) or None


def _date(element: Element, sent: Sent) -> Any:
    year, month, day = (
        _typed(sent, field_name(element.key, part)).strip().replace("-", "") for part in ("year", "month", "day")
    )
    if not (year or month or day):
        return None
    padded = [part.zfill(2) if part.isdigit() else part for part in (month, day)]
    return "-".join([year, *padded]) if month or day else year


def _chosen(element: Element, sent: Sent) -> Any:
    """One option; with its text where one was typed. A text alone chooses the option it belongs to."""
    chosen = _typed(sent, field_name(element.key))
    texts = {one.key: _other(element, one, sent) for one in element.options if one.other_text is not None}
    written = next((key for key, text in texts.items() if text.strip()), "")
    chosen = chosen or written
    # beside another option than the chosen one the text is kept too: the questionnaire asks what was meant
    text = texts.get(chosen) or texts.get(written, "")
    return {"choice": chosen, "other": text} if text else chosen or None


def _several(element: Element, sent: Sent) -> Any:
    chosen = [str(value) for value in sent.getlist(field_name(element.key))]
    with_text = [one for one in element.options if one.other_text is not None]
    texts = {one.key: _other(element, one, sent) for one in with_text}
    chosen += [key for key, text in texts.items() if text.strip() and key not in chosen]
    text = next((texts[key] for key in chosen if texts.get(key)), "")
    return {"choices": chosen, "other": text} if text else chosen or None


def _other(element: Element, option: Option, sent: Sent) -> str:
    return _typed(sent, field_name(element.key, option.key, OTHER))


def _image(element: Element, sent: Sent) -> Any:
    return (_several if element.is_multiple else _chosen)(element, sent)


def _scale(element: Element, sent: Sent) -> Any:
    chosen = _typed(sent, field_name(element.key))
    return int(chosen) if RANK.fullmatch(chosen) else chosen or None


def _matrix(element: Element, sent: Sent) -> Any:
    found: dict[str, Any] = {}
    for row in element.rows:
        chosen = [str(value) for value in sent.getlist(field_name(element.key, row.key))]
        if chosen:
            found[row.key] = chosen if element.settings.get("many") else chosen[0]
    return found or None


def _ranking(element: Element, sent: Sent) -> Any:
    """Keys from the best down; `{key: rank}` where two have the same rank, which no list can say."""
    typed = {one.key: _typed(sent, field_name(element.key, one.key)) for one in element.options}
    ranks = {key: int(rank) for key, rank in typed.items() if RANK.fullmatch(rank)}
    if len(set(ranks.values())) < len(ranks):
        return ranks
    return sorted(ranks, key=lambda key: ranks[key]) or None


def _budget(element: Element, sent: Sent) -> Any:
    typed = {one.key: _typed(sent, field_name(element.key, one.key)).strip() for one in element.options}
    return {key: _amount(text) for key, text in typed.items() if text} or None


def _amount(text: str) -> Any:
    """The number typed, with a decimal comma and spaces between thousands; the text itself if it is none."""
    plain = "".join(text.split()).replace(",", ".")
    if not AMOUNT.fullmatch(plain):
        return text
    number = Decimal(plain)
    return int(number) if number == number.to_integral_value() else float(number)


def _geo(element: Element, sent: Sent) -> Any:
    """What was drawn, what was typed as coordinates and what was described, as one FeatureCollection."""
    drawn = _typed(sent, field_name(element.key))
    places = _loaded(drawn) if drawn else {"type": "FeatureCollection", "features": []}
    if not isinstance(places, dict) or not isinstance(places.get("features"), list):
        return drawn
    typed = _coordinates(_typed(sent, field_name(element.key, "coordinates")))
    places = {**places, "features": [*places["features"], *typed]}
    description = _typed(sent, field_name(element.key, "description"))
    if description.strip():
        places["description"] = description
    return places if places["features"] or description.strip() else None


def _loaded(text: str) -> Any:
    """The JSON of a text; None if it is none, or nested deeper than any geometry, or has numbers that are none."""
    try:
        found = json.loads(text)
        return found if _is_plain(found, DEEPEST) else None
    except (ValueError, RecursionError):
        return None


def _is_plain(value: Any, levels: int) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_plain(part, levels - 1) for part in parts)


def _coordinates(text: str) -> list[dict[str, Any]]:
    """Points from lines of “latitude, longitude”; what is no pair of numbers becomes a point that is refused."""
    return [_point(line) for line in text.splitlines() if line.strip()]


def _point(line: str) -> dict[str, Any]:
    words = line.replace(";", " ").replace(", ", " ").split() if ", " in line or ";" in line else line.split()
    if len(words) == 1:
        words = words[0].split(",")
    numbers = [_amount(word.strip(",")) for word in words]
    geometry = {"type": "Point", "coordinates": numbers[::-1]}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def _contact(element: Element, sent: Sent) -> Any:
    typed = {part: _typed(sent, field_name(element.key, part)) for part in contact_parts(element)}
    return {part: text for part, text in typed.items() if text.strip()} or None


def contact_parts(element: Element) -> list[str]:
    """Which lines of an address a contact question has, in the order of an envelope."""
    wanted = element.settings.get("fields") or ("name", "email")
    return [part for part in ADDRESS_PARTS if part in wanted]


def is_acknowledged(element: Element) -> bool:
    """Whether a consent question has a box; information nobody must acknowledge has none."""
    return element.required or element.settings.get("kind", "information") != "information"


def _consent(element: Element, sent: Sent) -> Any:
    if not is_acknowledged(element):
        return None
    return {"accepted": bool(sent.get(field_name(element.key), ""))}


Reader = Callable[[Element, Sent], Any]
READERS: Mapping[str, Reader] = {
    "short_text": _text,
    "long_text": _text,
    "number": _text,
    "date": _date,
    "yes_no": _text,
    "single_choice": _chosen,
    "multi_choice": _several,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "image_choice": _image,
    "budget": _budget,
    "geo": _geo,
    "contact": _contact,
    "consent": _consent,
}
