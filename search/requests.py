"""From a request to its query, and what follows from one that cannot be read or finds nothing."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from cms.core.views import problem

from . import services
from .presentation.texts import fault_message
from .query import InvalidParameter, SearchQuery, parse
from .result import SearchResult


def asked(request: HttpRequest) -> tuple[SearchQuery, list[InvalidParameter]]:
    """The query of a request in the active language, and the parameters that could not be used."""
    parameters = dict(request.GET.lists())
    return parse(parameters, now=timezone.localtime(), language=get_language() or "pl")


def refusal(faults: Sequence[InvalidParameter]) -> HttpResponse:
    """400 as a problem document (RFC 9457) with one entry of `errors` per parameter."""
    errors = [{"parameter": fault.name, "reason": fault.reason, "detail": fault_message(fault)} for fault in faults]
    return problem(HTTPStatus.BAD_REQUEST, "The search cannot be read from its parameters.", errors=errors)


def note_if_empty(query: SearchQuery, result: SearchResult) -> None:
    """Count words that find nothing, for staff to see; with filters the words may not be what is missing."""
    is_narrowed = any(query.selected.values()) or query.date_from or query.date_to
    if query.text and not is_narrowed and not result.total:
        services.record_empty_search(text=query.text, lang=query.language, day=query.now.date())
