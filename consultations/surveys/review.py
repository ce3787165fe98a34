"""What the screens of a survey show: read from its draft, its versions and its responses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import translation

from .changes import GRAVITY, RESTRICTIVE, Change, classify, gravest, with_retired
from .choices import ChangeClass, Channel, Policy, ResponseStatus
from .compile import Content, compile_survey
from .hints import Hint, estimate, hints
from .models import Response, SurveyPage, SurveyVersion
from .page_form import version_refusals
from .questionnaire.definition import build
from .questionnaire.locales import localise
from .questionnaire.refusals import Refusal
from .questionnaire.visibility import visible
from .rehearsal import random_answers
from .sentences import change_text, duration_text, hint_text, in_language, questions_by_key, refusal_text, rule_text

SHOWN_RESPONSES = (ResponseStatus.COMPLETE, ResponseStatus.REVIEW, ResponseStatus.TEST)


def draft_content(page: SurveyPage) -> dict[str, Any]:
    """The compiled draft: structure of the source's latest revision, words of it and of the translations' latest."""
    source, *others = [one.get_latest_revision_as_object() for one in page.in_all_languages] or [page]
    return compile_survey(source, others)


# --- overview ---------------------------------------------------------------------------------------------------------
def survey_overview(page: SurveyPage) -> dict[str, Any]:
    """Versions, counts of responses, remarks, and the logic in words."""
    content = localise(draft_content(page), page.locale.language_code)
    questions = questions_by_key(content)
    return {
        "versions": _versions(page),
        "live_version": page.live_version,
        "counts": _counts(page),
        "duration": duration_text(estimate(content)),
        "questions": len(questions),
        "logic": _logic(content, questions),
        "hints": _remarks(content, questions),
    }


def _versions(page: SurveyPage) -> list[SurveyVersion]:
    versions = SurveyVersion.objects.filter(survey_key=page.translation_key).defer("content")
    return list(versions.select_related("published_by").annotate(count=Count("responses")))


def _counts(page: SurveyPage) -> list[dict[str, Any]]:
    rows = Response.objects.filter(survey_key=page.translation_key, status__in=SHOWN_RESPONSES)
    grouped = rows.values("status", "policy", "channel").annotate(count=Count("pk")).order_by("status", "-count")
    return [
        {
            "status": ResponseStatus(row["status"]).label,
            "policy": Policy(row["policy"]).label,
            "channel": Channel(row["channel"]).label,
            "count": row["count"],
        }
        for row in grouped
    ]


def _logic(content: Mapping[str, Any], questions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every page and question with the sentence on when it is shown; numbers are those of the sentences."""
    numbers = {key: number for number, key in enumerate(questions, 1)}
    rows = []
    for page in content["pages"]:
        rows.append({"title": page.get("title", ""), "rule": rule_text(page.get("visible_if"), questions)})
        rows += [
            {
                "number": numbers[one["key"]],
                "text": one.get("text", ""),
                "key": one["key"],
                "type": one["type"],
                "rule": rule_text(one.get("visible_if"), questions),
            }
            for one in page["elements"]
            if one["key"] in numbers
        ]
    return rows


def _remarks(content: Content, questions: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_remark(one, questions) for one in hints(content)]


def _remark(hint: Hint, questions: Mapping[str, Any]) -> dict[str, Any]:
    number = list(questions).index(hint.key) + 1 if hint.key in questions else None
    return {"number": number, "about": hint.text, "text": hint_text(hint)}


# --- what publishing would change -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Line:
    """One change in words, with the number of responses it touches; None where it touches none."""

    kind: str
    label: str
    text: str
    affected: int | None


def review_changes(page: SurveyPage) -> dict[str, Any]:
    """Changes of the draft against the version people answer, gravest first, and everything that keeps it back."""
    version, answered = page.live_version, page.has_responses
    old = version.content if version is not None else None
    new = draft_content(page)
    spoken = localise(new, page.locale.language_code)
    found = classify(old, with_retired(old, new, answered=answered), answered=answered)
    return {
        "version": version,
        "lines": _lines(page, found),
        "kind": ChangeClass(gravest(found)).label if found else "",
        "refusals": _refusals(page, old, new, answered=answered),
        "hints": _remarks(spoken, questions_by_key(spoken)),
    }


