"""Importing a table of paper answers: checked first, then all rows or none."""

from io import BytesIO
from typing import cast

import xlsxwriter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cms.core.models import User

from .admin_screens import answerable, screen
from .choices import Right
from .exports.labelling import labels_of
from .forms.localised import localised
from .models import SurveyPage, SurveyVersion
from .paper.faults import BatchExists, EntryEnded, SerialsTaken
from .paper.importing import LOCALE, NOTE, SERIAL, SUBMITTED, VERSION, Fault, Outcome, Record, Survey, read_records
from .paper.tables import MOST_BYTES, MOST_ROWS, Unreadable, read_table
from .questionnaire.locales import in_locale
from .results.columns import Column, Kind, columns_of
from .results.table_texts import guarded
from .services.paper_import import import_forms, refuse_taken

SHOWN = 50  # faults on the screen
IMPORT = "import"  # any other `do` only checks


class ImportForm(forms.Form):
    """The file, and the batch its rows come into."""

    name = forms.CharField(label=gettext_lazy("Name of the batch"), max_length=60)
    file = forms.FileField(label=gettext_lazy("Table (XLSX or CSV)"))
    gaps = forms.BooleanField(
        label=gettext_lazy("Required answers may be missing, as they were on paper"), required=False
    )


@never_cache
@require_http_methods(["GET", "POST"])
def paper_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a table, or store it."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    if page.live_version is None:
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _screen(request, page, form, None)
    outcome = _read(page, form)
    if outcome is None:
        return _screen(request, page, form, None)
    if outcome.records and not outcome.faults:
        _look_for_serials(page, outcome)
    if request.POST.get("do") == IMPORT and not outcome.faults:
        stored = _store(request, page, form, outcome.records)
        if stored is not None:
            return stored
    return _screen(request, page, form, outcome)


def _read(page: SurveyPage, form: ImportForm) -> Outcome | None:
    file = form.cleaned_data["file"]
    try:
        if file.size > MOST_BYTES:
            raise Unreadable("too_large")
        rows = read_table(file.read())
    except Unreadable as fault:
        form.add_error("file", _unreadable_text(fault.code))
        return None
    today = timezone.localtime().date()
    outcome = read_records(rows, survey_of(page), gaps=form.cleaned_data["gaps"], today=today)
    if not outcome.records and not outcome.faults:
        outcome.faults.append(Fault(0, "", _("The table has no rows.")))
    return outcome


def _unreadable_text(code: str) -> str:
    texts = {
        "too_large": _("The file is too large: at most %(megabytes)s MB.") % {"megabytes": MOST_BYTES // 1024**2},
        "too_many_rows": _("The table has too many rows: at most %(rows)s.") % {"rows": MOST_ROWS},
        "too_many_columns": _("The table has too many columns."),
        "not_utf8": _("This is neither an XLSX file without a password nor CSV in UTF-8."),
    }
    return texts.get(code, _("There is no table in this file, or it is damaged."))


def survey_of(page: SurveyPage) -> Survey:
    """What rows are read against."""
    versions = list(SurveyVersion.objects.filter(survey_key=page.translation_key))
    language = get_language() or settings.LANGUAGE_CODE
    return Survey(
        columns=columns_of((one.number, one.definition) for one in versions),
        definitions={one.number: one.definition for one in versions},
        words={one.number: localised(one, language) for one in versions},
        live=max(one.number for one in versions),
        locale=page.locale.language_code,
        locales=frozenset(code for code, _name in settings.LANGUAGES),
    )


def _look_for_serials(page: SurveyPage, outcome: Outcome) -> None:
    try:
        refuse_taken(page, outcome.records)
    except SerialsTaken as fault:
        taken = set(fault.serials)
        text = _("A form with the number %(serial)s has been stored already.")
        outcome.faults += [
            Fault(one.line, SERIAL, text % {"serial": one.serial}) for one in outcome.records if one.serial in taken
        ]


def _store(request: HttpRequest, page: SurveyPage, form: ImportForm, records: list[Record]) -> HttpResponse | None:
    """Store the rows; None, with the reason in the form, if that cannot be."""
    user = cast(User, request.user)  # the admin lets nobody else in
    try:
        batch = import_forms(page=page, batch=form.cleaned_data["name"], records=records, user=user, now=timezone.now())
    except BatchExists:
        form.add_error("name", _("This survey has a batch of that name."))
    except SerialsTaken:
        form.add_error("file", _("Somebody stored forms with the same serial numbers just now. Check the table again."))
    except EntryEnded:
        form.add_error(None, _("The results have been approved: forms on paper can no longer be added."))
    else:
        number = len(records)
        text = ngettext("%(number)s form is stored.", "%(number)s forms are stored.", number)
        messages.success(request, text % {"number": number})
        return redirect("surveys_admin:paper_batch", page.pk, batch.pk)
    return None


def _screen(request: HttpRequest, page: SurveyPage, form: ImportForm, outcome: Outcome | None) -> HttpResponse:
    context = {
        "form": form,
        "outcome": outcome,
        "shown": sorted(outcome.faults, key=lambda one: one.line)[:SHOWN] if outcome else [],
        "preview": outcome.records[:SHOWN] if outcome and not outcome.faults else [],
        "megabytes": MOST_BYTES // 1024**2,
        "most_rows": MOST_ROWS,
    }
    response = screen(request, page, "paper_import", _("Import paper answers"), context)
    response.status_code = 422 if form.errors or (outcome and outcome.faults) else 200
    return response


@require_GET
def paper_template(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty table with the right columns, and a sheet that says what may stand in them."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    if page.live_version is None:
        raise Http404
    survey = survey_of(page)
    columns = [one for one in survey.columns if one.series is not None and survey.live in one.series.keys]
    response = HttpResponse(
        _workbook(columns, page.locale.language_code),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{page.slug}-v{survey.live}.xlsx"'
    return response


def _workbook(columns: list[Column], language: str) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        data = book.add_worksheet(_("answers")[:31])
        data.write_row(0, 0, [SERIAL, LOCALE, SUBMITTED, VERSION, NOTE, *(column.name for column in columns)], bold)
        data.freeze_panes(1, 1)
        codes = book.add_worksheet(_("codes")[:31])
        codes.write_row(0, 0, [_("Column"), _("Question"), _("What is written there")], bold)
        codes.set_column(0, 2, 40)
        for number, column in enumerate(columns, 1):
            codes.write_row(number, 0, _explained(column, language))
    return stream.getvalue()


def _explained(column: Column, language: str) -> list[str]:
    question = in_locale(column.series.element.text, language) if column.series else ""
    return [column.name, guarded(question), guarded(_allowed(column, language))]


def _allowed(column: Column, language: str) -> str:
    labels = labels_of(column, language)
    if labels:
        return "; ".join(f"{key}: {label}" for key, label in labels.items())
    texts = {
        Kind.NUMBER: _("a number"),
        Kind.AMOUNT: _("a number"),
        Kind.PLACE: _("the place: 1 is first"),
        Kind.FLAG: _("1 chosen, 0 not chosen"),
        Kind.DATE: _("a date: 2026-03-27"),
        Kind.GEO: "GeoJSON",
    }
    return texts.get(column.kind, _("text"))


urlpatterns = [
    path("<int:pk>/paper/import/", paper_import, name="paper_import"),
    path("<int:pk>/paper/import/template.xlsx", paper_template, name="paper_template"),
]
