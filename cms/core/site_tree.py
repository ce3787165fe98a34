"""The part of the page tree one request needs: home pages, menu and the pages on its path.

Wagtail walks down the tree with two queries per level. Here home pages and first level come with the frame that the
process keeps, and deeper pages cost one query, whatever the depth; pages are addressed by their slugs alone (no page
type of the portal routes below itself).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from .models import ContactSettings
from .models.querysets import hidden_paths
from .site_frame import SiteFrame, frames


@dataclass(frozen=True)
class SiteTree:
    """The site's frame as the request sees it in the active language, and the pages along its `slugs`."""

    frame: SiteFrame
    language: str
    slugs: list[str]

    @property
    def site(self) -> Site:
        return self.frame.site

    @property
    def hidden(self) -> list[str]:
        """Tree paths that view restrictions hide."""
        return self.frame.hidden

    @property
    def contact(self) -> ContactSettings | None:
        """Who runs the portal; None until staff have said so."""
        return self.frame.contact

    @cached_property
    def pages(self) -> list[Page]:
        """The pages of the frame and, where the request asks for one below them, the deeper ones it touches."""
        return [*self.frame.pages, *(_deeper(self.site.root_page, self.slugs, self.language))]

    @cached_property
    def homes(self) -> list[Page]:
        """Home pages, one per language."""
        key = self.site.root_page.translation_key
        return [page for page in self.frame.pages if page.translation_key == key]

    @cached_property
    def home(self) -> Page:
        """Home page in the active language; the site's own root where there is none."""
        return next((page for page in self.homes if page.locale.language_code == self.language), self.site.root_page)

    @cached_property
    def menu(self) -> list[Page]:
        """Live, public pages right below the home page, in the editors' order."""
        depth = self.home.depth + 1
        return [
            page
            for page in self.frame.pages
            if page.depth == depth and page.live and self.shows(page) and page.path.startswith(self.home.path)
        ]

    def trail(self, slugs: list[str]) -> list[Page]:
        """Pages from the home page down along `slugs`; shorter than asked where there is no such page."""
        found = [self.home]
        for slug in slugs:
            above = found[-1]
            page = next((page for page in self.pages if page.slug == slug and _is_child(page, above)), None)
            if page is None:
                break
            found.append(page)
        return found

    def translations(self, page: Page) -> dict[str, Page]:
        """Live versions of the home page or the page asked for, by language code; empty for any other page."""
        key = page.translation_key
        return {one.locale.language_code: one for one in self.pages if one.translation_key == key and one.live}

    def shows(self, page: Page) -> bool:
        """Whether no view restriction stands on the page or above it."""
        return not any(page.path.startswith(path) for path in self.hidden)

    @property
    def root_paths(self) -> list[SiteRootPath]:
        """What Wagtail needs to make addresses, without asking the database again."""
        root_url = self.site.root_url
        return [SiteRootPath(self.site.pk, home.url_path, root_url, home.locale.language_code) for home in self.homes]


def _is_child(page: Page, parent: Page) -> bool:
    return bool(page.depth == parent.depth + 1 and page.path.startswith(parent.path))


def slugs_of(request: HttpRequest) -> list[str]:
    """Path of the request below its language, cut at the slashes."""
    return [part for part in request.path_info.split("/") if part][1:]


def site_tree(request: HttpRequest) -> SiteTree | None:
    """The tree for this request, read once; None when the installation has no site."""
    if not hasattr(request, "_site_tree"):
        tree = _read_tree(request)
        request._site_tree = tree  # type: ignore[attr-defined]  # kept on the request as Wagtail keeps its site
        if tree is not None:
            # the same private slot that Wagtail fills: addresses made with this request ask nothing again
            request._wagtail_cached_site_root_paths = tree.root_paths  # type: ignore[attr-defined]  # see above
    return cast("SiteTree | None", request._site_tree)  # type: ignore[attr-defined]  # see above


def _read_tree(request: HttpRequest) -> SiteTree | None:
    frame = frames.of(request)
    if frame is None:
        return None
    request._wagtail_site = frame.site  # type: ignore[attr-defined]  # the slot where Wagtail looks for it
    return SiteTree(frame, get_language() or "", slugs_of(request))


def _deeper(root: Page, slugs: list[str], language: str) -> list[Page]:
    """Pages two levels and more below the home page: those the slugs lead along, and the last one's translations."""
    if len(slugs) < 2:
        return []
    own = Q(locale__language_code=language, slug__in=slugs, depth__range=(root.depth + 2, root.depth + len(slugs)))
    # the page asked for in its other languages, for the language switch
    asked = Page.objects.filter(slug=slugs[-1], depth=root.depth + len(slugs), locale__language_code=language)
    wanted = own | Q(translation_key__in=asked.values("translation_key"))
    return list(Page.objects.filter(wanted).select_related("locale").order_by("path"))


def hidden_for(request: HttpRequest) -> list[str]:
    """The hidden tree paths, read once per request."""
    tree = site_tree(request)
    return tree.hidden if tree is not None else hidden_paths()
