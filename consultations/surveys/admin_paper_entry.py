"""The screen on which paper forms are typed: the whole survey at once, by keyboard."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.core.models import User

from . import selectors
from .admin_screens import answerable, screen
from .choices import Right
from .models import PaperBatch, PaperForm, SurveyPage, SurveyVersion
from .paper.entry import Line, lines_of, raw_answers, read_form
from .paper.faults import EntryEnded, NeedsDecision, SamePerson, SerialTaken
from .paper.judging import Judged
from .paper.layout import Form
from .paper.typed import Read
from .services.paper import Typed, judge_typed, require_entry, type_form
from .views.printing import form_id, paper_form_of

SERIAL = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9/_.-]*\Z", gettext_lazy("Letters, digits and the signs / _ . - only."))
_LAST_NUMBER = re.compile(r"([0-9]+)(?=[^0-9]*\Z)")


class EntryForm(forms.Form):
    """What is typed besides the answers."""

    serial = forms.CharField(label=gettext_lazy("Serial number"), max_length=40, validators=[SERIAL])
    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Why the form is stored all the same"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("For instance: marked like this on paper. Do not quote the answers."),
    )
    accepted = forms.BooleanField(required=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is being typed, and for whom."""

    page: SurveyPage
    batch: PaperBatch
    version: SurveyVersion
    form: Form


