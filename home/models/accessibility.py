"""The accessibility statement, valid by construction.

Source: Digital Accessibility of Public Bodies' Websites Act of 4 April 2019 (art. 10) and the minister's technical
conditions for statements, version 2.0 of 31 July 2024: fixed element ids and headings. Staff fill in facts; the
template `pages/accessibility_statement.html` writes the sentences, ids and headings around them.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField

from cms.core.models import BasePage

from ..choices import AssessmentMethod, Conformance

FEATURES = ["bold", "italic", "link", "ul", "ol"]


class AccessibilityStatementPage(BasePage):
    """Facts of the accessibility statement."""

    entity_name = models.CharField(_("name of the public body"), max_length=255)
    scope = models.CharField(_("name of the website the statement is about"), max_length=255)
    site_url = models.URLField(_("address of the website"))
    published_on = models.DateField(_("website published on"))
    updated_on = models.DateField(_("last important update on"))
    conformance = models.CharField(_("status"), max_length=10, choices=Conformance)
    non_conformities = RichTextField(_("failures to comply with the annex"), blank=True, features=FEATURES)
    excluded_content = RichTextField(_("content outside the act"), blank=True, features=FEATURES)
    excessive_costs = RichTextField(_("excessive costs"), blank=True, features=FEATURES)
    excessive_costs_assessment_url = models.URLField(_("assessment of excessive costs"), blank=True)
    prepared_on = models.DateField(_("statement prepared on"))
    reviewed_on = models.DateField(
        _("statement reviewed on"), null=True, blank=True, help_text=_("Required yearly, by 31 March.")
    )
    assessment_method = models.CharField(_("assessment"), max_length=10, choices=AssessmentMethod)
    facilities = RichTextField(_("facilities and limitations"), blank=True, features=FEATURES)
    keyboard_shortcuts = RichTextField(_("keyboard shortcuts"), blank=True, features=FEATURES)
    contact_name = models.CharField(_("who answers for accessibility"), max_length=160)
    contact_email = models.EmailField(_("e-mail"))
    contact_phone = models.CharField(_("telephone"), max_length=40)
    mobile_apps = RichTextField(_("mobile applications"), blank=True, features=FEATURES)
    architecture = RichTextField(_("architectural accessibility"), features=FEATURES)
    architecture_url = models.URLField(_("description of the building elsewhere"), blank=True)
    communication = RichTextField(_("communication and information accessibility"), features=FEATURES)

    template = "pages/accessibility_statement.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("entity_name"),
                FieldPanel("scope"),
                FieldPanel("site_url"),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("updated_on")]),
            ],
            heading=_("Website"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("conformance"),
                FieldPanel("non_conformities"),
                FieldPanel("excluded_content"),
                FieldPanel("excessive_costs"),
                FieldPanel("excessive_costs_assessment_url"),
            ],
            heading=_("Status"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("prepared_on"), FieldPanel("reviewed_on")]),
                FieldPanel("assessment_method"),
                FieldPanel("facilities"),
                FieldPanel("keyboard_shortcuts"),
            ],
            heading=_("Preparation"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")])],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("mobile_apps"),
                FieldPanel("architecture"),
                FieldPanel("architecture_url"),
                FieldPanel("communication"),
            ],
            heading=_("Further information"),
        ),
    ]
    api_fields = [
        *BasePage.api_fields,
        *[
            APIField(name)
            for name in (
                "entity_name",
                "scope",
                "site_url",
                "published_on",
                "updated_on",
                "conformance",
                "non_conformities",
                "excluded_content",
                "excessive_costs",
                "excessive_costs_assessment_url",
                "prepared_on",
                "reviewed_on",
                "assessment_method",
                "facilities",
                "keyboard_shortcuts",
                "contact_name",
                "contact_email",
                "contact_phone",
                "mobile_apps",
                "architecture",
                "architecture_url",
                "communication",
            )
        ],
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        super().clean()
        errors = {**self._status_errors(), **self._date_errors()}
        if errors:
            raise ValidationError(errors)

    def _status_errors(self) -> dict[str, Any]:
        explained = self.non_conformities or self.excluded_content or self.excessive_costs
        if self.conformance in {Conformance.PARTIAL, Conformance.NONE} and not explained:
            return {"non_conformities": _("Say what is not accessible and why.")}
        if self.conformance == Conformance.FULL and (self.non_conformities or self.excessive_costs):
            return {"conformance": _("A compliant site has no failures: clear them or change the status.")}
        if self.excessive_costs and not self.excessive_costs_assessment_url:
            return {"excessive_costs_assessment_url": _("Link the assessment that shows the costs are excessive.")}
        return {}

    def _date_errors(self) -> dict[str, Any]:
        if self.updated_on and self.published_on and self.updated_on < self.published_on:
            return {"updated_on": _("The update cannot be earlier than the publication.")}
        if self.reviewed_on and self.prepared_on and self.reviewed_on < self.prepared_on:
            return {"reviewed_on": _("The review cannot be earlier than the preparation.")}
        return {}
