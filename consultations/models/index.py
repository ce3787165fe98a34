"""Lists of consultations: the portal's main one, and one section per local government below it."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField

from cms.core.models import BasePage, Municipality
from cms.core.site_tree import hidden_for

from ..forms import ConsultationFilterForm
from .listing import filtered, listing_page
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
    subpage_types: ClassVar[list[str]] = [
        "consultations.ConsultationPage",
        "consultations.ConsultationIndexPage",
        "surveys.SurveyPage",
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("municipality")]
    api_fields = [*BasePage.api_fields, APIField("municipality")]

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        form = ConsultationFilterForm(request.GET)
        pages = ConsultationPage.objects.visible(hidden_for(request)).descendant_of(self)
        if form.is_valid():
            pages = filtered(pages, form.cleaned_data, now)
        listing = listing_page(pages, request.GET.get("page"), now)
        context.update(form=form, consultations=listing, chosen=form.chosen())
        return context
