"""A page of plain content."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index

from cms.core.blocks import BodyStreamBlock
from cms.core.fields import MigrationFriendlyStreamField
from cms.core.models import BasePage


class StandardPage(BasePage):
    """How it works, privacy and cookies, and whatever else needs a page."""

    body = MigrationFriendlyStreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    template = "pages/standard.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage", "surveys.SurveyPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    api_fields = [*BasePage.api_fields, APIField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
