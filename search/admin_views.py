"""What staff see of the search: what it found nothing for, what it could not read, and what the engine refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

import django_filters
from django.contrib import messages
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn, Table, TitleColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from cms.core.columns import MomentColumn

from . import services
from .choices import LANGUAGE_NAMES
from .columns import ActionColumn, FileColumn, SynonymActionColumn
from .models import EmptySearch, ExtractedText, PendingProjection, SearchDocument
from .owners import PAGE, grouped, owner_of

PERIODS = [(7, _("last 7 days")), (30, _("last 30 days")), (90, _("last 90 days"))]


class SynonymCreateView(CreateView):
    """The form for synonyms; what was searched without a result comes filled in."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "expressions": self.request.GET.get("expressions", "")[:500]}


class EmptySearchFilterSet(WagtailFilterSet):
    """Filters of the searches without results."""

    period = django_filters.TypedChoiceFilter(label=_("Time"), choices=PERIODS, coerce=int, method="filter_period")
    lang = django_filters.ChoiceFilter(label=_("Language"), choices=list(LANGUAGE_NAMES.items()))

    class Meta:
        model = EmptySearch
        fields: ClassVar[list[str]] = []

    def filter_period(self, queryset: QuerySet, _name: str, days: int) -> QuerySet:
        return queryset.filter(day__gt=timezone.localdate() - timedelta(days=days))


class EmptySearchesView(ReportView):
    """Texts that found nothing, the most frequent first; of nobody in particular."""

    model = EmptySearch
    permission_required = "view"
    page_title = _("Searches without results")
    header_icon = "search"
    index_url_name = "empty_searches:index"
    index_results_url_name = "empty_searches:index_results"
    filterset_class = EmptySearchFilterSet
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["text"]
    default_ordering = "-total"
    list_export: ClassVar[list[str]] = ["text", "lang", "total", "last_day"]
    export_headings: ClassVar[dict[str, Any]] = {
        "text": _("Searched text"),
        "lang": _("Language"),
        "total": _("Times"),
        "last_day": _("Last day"),
    }
    columns: ClassVar[list[BaseColumn]] = [
        Column("text", label=_("Searched text"), sort_key="text", classname="title"),
        Column("lang", label=_("Language"), accessor=lambda row: LANGUAGE_NAMES.get(row["lang"], row["lang"])),
        NumberColumn("total", label=_("Times"), sort_key="total"),
        Column("last_day", label=_("Last day"), sort_key="last_day"),
        SynonymActionColumn(
            _("Not needed"),
            url=lambda _row: reverse("empty_searches:remove"),
            fields=lambda row: {"text": row["text"], "lang": row["lang"]},
        ),
    ]

    def get_base_queryset(self) -> QuerySet:
        rows = EmptySearch.objects.values("text", "lang")
        return rows.annotate(total=Sum("times"), last_day=Max("day"))


@dataclass(frozen=True, slots=True)
class FailedProjection:
    """A row of the list; what is no page is called by its key and leads nowhere."""

    pk: int
    title: str
    edit_url: str | None
    error: str
    attempts: int
    retry_at: datetime

    @classmethod
    def of(cls, row: PendingProjection, page: Page | None) -> Self:
        """The row for `page`, which is None for what is none."""
        title = page.get_admin_display_title() if page else row.owner
        edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else None
        return cls(row.pk, title, edit_url, row.error, row.attempts, row.retry_at)


