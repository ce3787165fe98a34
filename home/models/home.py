"""The home page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField

from cms.core.blocks import BodyStreamBlock
from cms.core.fields import MigrationFriendlyStreamField
from cms.core.models import BasePage
from cms.core.site_tree import hidden_for, site_tree
from cms.core.structured_data import organization

from ..front_page import front_page


class HomePage(BasePage):
    """One question, one search field, the map; then what closes soon, what votes changed, the nearest meetings."""

    hero_title = models.CharField(_("headline"), max_length=160)
    hero_highlight = models.CharField(
        _("highlighted words"), max_length=80, blank=True, help_text=_("Words of the headline shown in gold.")
    )
    body = MigrationFriendlyStreamField(BodyStreamBlock(), verbose_name=_("further content"), blank=True)

    template = "pages/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 3  # one per language
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("hero_title"),
        FieldPanel("hero_highlight"),
        FieldPanel("body"),
    ]
    api_fields = [*BasePage.api_fields, APIField("hero_title"), APIField("hero_highlight"), APIField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The body that runs the portal, in place of breadcrumbs: nothing stands above the home page."""
        tree = site_tree(request)
        contact = tree.contact if tree is not None else None
        if contact is None:
            return []
        return [
            organization(
                name=contact.operator or self.title,
                url=request.build_absolute_uri(self.get_url(request)),
                email=contact.email,
                phone=contact.phone,
                address=contact.address,
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["front"] = front_page(self.locale, hidden_for(request), timezone.now())
        return context
