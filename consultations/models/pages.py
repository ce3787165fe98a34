"""The consultation itself."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import BodyStreamBlock
from cms.core.fields import MigrationFriendlyStreamField
from cms.core.models import BasePage, Municipality, Organiser, PortalDocument, Topic
from cms.core.models.gatherings import event_data

from .. import lifecycle
from ..blocks import DocumentsStreamBlock, TimelineStreamBlock
from ..choices import Procedure, StatusLabel
from ..lifecycle import Status
from .admin_panels import CONTENT_PANELS, LAW_PANELS, RESULT_PANELS, tabbed
from .api_fields import CONSULTATION_API_FIELDS
from .querysets import ConsultationQuerySet
from .records import ConsultationTag, Meeting

PLAIN_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class ConsultationPage(BasePage):
    """One consultation: what it is about, who asks whom, until when, how to take part, and what came of it."""

    # --- what and who
    organiser = models.ForeignKey(
        Organiser, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="consultations"
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), related_name="consultations")
    tags = ClusterTaggableManager(through=ConsultationTag, blank=True, verbose_name=_("tags"))
    whole_metropolis = models.BooleanField(
        _("whole metropolis"), default=False, help_text=_("The consultation concerns all municipalities.")
    )
    municipalities = ParentalManyToManyField(
        Municipality,
        verbose_name=_("municipalities"),
        blank=True,
        related_name="consultations",
        help_text=_("The area concerned; leave empty if it is the whole metropolis."),
    )
    # --- when
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    # --- the text
    plain_summary = RichTextField(
        _("in plain language"),
        blank=True,
        features=PLAIN_FEATURES,
        help_text=_("What it changes for residents, without terms of the law (Spatial Planning Act, art. 8e)."),
    )
    body = MigrationFriendlyStreamField(BodyStreamBlock(), verbose_name=_("description"), blank=True)
    influence = models.TextField(_("what you can influence"), blank=True)
    not_changing = models.TextField(_("what will not change, and why"), blank=True)
    decision_maker = models.CharField(_("who decides"), max_length=255, blank=True)
    use_of_results = models.TextField(_("what happens with the results"), blank=True)
    who_can_take_part = RichTextField(_("who can take part"), features=PLAIN_FEATURES)
    how_to_take_part = RichTextField(_("how to take part"), features=PLAIN_FEATURES)
    external_url = models.URLField(
        _("external place to take part"), blank=True, help_text=_("The organiser's own platform, form or survey.")
    )
    external_label = models.CharField(_("text of the button"), max_length=80, blank=True)
    documents = MigrationFriendlyStreamField(DocumentsStreamBlock(), verbose_name=_("documents"), blank=True)
    timeline = MigrationFriendlyStreamField(TimelineStreamBlock(), verbose_name=_("timeline"), blank=True)
    contact = RichTextField(_("contact"), features=PLAIN_FEATURES, help_text=_("A person or office people can ask."))
    # --- the law
    procedure = models.CharField(_("procedure"), max_length=40, choices=Procedure, default=Procedure.GENERAL)
    legal_basis = models.TextField(_("legal basis"), help_text=_("The act and article, and the resolution."))
    resolution_url = models.URLField(_("resolution or order"), blank=True)
    mandatory = models.BooleanField(_("required by law"), default=False)
    bip_url = models.URLField(_("notice in the Public Information Bulletin (BIP)"), blank=True)
    urban_register_url = models.URLField(_("entry in the Urban Register"), blank=True)
    gdpr_notice = RichTextField(
        _("personal data notice"),
        features=PLAIN_FEATURES,
        help_text=_("Article 13 of the GDPR; the organiser is the controller."),
    )
    source_url = models.URLField(_("source of the information"), blank=True)
    # --- what came of it
    results_expected_on = models.DateField(_("results expected on"), null=True, blank=True)
    results_published_at = models.DateTimeField(_("results published on"), null=True, blank=True)
    asked = models.TextField(_("we asked"), blank=True)
    said = models.TextField(_("you said"), blank=True)
    done = models.TextField(_("we did"), blank=True)
    report = models.ForeignKey(
        PortalDocument, verbose_name=_("report"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[PageManager] = PageManager.from_queryset(ConsultationQuerySet)()

    serving_related = (*BasePage.serving_related, "organiser__municipality", "report")
    serving_rows = (*BasePage.serving_rows, "topics", "municipalities")

    template = "pages/consultation.html"
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationIndexPage"]
    subpage_types: ClassVar[list[str]] = ["surveys.SurveyPage"]

    content_panels = CONTENT_PANELS
    edit_handler = tabbed(CONTENT_PANELS, LAW_PANELS, RESULT_PANELS, BasePage.promote_panels)
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("plain_summary"),
        index.RelatedFields("organiser", [index.SearchField("name")]),
        index.RelatedFields("municipalities", [index.SearchField("short_name")]),
        index.RelatedFields("topics", [index.SearchField("name")]),
        index.FilterField("opens_at"),
        index.FilterField("closes_at"),
    ]
    api_fields = [*BasePage.api_fields, *CONSULTATION_API_FIELDS]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("organiser", overridable=False),
        SynchronizedField("topics", overridable=False),
        SynchronizedField("municipalities", overridable=False),
    ]

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    # --- status ------------------------------------------------------------------------------------------------------
    @property
    def schedule(self) -> lifecycle.Schedule:
        """The moments that decide the status, in the portal's time zone."""
        local = timezone.localtime
        published = self.results_published_at
        return lifecycle.Schedule(local(self.opens_at), local(self.closes_at), published and local(published))

    def status_at(self, now: datetime) -> Status:
        return lifecycle.status_at(self.schedule, now)

    @cached_property
    def status(self) -> Status:
        """Status at the moment of the request."""
        return self.status_at(timezone.now())

    def accepts_responses(self, now: datetime) -> bool:
        """Surveys of a consultation can be answered while it is open."""
        return self.live and self.status_at(now) is Status.OPEN

    @property
    def status_label(self) -> str:
        return str(StatusLabel(self.status).label)

    @property
    def days_left(self) -> int:
        return lifecycle.days_left(self.schedule, timezone.now())

    @property
    def closes_soon(self) -> bool:
        return lifecycle.closes_soon(self.schedule, timezone.now())

    @property
    def results_overdue(self) -> bool:
        return lifecycle.results_overdue(self.schedule, self.results_expected_on, timezone.now())

    # --- rules -------------------------------------------------------------------------------------------------------
    def clean(self) -> None:
        super().clean()
        errors = {**self._date_errors(), **self._result_errors()}
        if errors:
            raise ValidationError(errors)

    def _date_errors(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = _("The consultation must end after it starts.")
        if self.announced_on and self.opens_at and self.announced_on > timezone.localdate(self.opens_at):
            errors["announced_on"] = _("It must be announced no later than on the first day.")
        return errors

    def _result_errors(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if self.results_published_at:
            missing = _("Required before the results are published.")
            errors = {name: missing for name in ("asked", "said", "done") if not getattr(self, name).strip()}
            if self.closes_at and self.results_published_at < self.closes_at:
                errors["results_published_at"] = _("Results cannot be published before the consultation closes.")
        expected = self.results_expected_on
        if expected and self.closes_at and expected < timezone.localdate(self.closes_at):
            errors["results_expected_on"] = _("Results cannot be expected before the consultation closes.")
        return errors

    # --- for templates -----------------------------------------------------------------------------------------------
    @property
    def area_label(self) -> str:
        """Short names of the municipalities, or “whole metropolis”."""
        if self.whole_metropolis:
            return str(_("whole metropolis"))
        return ", ".join(municipality.short_name for municipality in self.municipalities.all())

    @cached_property
    def meeting_list(self) -> list[Meeting]:
        """Meetings in the editors' order, read once."""
        return list(self.meetings.all())

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        url = request.build_absolute_uri(self.get_url(request))
        gatherings = event_data(self.meeting_list, url=url, name=self.title, description=self.lead)
        return [*super().structured_data(request), *gatherings]
