"""What staff make of open answers: the code frame, what texts are about, what is taken out of them, and publication."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from wagtail.log_actions import log

from cms.core.models import User

from ..choices import OpenAnswerDecision, Right
from ..coding_queue import OpenQuestion, OpenText
from ..faults import SurveyFault
from ..models import OpenAnswer, SurveyPage, Theme
from ..rights import require
from ..selectors import counted

KEYS = "123456789abcdefghilmnoqstuvxyz0"  # in the order they are given; j, k, p, r and w are commands of the screen
CHUNK = 500


@dataclass
class CodingRefused(SurveyFault):
    """What was asked for would break the code frame or publish what must not be; `reason` is a stable code.

    `label_taken`, `key_taken`, `key_reserved`, `no_key_left`, `too_deep`, `not_public`, `no_reason`, `foreign_theme`,
    `foreign_question`.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Coding:
    """What somebody decided about one text; `redacted` is empty where nothing was taken out."""

    themes: frozenset[int] = frozenset()
    note: str = ""
    decision: str = OpenAnswerDecision.OPEN
    redacted: str = ""
    reason: str = ""


def note_reading(*, page: SurveyPage, user: User, question: OpenQuestion) -> None:
    """Put into the history that somebody began to read the texts of the question. Raises PermissionDenied."""
    require(user, page, Right.CODE_ANSWERS)
    log(page, "surveys.read", user=user, data={"question": question.uid})


@transaction.atomic
def code_text(  # noqa: PLR0913  # all of it is one decision
    *,
    page: SurveyPage,
    user: User,
    question: OpenQuestion,
    text: OpenText,
    coding: Coding,
    seen: datetime | None,
    now: datetime,
) -> OpenAnswer | None:
    """Keep what was decided about a text of the survey; the last decision holds.

    Comes back with the work of somebody else that was overwritten: done since `seen`, when the text was read, which is
    None for one that nobody had coded. Raises PermissionDenied, CodingRefused, and Response.DoesNotExist for a response
    that does not count any more.
    """
    require(user, page, Right.CODE_ANSWERS)
    _require_sound(page, question, coding)
    response = counted(page.translation_key).select_for_update().only("pk").get(pk=text.response_id)
    before = OpenAnswer.objects.filter(response=response, uid=question.uid, part=text.part).first()
    work, _created = OpenAnswer.objects.update_or_create(
        response=response, uid=question.uid, part=text.part, defaults=_fields(coding, user, now)
    )
    work.themes.set(coding.themes)
    said = {"decision": str(coding.decision), "redacted": bool(coding.redacted), "themes": len(coding.themes)}
    about = {"response": str(response.pk), "question": question.uid, "part": text.part}
    log(page, "surveys.code", user=user, data={**about, **said})
    is_news = before is not None and before.coded_at != seen and before.coded_by_id != user.pk
    return before if is_news else None


def _require_sound(page: SurveyPage, question: OpenQuestion, coding: Coding) -> None:
    if question.survey_key != page.translation_key:
        raise CodingRefused("foreign_question")
    if coding.decision == OpenAnswerDecision.PUBLISH and not question.may_be_published:
        raise CodingRefused("not_public")
    if coding.redacted and not coding.reason.strip():
        raise CodingRefused("no_reason")
    if question.themes.filter(pk__in=coding.themes).count() != len(coding.themes):
        raise CodingRefused("foreign_theme")


def _fields(coding: Coding, user: User, now: datetime) -> dict[str, Any]:
    return {
        "note": coding.note,
        "decision": coding.decision,
        "redacted": coding.redacted,
        "reason": coding.reason if coding.redacted else "",
        "coded_at": now,
        "coded_by": user,
    }


@transaction.atomic
def tag_texts(*, page: SurveyPage, user: User, theme: Theme, texts: Iterable[OpenText], now: datetime) -> int:
    """Give the theme to all these texts of its question; to how many that were without it.

    Raises PermissionDenied, and CodingRefused for a theme of another survey.
    """
    _require_own(page, user, theme)
    wanted = iter(texts)
    tagged = 0
    while part := list(islice(wanted, CHUNK)):
        tagged += _tag(user, theme, part, now)
    if tagged:
        log(page, "surveys.tag", user=user, data={"question": theme.uid, "theme": theme.label, "texts": tagged})
    return tagged


