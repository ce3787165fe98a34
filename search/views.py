"""Pages of the search: results, and suggestions while somebody types."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import selectors
from .facets import FACETS
from .presentation import criteria
from .presentation.criteria import Way, last_page
from .presentation.facets import facet_groups
from .presentation.hits import shown_hit
from .presentation.names import Names, names_in
from .presentation.texts import FACET_TITLES, REQUIRED, fault_message, sort_choices
from .query import MAX_PAGE, MAX_TEXT, InvalidParameter, SearchQuery
from .requests import asked, note_if_empty
from .result import SearchResult
from .words import words

LANDING_SECONDS = 60
SUGGESTION_SECONDS = 60
CRITERIA = frozenset({"q", "from", "to", *FACETS})
FIELDS = {  # id of the field of each parameter, in the order of the page
    "q": "search-text",
    **{name: f"facet-{name}" for name in FACET_TITLES if name != "lang"},
    "from": "search-from",
    "to": "search-to",
    "lang": "facet-lang",
    "sort": "search-sort",
}
FORMATS = (  # what a result can be taken along as: view, name for people, media type
    ("search_atom", "Atom", "application/atom+xml"),
    ("search_json_feed", "JSON Feed", "application/feed+json"),
    ("search_calendar", gettext_lazy("calendar"), "text/calendar"),
    ("search_csv", "CSV", "text/csv"),
)


@require_safe
@cache_control(private=True, no_cache=True)
def search_page(request: HttpRequest) -> HttpResponse:
    """The search form with its facets, and the results once there is a criterion."""
    query, faults = asked(request)
    if not faults and not query.has_criterion and not CRITERIA.isdisjoint(request.GET):
        faults = [REQUIRED]
    with words.held():
        return render(request, "pages/search.html", _context(request, query, faults))


def _context(request: HttpRequest, query: SearchQuery, faults: Sequence[InvalidParameter]) -> dict[str, Any]:
    result = selectors.search(query) if query.has_criterion else _everything(query)
    note_if_empty(query, result)
    query = replace(query, page=min(query.page, last_page(query, result)))
    names = names_in(query.language)
    body = _results(query, result, names) if query.has_criterion else _landing(query, result, names)
    return _form(request, query, result, names, faults) | body


def _everything(query: SearchQuery) -> SearchResult:
    """Facets of everything, which everybody without a criterion sees: kept for a minute."""
    key = f"search-everything-{query.language}"
    found: SearchResult | None = cache.get(key)
    if found is None:
        found = selectors.search(query)
        cache.set(key, found, LANDING_SECONDS)
    return found


def _form(
    request: HttpRequest, query: SearchQuery, result: SearchResult, names: Names, faults: Sequence[InvalidParameter]
) -> dict[str, Any]:
    """Context of the form: words as typed, facets, and what of the request could not be used."""
    messages = {fault.name: fault_message(fault) for fault in faults}
    refused = {fault.name: fault.value for fault in faults}
    days = {name: request.GET.get(name, "")[:10] for name in ("from", "to")}
    chips = criteria.chips(query, names, reverse("search"))
    return {
        "title": _("Search"),
        "own_search_field": True,
        "query": query,
        "typed": query.text or refused.get("q", ""),
        "typed_days": days,
        "has_days": any(days.values()) or not messages.keys().isdisjoint(days),
        "groups": facet_groups(query, result, names, messages),
        "chips": chips,
        "summary": criteria.summary(chips),
        "filter_count": len(chips) - bool(query.text),
        "faults": [(_anchor(name), messages[name]) for name in sorted(messages, key=_place)],
        "fault_of": messages,
    }


def _anchor(parameter: str) -> str:
    """Id of a parameter's field; empty for one that has none."""
    return FIELDS.get(parameter.removesuffix("_op"), "")


def _place(parameter: str) -> int:
    """Place of a parameter's field on the page."""
    return [*FIELDS, "page"].index(parameter.removesuffix("_op"))


def _results(query: SearchQuery, result: SearchResult, names: Names) -> dict[str, Any]:
    """Context of the results, and of the links to other searches."""
    path = reverse("search")
    rest = query.to_querystring(with_page=False)
    has_filter = any(query.selected.values())
    alternatives = selectors.alternatives(query, result) if has_filter and not result.total else []
    return {
        "result": result,
        "hits": [shown_hit(hit, query, names) for hit in result.hits],
        "listing": Paginator(range(min(result.total, MAX_PAGE * query.size)), query.size).get_page(query.page),
        "sorts": sort_choices(query),
        "promotions": selectors.promotions(query) if query.page == 1 and not has_filter else [],
        "corrected": criteria.corrected_text(query, result.corrections),
        "spellings": criteria.other_spellings(query, result.corrections, path),
        "languages": criteria.in_other_languages(query, result, names, path),
        "ways_out": criteria.ways_out(query, alternatives, names, path),
        "formats": [(Way(str(name), f"{reverse(view)}?{rest}"), media_type) for view, name, media_type in FORMATS],
    }


def _landing(query: SearchQuery, result: SearchResult, names: Names) -> dict[str, Any]:
    return {"starting_points": criteria.starting_points(query, result, names, reverse("search"))}


@require_safe
@cache_control(public=True, max_age=SUGGESTION_SECONDS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """JSON for the search field: `{"suggestions": [{"text", "kind", "url"}], "message"}`; `message` says how many."""
    language = get_language() or "pl"
    text = request.GET.get("q", "").replace("\x00", "")
    with words.held():
        found = selectors.suggest(text, language) if len(text) <= MAX_TEXT else []
        kinds = selectors.labels(language)["kind"]
    entries = [
        {"text": one.text, "kind": str(FACET_TITLES.get(one.kind, kinds.get(one.kind, ""))), "url": _target(one)}
        for one in found
    ]
    message = ngettext("%(count)d suggestion", "%(count)d suggestions", len(entries)) % {"count": len(entries)}
    return JsonResponse({"suggestions": entries, "message": message}, json_dumps_params={"ensure_ascii": False})


def _target(suggestion: selectors.Suggestion) -> str:
    """Address of a document, or of the search for a facet value."""
    return suggestion.url or f"{reverse('search')}?{suggestion.kind}={suggestion.code}"
