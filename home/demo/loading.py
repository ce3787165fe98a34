"""Builds the whole demo in its order: first what pages are made of, then the Polish tree, languages, staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from wagtail.models import Locale, Page

from cms.core import members
from consultations.models import ConsultationIndexPage
from consultations.surveys.models import SurveyPage
from events.models import TrainingIndexPage

from ..models import HomePage, NewsIndexPage
from . import dates, front, media, pages, taxonomies, texts, translations
from .consultations import consultations, records, sections
from .ingredients import Ingredients
from .news import news
from .project import project_page
from .staff import Login, administrator, staff
from .surveys import answer_all, code_all, freeze_all, surveys
from .trainings import trainings

# Pages with English and Ukrainian texts of their own: two open consultations, one past, one with results
TRANSLATED_CONSULTATIONS = (
    "sciezka-nad-warta",
    "polaczenia-nocne-w-metropolii",
    "plan-zrownowazonej-mobilnosci-2040-projekt",
    "pomost-nad-jeziorem-swarzedzkim",
)
TEXT_FILES = ("home", "indexes", "project", "standard-pages", "accessibility", "surveys")


def load(today: date) -> list[Login]:
    """Make what is missing of the demo as of `today`; the log-ins of the accounts made now.

    Call it inside a transaction: a half-made tree is of no use.
    """
    with translation.override(settings.LANGUAGE_CODE):  # columns of the taxonomies follow the active language
        locales = translations.locales()
        tree = _polish_tree(_ingredients(today))
        _translate(tree, locales)
        freeze_all(tree.surveys, dates.moment("today", today))
        answer_all(tree.surveys)
        translations.synchronise(locales)
        made = staff(tree.home, tree.sections)
        code_all(tree.surveys, administrator(), dates.moment("today", today))
        return made


def _ingredients(today: date) -> Ingredients:
    municipalities = members.municipalities()
    shelf = media.collection()
    return Ingredients(
        today=today,
        municipalities=municipalities,
        topics=members.topics(),
        organisers=taxonomies.organisers(municipalities),
        images=media.images(shelf),
        documents=media.documents(shelf),
    )


@dataclass(frozen=True, slots=True)
class Tree:
    """The Polish pages that later steps need; `translated` has each page after the one above it."""

    home: HomePage
    sections: dict[str, ConsultationIndexPage]
    translated: list[Page]
    surveys: list[SurveyPage]


def _polish_tree(ingredients: Ingredients) -> Tree:
    home = front.home_page(ingredients)
    front.contact_settings(front.site(home))
    # in the order of the menu
    index = pages.index(ConsultationIndexPage, home, "consultations", ingredients)
    training_index = pages.index(TrainingIndexPage, home, "trainings", ingredients)
    project = project_page(home, ingredients)
    news_index = pages.index(NewsIndexPage, home, "news", ingredients)
    others = [*pages.standard_pages(home, ingredients), pages.accessibility_statement(home, ingredients)]
    by_slug = sections(index, ingredients)
    made = consultations(by_slug, ingredients)
    trainings(training_index, ingredients)
    news(news_index, made, ingredients)
    asked = surveys(made, ingredients)
    chosen = [made[slug] for slug in TRANSLATED_CONSULTATIONS]
    return Tree(home, by_slug, [home, index, training_index, project, news_index, *others, *chosen, *asked[:1]], asked)


def _translate(tree: Tree, locales: Mapping[str, Locale]) -> None:
    data = [*(texts.read(name) for name in TEXT_FILES), *records()]
    for code, locale in locales.items():
        if code == texts.SOURCE_LANGUAGE:
            continue
        memory = translations.memory(data, code)
        for page in tree.translated:
            translations.translate(page, locale, memory)