def _tag(user: User, theme: Theme, texts: list[OpenText], now: datetime) -> int:
    places = {(text.response_id, text.part) for text in texts}
    ours = set(counted(theme.survey_key).filter(pk__in={pk for pk, _part in places}).values_list("pk", flat=True))
    works = [
        OpenAnswer(response_id=pk, uid=theme.uid, part=part, coded_at=now, coded_by=user)
        for pk, part in sorted(places)
        if pk in ours
    ]
    OpenAnswer.objects.bulk_create(works, ignore_conflicts=True)
    found = OpenAnswer.objects.filter(response__in=ours, uid=theme.uid).exclude(themes=theme)
    new = [work.pk for work in found if (work.response_id, work.part) in places]
    theme.open_answers.add(*new)
    OpenAnswer.objects.filter(pk__in=new).update(coded_at=now, coded_by=user)
    return len(new)


# --- the code frame --------------------------------------------------------------------------------------------------
@transaction.atomic
def add_theme(  # noqa: PLR0913  # all of it is one theme
    *, page: SurveyPage, user: User, uid: str, label: str, shortcut: str = "", parent: Theme | None = None
) -> Theme:
    """A new theme at the end of its level; without `shortcut` it gets the first free key.

    Raises PermissionDenied and CodingRefused.
    """
    require(user, page, Right.CODE_ANSWERS)
    frame = Theme.objects.filter(survey_key=page.translation_key, uid=uid)
    if parent is not None and (parent.parent_id is not None or not frame.filter(pk=parent.pk).exists()):
        raise CodingRefused("too_deep")
    theme = Theme(survey_key=page.translation_key, uid=uid, parent=parent, label=label)
    theme.shortcut = shortcut or _free_key(page, uid)
    theme.position = (frame.aggregate(last=Max("position"))["last"] or 0) + 1
    _save_theme(theme)
    log(page, "surveys.themes", user=user, data={"question": uid, "added": label})
    return theme


@transaction.atomic
def change_theme(*, page: SurveyPage, user: User, theme: Theme, label: str, shortcut: str) -> None:
    """Another label or key. Raises PermissionDenied and CodingRefused."""
    _require_own(page, user, theme)
    before, theme.label, theme.shortcut = theme.label, label, shortcut
    _save_theme(theme)
    log(page, "surveys.themes", user=user, data={"question": theme.uid, "renamed": [before, label]})


@transaction.atomic
def delete_theme(*, page: SurveyPage, user: User, theme: Theme) -> int:
    """Delete the theme with those below it; how many texts had one of them. Raises PermissionDenied, CodingRefused."""
    _require_own(page, user, theme)
    lost = OpenAnswer.objects.filter(Q(themes=theme) | Q(themes__parent=theme)).distinct().count()
    theme.delete()
    log(page, "surveys.themes", user=user, data={"question": theme.uid, "deleted": theme.label, "texts": lost})
    return lost


@transaction.atomic
def move_theme(*, page: SurveyPage, user: User, theme: Theme, step: int) -> None:
    """One place up (-1) or down (1) on its level. Raises PermissionDenied and CodingRefused."""
    _require_own(page, user, theme)
    level = list(
        Theme.objects.filter(survey_key=theme.survey_key, uid=theme.uid, parent=theme.parent_id).select_for_update()
    )
    old = [one.pk for one in level].index(theme.pk)
    level.insert(max(0, old + step), level.pop(old))
    for position, one in enumerate(level, 1):
        one.position = position
    Theme.objects.bulk_update(level, ["position"])


def _require_own(page: SurveyPage, user: User, theme: Theme) -> None:
    require(user, page, Right.CODE_ANSWERS)
    if theme.survey_key != page.translation_key:
        raise CodingRefused("foreign_theme")


def _free_key(page: SurveyPage, uid: str) -> str:
    taken = set(Theme.objects.filter(survey_key=page.translation_key, uid=uid).values_list("shortcut", flat=True))
    key = next((key for key in KEYS if key not in taken), "")
    if not key:
        raise CodingRefused("no_key_left")
    return key


def _save_theme(theme: Theme) -> None:
    if theme.shortcut not in KEYS:
        raise CodingRefused("key_reserved")
    others = Theme.objects.filter(survey_key=theme.survey_key, uid=theme.uid).exclude(pk=theme.pk)
    if others.filter(label__iexact=theme.label).exists():
        raise CodingRefused("label_taken")
    if others.filter(shortcut=theme.shortcut).exists():
        raise CodingRefused("key_taken")
    theme.save()
