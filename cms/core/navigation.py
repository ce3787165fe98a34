"""Menus, language switch and contact details around every page."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from wagtail.models import Page

from .models import ContactSettings
from .site_tree import SiteTree, site_tree, slugs_of

LANGUAGE_NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A link of a menu."""

    title: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language; `is_translated` is False where it shows the source language's text."""

    code: str
    label: str
    url: str
    is_current: bool
    is_translated: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """All that header and footer link to; `search_url` is the search, `consultations_url` the main list."""

    home_url: str
    items: list[MenuItem]
    footer_items: list[MenuItem]
    languages: list[LanguageLink]
    contact: ContactSettings | None
    search_url: str
    consultations_url: str


EMPTY = Navigation("/", [], [], [], None, "/", "/")


def navigation(request: HttpRequest, page: Page | None = None) -> Navigation:
    """Navigation for a request, with `page` where a page is being served; empty without a site."""
    tree = site_tree(request)
    if tree is None:
        return EMPTY
    links = [(entry, MenuItem(entry.title, _url(entry, request), _is_current(entry, request))) for entry in tree.menu]
    by_model = {entry.cached_content_type.model: item.url for entry, item in reversed(links)}
    return Navigation(
        home_url=_url(tree.home, request),
        items=[item for entry, item in links if entry.show_in_menus],
        footer_items=[item for entry, item in links if not entry.show_in_menus],
        languages=_languages(request, tree, page),
        contact=tree.contact,
        search_url=reverse("search"),
        consultations_url=by_model.get("consultationindexpage", _url(tree.home, request)),
    )


def _url(page: Page, request: HttpRequest) -> str:
    return page.get_url(request) or ""


def _is_current(entry: Page, request: HttpRequest) -> bool:
    return slugs_of(request)[:1] == [entry.slug]


def _languages(request: HttpRequest, tree: SiteTree, page: Page | None) -> list[LanguageLink]:
    translations = {} if page is None else tree.translations(page)
    homes = {home.locale.language_code: home for home in tree.homes}
    return [_language_link(request, code, translations.get(code), homes.get(code), page) for code in LANGUAGE_NAMES]


def _language_link(
    request: HttpRequest, code: str, target: Page | None, home: Page | None, page: Page | None
) -> LanguageLink:
    """A page leads to its own translation or to that language's home; other views have the same path everywhere."""
    if page is None:
        url = translate_url(request.get_full_path(), code)
    else:
        url = _url(target or home or page, request)
    translated = page is None or (target is not None and target.alias_of_id is None)
    return LanguageLink(code, LANGUAGE_NAMES[code], url, code == get_language(), translated)
