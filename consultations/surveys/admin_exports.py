"""The screen where staff take answers out: what to export, how far each export is, and the finished files."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cms.core.models import Municipality, User

from .admin_screens import answerable, screen
from .choices import Channel, ExportFormat, ExportState, ResponseStatus, Right
from .exports.launching import launch
from .exports.options import STATUSES, Options
from .models import ExportJob, SurveyPage, SurveyVersion
from .services.exports import give_up_dead, open_export, path_of, request_export

SHOWN = 20  # exports on the screen
IMPATIENCE = timedelta(seconds=15)  # after which a waiting job gets another process
CONTENT_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.CODEBOOK: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSON: "application/json",
    ExportFormat.GEOJSON: "application/geo+json",
    ExportFormat.SAV: "application/x-spss-sav",
}
FAULTS: dict[str, str | Promise] = {
    "too_many_rows": gettext_lazy("A sheet holds no more than 1 048 575 rows. Export CSV, or narrow the filters."),
    "too_many_columns": gettext_lazy("A sheet holds no more than 16 384 columns. Export CSV or JSON."),
    "too_many_for_sav": gettext_lazy("SAV is for no more than 200 000 responses. Export CSV, or narrow the filters."),
    "rows_differ": gettext_lazy(
        "The file did not hold as many rows as the database, so it was thrown away. Try again; if it happens again, "
        "tell the administrator."
    ),
    "interrupted": gettext_lazy("The export was interrupted: its process ended before the file was whole. Try again."),
    "no_memory": gettext_lazy("There was not enough memory. Narrow the filters, or export CSV."),
    "not_written": gettext_lazy("The file could not be written: the disk may be full. Tell the administrator."),
    "broken": gettext_lazy("The export failed. The administrator finds the reason in the log."),
}


class ExportForm(forms.Form):
    """What to export."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=ExportFormat.choices, initial=ExportFormat.XLSX)
    statuses = forms.MultipleChoiceField(
        label=gettext_lazy("Status"),
        choices=[(one.value, one.label) for one in STATUSES],
        initial=[ResponseStatus.COMPLETE],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only complete responses count in the results."),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    version = forms.TypedChoiceField(label=gettext_lazy("Version"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(
        label=gettext_lazy("Submitted from"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Submitted until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    labels = forms.BooleanField(
        label=gettext_lazy("Words instead of keys"),
        required=False,
        help_text=gettext_lazy("For reading. Such a file cannot be imported again."),
    )
    redacted = forms.BooleanField(label=gettext_lazy("Texts as redacted"), required=False)
    private = forms.BooleanField(
        label=gettext_lazy("Also questions that ask for personal data"),
        required=False,
        help_text=gettext_lazy("Contact data is never exported."),
    )
    delimiter = forms.ChoiceField(
        label=gettext_lazy("CSV: between the columns"),
        choices=[(";", gettext_lazy("semicolon (spreadsheets in Polish)")), (",", gettext_lazy("comma"))],
        required=False,
    )
    bom = forms.BooleanField(label=gettext_lazy("CSV: mark UTF-8 for spreadsheets (BOM)"), required=False, initial=True)
    lines = forms.BooleanField(label=gettext_lazy("JSON: one object on each line (JSON Lines)"), required=False)

    def __init__(self, page: SurveyPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        numbers = SurveyVersion.objects.filter(survey_key=page.translation_key).values_list("number", flat=True)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "channel": [*every, *Channel.choices],
            "municipality": [*every, *((one.teryt, one.short_name) for one in Municipality.objects.all())],
            "version": [*every, *((number, number) for number in numbers)],
        }
        for name, offered in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = offered

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("since"), given.get("until")
        if first and last and first > last:
            self.add_error("until", _("This day is before the first one."))
        return given

    def options(self) -> dict[str, Any]:
        """Valid input as the job stores it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "format"}
        days = {name: given[name].isoformat() if given[name] else "" for name in ("since", "until")}
        delimiter = given["delimiter"] or ";"
        return Options.from_json(
            {**given, **days, "delimiter": delimiter, "language": get_language() or "pl"}
        ).to_json()


@dataclass(frozen=True, slots=True)
class Shown:
    """One export as it is shown: how far it is in words, and why there is no file."""

    job: ExportJob
    progress: str
    fault: str
    is_going_on: bool


@never_cache
@require_http_methods(["GET", "POST"])
def exports(request: HttpRequest, pk: int) -> HttpResponse:
    """The exports of the survey, and a form for another one."""
    page = answerable(request, pk, Right.EXPORT_ANSWERS)
    form = ExportForm(page, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "shown": _shown(page)}
        return screen(request, page, "exports", _("Exports"), context)
    user = cast(User, request.user)  # the admin lets nobody else in
    kind, now = form.cleaned_data["format"], timezone.now()
    request_export(page=page, user=user, kind=kind, options=form.options(), now=now)
    launch()
    messages.success(request, _("The export has begun. You can leave this page; the file will wait here."))
    return redirect(reverse("surveys_admin:exports", args=[pk]))


@never_cache
@require_GET
def export_jobs(request: HttpRequest, pk: int) -> HttpResponse:
    """Only the list, for scripts that renew it."""
    page = answerable(request, pk, Right.EXPORT_ANSWERS)
    return render(request, "surveys_admin/exports_jobs.html", {"page": page, "shown": _shown(page)})


@never_cache
@require_GET
def export_file(request: HttpRequest, pk: int, job_id: uuid.UUID) -> HttpResponse | FileResponse:
    """A finished file, for somebody with the right over this survey; each time in the survey's history."""
    page = answerable(request, pk, Right.EXPORT_ANSWERS)
    job = open_export(page=page, user=cast(User, request.user), job_id=job_id)
    if job is None:
        context = {"gone": True, "form": ExportForm(page), "shown": _shown(page)}
        response = screen(request, page, "exports", _("Exports"), context)
        response.status_code = 404
        return response
    name = f"{slugify(page.title) or 'survey'}-{timezone.localtime(job.requested_at):%Y-%m-%d-%H%M}"
    file = FileResponse(
        path_of(job).open("rb"),
        as_attachment=True,
        filename=f"{name}{path_of(job).suffix}",
        content_type=CONTENT_TYPES[ExportFormat(job.format)],
    )
    file["X-Content-Type-Options"] = "nosniff"
    return file


def _shown(page: SurveyPage) -> list[Shown]:
    """The latest exports; those whose process died are said to have failed, those that nobody began are begun."""
    now = timezone.now()
    give_up_dead(now=now)
    jobs = list(ExportJob.objects.filter(survey=page).select_related("requested_by")[:SHOWN])
    if any(job.state == ExportState.QUEUED and job.requested_at < now - IMPATIENCE for job in jobs):
        _launch_again()
    return [_one(job) for job in jobs]


def _launch_again() -> None:
    """Another process for what waits, unless there are some at work who will come to it."""
    if not ExportJob.objects.filter(state=ExportState.RUNNING).exists():
        launch()


def _one(job: ExportJob) -> Shown:
    going_on = job.state in {ExportState.QUEUED, ExportState.RUNNING}
    fault = str(FAULTS.get(job.fault, FAULTS["broken"])) if job.state == ExportState.FAILED else ""
    return Shown(job, _progress(job), fault, going_on)


def _progress(job: ExportJob) -> str:
    """Such as “42 000 of 100 000 rows”; what is ready has all of them."""
    if job.state in {ExportState.QUEUED, ExportState.FAILED} or not (job.total or job.state == ExportState.READY):
        return ""
    done, total = (number_format(number, use_l10n=True, force_grouping=True) for number in (job.done, job.total))
    return ngettext("%(done)s of %(total)s row", "%(done)s of %(total)s rows", job.total) % {
        "done": done,
        "total": total,
    }


urlpatterns = [
    path("<int:pk>/exports/", exports, name="exports"),
    path("<int:pk>/exports/jobs/", export_jobs, name="export_jobs"),
    path("<int:pk>/exports/<uuid:job_id>/", export_file, name="export_file"),
]
