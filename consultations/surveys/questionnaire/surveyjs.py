"""The questionnaire as SurveyJS JSON, and answers given in a SurveyJS form back in our shapes.

The host of the form sets the variables "source-locale", "source-channel", "source-municipality" where rules ask them.
Places are told in words there: a geo question is a comment, which comes back as a FeatureCollection with a description.
"""

from collections.abc import Callable, Mapping
from typing import Any

from .answers.amounts import number_from_text
from .answers.choices import ranks_wanted
from .answers.people import CONTACT_FIELDS
from .answers.texts import longest
from .definition import parse
from .expressions import OTHER, calculated_values, expressions, other_option, page_expressions
from .locales import in_locale, localise
from .structure import NO_OPINION, Definition, Element, Option

Json = dict[str, Any]
NO_OPINION_LABEL = {"pl": "nie mam zdania", "en": "no opinion", "uk": "не маю думки"}
YES_NO_LABELS = {"yes": {"pl": "tak", "en": "yes", "uk": "так"}, "no": {"pl": "nie", "en": "no", "uk": "ні"}}


def to_surveyjs(content: Mapping[str, Any], locale: str) -> Json:
    """The form in one language. DefinitionRefused where the content is no definition."""
    definition = parse(localise(content, locale))
    rules, page_rules = expressions(definition), page_expressions(definition)
    pages = [
        {
            "name": page.key,
            **_filled(title=page.title, visibleIf=page_rules.get(page.key)),
            "elements": [_element(one, rules.get(one.key), locale) for one in page.elements],
        }
        for page in definition.pages
    ]
    return {
        **_filled(title=in_locale(definition.raw.get("title"), locale)),
        "locale": locale,
        "checkErrorsMode": "onNextPage",
        "clearInvisibleValues": "onHidden",
        "storeOthersAsComment": True,
        **_filled(calculatedValues=calculated_values(definition)),
        "pages": pages,
    }


def _filled(**members: Any) -> Json:
    return {name: value for name, value in members.items() if value not in (None, "", [], False)}


def _element(element: Element, rule: str | None, locale: str) -> Json:
    settings = element.settings
    if element.type == "content":
        html = next((settings[name] for name in ("html", "body", "text") if isinstance(settings.get(name), str)), "")
        return {"type": "html", "name": element.key, "html": html, **_filled(visibleIf=rule)}
    common = _filled(title=element.text, description=settings.get("hint"), isRequired=element.required, visibleIf=rule)
    return {"name": element.key, **common, **_TYPES[element.type](element, locale)}


def _text(element: Element, locale: str) -> Json:
    kinds = {"e-mail": "email", "phone": "tel", "url": "url"}
    kind = kinds.get(element.settings.get("input") or "")
    return {"type": "text", "maxLength": longest(element), **_filled(inputType=kind)}


def _long_text(element: Element, locale: str) -> Json:
    return {"type": "comment", "maxLength": longest(element)}


def _number(element: Element, locale: str) -> Json:
    decimals = int(element.settings.get("decimals") or 0)
    limits = {name: element.settings[name] for name in ("min", "max") if element.settings.get(name) is not None}
    return {"type": "text", "inputType": "number", "step": round(10**-decimals, decimals), **limits}


def _date(element: Element, locale: str) -> Json:
    given = {"min": element.settings.get("min"), "max": element.settings.get("max")}
    limits = {name: "=today()" if day == "today" else day for name, day in given.items() if day}
    return {"type": "text", "inputType": "date", **limits}


def _choices(options: tuple[Option, ...]) -> list[Json]:
    return [{"value": one.key, **_filled(text=one.label)} for one in options if not one.retired]


def _choice(element: Element, locale: str) -> Json:
    other = next((one for one in element.options if one.key == other_option(element)), None)
    choices = [one for one in element.options if one is not other]
    ui = element.settings.get("ui")
    select = isinstance(ui, Mapping) and ui.get("display") in ("select", "autocomplete")
    kind = "checkbox" if element.is_multiple else "dropdown" if select else "radiogroup"
    found: Json = {"type": kind, "choices": _choices(tuple(choices))}
    if element.is_multiple:
        found |= _filled(minSelectedChoices=element.settings.get("min"), maxSelectedChoices=element.settings.get("max"))
    return found if other is None else {**found, "showOtherItem": True, **_filled(otherText=other.label)}


def _yes_no(element: Element, locale: str) -> Json:
    labels = element.settings.get("labels")
    own = labels if isinstance(labels, Mapping) else {}
    texts = {key: in_locale(own.get(key), locale) or in_locale(YES_NO_LABELS[key], locale) for key in YES_NO_LABELS}
    choices: list[Json] = [{"value": key, "text": text} for key, text in texts.items()]
    return {"type": "radiogroup", "choices": choices + (_no_opinion(locale) if NO_OPINION in element.offered else [])}


