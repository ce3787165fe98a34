"""Forms on paper: printing them, batches, what was typed differently, what is taken back."""

from typing import cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.core.models import User

from . import admin_paper_entry, admin_paper_import
from .admin_screens import answerable, screen
from .choices import Right
from .models import PaperBatch, PaperForm, SurveyPage
from .paper.differing import differences_in_words
from .paper.faults import BatchExists, EntryEnded
from .services.paper import Choice, create_batch, differences, resolve_form, take_back
from .views.printing import paper_form_of, pdf_view, print_view

PER_PAGE = 50
CHOICES: tuple[Choice, ...] = ("first", "second", "neither")


class BatchForm(forms.Form):
    """A new pile of forms."""

    name = forms.CharField(label=gettext_lazy("Name of the batch"), max_length=60)
    double_entry = forms.BooleanField(
        label=gettext_lazy("Two people type each form"),
        required=False,
        help_text=gettext_lazy("A form counts when both have typed the same."),
    )


class ReasonForm(forms.Form):
    """Why a form is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@never_cache
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Batches with their numbers, and a form for a new one."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = cast(User, request.user)  # the admin lets nobody else in
            batch = create_batch(page=page, user=user, now=timezone.now(), **form.cleaned_data)
        except BatchExists:
            form.add_error("name", _("This survey has a batch of that name."))
        else:
            return redirect("surveys_admin:paper_entry", pk, batch.pk)
    status = 422 if form.errors else 200
    response = screen(request, page, "paper", _("Paper forms"), _overview(page, form))
    response.status_code = status
    return response


def _overview(page: SurveyPage, form: BatchForm) -> dict[str, object]:
    differing = Q(forms__second_answers__isnull=False)
    waiting = Q(forms__second_at=None, forms__response=None, forms__first_answers__isnull=False)
    batches = PaperBatch.objects.filter(survey_key=page.translation_key).order_by("-created_at", "-pk")
    return {
        "form": form,
        "version": page.live_version,
        "batches": batches.annotate(
            typed=Count("forms"),
            stored=Count("forms", filter=Q(forms__response__isnull=False)),
            waiting=Count("forms", filter=waiting),
            differing=Count("forms", filter=differing),
        ),
    }


@never_cache
@require_GET
def batch_forms(request: HttpRequest, pk: int, batch_id: int) -> HttpResponse:
    """The forms of a batch: which are stored, which wait for a second person, which differ."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    batch = get_object_or_404(PaperBatch, pk=batch_id, survey_key=page.translation_key)
    return _listing(request, page, batch)


def _listing(
    request: HttpRequest, page: SurveyPage, batch: PaperBatch, refused: dict[int, ReasonForm] | None = None
) -> HttpResponse:
    forms_of = batch.forms.select_related("first_by", "second_by", "version").order_by("serial", "pk")
    listing = Paginator(forms_of, PER_PAGE).get_page(request.GET.get("p", ""))
    rows = [(one, (refused or {}).get(one.pk) or ReasonForm(auto_id=f"form-{one.pk}-%s")) for one in listing]
    title = _("Batch “%(name)s”") % {"name": batch.name}
    response = screen(request, page, "paper_batch", title, {"batch": batch, "listing": listing, "rows": rows})
    response.status_code = 422 if refused else 200
    return response


def _own_forms(page: SurveyPage) -> "QuerySet[PaperForm]":
    return PaperForm.objects.filter(survey_key=page.translation_key).select_related("batch", "version")


@never_cache
@require_http_methods(["GET", "POST"])
def paper_resolve(request: HttpRequest, pk: int, form_id: int) -> HttpResponse:
    """What two people typed differently: one of both is chosen for each question, or neither."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    form = get_object_or_404(_own_forms(page).select_related("first_by", "second_by"), pk=form_id)
    if form.first_answers is None or form.second_answers is None:
        raise Http404
    chosen: dict[str, Choice] = {
        key: choice for key in differences(form) for choice in CHOICES if request.POST.get(f"q.{key}") == choice
    }
    missing = [key for key in differences(form) if key not in chosen] if request.method == "POST" else []
    if request.method == "GET" or missing:
        rows = differences_in_words(paper_form_of(page, form.version), form.first_answers, form.second_answers)
        context = {"paper": form, "rows": [(row, chosen.get(row.question.key)) for row in rows], "missing": missing}
        response = screen(request, page, "paper_resolve", _("Form %(serial)s") % {"serial": form.serial}, context)
        response.status_code = 422 if missing else 200
        return response
    return _resolve(request, page, form, chosen)


def _resolve(request: HttpRequest, page: SurveyPage, form: PaperForm, chosen: dict[str, Choice]) -> HttpResponse:
    user = cast(User, request.user)  # the admin lets nobody else in
    try:
        stored = resolve_form(page=page, form=form, chosen=chosen, user=user, now=timezone.now())
    except EntryEnded:
        messages.error(request, admin_paper_entry.ended_text())
    else:
        if stored is None:
            messages.warning(request, _("Somebody else has decided on this form; nothing has changed."))
        else:
            messages.success(request, _("Form %(serial)s is stored.") % {"serial": form.serial})
    return redirect("surveys_admin:paper_batch", page.pk, form.batch_id)


@never_cache
@require_POST
def paper_take_back(request: HttpRequest, pk: int, form_id: int) -> HttpResponse:
    """Void a stored form and free its number."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    form = get_object_or_404(_own_forms(page), pk=form_id)
    reason = ReasonForm(request.POST, auto_id=f"form-{form.pk}-%s")
    if not reason.is_valid():
        return _listing(request, page, form.batch, {form.pk: reason})
    user = cast(User, request.user)  # the admin lets nobody else in
    if take_back(page=page, form=form, user=user, reason=reason.cleaned_data["reason"]):
        messages.success(
            request, _("Form %(serial)s does not count, and can be typed again.") % {"serial": form.serial}
        )
    return redirect(reverse("surveys_admin:paper_batch", args=[pk, form.batch_id]))


@require_GET
def paper_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as a page to print; `?version=`, `?large=1`, and `?pdf=1` for the PDF."""
    page = answerable(request, pk, Right.ENTER_PAPER)
    return pdf_view(request, page) if "pdf" in request.GET else print_view(request, page)


@require_GET
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as a PDF."""
    return pdf_view(request, answerable(request, pk, Right.ENTER_PAPER))


urlpatterns = [
    path("<int:pk>/paper/", paper, name="paper"),
    path("<int:pk>/paper/print/", paper_print, name="paper_print"),
    path("<int:pk>/paper/form.pdf", paper_pdf, name="paper_pdf"),
    path("<int:pk>/paper/<int:batch_id>/", batch_forms, name="paper_batch"),
    path("<int:pk>/paper/forms/<int:form_id>/", paper_resolve, name="paper_resolve"),
    path("<int:pk>/paper/forms/<int:form_id>/take-back/", paper_take_back, name="paper_take_back"),
    *admin_paper_entry.urlpatterns,
    *admin_paper_import.urlpatterns,
]
