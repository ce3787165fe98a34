"""Looking up one's answers by their receipt, and erasing them. The code travels in the body, never in an address."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.core.models.querysets import outside
from cms.core.site_tree import hidden_for

from .. import selectors
from ..faults import ReceiptUnknown
from ..forms.localised import localised
from ..forms.summary import answers_in_words
from ..models import Response, SurveyPage
from ..services import erase_response
from ..spam import allow
from .responding import form_view

UNKNOWN = "unknown"


@require_http_methods(["GET", "HEAD", "POST"])
@form_view
def receipt(request: HttpRequest) -> HttpResponse:
    """The form for a code; the answers it leads to; the question whether to erase them; that they are erased."""
    if request.method != "POST":
        return _form(request)
    code, survey_key = request.POST.get("code", ""), _key(request)
    wait = allow(request, survey_key or UNKNOWN, "receipt")
    if wait:
        words = _("Too many codes were tried from this network. Try again in %(minutes)s minutes.")
        response = _form(request, words % {"minutes": wait // 60 + 1}, 429)
        response["Retry-After"] = str(wait)
        return response
    try:
        if survey_key is None:
            raise ReceiptUnknown
        found = selectors.response_by_receipt(survey_key, code)
    except ReceiptUnknown:
        # the same for a code that never was, one of another survey, and one that was erased
        return _form(request, _("No answers to this survey have this code. Check both."), 404)
    return _found(request, found, code)


def _found(request: HttpRequest, found: Response, code: str) -> HttpResponse:
    context: dict[str, Any] = {"survey_key": found.survey_key, "code": code, "response": found}
    if request.POST.get("do") == "erase":
        erase_response(response=found, now=timezone.now())
        return render(request, "surveys/erased.html", {**context, "title": _("Your answers have been erased")})
    if request.POST.get("do") == "ask":
        return render(request, "surveys/erase.html", {**context, "title": _("Erase your answers?")})
    definition = localised(found.version, get_language() or found.locale)
    context["answers"] = answers_in_words(definition, found.answers)
    return render(request, "surveys/receipt.html", {**context, "title": _("Your answers")})


def _form(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    chosen = _key(request)
    pages = SurveyPage.objects.live().filter(outside(hidden_for(request)), locale__language_code=get_language())
    surveys = [(str(key), title) for key, title in pages.order_by("title").values_list("translation_key", "title")]
    context = {
        "title": _("See or erase your answers"),
        "error": error,
        "code": request.POST.get("code", "")[:64],
        "chosen": str(chosen) if chosen else "",
        "surveys": surveys,
        "is_known": str(chosen) in dict(surveys),
    }
    return render(request, "surveys/lookup.html", context, status=status)


def _key(request: HttpRequest) -> uuid.UUID | None:
    sent = request.POST if request.method == "POST" else request.GET
    try:
        return uuid.UUID(sent.get("survey", ""))
    except ValueError:
        return None