def _lines(page: SurveyPage, found: Sequence[Change]) -> list[Line]:
    ordered = sorted(found, key=lambda change: -GRAVITY.index(change.kind))
    counts = _affected(page, {change.key for change in found if _touches(change)})
    return [
        Line(
            change.kind,
            str(ChangeClass(change.kind).label),
            change_text(change),
            counts.get(change.key) if _touches(change) else None,
        )
        for change in ordered
    ]


def _touches(change: Change) -> bool:
    return bool(change.key) and GRAVITY.index(change.kind) >= GRAVITY.index(RESTRICTIVE)


def _affected(page: SurveyPage, keys: Iterable[str]) -> dict[str, int]:
    responses = Response.objects.filter(survey_key=page.translation_key, status=ResponseStatus.COMPLETE)
    return {key: responses.filter(answers__has_key=key).count() for key in keys}


def _refusals(page: SurveyPage, old: Any, new: dict[str, Any], *, answered: bool) -> list[dict[str, str]]:
    linked = page.get_latest_revision_as_object().linked
    found = version_refusals(old, new, linked=linked, answered=answered)
    return [{"place": _place(one, new), "text": refusal_text(one)} for one in found]


def _place(refusal: Refusal, content: Mapping[str, Any]) -> str:
    """The page and the question a pointer leads to, as an editor knows them."""
    steps = refusal.pointer.strip("/").split("/")
    if steps[0] != "pages" or len(steps) < 2:
        return ""
    page = content["pages"][int(steps[1])]
    names = [in_language(page.get("title", ""))]
    if len(steps) > 3 and steps[2] == "elements":
        element = page["elements"][int(steps[3])]
        names.append(in_language(element.get("text", "")) or element["key"])
    return " › ".join(names)


# --- rehearsal --------------------------------------------------------------------------------------------------------
def rehearsal(page: SurveyPage, seed: int, today: date) -> dict[str, Any]:
    """Pages a random respondent sees, with the answers; faults of the draft instead, where it has any."""
    language = page.locale.language_code
    content = localise(draft_content(page), language)
    definition, refusals = build(content)
    if refusals:
        return {"refusals": [{"place": _place(one, content), "text": refusal_text(one)} for one in refusals]}
    context = {"locale": language, "channel": str(Channel.WEB)}
    answers = random_answers(definition, seed, context, today)
    shown = visible(definition, answers, context)
    with translation.override(language):
        pages = [
            _rehearsed(one, answers, set(shown.questions)) for one in content["pages"] if one["key"] in shown.pages
        ]
    return {"pages": pages, "hidden": len(definition.questions) - len(shown.questions)}


def _rehearsed(page: Mapping[str, Any], answers: Mapping[str, Any], shown: set[str]) -> dict[str, Any]:
    rows = [
        {"text": one.get("text", ""), "key": one["key"], "answer": _answer_text(one, answers.get(one["key"]))}
        for one in page["elements"]
        if one["key"] in shown
    ]
    return {"title": page.get("title", ""), "rows": rows}


def _answer_text(element: Mapping[str, Any], answer: Any) -> str:
    labels = {
        one["key"]: one.get("label") or one["key"]
        for name in ("options", "rows", "columns")
        for one in element.get(name) or ()
    }
    return _plain(answer, labels)


def _plain(answer: Any, labels: Mapping[str, str]) -> str:
    if isinstance(answer, Mapping) and answer.get("type") == "FeatureCollection":
        return ", ".join(str(feature["geometry"]["type"]) for feature in answer["features"])
    if isinstance(answer, Mapping):
        return "; ".join(f"{labels.get(key, key)}: {_plain(one, labels)}" for key, one in answer.items())
    if isinstance(answer, list):
        return ", ".join(_plain(one, labels) for one in answer)
    return "" if answer is None else str(labels.get(answer, answer) if isinstance(answer, str) else answer)
