"""The screen where staff decide which suspicious responses count."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.core.models import User

from .admin_screens import answerable, screen
from .choices import ResponseStatus, Right
from .forms.localised import localised
from .forms.summary import answers_in_words
from .models import Response, SurveyPage
from .services.receipts import note_reading, review_response

PER_PAGE = 20
COUNT = "count"  # any other decision leaves the response out, and needs a reason

SUSPICIONS: Mapping[str, str | Promise] = {
    "honeypot": gettext_lazy("A field that people do not see was filled in."),
    "too_fast": gettext_lazy("It was sent sooner than anybody can read the page."),
    "links": gettext_lazy("There are several links in an answer."),
    "near_duplicate": gettext_lazy("Nearly the same text was sent by somebody else that day."),
    "no_proof": gettext_lazy("The proof of work is missing; without scripts the browser cannot do it."),
    "pow-failed": gettext_lazy("The proof of work was wrong or too old."),
    "pow-replayed": gettext_lazy("The proof of work had been used before."),
}


class ReasonForm(forms.Form):
    """Why a response is left out."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Kept in the survey's history. Do not quote the answers."),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One response as it is shown: why it waits, and [(question, lines of its answer)]."""

    response: Response
    suspicions: list[str]
    answers: list[tuple[str, list[str]]]
    form: ReasonForm


def waiting(page: SurveyPage) -> "QuerySet[Response]":
    """The survey's responses that wait for review, oldest first."""
    found = Response.objects.filter(survey_key=page.translation_key, status=ResponseStatus.REVIEW)
    return found.order_by("submitted_at", "pk")


@never_cache
@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspicious responses of the survey, twenty at a time."""
    return _listing(request, answerable(request, pk, Right.CODE_ANSWERS), request.GET.get("p", ""), {})


@never_cache
@require_POST
def decide(request: HttpRequest, pk: int, response_id: uuid.UUID) -> HttpResponse:
    """Count one response, or leave it out for a reason."""
    page = answerable(request, pk, Right.CODE_ANSWERS)
    get_object_or_404(Response, survey_key=page.translation_key, pk=response_id)
    counted, number = request.POST.get("decision") == COUNT, request.POST.get("p", "")
    form = _form(response_id, request.POST)
    if not counted and not form.is_valid():
        return _listing(request, page, number, {response_id: form})
    reason = "" if counted else form.cleaned_data["reason"]
    user = cast(User, request.user)  # the admin lets nobody else in
    if not review_response(page=page, response_id=response_id, user=user, reason=reason):
        messages.warning(request, _("This response does not wait for review any more; nothing has changed."))
    else:
        messages.success(request, _("The response counts.") if counted else _("The response has been left out."))
    back = reverse("surveys_admin:review", args=[pk])
    return redirect(f"{back}?p={number}" if number.isdecimal() else back)


def _listing(
    request: HttpRequest, page: SurveyPage, number: str, refused: Mapping[uuid.UUID, ReasonForm]
) -> HttpResponse:
    listing = Paginator(waiting(page).select_related("version"), PER_PAGE).get_page(number)
    note_reading(page=page, responses=listing, user=cast(User, request.user))
    language = page.locale.language_code
    rows = [_row(one, language, refused.get(one.pk) or _form(one.pk)) for one in listing]
    return screen(request, page, "review", _("Review of responses"), {"listing": listing, "rows": rows, "count": COUNT})


def _form(response_id: uuid.UUID, sent: Mapping[str, str] | None = None) -> ReasonForm:
    return ReasonForm(sent, auto_id=f"{response_id}-%s")


def _row(response: Response, language: str, form: ReasonForm) -> Waiting:
    return Waiting(
        response,
        [str(SUSPICIONS.get(code, code)) for code in response.suspicions],
        answers_in_words(localised(response.version, language), response.answers),
        form,
    )


urlpatterns = [
    path("<int:pk>/review/", review, name="review"),
    path("<int:pk>/review/<uuid:response_id>/", decide, name="decide"),
]
