"""Pages right below the home page that have one type each: lists, plain pages, accessibility statement."""

from typing import Any, TypeVar

from django.conf import settings

from consultations.models import ConsultationIndexPage
from events.models import TrainingIndexPage

from ..models import AccessibilityStatementPage, HomePage, NewsIndexPage, StandardPage
from . import dates
from .bodies import stream
from .ingredients import Ingredients
from .texts import in_polish, read
from .tree import AnyPage, child

Index = TypeVar("Index", ConsultationIndexPage, TrainingIndexPage, NewsIndexPage)
STATEMENT_DATES = ("published_on", "updated_on", "prepared_on")


def index(kind: type[Index], home: HomePage, name: str, ingredients: Ingredients) -> Index:
    """The list of consultations, trainings or news, in the menu."""
    return _below(home, kind(**in_polish(read("indexes"))[name], show_in_menus=True), ingredients)


def standard_pages(home: HomePage, ingredients: Ingredients) -> list[StandardPage]:
    """How it works (in the menu), privacy and cookies."""
    return [_below(home, _standard(row, ingredients), ingredients) for row in in_polish(read("standard-pages"))]


def _standard(row: dict[str, Any], ingredients: Ingredients) -> StandardPage:
    body = stream(StandardPage, "body", row["slug"], row["body"], ingredients)
    return StandardPage(**{**row, "body": body})


def accessibility_statement(home: HomePage, ingredients: Ingredients) -> AccessibilityStatementPage:
    """The statement; partly compliant, as the demo's PDF files have no structure tags."""
    row = in_polish(read("accessibility"))
    row |= {name: dates.day(row[name], ingredients.today) for name in STATEMENT_DATES}
    return _below(home, AccessibilityStatementPage(**row, site_url=settings.BASE_URL), ingredients)


def _below(home: HomePage, page: AnyPage, ingredients: Ingredients) -> AnyPage:
    return child(home, page, ingredients.today)
