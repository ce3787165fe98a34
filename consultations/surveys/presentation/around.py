"""What charts and tables need besides the results: towns, dates of versions, what the questions say of themselves."""

from datetime import datetime

from django.utils.translation import get_language

from cms.core.choices import MunicipalityKind
from cms.core.models import Municipality

from ..charts import Town
from ..forms.localised import localised
from ..models import SurveyPage, SurveyVersion
from ..questionnaire.structure import Element
from ..results.tables import SurveyResults
from .figures import Surroundings
from .words import said


def surroundings(page: SurveyPage, results: SurveyResults) -> Surroundings:
    """What is needed for these results; nothing is read from the database that they do not need."""
    version = page.live_version
    questions = localised(version, get_language() or "pl").questions if version else {}
    return Surroundings(
        towns=_towns() if any(one.squares for one in results.questions) else (),
        labels={key: _labels(one) for key, one in questions.items() if one.type == "geo"},
        whole=frozenset(key for key, one in questions.items() if one.type == "number" and not _decimals(one)),
        published=_published(page) if any(one.since_version > 1 for one in results.questions) else {},
    )


def _labels(question: Element) -> dict[str, str]:
    return {option.key: said(option.label) for option in question.options}


def _decimals(question: Element) -> int:
    return int(question.settings.get("decimals") or 0)


def _towns() -> tuple[Town, ...]:
    """Seats of local governments, the largest first, so that their names stand where two would not fit."""
    rows = Municipality.objects.exclude(kind=MunicipalityKind.COUNTY).order_by("-population", "pk")
    return tuple(Town(row.short_name, float(row.longitude), float(row.latitude)) for row in rows)


def _published(page: SurveyPage) -> dict[int, datetime]:
    versions = SurveyVersion.objects.filter(survey_key=page.translation_key)
    return dict(versions.values_list("number", "published_at"))
