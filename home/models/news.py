"""News and the list of them."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index

from cms.core.blocks import BodyStreamBlock
from cms.core.fields import MigrationFriendlyStreamField
from cms.core.models import BasePage
from cms.core.site_tree import hidden_for

PER_PAGE = 12


class NewsPage(BasePage):
    """One piece of news; results of consultations were published as news on the original portal."""

    date = models.DateField(_("date"))
    body = MigrationFriendlyStreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)
    consultation = models.ForeignKey(
        "consultations.ConsultationPage",
        verbose_name=_("about the consultation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    serving_related = (*BasePage.serving_related, "consultation")

    template = "pages/news.html"
    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        FieldPanel("consultation"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]
    api_fields = [*BasePage.api_fields, APIField("date"), APIField("body"), APIField("consultation")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class NewsIndexPage(BasePage):
    """News, the latest first."""

    template = "pages/news_index.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.visible(hidden_for(request)).child_of(self).with_language()
        context["news"] = Paginator(news.order_by("-date", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
        return context
