"""Trainings and the list of them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Max, Min, Q
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import BodyStreamBlock
from cms.core.fields import MigrationFriendlyStreamField
from cms.core.models import BasePage, Organiser, PortalDocument, Topic
from cms.core.models.gatherings import event_data
from cms.core.site_tree import hidden_for

from ..choices import KnowledgeLevel, Recruitment
from .records import TrainingTerm

PER_PAGE = 12


class TrainingPage(BasePage):
    """A training: what it teaches, whom, when, and how to sign up."""

    body = MigrationFriendlyStreamField(BodyStreamBlock(), verbose_name=_("programme"), blank=True)
    audience = models.CharField(_("for whom"), max_length=255)
    knowledge_level = models.CharField(
        _("knowledge level"), max_length=20, choices=KnowledgeLevel, default=KnowledgeLevel.ALL
    )
    lecturer = models.CharField(_("lecturer"), max_length=255, blank=True)
    organiser = models.ForeignKey(
        Organiser,
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="trainings",
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="trainings")
    recruitment = models.CharField(_("registration"), max_length=20, choices=Recruitment, default=Recruitment.NONE)
    recruitment_email = models.EmailField(_("e-mail for registration"), blank=True)
    recruitment_url = models.URLField(_("address of the registration form"), blank=True)
    programme = models.ForeignKey(
        PortalDocument,
        verbose_name=_("programme as a file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    serving_related = (*BasePage.serving_related, "organiser__municipality", "programme")

    template = "pages/training.html"
    parent_page_types: ClassVar[list[str]] = ["events.TrainingIndexPage"]
    subpage_types: ClassVar[list[str]] = ["surveys.SurveyPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("audience"), FieldPanel("knowledge_level")]),
        FieldRowPanel([FieldPanel("lecturer"), FieldPanel("organiser")]),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        InlinePanel("terms", heading=_("Terms"), label=_("term")),
        MultiFieldPanel(
            [FieldPanel("recruitment"), FieldPanel("recruitment_email"), FieldPanel("recruitment_url")],
            heading=_("Registration"),
        ),
        FieldPanel("programme"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("audience")]
    api_fields = [
        *BasePage.api_fields,
        *[
            APIField(name)
            for name in (
                "body",
                "audience",
                "knowledge_level",
                "lecturer",
                "organiser",
                "topics",
                "terms",
                "recruitment",
                "recruitment_email",
                "recruitment_url",
                "programme",
            )
        ],
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("organiser", overridable=False),
        SynchronizedField("topics", overridable=False),
    ]

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def clean(self) -> None:
        super().clean()
        if self.recruitment == Recruitment.EMAIL and not self.recruitment_email:
            raise ValidationError({"recruitment_email": _("Give the e-mail people register at.")})
        if self.recruitment == Recruitment.LINK and not self.recruitment_url:
            raise ValidationError({"recruitment_url": _("Give the address of the registration form.")})

    @cached_property
    def term_list(self) -> list[TrainingTerm]:
        """Terms in the editors' order, read once."""
        return list(self.terms.all())

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        url = request.build_absolute_uri(self.get_url(request))
        gatherings = event_data(self.term_list, url=url, name=self.title, description=self.lead)
        return [*super().structured_data(request), *gatherings]


class TrainingIndexPage(BasePage):
    """Trainings with terms ahead first, then past ones."""

    template = "pages/training_index.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.TrainingPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of trainings")
        verbose_name_plural = _("lists of trainings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        trainings = (
            TrainingPage.objects.visible(hidden_for(request))
            .child_of(self)
            .with_language()
            .annotate(
                next_term=Min("terms__starts_at", filter=Q(terms__ends_at__gte=timezone.now())),
                last_term=Max("terms__starts_at"),
            )
            .order_by(models.F("next_term").asc(nulls_last=True), models.F("last_term").desc(nulls_last=True), "pk")
            .prefetch_related("terms")
        )
        context["trainings"] = Paginator(trainings, PER_PAGE).get_page(request.GET.get("page"))
        return context
