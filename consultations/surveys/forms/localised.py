"""Definitions of versions in one language."""

from ..questionnaire.definition import parse
from ..questionnaire.kept import Version, kept
from ..questionnaire.locales import localise
from ..questionnaire.structure import Definition


@kept
def localised(version: Version, locale: str) -> Definition:
    """The definition with every text in `locale`, or in the language of the survey where a text was not translated."""
    return parse(localise(version.content, locale, str(version.content.get("locale") or "pl")))
