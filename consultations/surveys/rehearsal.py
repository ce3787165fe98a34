"""Fills in a survey at random, so that an editor sees what a respondent might see. Plain Python; no clock, no chance
but the seed: the same seed gives the same answers."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from .questionnaire.answers.people import CONTACT_FIELDS
from .questionnaire.definition import Definition
from .questionnaire.structure import Element, Option
from .questionnaire.validation import check_answers
from .questionnaire.visibility import visible

SKIP = 0.15  # how often a question that may be left out is
TEXT = "Przykładowa odpowiedź do próby"
TEXTS = {"e-mail": "proba@example.org", "phone": "601 000 000", "postcode": "61-001", "url": "https://example.org/"}
CONTACT = {**TEXTS, "email": "proba@example.org", "name": "Próba Przykładowa", "street": "Wodna 1", "city": "Luboń"}
CENTRE = (16.925, 52.406)

Choose = Callable[[Element, random.Random, date], Any]


def random_answers(definition: Definition, seed: int, context: Mapping[str, str], today: date) -> dict[str, Any]:
    """Answers that could be sent: only visible questions are answered, each within its limits.

    A question whose limits leave nothing that can be found this simply stays unanswered.
    """
    chance = random.Random(seed)  # noqa: S311  # a rehearsal keeps no secret
    answers: dict[str, Any] = {}
    for page in definition.pages:
        for element in page.elements:
            if element.is_question and element.key in visible(definition, answers, context).questions:
                answers |= _answer(element, chance, today)
    return _accepted(definition, answers, context, today)


def _accepted(
    definition: Definition, answers: dict[str, Any], context: Mapping[str, str], today: date
) -> dict[str, Any]:
    refused = {error.question for error in check_answers(definition, answers, context, today=today).errors}
    return {key: answer for key, answer in answers.items() if key not in refused}


def _answer(element: Element, chance: random.Random, today: date) -> dict[str, Any]:
    if not element.required and chance.random() < SKIP:
        return {}
    answer = ANSWERS[element.type](element, chance, today)
    return {} if answer is None else {element.key: answer}


def _offered(options: tuple[Option, ...]) -> list[str]:
    return [option.key for option in options if not option.retired]


def _whole(element: Element, name: str, fallback: int) -> int:
    value = element.settings.get(name)
    return fallback if value is None else int(value)


def _text(element: Element, _chance: random.Random, _today: date) -> str:
    text = TEXTS.get(str(element.settings.get("input")), TEXT)
    return text[: _whole(element, "max_length", len(text))].strip()


def _number(element: Element, chance: random.Random, _today: date) -> int:
    low = _whole(element, "min", 0)
    return chance.randint(low, max(low, _whole(element, "max", low + 100)))


def _date(element: Element, chance: random.Random, today: date) -> str:
    limits = {name: element.settings.get(name) for name in ("min", "max")}
    days = {name: today if value == "today" else date.fromisoformat(value) for name, value in limits.items() if value}
    last = days.get("max") or days.get("min", today) + timedelta(days=365)
    first = days.get("min") or last - timedelta(days=365)
    return (first + timedelta(days=chance.randint(0, max(0, (last - first).days)))).isoformat()


def _yes_no(element: Element, chance: random.Random, _today: date) -> str:
    return chance.choice(sorted(element.offered))


def _scale(element: Element, chance: random.Random, _today: date) -> int:
    return chance.randint(_whole(element, "from", 1), _whole(element, "to", 5))


def _choice(element: Element, chance: random.Random, today: date) -> Any:
    if element.is_multiple:
        return _several(element, chance)
    option = chance.choice([one for one in element.options if not one.retired])
    return option.key if option.other_text is None else {"choice": option.key, "other": TEXT}


def _several(element: Element, chance: random.Random) -> list[str]:
    plain = [one.key for one in element.options if not (one.retired or one.exclusive or one.other_text is not None)]
    least = max(1, _whole(element, "min", 1))
    most = max(least, min(len(plain), _whole(element, "max", len(plain))))
    chosen = chance.sample(plain, min(len(plain), chance.randint(least, most)))
    return chosen or [one.key for one in element.options if one.exclusive][:1]


def _matrix(element: Element, chance: random.Random, _today: date) -> dict[str, Any]:
    many = element.settings.get("many") is True
    cells = {row: chance.choice(sorted(element.offered)) for row in _offered(element.rows)}
    return {row: [cell] if many else cell for row, cell in cells.items()}


def _ranking(element: Element, chance: random.Random, _today: date) -> list[str]:
    keys = _offered(element.options)
    places = min(len(keys), _whole(element, "top", len(keys)))
    return chance.sample(keys, places)


def _budget(element: Element, chance: random.Random, _today: date) -> dict[str, int]:
    keys = _offered(element.options)
    total = _whole(element, "total", 100)
    if element.settings.get("mode") == "pick_within":
        prices = {one.key: int(one.raw.get("cost") or 0) for one in element.options}
        affordable = [key for key in keys if 0 < prices[key] <= total]
        return {key: prices[key] for key in chance.sample(affordable, min(1, len(affordable)))}
    cuts = sorted(chance.randint(0, total) for _key in keys[1:])
    return {key: high - low for key, low, high in zip(keys, [0, *cuts], [*cuts, total], strict=True)}


def _geo(element: Element, chance: random.Random, _today: date) -> dict[str, Any]:
    number = max(1, _whole(element, "min", 1))
    features = [_feature(element, chance) for _number in range(number)]
    return {"type": "FeatureCollection", "features": features}


def _feature(element: Element, chance: random.Random) -> dict[str, Any]:
    lon, lat = (round(one + chance.uniform(-0.1, 0.1), 6) for one in CENTRE)
    step = 0.01
    line = [[lon, lat], [round(lon + step, 6), lat]]
    ring = [*line, [lon, round(lat + step, 6)], [lon, lat]]
    geometries = {
        "point": {"type": "Point", "coordinates": [lon, lat]},
        "line": {"type": "LineString", "coordinates": line},
        "polygon": {"type": "Polygon", "coordinates": [ring]},
    }
    category = {"category": chance.choice(_offered(element.options))} if _offered(element.options) else {}
    geometry = geometries[str(element.settings.get("geometry") or "point")]
    return {"type": "Feature", "geometry": geometry, "properties": category}


def _contact(element: Element, _chance: random.Random, _today: date) -> dict[str, str]:
    wanted = element.settings.get("fields") or ("name",)
    return {name: CONTACT.get(name, TEXT) for name in wanted if name in CONTACT_FIELDS}


def _consent(_element: Element, _chance: random.Random, _today: date) -> dict[str, bool]:
    return {"accepted": True}


ANSWERS: dict[str, Choose] = {
    "short_text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "single_choice": _choice,
    "multi_choice": _choice,
    "image_choice": _choice,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
    "geo": _geo,
    "contact": _contact,
    "consent": _consent,
}
