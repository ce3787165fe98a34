"""Definitions of versions in one language. Versions never change, so what was parsed once is kept."""

import uuid
from typing import Protocol

from ..questionnaire.definition import parse
from ..questionnaire.locales import localise
from ..questionnaire.structure import Definition


class Version(Protocol):
    """What is needed of a version of a survey."""

    survey_key: uuid.UUID
    number: int
    content: dict[str, object]
    content_hash: str


KEEP_AT_MOST = 96
_KEPT: dict[tuple[uuid.UUID, int, str, str], Definition] = {}


def localised(version: Version, locale: str) -> Definition:
    """The definition with every text in `locale`, or in the language of the survey where a text was not translated."""
    key = (version.survey_key, version.number, version.content_hash, locale)
    found = _KEPT.get(key)
    if found is None:
        if len(_KEPT) >= KEEP_AT_MOST:
            _KEPT.clear()
        fallback = str(version.content.get("locale") or "pl")
        found = _KEPT[key] = parse(localise(version.content, locale, fallback))
    return found