class FailedProjectionsView(ReportView):
    """Pages and other objects whose text the search could not take over, with the reason."""

    model = PendingProjection
    permission_required = "view"
    page_title = _("Pages not taken over")
    header_icon = "warning"
    index_url_name = "failed_projections:index"
    index_results_url_name = "failed_projections:index_results"
    queryset = PendingProjection.objects.exclude(error="")
    default_ordering = "owner"
    columns: ClassVar[list[BaseColumn]] = [
        TitleColumn("title", label=_("Page"), get_url=lambda row: row.edit_url),
        Column("error", label=_("Error")),
        NumberColumn("attempts", label=_("Attempts"), sort_key="attempts"),
        MomentColumn("retry_at", label=_("Next attempt"), sort_key="retry_at"),
        ActionColumn(_("Try again"), url=lambda row: reverse("failed_projections:retry", args=[row.pk])),
    ]

    def get_table(self, object_list: Iterable[PendingProjection]) -> Table:
        rows = list(object_list)
        pages = Page.objects.in_bulk([int(key) for key in grouped(row.owner for row in rows).get(PAGE, [])])
        by_owner = {owner_of(page): page for page in pages.values()}
        return super().get_table([FailedProjection.of(row, by_owner.get(row.owner)) for row in rows])


class RefusedDocumentsView(ReportView):
    """Documents that the search engine refused, with its error."""

    model = SearchDocument
    permission_required = "view"
    page_title = _("Documents refused by the engine")
    header_icon = "warning"
    index_url_name = "refused_documents:index"
    index_results_url_name = "refused_documents:index_results"
    queryset = SearchDocument.objects.quarantined()
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["title", "key"]
    default_ordering = "key"
    columns: ClassVar[list[BaseColumn]] = [
        Column("title", label=_("Title"), sort_key="title", classname="title"),
        Column("key", label=_("Key"), sort_key="key"),
        Column("replication_error", label=_("Error")),
        ActionColumn(_("Try again"), url=lambda row: reverse("refused_documents:retry", args=[row.pk])),
    ]


class UnreadFilesView(ReportView):
    """Files that are found by their titles only, because their text could not be read."""

    model = ExtractedText
    permission_required = "view"
    page_title = _("Files without readable text")
    header_icon = "doc-full"
    index_url_name = "unread_files:index"
    index_results_url_name = "unread_files:index_results"
    queryset = ExtractedText.objects.filter(state=ExtractedText.State.FAILED).select_related("document").defer("text")
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["document__title", "document__file"]
    default_ordering = "document__title"
    columns: ClassVar[list[BaseColumn]] = [
        FileColumn("document.title", label=_("File"), sort_key="document__title"),
        Column("get_reason_display", label=_("Reason"), sort_key="reason"),
        ActionColumn(_("Try again"), url=lambda row: reverse("unread_files:retry", args=[row.pk])),
    ]


# --- what the buttons do -----------------------------------------------------------------------------------------
class ActionView(PermissionCheckedMixin, View):
    """A button of a list: does its work, says so and comes back."""

    http_method_names = ["post"]
    permission_required = "change"
    index_url_name = ""
    message: Any = _("It will be tried again.")

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        """Act on what the address or the hidden fields name; nothing happens when it is gone already."""
        self.act(**kwargs)
        messages.success(request, self.message)
        return redirect(self.index_url_name)

    def act(self, pk: int = 0) -> None:
        """The work itself, on the row with this key."""
        raise NotImplementedError


class RemoveEmptySearchView(ActionView):
    """A text that needs no answer is forgotten, with all its days."""

    model = EmptySearch
    permission_required = "delete"
    index_url_name = "empty_searches:index"
    message = _("The text was removed from the list.")

    def act(self, pk: int = 0) -> None:
        services.forget_text_searched(text=self.request.POST.get("text", ""), lang=self.request.POST.get("lang", ""))


class RetryProjectionView(ActionView):
    """A page that could not be read is read now."""

    model = PendingProjection
    index_url_name = "failed_projections:index"
    message = _("It was tried again; if the page still stands in the list, the error has remained.")

    def act(self, pk: int = 0) -> None:
        services.retry_projection(key=pk, now=timezone.now())


class RetryDocumentView(ActionView):
    """A refused document is sent once more."""

    model = SearchDocument
    index_url_name = "refused_documents:index"

    def act(self, pk: int = 0) -> None:
        services.replicate_again(key=pk)


class RetryFileView(ActionView):
    """An unreadable file is read once more."""

    model = ExtractedText
    index_url_name = "unread_files:index"

    def act(self, pk: int = 0) -> None:
        services.read_again(key=pk)
