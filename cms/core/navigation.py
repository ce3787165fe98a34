"""Menus, language switch and contact details around every page."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

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
    """All that header and footer link to; `search_url` is the search, `consultations_url` the main list.

    `section_url` is the entry's that the request is on or below, `page_url` the entry's or home page's that it asks for
    itself: all that header and footer depend on. `made` keeps what is drawn of them; None where nothing may be kept.
    """

    home_url: str
    items: list[MenuItem]
    footer_items: list[MenuItem]
    languages: list[LanguageLink]
    contact: ContactSettings | None
    search_url: str
    consultations_url: str
    section_url: str = ""
    page_url: str = ""
    made: dict[Any, Any] | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """What is the same on all pages of a site in one language; each entry is (slug, title, address, is in header)."""

    home_url: str
    entries: list[tuple[str, str, str, bool]]
    search_url: str
    consultations_url: str


EMPTY = Navigation("/", [], [], [], None, "/", "/")


def navigation(request: HttpRequest, page: Page | None = None) -> Navigation:
    """Navigation for a request, with `page` where a page is being served; empty without a site."""
    tree = site_tree(request)
    if tree is None:
        return EMPTY
    menu = _menu(request, tree)
    here = slugs_of(request)[:1]
    links = [(MenuItem(title, url, here == [slug]), in_header) for slug, title, url, in_header in menu.entries]
    addresses = {menu.home_url, *(item.url for item, _ in links)}
    return Navigation(
        home_url=menu.home_url,
        items=[item for item, in_header in links if in_header],
        footer_items=[item for item, in_header in links if not in_header],
        languages=_languages(request, tree, page),
        contact=tree.contact,
        search_url=menu.search_url,
        consultations_url=menu.consultations_url,
        section_url=next((item.url for item, _ in links if item.is_current), ""),
        page_url=request.path if request.path in addresses else "",
        made=tree.frame.made,
    )


def _menu(request: HttpRequest, tree: SiteTree) -> Menu:
    """The menu in the active language, made once for all requests that share the frame."""
    made = tree.frame.made
    key = "menu", tree.language
    if key not in made:
        made[key] = _make_menu(request, tree)
    return cast("Menu", made[key])


def _make_menu(request: HttpRequest, tree: SiteTree) -> Menu:
    home_url = _url(tree.home, request)
    entries = [(entry.slug, entry.title, _url(entry, request), entry.show_in_menus) for entry in tree.menu]
    models = [entry.cached_content_type.model for entry in tree.menu]
    lists = [url for model, (_, _, url, _) in zip(models, entries, strict=True) if model == "consultationindexpage"]
    return Menu(home_url, entries, reverse("search"), lists[0] if lists else home_url)


def _url(page: Page, request: HttpRequest) -> str:
    return page.get_url(request) or ""


def _languages(request: HttpRequest, tree: SiteTree, page: Page | None) -> list[LanguageLink]:
    translations = {} if page is None else tree.translations(page)
    homes = {home.locale.language_code: home for home in tree.homes}
    return [_language_link(request, code, translations.get(code), homes.get(code), page) for code in LANGUAGE_NAMES]


def _language_link(
    request: HttpRequest, code: str, target: Page | None, home: Page | None, page: Page | None
) -> LanguageLink:
    """A page leads to its own translation or to that language's home; other views have the same path everywhere."""
    if page is None:
        path, mark, query = request.get_full_path().partition("?")
        url = f"{_translated(path, code)}{mark}{query}"
    else:
        url = _url(target or home or page, request)
    translated = page is None or (target is not None and target.alias_of_id is None)
    return LanguageLink(code, LANGUAGE_NAMES[code], url, code == get_language(), translated)


@lru_cache(maxsize=1024)
def _translated(path: str, code: str) -> str:
    return translate_url(path, code)
