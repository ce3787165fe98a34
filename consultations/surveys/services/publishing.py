"""Freezes a survey: what its pages say in all languages becomes an immutable version that people answer."""

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from wagtail.log_actions import log

from cms.core.models import User

from .. import selectors
from ..changes import Change, classify, gravest, with_retired
from ..choices import ResponseStatus
from ..compile import Content, compile_survey
from ..faults import PublicationRefused
from ..models import Response, SurveyPage, SurveyVersion
from ..page_form import version_refusals
from ..sentences import change_text
from .codes import register_codes

logger = logging.getLogger(__name__)


def freeze(*, page: SurveyPage, user: User | None, now: datetime) -> SurveyVersion | None:
    """A new version of the survey `page` belongs to, from what is published in each language.

    None if nothing changed, or the page that holds the structure is not published. Raises PublicationRefused; then
    the version people answer stays as it was. Responses that were only tests are deleted with the first version.
    """
    with transaction.atomic():
        # The rows stay locked until the end: two languages published at once must not take the same number
        languages = SurveyPage.objects.select_for_update().filter(translation_key=page.translation_key)
        list(languages.values_list("pk", flat=True))
        source, *translations = page.in_all_languages or [page]
        if not source.live:
            return None
        return _freeze(source, [one for one in translations if one.live], user, now)


def _freeze(
    source: SurveyPage, translations: Sequence[SurveyPage], user: User | None, now: datetime
) -> SurveyVersion | None:
    previous = selectors.live_version(source.translation_key)
    content = new_content(source, translations, previous)
    _refuse(source, content, previous)
    digest = content_hash(content)
    if previous is not None and previous.content_hash == digest:
        return None
    changes = classify(previous.content if previous else None, content, answered=source.has_responses)
    version = SurveyVersion.objects.create(
        survey_key=source.translation_key,
        number=previous.number + 1 if previous else 1,
        content=content,
        content_hash=digest,
        change_class=gravest(changes),
        note=_note(changes, source),
        published_at=now,
        published_by=user,
    )
    register_codes(version=version)
    _wipe_tests(source)
    log(source, "surveys.freeze", user=user, data={"version": version.number, "kind": version.change_class})
    return version


def new_content(
    source: SurveyPage, translations: Sequence[SurveyPage], previous: SurveyVersion | None
) -> dict[str, Any]:
    """What would be frozen: the compiled survey with everything that has answers and is no longer asked."""
    compiled = compile_survey(source, translations)
    return with_retired(previous.content if previous else None, compiled, answered=source.has_responses)


def content_hash(content: Content) -> str:
    """SHA-256 of the content as canonical JSON."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse(source: SurveyPage, content: Content, previous: SurveyVersion | None) -> None:
    answered, old = source.has_responses, previous.content if previous else None
    refusals = version_refusals(old, content, linked=source.linked, answered=answered)
    if refusals:
        raise PublicationRefused(tuple(refusals))


def _note(changes: Sequence[Change], source: SurveyPage) -> str:
    with translation.override(source.locale.language_code):
        return "\n".join(change_text(change) for change in changes)


def _wipe_tests(source: SurveyPage) -> None:
    Response.objects.filter(survey_key=source.translation_key, status=ResponseStatus.TEST).delete()


def freeze_or_keep(*, page: SurveyPage, user: User | None, now: datetime) -> SurveyVersion | None:
    """Freeze after a publication nobody can refuse any more: a schedule, a copy, a workflow, code.

    A refused survey keeps the version it had. One that never had a version is taken off the portal again, since there
    would be nothing to answer. Both are logged in the page's history.
    """
    try:
        return freeze(page=page, user=user, now=now)
    except PublicationRefused as fault:
        reasons = [{"pointer": one.pointer, "code": one.code} for one in fault.refusals]
        logger.error("survey %s was published with faults, its questions stay as they were: %s", page.pk, reasons)
        log(page, "surveys.refuse", user=user, data={"refusals": reasons})
        if selectors.live_version(page.translation_key) is None:
            page.unpublish(user=user, log_action=True)
        return None
