"""Surveys below consultations of the demo: every type of question and every kind of rule."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid5

from wagtail.models import Page

from cms.core.models import User
from consultations.models import ConsultationPage
from consultations.surveys.importing import stream_data
from consultations.surveys.models import SurveyPage
from consultations.surveys.selectors import live_version
from consultations.surveys.services import freeze, store_gathered

from .answers import generated
from .bodies import NAMESPACE
from .ingredients import Ingredients
from .texts import SOURCE_LANGUAGE, in_polish, read
from .tree import child
from .voices import Coder

PLAIN = ("slug", "title", "lead", "introduction", "thanks", "information_clause", "policy", "layout", "linked")
ABOUT_YOU = {"municipality", "age_band"}  # parts of one block, known by the end of their uids
Row = dict[str, Any]


def surveys(consultations: dict[str, ConsultationPage], ingredients: Ingredients) -> list[SurveyPage]:
    """Every survey of the data file below its consultation; not frozen yet, see `freeze_all`."""
    return [
        child(consultations[row["parent"]], _survey(row, ingredients), ingredients.today)
        for row in in_polish(read("surveys"))
    ]


def freeze_all(pages: Iterable[Page], now: datetime) -> None:
    """The version that people answer, of each survey that has none, once its translations are there."""
    for page in pages:
        if page.specific.live_version is None:
            freeze(page=page.specific, user=None, now=now)


def answer_all(pages: Iterable[SurveyPage]) -> None:
    """The generated answers to each survey that has some in the data and nobody's yet."""
    by_slug = {page.slug: page for page in pages}
    for row in read("survey-answers"):
        page = by_slug[row["survey"]]
        version = live_version(page.translation_key)
        if version is not None and not page.has_responses:
            store_gathered(survey=page, version=version, gathered=generated(page, version, row))


def code_all(pages: Iterable[SurveyPage], user: User, now: datetime) -> None:
    """What `user` made of the open answers to each survey that has something of the kind in the data."""
    by_slug = {page.slug: page for page in pages}
    for row in read("survey-answers"):
        if "coding" in row:
            Coder(by_slug[row["survey"]], user, now).code(row["coding"])


def _survey(row: Row, ingredients: Ingredients) -> SurveyPage:
    page = SurveyPage(**{name: row[name] for name in PLAIN if name in row})
    content = {"pages": [_page(one, row["slug"], ingredients) for one in row["pages"]]}
    block = SurveyPage._meta.get_field("questions").stream_block
    page.questions = block.clean(block.to_python(stream_data(content, SOURCE_LANGUAGE)))
    return page


def _page(page: Row, slug: str, ingredients: Ingredients) -> Row:
    base = f"{slug}/{page['key']}"
    elements = [_element(element, base, ingredients) for element in page["elements"]]
    return {**page, "uid": str(uuid5(NAMESPACE, base)), "elements": elements}


def _element(element: Row, base: str, ingredients: Ingredients) -> Row:
    key = element["key"]
    if key in ABOUT_YOU:
        return {**element, "uid": f"{uuid5(NAMESPACE, base + '/about')}-{key}"}
    options = [_option(option, ingredients) for option in element.get("options", ())]
    return {**element, "uid": str(uuid5(NAMESPACE, f"{base}/{key}")), **({"options": options} if options else {})}


def _option(option: Row, ingredients: Ingredients) -> Row:
    """The option with its picture's id in place of the slug."""
    return {**option, "image": {"id": ingredients.images[option["image"]].pk}} if "image" in option else option