def _no_opinion(locale: str) -> list[Json]:
    return [{"value": NO_OPINION, "text": in_locale(NO_OPINION_LABEL, locale, "en")}]


def _scale(element: Element, locale: str) -> Json:
    """Buttons: SurveyJS's own rating has no place for "no opinion"."""
    settings = element.settings
    first, last = int(settings.get("from") or (0 if settings.get("from") == 0 else 1)), int(settings.get("to") or 5)
    ends = {first: in_locale(settings.get("from_label"), locale), last: in_locale(settings.get("to_label"), locale)}
    points = [
        {"value": point, "text": " – ".join(filter(None, (str(point), ends.get(point))))}
        for point in range(first, last + 1)
    ]
    offered = settings.get(NO_OPINION) is not False
    return {"type": "radiogroup", "choices": points + (_no_opinion(locale) if offered else [])}


def _matrix(element: Element, locale: str) -> Json:
    columns = _choices(element.columns)
    if NO_OPINION in element.offered and all(column["value"] != NO_OPINION for column in columns):
        columns += _no_opinion(locale)
    many = _filled(cellType="checkbox" if element.settings.get("many") is True else None)
    return {"type": "matrix", "rows": _choices(element.rows), "columns": columns, **many}


def _ranking(element: Element, locale: str) -> Json:
    wanted = ranks_wanted(element)
    counts = {"minSelectedChoices": wanted["min"], "maxSelectedChoices": wanted["max"]}
    return {"type": "ranking", "choices": _choices(element.options), "selectToRankEnabled": True, **counts}


def _image_choice(element: Element, locale: str) -> Json:
    choices = []
    for option, choice in zip(
        (one for one in element.options if not one.retired), _choices(element.options), strict=True
    ):
        image = option.raw.get("image")
        url = image.get("url") if isinstance(image, Mapping) else None
        choices.append({**choice, **_filled(imageLink=url)})
    return {"type": "imagepicker", "choices": choices, "showLabel": True, **_filled(multiSelect=element.is_multiple)}


def _budget(element: Element, locale: str) -> Json:
    items = [
        {"name": one.key, **_filled(title=one.label), "inputType": "number"}
        for one in element.options
        if not one.retired
    ]
    return {"type": "multipletext", "items": items}


def _geo(element: Element, locale: str) -> Json:
    return {"type": "comment"}


def _contact(element: Element, locale: str) -> Json:
    wanted = element.settings.get("fields") or ("name", "email")
    return {"type": "multipletext", "items": [{"name": name} for name in CONTACT_FIELDS if name in wanted]}


def _consent(element: Element, locale: str) -> Json:
    return {"type": "boolean", "renderAs": "checkbox"}


_TYPES: dict[str, Callable[[Element, str], Json]] = {
    "short_text": _text,
    "long_text": _long_text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "single_choice": _choice,
    "multi_choice": _choice,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "image_choice": _image_choice,
    "budget": _budget,
    "geo": _geo,
    "contact": _contact,
    "consent": _consent,
}


def from_surveyjs(definition: Definition, data: object) -> Json:
    """Answers in our shapes from the `data` of a SurveyJS form; what belongs to no question stays, to be refused."""
    if not isinstance(data, Mapping):
        return {}
    comments = {f"{key}-Comment" for key, one in definition.questions.items() if other_option(one)}
    return {
        key: _answer(definition.questions[key], value, data.get(f"{key}-Comment"))
        if key in definition.questions
        else value
        for key, value in data.items()
        if key not in comments
    }


def _answer(element: Element, value: Any, comment: Any) -> Any:
    if element.is_single or element.is_multiple:
        return _chosen(element, value, comment)
    if element.type == "geo" and isinstance(value, str):
        return {"type": "FeatureCollection", "features": [], "description": value}
    if element.type == "consent" and isinstance(value, bool):
        return {"accepted": value}
    if element.type == "budget" and isinstance(value, Mapping):
        return {item: _amount(amount) for item, amount in value.items()}
    return value


def _amount(value: Any) -> Any:
    number = number_from_text(value) if isinstance(value, str) else None
    return value if number is None else number


def _chosen(element: Element, value: Any, comment: Any) -> Any:
    other = other_option(element)
    named = [other if other and key == OTHER else key for key in (value if isinstance(value, list) else [value])]
    if other not in named or comment is None:
        return named if isinstance(value, list) else named[0]
    return {"choices": named, "other": comment} if element.is_multiple else {"choice": named[0], "other": comment}