@never_cache
@require_http_methods(["GET", "POST"])
def paper_entry(request: HttpRequest, pk: int, batch_id: int) -> HttpResponse:
    """Type a form; when it is stored, the next one."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    batch = get_object_or_404(PaperBatch, pk=batch_id, survey_key=page.translation_key)
    version = _version(page, (request.POST if request.method == "POST" else request.GET).get("version", ""))
    sheet = Sheet(page, batch, version, paper_form_of(page, version))
    if request.method == "POST":
        return _typed(request, sheet)
    try:
        require_entry(page)
    except EntryEnded:
        messages.error(request, ended_text())
    known = {"serial": request.GET.get("serial", ""), "version": version.number}
    return _screen(request, sheet, EntryForm(initial=known), {}, None)


def _version(page: SurveyPage, number: str) -> SurveyVersion:
    """The version printed on the form, else the live one. Raises Http404."""
    wanted = number.isascii() and number.isdigit() and len(number) < 7
    found = selectors.version(page.translation_key, int(number)) if wanted else page.live_version
    if found is None:
        raise Http404
    return found


def ended_text() -> str:
    """Why no form can be stored any more."""
    return _("The results have been approved: forms on paper can no longer be added.")


def _typed(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    form = EntryForm(request.POST)
    found = read_form(sheet.form, request.POST.dict())
    typed = Typed(
        serial=form.cleaned_data.get("serial", "") if form.is_valid() else "",
        version=sheet.version,
        answers=raw_answers(found),
        illegible=frozenset(key for key, one in found.items() if one.is_illegible),
        clashes=frozenset(key for key, one in found.items() if one.clash),
        note=form.cleaned_data.get("note", ""),
        is_accepted=form.cleaned_data.get("accepted", False),
    )
    if not form.is_valid() or any(one.wrong for one in found.values()):
        judged = judge_typed(page=sheet.page, typed=_without_wrong(typed, found), now=timezone.now())
        return _screen(request, sheet, form, found, judged)
    return _kept(request, sheet, form, found, typed)


def _without_wrong(typed: Typed, found: Mapping[str, Read]) -> Typed:
    """So that a question whose code is wrong is not said to be left out as well."""
    return replace(typed, illegible=typed.illegible | {key for key, one in found.items() if one.wrong})


def _kept(request: HttpRequest, sheet: Sheet, form: EntryForm, found: Mapping[str, Read], typed: Typed) -> HttpResponse:
    """Store the form and show the next one, or say why it cannot be stored."""
    user = cast(User, request.user)  # the admin lets nobody else in
    try:
        stored = type_form(page=sheet.page, batch=sheet.batch, typed=typed, user=user, now=timezone.now())
    except NeedsDecision as fault:
        if not fault.judged.errors and typed.is_accepted:
            form.add_error("note", _("Write a note, so that others understand."))
        return _screen(request, sheet, form, found, fault.judged)
    except SerialTaken as fault:
        form.add_error("serial", _taken_text(fault))
    except SamePerson:
        form.add_error("serial", _("You typed this form yourself. Somebody else must type it the second time."))
    except EntryEnded:
        form.add_error(None, ended_text())
    else:
        return _next(request, sheet, stored)
    return _screen(request, sheet, form, found, None, status=409)


def _taken_text(fault: SerialTaken) -> str:
    known = {
        "who": fault.by or _("somebody"),
        "when": date_format(timezone.localtime(fault.at), "DATETIME_FORMAT"),
        "batch": fault.batch,
    }
    return _("Already typed by %(who)s, %(when)s, in batch “%(batch)s”. Nothing was stored.") % known


def _next(request: HttpRequest, sheet: Sheet, stored: PaperForm) -> HttpResponse:
    serial = {"serial": stored.serial}
    if stored.second_answers is not None:
        messages.warning(
            request, _("Form %(serial)s was typed differently the first time. Decide which is right.") % serial
        )
        return redirect("surveys_admin:paper_resolve", sheet.page.pk, stored.pk)
    if stored.response is None:
        messages.success(request, _("Form %(serial)s is kept until somebody else has typed it too.") % serial)
    else:
        number = len(stored.response.answers)
        text = ngettext(
            "Form %(serial)s is stored: %(number)s answer.", "Form %(serial)s is stored: %(number)s answers.", number
        )
        messages.success(request, text % {**serial, "number": number})
    query = urlencode({"serial": following(stored.serial), "version": sheet.version.number})
    here = reverse("surveys_admin:paper_entry", args=[sheet.page.pk, sheet.batch.pk])
    return redirect(f"{here}?{query}")


def following(serial: str) -> str:
    """The serial number after this one: 0009 gives 0010, A-9/26 gives A-9/27; empty where there is no number in it."""
    return (
        _LAST_NUMBER.sub(lambda one: str(int(one[0]) + 1).zfill(len(one[0])), serial)
        if re.search(r"\d", serial)
        else ""
    )


def _screen(  # noqa: PLR0913  # what is typed, and what became of it
    request: HttpRequest,
    sheet: Sheet,
    form: EntryForm,
    found: Mapping[str, Read],
    judged: Judged | None,
    status: int = 422,
) -> HttpResponse:
    sent = request.POST.dict() if request.method == "POST" else {}
    lines = lines_of(sheet.form, sent, found, judged)
    warned = [line for line in lines if line.warnings]
    faulty = [line for line in lines if line.errors]
    context = {
        "batch": sheet.batch,
        "form": form,
        "form_id": form_id(sheet.page, sheet.version),
        "version": sheet.version,
        "versions": SurveyVersion.objects.filter(survey_key=sheet.page.translation_key).order_by("-number"),
        "lines": lines,
        "faulty": faulty,
        "warned": warned,
        "can_accept": bool(warned) and not faulty,
        "focus": _focus(form, lines),
    }
    response = screen(request, sheet.page, "paper_entry", _("Type paper forms"), context)
    response.status_code = status if request.method == "POST" else 200
    return response


def _focus(form: EntryForm, lines: list[Line]) -> str:
    """Id of the field to start with: the serial number if it is missing or wrong, else the first faulty question."""
    if form.errors.get("serial") or not (form.is_bound or form.initial.get("serial")):
        return "serial"
    looked_at = [*(one for one in lines if one.errors), *(one for one in lines if one.warnings), *lines]
    line = looked_at[0] if looked_at else None
    cells = line.cells if line else ()
    return next((cell.id for cell in cells if cell.is_wrong), cells[0].id if cells else "serial")


urlpatterns = [path("<int:pk>/paper/<int:batch_id>/entry/", paper_entry, name="paper_entry")]
