"""The documents of the search: the one source that every engine answers from or is filled from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.core.models import PortalDocument


def values_by_facet(facets: str) -> dict[str, list[str]]:
    """Codes by facet, from the column `facets`."""
    found: dict[str, list[str]] = {}
    for token in facets.split():
        facet, _separator, value = token.partition(":")
        found.setdefault(facet, []).append(value)
    return found


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    """Filters over documents."""

    def live(self) -> Self:
        """Documents that can be found."""
        return self.filter(is_deleted=False)

    def pending(self) -> Self:
        """Rows the replica does not have yet, broken ones left out."""
        return self.exclude(version=F("replicated_version")).filter(replication_error="")

    def quarantined(self) -> Self:
        """Rows the replica refused; staff see them."""
        return self.exclude(replication_error="")

    def due(self, now: datetime) -> Self:
        """Rows whose projection has changed by the passing of time alone."""
        return self.filter(refresh_at__lte=now)

    def owned_by(self, owners: Iterable[str]) -> Self:
        return self.filter(owner__in=list(owners))


class SearchDocument(models.Model):
    """A page, a file or another object in one language as the search sees it.

    `version` rises with every change (microseconds of the clock, never repeated in a row); the replica has what
    `replicated_version` says. Deleted rows stay as tombstones until the replica has forgotten them.
    """

    key = models.CharField(_("key"), max_length=100, unique=True)
    owner = models.CharField(_("owner"), max_length=60, db_index=True)  # of the object all its documents come from
    lang = models.CharField(_("language"), max_length=5)
    kind = models.CharField(_("kind"), max_length=30)
    title = models.CharField(_("title"), max_length=500)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text"), blank=True)  # form feeds between the pages of a file
    url = models.CharField(_("address"), max_length=1000)
    container_title = models.CharField(_("title of the page"), max_length=500, blank=True)  # of a file
    container_url = models.CharField(_("address of the page"), max_length=1000, blank=True)
    file = models.ForeignKey(
        PortalDocument, verbose_name=_("file"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # --- facets and moments
    facets = models.TextField(_("facet values"), blank=True)  # `area:3021 topic:zielen`, space separated
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    results_at = models.DateTimeField(_("results published on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    intervals = models.JSONField(_("times"), default=list, blank=True)  # pairs of milliseconds since 1970
    sort_title = models.CharField(_("sort key of the title"), max_length=200, blank=True)
    # --- what is matched: analysed words, space separated (search/analysis)
    title_lem = models.TextField(blank=True)
    lead_lem = models.TextField(blank=True)
    body_lem = models.TextField(blank=True)
    labels = models.TextField(blank=True)  # keys of chosen facet values, so that their names are found
    title_surface = models.TextField(blank=True)
    surface = models.TextField(blank=True)
    # --- upkeep
    version = models.BigIntegerField(_("version"))
    replicated_version = models.BigIntegerField(_("version of the replica"), default=0)
    replication_error = models.TextField(_("error of the replica"), blank=True)
    is_deleted = models.BooleanField(_("deleted"), default=False)
    refresh_at = models.DateTimeField(null=True, blank=True, db_index=True)  # when time itself changes the projection

    wagtail_reference_index_ignore = True  # nobody uses a file by finding it

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        indexes = [
            models.Index(fields=["version"], name="search_document_version"),
            models.Index(
                fields=["id"],
                name="search_document_pending",
                condition=~Q(version=F("replicated_version")),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def facet_values(self) -> dict[str, list[str]]:
        """Codes by facet."""
        return values_by_facet(self.facets)


class ExtractedText(models.Model):
    """Text of an attached file, kept by the hash of its content so that a file is read once."""

    class State(models.TextChoices):
        """How far the extraction is."""

        PENDING = "pending", _("waiting")
        DONE = "done", _("read")
        FAILED = "failed", _("unreadable")

    class Reason(models.TextChoices):
        """Why a file gave no text: those of `search.extraction`, and our own."""

        TOO_LARGE = "too-large", _("too large")
        TIMEOUT = "timeout", _("takes too long to read")
        MEMORY = "memory", _("takes too much memory to read")
        ENCRYPTED = "encrypted", _("protected by a password")
        UNREADABLE = "unreadable", _("damaged, or not what its name says")
        UNSUPPORTED = "unsupported", _("a kind of file that is not read")
        MISSING = "missing", _("the file is not there")
        NO_TEXT = "no-text", _("no text in it: a scan or a drawing")

    document = models.OneToOneField(PortalDocument, on_delete=models.CASCADE, related_name="extracted_text")
    file_hash = models.CharField(_("hash of the file"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    reason = models.CharField(_("reason"), max_length=40, choices=Reason, blank=True)
    text = models.TextField(_("text"), blank=True)

    wagtail_reference_index_ignore = True  # nobody uses a file by reading it

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state}"
