"""What the template of a step needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.core.models import PortalImage

from ..forms.fields import Field
from ..forms.steps import Step
from ..questionnaire.structure import Element, Rule
from ..questionnaire.validation import Checked
from ..spam import form_token
from .responding import chrome_of
from .visits import Visit

PICTURE = "max-960x720"
# type of question -> the module that makes it more comfortable
SCRIPTS: Mapping[str, str] = {
    "long_text": "js/survey-counter.js",
    "multi_choice": "js/survey-exclusive.js",
    "image_choice": "js/survey-exclusive.js",
    "ranking": "js/survey-ranking.js",
    "budget": "js/survey-budget.js",
    "geo": "js/geo-question.js",
}
SPOKEN = ("text", "label", "hint", "help", "body", "intro", "title", "required_message", "area", "image")


@dataclass(frozen=True, slots=True)
class Progress:
    """“Step `number` of `total`”; `may_grow` where answers still to come can add steps."""

    number: int
    total: int
    may_grow: bool


def step_context(
    visit: Visit, step: Step, checked: Checked, elements: Sequence[Element], fields: Sequence[Field]
) -> dict[str, Any]:
    """Context of a step, without what depends on the request."""
    heading = "" if any(field.is_alone for field in fields) else step.title or visit.page.title
    alone = next((field.label for field in fields if field.is_alone), "")
    shown = [field for field in fields if _can_appear(field, elements, step)]
    dependent = any(field.is_hidden for field in shown) or any(_depends(one, step.keys) for one in elements)
    types = {field.type for field in shown}
    return {
        "title": heading or alone,
        "heading": heading,
        "page": None,
        "survey": visit.page,
        "visit": visit,
        "step": step,
        "chrome": chrome_of(visit.draft.channel),
        "is_kiosk": visit.is_kiosk,
        "start_url": visit.start_url,
        "fields": shown,
        "errors": [field for field in shown if field.error],
        "shown": " ".join(field.key for field in shown if not field.is_hidden),
        "progress": progress_of(visit, step, checked),
        "forget_url": visit.url("forget"),
        "form_token": form_token(visit.key, visit.draft.version.number, visit.now),
        "scripts": sorted({SCRIPTS[name] for name in types if name in SCRIPTS}),
        "has_map": "geo" in types,
        "rules": rules_of(visit) if dependent else None,
        "pictures": pictures_of(elements),
    }


def progress_of(visit: Visit, step: Step, checked: Checked) -> Progress:
    """Where the step stands among those that are visible with the answers so far."""
    seen = visit.seen(checked)
    number = 1 + sum(one.number < step.number for one in seen)
    later = [one for one in visit.steps if one.number > step.number and one not in seen]
    return Progress(number, len(seen), may_grow=bool(later))


def rules_of(visit: Visit) -> dict[str, Any]:
    """What the browser needs to show and hide questions: the definition without its words, answers, circumstances."""
    pages = visit.definition.raw.get("pages", ())
    return {
        "definition": {"pages": [_mute(page) for page in pages]},
        "answers": dict(visit.answers),
        "context": visit.circumstances.context,
    }


def _mute(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _mute(one) for name, one in value.items() if name not in SPOKEN}
    return [_mute(one) for one in value] if isinstance(value, list) else value


def _can_appear(field: Field, elements: Iterable[Element], step: Step) -> bool:
    """Visible now, or hidden by an answer of the same step; what other steps have hidden is not sent at all."""
    if not field.is_hidden:
        return True
    return any(one.key == field.key and _depends(one, step.keys) for one in elements)


def _depends(element: Element, keys: frozenset[str]) -> bool:
    return element.visible_if is not None and not keys.isdisjoint(asked_by(element.visible_if))


def asked_by(rule: Rule) -> set[str]:
    """Keys of the questions a rule asks about."""
    found: set[str] = set()
    for part in rule.conditions:
        if isinstance(part, Rule):
            found |= asked_by(part)
        elif part.element is not None:
            found.add(part.element.key)
    return found


def pictures_of(elements: Iterable[Element]) -> dict[int, PortalImage]:
    """The pictures of questions and options by their ids, with their renditions, in two queries or none."""
    wanted = [one.settings.get("image") for one in elements]
    wanted += [option.raw.get("image") for one in elements for option in one.options]
    ids = {image["id"] for image in wanted if isinstance(image, Mapping) and isinstance(image.get("id"), int)}
    if not ids:
        return {}
    return PortalImage.objects.prefetch_renditions(PICTURE).in_bulk(ids)
