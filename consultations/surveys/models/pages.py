"""The survey as a page: its description and settings; the questions are in `questions`, a StreamField."""

from datetime import datetime
from typing import ClassVar, Protocol, runtime_checkable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail_localize.fields import SynchronizedField

from cms.core.fields import MigrationFriendlyStreamField
from cms.core.models import BasePage

from ..blocks.survey import SurveyStreamBlock
from ..choices import NAMES_A_PERSON, Drafts, Layout, Policy, Publication, ResponseStatus
from .admin_panels import ANSWER_PANELS, CONTENT_PANELS, tabbed
from .responses import Response
from .versions import SurveyVersion

# the same in every language: a translation carries words only
SETTINGS = [
    "opens_at",
    "closes_at",
    "layout",
    "policy",
    "linked",
    "drafts",
    "proof_of_work",
    "allowed_origins",
    "retention_months",
    "results_publication",
]
PLAIN_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


@runtime_checkable
class AcceptsResponses(Protocol):
    """What a parent page may say about the surveys below it; one that says nothing leaves them to their own dates."""

    def accepts_responses(self, now: datetime) -> bool: ...


class SurveyPage(BasePage):
    """A survey: what it is for, who may answer and until when, and its questions."""

    introduction = RichTextField(_("introduction"), blank=True, features=PLAIN_FEATURES)
    questions = MigrationFriendlyStreamField(SurveyStreamBlock(), verbose_name=_("questions"), blank=True)
    thanks = RichTextField(
        _("thank-you text"), blank=True, features=PLAIN_FEATURES, help_text=_("What happens next, and when.")
    )
    information_clause = RichTextField(
        _("information clause"),
        blank=True,
        features=PLAIN_FEATURES,
        help_text=_("Article 13 of the GDPR: who gets the answers, for what, how long, and what rights people have."),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    layout = models.CharField(_("layout"), max_length=12, choices=Layout, default=Layout.PAGES)
    policy = models.CharField(_("who may answer"), max_length=10, choices=Policy, default=Policy.OPEN)
    linked = models.BooleanField(
        _("linked to the person"),
        default=False,
        help_text=_("Without it nobody can tell who gave which answer. With it people can see and erase theirs."),
    )
    drafts = models.CharField(_("saving"), max_length=5, choices=Drafts, default=Drafts.LINK)
    proof_of_work = models.BooleanField(_("proof of work against robots"), default=False)
    allowed_origins = models.TextField(
        _("websites it may stand on"),
        blank=True,
        help_text=_(
            "One address a line, for instance https://www.lubon.pl; they may embed the survey and use its API."
        ),
    )
    results_publication = models.CharField(
        _("publication of results"), max_length=8, choices=Publication, default=Publication.AFTER_CLOSE
    )
    retention_months = models.PositiveSmallIntegerField(_("months answers are kept after it closes"), default=12)

    objects: ClassVar[PageManager] = PageManager()

    template = "pages/survey.html"
    parent_page_types: ClassVar[list[str]] = [
        "consultations.ConsultationPage",
        "events.TrainingPage",
        "home.StandardPage",
    ]
    subpage_types: ClassVar[list[str]] = []

    content_panels = CONTENT_PANELS
    edit_handler = tabbed(CONTENT_PANELS, ANSWER_PANELS, BasePage.promote_panels)
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in SETTINGS),
    ]

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def clean(self) -> None:
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The survey must end after it starts.")})
        if self.linked and self.policy not in NAMES_A_PERSON:
            raise ValidationError({"linked": _("Only an e-mail address or an invitation code says who answers.")})

    @cached_property
    def live_version(self) -> SurveyVersion | None:
        """The version answered now; none before the survey was published for the first time."""
        return SurveyVersion.objects.filter(survey_key=self.translation_key).order_by("-number").first()

    @property
    def has_responses(self) -> bool:
        """Whether people have answered; tests do not count, responses that were erased or set aside do."""
        responses = Response.objects.filter(survey_key=self.translation_key)
        return responses.exclude(status=ResponseStatus.TEST).exists()

    @property
    def in_all_languages(self) -> "list[SurveyPage]":
        """The pages of this survey with words of their own, in the portal's first language first; no aliases."""
        pages = SurveyPage.objects.filter(translation_key=self.translation_key, alias_of=None).select_related("locale")
        return sorted(pages, key=lambda page: (page.locale.language_code != settings.LANGUAGE_CODE, page.pk))

    @property
    def is_source(self) -> bool:
        """Whether the structure of the survey comes from this page; its translations supply words only."""
        return self.pk is None or next((page.pk for page in self.in_all_languages), self.pk) == self.pk

    @cached_property
    def parent_accepts(self) -> "AcceptsResponses | None":
        parent = self.get_parent()
        specific = parent.specific if parent is not None else None
        return specific if isinstance(specific, AcceptsResponses) else None

    @property
    def opening_moment(self) -> datetime | None:
        """When the survey begins: its own date, or that of the page it belongs to."""
        return self.opens_at or getattr(self.parent_accepts, "opens_at", None)

    @property
    def closing_moment(self) -> datetime | None:
        """When the survey ends: its own date, or that of the page it belongs to."""
        return self.closes_at or getattr(self.parent_accepts, "closes_at", None)

    def accepts_responses(self, now: datetime | None = None) -> bool:
        """Published, within its own dates, and not closed by the page it belongs to."""
        now = now or timezone.now()
        within = (self.opens_at is None or self.opens_at <= now) and (self.closes_at is None or now <= self.closes_at)
        return self.live and within and (self.parent_accepts is None or self.parent_accepts.accepts_responses(now))
