"""The sitemap (sitemaps.org protocol) with hreflang alternates: pages and organisers in all their languages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from .models import BasePage, Organiser
from .models.querysets import BasePageQuerySet, hidden_paths, outside

SitemapEntry = dict[str, Any]


class PageSitemap(Sitemap[Page]):
    """Public pages that are not aliases; each lists its translations and, as x-default, the source language."""

    limit = 10_000

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def items(self) -> list[Page]:
        site = Site.find_for_request(self.request)
        if site is None:
            return []
        pages = Page.objects.live().filter(outside(hidden_paths()), alias_of=None)
        below = BasePageQuerySet(Page).none()
        for root in site.root_page.get_translations(inclusive=True):
            below |= pages.descendant_of(root, inclusive=True)
        found = below.select_related("locale").order_by("path").specific()
        return [page for page in found if isinstance(page, BasePage) and not page.noindex]

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[SitemapEntry]:
        pages = self.paginator.page(page).object_list
        translations: dict[UUID, dict[str, str]] = defaultdict(dict)
        for entry in self.items():
            translations[entry.translation_key][entry.locale.language_code] = self._address(entry)
        return [self._entry(entry, translations[entry.translation_key]) for entry in pages]

    def _address(self, page: Page) -> str:
        return str(self.request.build_absolute_uri(page.get_url(self.request)))

    def _entry(self, page: Page, addresses: dict[str, str]) -> SitemapEntry:
        return {
            "item": page,
            "location": self._address(page),
            "lastmod": page.last_published_at,
            "changefreq": None,
            "priority": "",
            "alternates": _alternates(addresses),
        }


class OrganiserSitemap(Sitemap[str]):
    """Profiles of organisers and their list, in all languages."""

    limit = 10_000

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def items(self) -> list[str]:
        """Slugs; the empty one stands for the list."""
        return ["", *Organiser.objects.values_list("slug", flat=True)]

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[SitemapEntry]:
        slugs = self.paginator.page(page).object_list
        return [
            entry for slug in slugs for entry in self._entries({code: self._address(slug, code) for code in LANGUAGES})
        ]

    def _address(self, slug: str, language: str) -> str:
        with translation.override(language):
            path = reverse("organiser_detail", args=[slug]) if slug else reverse("organiser_list")
        return urljoin(self.request.build_absolute_uri("/"), path)

    def _entries(self, addresses: dict[str, str]) -> Iterable[SitemapEntry]:
        shared = {"lastmod": None, "changefreq": None, "priority": "", "alternates": _alternates(addresses)}
        return [{"item": address, "location": address, **shared} for address in addresses.values()]


LANGUAGES = [code for code, _name in settings.LANGUAGES]


def _alternates(addresses: dict[str, str]) -> list[dict[str, str]]:
    """hreflang links of one page; none for a page in one language only."""
    if len(addresses) < len(LANGUAGES[:2]):
        return []
    links = [{"location": address, "lang_code": code} for code, address in addresses.items()]
    default = addresses.get(settings.LANGUAGE_CODE)
    return [*links, {"location": default, "lang_code": "x-default"}] if default else links
