"""The abstract page every page type starts from."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..structured_data import breadcrumb_list
from .media import PortalImage
from .querysets import BasePageManager


class BasePage(Page):
    """Lead, listing and social card, search engine fields and cache headers: the same for every page type."""

    lead = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences in plain language, shown under the title and on cards."),
    )
    listing_image = models.ForeignKey(
        PortalImage, verbose_name=_("image"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    social_image = models.ForeignKey(
        PortalImage,
        verbose_name=_("image for social media"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("1200 × 630 pixels; without it the page's own image or the portal's card is used."),
    )
    noindex = models.BooleanField(_("keep out of search engines"), default=False)

    objects: ClassVar[PageManager] = BasePageManager()

    # foreign keys that serving the page reads in the same query
    serving_related: ClassVar[tuple[str, ...]] = ("locale", "alias_of__locale", "listing_image", "social_image")

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("listing_image")]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("social_image"), FieldPanel("noindex")], heading=_("Sharing and search engines")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead", boost=2), index.AutocompleteField("lead")]
    api_fields = [
        APIField("lead"),
        APIField("listing_image"),
        APIField("listing_image_rendition", serializer=ImageRenditionField("fill-800x450", source="listing_image")),
        APIField("social_image"),
        APIField("noindex"),
        APIField("content_language"),
    ]
    # slugs stay what the editor made them: machine translation of addresses breaks links (docs/adr/0006)
    override_translatable_fields = [SynchronizedField("slug", overridable=True)]

    class Meta:
        abstract = True

    @cached_property
    def content_language(self) -> str:
        """Language code of the text; an alias shows another locale's page until someone translates it."""
        source = self.alias_of if self.alias_of_id else self
        return source.locale.language_code

    @cached_property
    def breadcrumbs(self) -> list[Page]:
        """Pages above this one from the home page down; the routing sets them, a preview reads them."""
        return list(self.get_ancestors().filter(depth__gt=1))

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Restrictions on this page or one above it, or on the sources these are aliases of, in one query."""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        sources = Page.objects.filter(path__in=paths, alias_of__isnull=False).values("alias_of")
        return PageViewRestriction.objects.filter(Q(page__path__in=paths) | Q(page__in=sources))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["structured_data"] = self.structured_data(request)
        return context

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """JSON-LD objects (schema.org) of the page; page types add their own."""
        return [breadcrumb_list([(page.title, page.get_full_url(request)) for page in [*self.breadcrumbs, self]])]

    @property
    def seo_description(self) -> str:
        """Text for `<meta name="description">`."""
        return self.search_description or self.lead

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Sitemap entries; none for an alias (its text stands under the source's address) or a hidden page."""
        if self.noindex or self.alias_of_id:
            return []
        return super().get_sitemap_urls(request)
