"""Writes of editors besides the edit form: a definition imported from JSON, a response that is only a test."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.core.models import User

from ..choices import Channel
from ..importing import stream_data
from ..models import SurveyPage, SurveyVersion
from ..rehearsal import random_answers
from ..tokens import new_token
from .submission import Circumstances, Receipt, submit


@transaction.atomic
def import_definition(*, page: SurveyPage, content: Mapping[str, Any], user: User) -> Revision:
    """Put the questions of `content` (`ankieta/1`) into a new draft of `page`, instead of those it has.

    Raises DefinitionRefused; then nothing has changed. Pictures that are not in this portal's library are left out.
    """
    draft = page.get_latest_revision_as_object()
    data = stream_data(content, page.locale.language_code)
    _without_lost_pictures(data)
    draft.questions = draft._meta.get_field("questions").to_python(data)
    log(page, "surveys.import", user=user)
    return draft.save_revision(user=user, log_action=True)


def _without_lost_pictures(data: list[dict[str, Any]]) -> None:
    values = [element["value"] for page in data for element in page["value"]["elements"]]
    options = [option for value in values for option in value.get("options") or ()]
    holders = [holder for holder in (*values, *options) if holder.get("image")]
    known = set(get_image_model().objects.filter(pk__in=[one["image"] for one in holders]).values_list("pk", flat=True))
    for holder in holders:
        if holder["image"] not in known:
            holder["image"] = None


def record_test(*, page: SurveyPage, version: SurveyVersion, seed: int, now: datetime) -> Receipt:
    """Store a random response that never counts; it is deleted when the survey is next published."""
    circumstances = Circumstances(locale=page.locale.language_code, channel=Channel.WEB)
    answers = random_answers(version.definition, seed, circumstances.context, timezone.localtime(now).date())
    return submit(
        survey=page,
        version=version,
        answers=answers,
        circumstances=circumstances,
        key=new_token(),
        test=True,
        now=now,
    )
