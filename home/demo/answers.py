"""Generated answers to surveys of the demo that have ended: the same for the same data, spread as its weights say."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from consultations.surveys.models import SurveyPage, SurveyVersion
from consultations.surveys.questionnaire.structure import Definition, Element
from consultations.surveys.services import Circumstances, Gathered

Row = Mapping[str, Any]
OTHERS = "*"  # the weight of every option that has none of its own
COMMENTED = 0.4  # how often a place on the map has a comment
TWO_PLACES = 0.35


def generated(survey: SurveyPage, version: SurveyVersion, row: Row) -> Iterator[Gathered]:
    """As many responses as the row says, spread over the days before the survey closed."""
    chance = random.Random(survey.slug)  # noqa: S311  # example data keep no secret
    end = survey.closing_moment
    if end is None:
        message = f"The survey {survey.slug} does not say when it ends."
        raise ValueError(message)
    for _number in range(row["count"]):
        channel = _drawn(chance, row["channels"])
        circumstances = Circumstances(locale=survey.locale.language_code, channel=channel)
        answers = _answers(chance, version.definition, _of_channel(row, channel))
        yield Gathered(answers, circumstances, _moment(chance, end, row["days"]))


def _of_channel(row: Row, channel: str) -> Row:
    """The row with the weights that only people of this channel have."""
    return {**row, "weights": {**row["weights"], **row.get("by_channel", {}).get(channel, {})}}


def _moment(chance: random.Random, end: datetime, days: int) -> datetime:
    return end - timedelta(days=chance.triangular(0, days, days * 0.9), hours=1)


def _answers(chance: random.Random, definition: Definition, row: Row) -> dict[str, Any]:
    """Answers to every question that is not skipped; those to hidden ones are left out when they are stored."""
    skipped = row.get("skipped", {})
    return {
        key: MAKE[question.type](chance, question, row)
        for key, question in definition.questions.items()
        if chance.random() * 100 >= skipped.get(key, 0)
    }


def _drawn(chance: random.Random, weights: Mapping[str, float]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _weights(question: Element, row: Row) -> dict[str, float]:
    """Weight of each key that may be chosen."""
    known = row["weights"].get(question.key, {})
    keys = sorted(question.offered) or [str(one) for one in known]
    return {key: known.get(key, known.get(OTHERS, 0)) for key in keys}


def _in_order(chance: random.Random, weights: Mapping[str, float]) -> list[str]:
    """All keys, the heavier ones rather in front (Efraimidis and Spirakis: sorted by u ** (1 / weight))."""
    return sorted(weights, key=lambda key: -(chance.random() ** (1 / weights[key])))


def _single(chance: random.Random, question: Element, row: Row) -> Any:
    return _drawn(chance, _weights(question, row))


def _several(chance: random.Random, question: Element, row: Row) -> Any:
    most = question.settings.get("max") or len(question.options)
    chosen = _in_order(chance, _weights(question, row))[: chance.randint(1, most)]
    opened = {option.key for option in question.options if option.other_text is not None}
    if opened.isdisjoint(chosen):
        return chosen
    return {"choices": chosen, "other": chance.choice(row["texts"][question.key])}


def _scale(chance: random.Random, question: Element, row: Row) -> Any:
    point = _drawn(chance, row["weights"][question.key])
    return int(point) if point.isdecimal() else point


def _matrix(chance: random.Random, question: Element, row: Row) -> Any:
    weights = _weights(question, row)
    return {one.key: _drawn(chance, weights) for one in question.rows}


def _ranking(chance: random.Random, question: Element, row: Row) -> Any:
    return _in_order(chance, _weights(question, row))


def _budget(chance: random.Random, question: Element, row: Row) -> Any:
    """Points in steps of five; the rest goes to the first item."""
    keys = [option.key for option in question.options]
    shares = [weight * chance.random() for weight in (row["weights"][question.key][key] for key in keys)]
    amounts = {key: round(100 * share / sum(shares) / 5) * 5 for key, share in zip(keys, shares, strict=True)}
    biggest = max(keys, key=lambda key: amounts[key])
    return {**amounts, biggest: amounts[biggest] + 100 - sum(amounts.values())}


def _number(chance: random.Random, question: Element, row: Row) -> Any:
    middle, spread = row["numbers"][question.key]
    low, high = question.settings["min"], question.settings["max"]
    return min(high, max(low, round(chance.gauss(middle, spread))))


def _text(chance: random.Random, question: Element, row: Row) -> Any:
    return chance.choice(row["texts"][question.key])


def _places(chance: random.Random, question: Element, row: Row) -> Any:
    number = 2 if chance.random() < TWO_PLACES else 1
    features = [_feature(chance, question, row) for _number in range(number)]
    return {"type": "FeatureCollection", "features": features}


def _feature(chance: random.Random, question: Element, row: Row) -> dict[str, Any]:
    around = row["places"][question.key]
    position = [round(chance.gauss(one, around["spread"]), 6) for one in chance.choice(around["centres"])]
    properties = {"category": _drawn(chance, _weights(question, row))}
    if chance.random() < COMMENTED:
        properties["comment"] = _text(chance, question, row)
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": position}, "properties": properties}


MAKE: Mapping[str, Callable[[random.Random, Element, Row], Any]] = {
    "single_choice": _single,
    "yes_no": _single,
    "multi_choice": _several,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
    "number": _number,
    "long_text": _text,
    "geo": _places,
}
