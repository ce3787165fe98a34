"""Public results of a survey: all of it, one question, and the page that says why there are none yet."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..faults import ResultsNotPublished
from ..models import SurveyPage
from ..presentation.around import surroundings
from ..presentation.figures import figures_of
from ..presentation.rates import rates_of
from ..presentation.words import said
from ..published import cross_candidates, published_results, response_rates
from ..results.tables import SurveyResults
from .visits import find_page

SECONDS = 60  # browsers and proxies may show a page that old


@dataclass(frozen=True, slots=True)
class Choice:
    """What results can be compared by: its value in the address, and what people call it."""

    value: str
    label: str


@require_safe
def survey_results(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Every published question."""
    page, now = find_page(request, key), timezone.now()
    try:
        return _all(request, page, now)
    except ResultsNotPublished as fault:
        return _unpublished(request, page, fault)


@require_safe
def survey_result(request: HttpRequest, key: uuid.UUID, question: str) -> HttpResponse:
    """One published question, by its key."""
    page, now = find_page(request, key), timezone.now()
    try:
        return _alone(request, page, question, now)
    except ResultsNotPublished as fault:
        return _unpublished(request, page, fault)


def _all(request: HttpRequest, page: SurveyPage, now: datetime) -> HttpResponse:
    results, asked = _results(request, page, now)
    rates = rates_of(response_rates(results))
    context = {**_context(page, results, asked, now), "rates": rates, "title": _("Results")}
    return _kept(request, render(request, "surveys/results/survey.html", context, status=asked.status))


def _alone(request: HttpRequest, page: SurveyPage, question: str, now: datetime) -> HttpResponse:
    results, asked = _results(request, page, now)
    context = _context(page, results, asked, now)
    alone = [one for one in context["figures"] if one.key == question]
    if not alone:
        raise Http404
    context |= {"figures": alone, "title": alone[0].title, "is_alone": True}
    return _kept(request, render(request, "surveys/results/question.html", context, status=asked.status))


@dataclass(frozen=True, slots=True)
class Asked:
    """How the results are to be divided, out of what they can be divided by."""

    by: str
    choices: Sequence[Choice]
    error: str = ""

    @property
    def status(self) -> int:
        return 400 if self.error else 200

    @property
    def label(self) -> str:
        return next((one.label for one in self.choices if one.value == self.by), "")


def _results(request: HttpRequest, page: SurveyPage, now: datetime) -> tuple[SurveyResults, Asked]:
    """The results as the address asks for them. Raises ResultsNotPublished."""
    choices = [Choice(value, said(label)) for value, label in cross_candidates(page, public=True)]
    wanted = request.GET.get("by", "")
    if wanted and wanted not in {one.value for one in choices}:
        asked = Asked("", choices, _("Results cannot be compared by this. Choose from the list."))
    else:
        asked = Asked(wanted, choices)
    return published_results(page, now=now, by=asked.by, language=get_language() or ""), asked


def _context(page: SurveyPage, results: SurveyResults, asked: Asked, now: datetime) -> dict[str, Any]:
    around = surroundings(page, results)
    figures = SimpleLazyObject(lambda: list(figures_of(results, asked.label, around)))
    query = f"?{urlencode({'by': asked.by})}" if asked.by else ""
    api = reverse("api_v3:survey", args=[page.translation_key])
    return {
        "page": None,
        "survey": page,
        "results": results,
        "figures": figures,
        # Called by the page that keeps its charts under this name, which that of one question does not
        "made_of": partial(_digest, page.translation_key, get_language(), asked.label, around, results),
        "asked": asked,
        "is_open": page.accepts_responses(now),
        "query": query,
        "csv_url": f"{api}results.csv{query}",
        "json_url": f"{api}results/{query}",
    }


def _digest(*parts: object) -> str:
    """A name for what is made of these parts and of nothing else: another one as soon as any of them differs."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _unpublished(request: HttpRequest, page: SurveyPage, fault: ResultsNotPublished) -> HttpResponse:
    """Why nobody may see the results, and from when on everybody may, where that is known."""
    context = {"page": None, "survey": page, "fault": fault, "title": _("The results are not published")}
    response = render(request, "surveys/results/unpublished.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page for a minute, everybody's where it was not made for somebody who is known."""
    is_public = settings.SESSION_COOKIE_NAME not in request.COOKIES
    response["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age={SECONDS}"
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
