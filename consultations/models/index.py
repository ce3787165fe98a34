"""Lists of consultations: the portal's main one, and one section per local government below it."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField

from cms.core.models import BasePage, Municipality

from ..forms import ConsultationFilterForm
from .listing import PER_PAGE, filtered
from .pages import ConsultationPage


class ConsultationIndexPage(BasePage):
    """The list of consultations below it, with filters.

    A section per local government holds that government's consultations: staff get rights to their own section only.
    """

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("local government"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Only for a section of one local government."),
    )

    template = "pages/consultation_index.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "consultations.ConsultationIndexPage"]
    subpage_types: ClassVar[list[str]] = ["consultations.ConsultationPage", "consultations.ConsultationIndexPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("municipality")]
    api_fields = [*BasePage.api_fields, APIField("municipality")]

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        form = ConsultationFilterForm(request.GET)
        pages = ConsultationPage.objects.visible().descendant_of(self)
        if form.is_valid():
            pages = filtered(pages, form.cleaned_data, now)
        listing = Paginator(pages.in_listing_order(now).for_cards(), PER_PAGE).get_page(request.GET.get("page"))
        context.update(form=form, consultations=listing, chosen=form.chosen())
        return context
