"""From what a request says to the survey, the version, the person and the answers that it means."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from .. import selectors
from ..admission import admit_code, read_ticket
from ..choices import Channel, Drafts, Policy
from ..faults import DraftUnknown, NotAdmitted
from ..models import Draft, SurveyPage, SurveyVersion
from ..questionnaire.surveyjs import from_surveyjs
from ..services import Circumstances
from ..spam import allow
from .bodies import Answered, NewResponse
from .faults import RequestInvalid, SurveyUnknown, TooOften, VersionUnknown


@dataclass(frozen=True, slots=True)
class Asked:
    """What a body with answers means."""

    survey: SurveyPage
    version: SurveyVersion
    answers: dict[str, Any]
    circumstances: Circumstances


def limited(request: HttpRequest, survey_key: uuid.UUID, kind: str) -> None:
    """Count the request. Raises TooOften."""
    seconds = allow(request, survey_key, kind)
    if seconds:
        raise TooOften(seconds)


def find_survey(survey_key: uuid.UUID, locale: str = "") -> SurveyPage:
    """The public survey in that language, else in Polish, else in any. Raises SurveyUnknown."""
    pages = SurveyPage.objects.live().public().filter(translation_key=survey_key).select_related("locale")
    wanted = (locale, settings.LANGUAGE_CODE)
    found = sorted(pages, key=lambda page: [page.locale.language_code != code for code in wanted])
    if not found:
        raise SurveyUnknown
    return found[0]


def current_version(survey: SurveyPage) -> SurveyVersion:
    """The version that is answered now. Raises SurveyUnknown before the survey was published for the first time."""
    if survey.live_version is None:
        raise SurveyUnknown
    return survey.live_version


def numbered_version(survey_key: uuid.UUID, number: int) -> SurveyVersion:
    """One version by its number. Raises VersionUnknown."""
    found = selectors.version(survey_key, number)
    if found is None:
        raise VersionUnknown
    return found


def language(wanted: str | None) -> str:
    """The language of a body, else of the request."""
    return wanted or get_language() or settings.LANGUAGE_CODE


def asked(survey_key: uuid.UUID, body: Answered, shape: str) -> Asked:
    """What `body` means. Raises SurveyUnknown, and RequestInvalid for a version that never was."""
    locale = language(body.locale)
    survey = find_survey(survey_key, locale)
    version = current_version(survey)
    if body.version is not None and body.version != version.number:
        version = _answered_version(survey_key, body.version)
    circumstances = Circumstances(locale=locale, channel=Channel.API, municipality=body.municipality)
    return Asked(survey, version, native(version, body.answers, shape), circumstances)


def native(version: SurveyVersion, answers: dict[str, Any], shape: str) -> dict[str, Any]:
    """The answers in our own form."""
    return dict(from_surveyjs(version.definition, answers)) if shape == "surveyjs" else answers


def subject_of(survey: SurveyPage, body: NewResponse, now: datetime) -> str:
    """Who answers, as the policy of the survey wants to know it; "" where it does not. Raises NotAdmitted."""
    if survey.policy == Policy.OPEN:
        return ""
    if body.ticket:
        return read_ticket(survey.translation_key, body.ticket, now)
    if survey.policy == Policy.CODE and body.code:
        return admit_code(survey_key=survey.translation_key, code=body.code)
    # A cookie marks a device on the pages of the portal; a program has nothing of the kind
    raise NotAdmitted("code-required" if survey.policy == Policy.CODE else "ticket-required")


def find_draft(survey_key: uuid.UUID, token: str, now: datetime) -> Draft:
    """The draft of this survey. Raises DraftUnknown, also for a draft of another survey."""
    draft = selectors.find_draft(token, now)
    if draft.survey_key != survey_key:
        raise DraftUnknown
    return draft


def keeps_drafts(survey: SurveyPage) -> bool:
    """Whether answers of this survey may be kept before they are sent."""
    return survey.drafts == Drafts.LINK


def _answered_version(survey_key: uuid.UUID, number: int) -> SurveyVersion:
    try:
        return numbered_version(survey_key, number)
    except VersionUnknown:
        raise RequestInvalid("#/version", "unknown_version") from None
