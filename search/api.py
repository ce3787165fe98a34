"""The search as JSON for other programs: `/api/v2/search/` (docs/api.md)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language, override

from cms.core.views import problem

from . import selectors
from .analysis.highlighting import Segment
from .presentation.criteria import address, last_page
from .presentation.facets import options
from .presentation.hits import areas, plain
from .presentation.names import Names, names_in
from .presentation.texts import FACET_TITLES
from .query import InvalidParameter, SearchQuery
from .requests import asked, note_if_empty, refusal
from .result import Correction, Hit, SearchResult
from .words import words

SECONDS = 60
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
LABEL_LANGUAGE = "lang_ui"
OTHER_FORMATS: Mapping[str, str] = {  # name of the link -> name of the view
    "html": "search",
    "atom": "search_atom",
    "json_feed": "search_json_feed",
    "calendar": "search_calendar",
    "csv": "search_csv",
}


def search(request: HttpRequest) -> HttpResponseBase:
    """One page of results with facets; texts for people in the language of `lang_ui`, else of `Accept-Language`."""
    if request.method not in {"GET", "HEAD"}:
        refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "The search can only be read.")
        refused["Allow"] = "GET, HEAD"
        return refused
    wanted = request.GET.get(LABEL_LANGUAGE, "")
    language = wanted if wanted in LANGUAGES else get_language() or settings.LANGUAGE_CODE
    with override(language):
        unknown = [InvalidParameter(LABEL_LANGUAGE, "unknown-value", wanted)] if wanted not in {"", language} else []
        query, faults = asked(request)
        if unknown or faults:
            return refusal([*unknown, *faults])
        with words.held():
            return _answer(request, query)


def _answer(request: HttpRequest, query: SearchQuery) -> HttpResponse:
    result = selectors.search(query)
    note_if_empty(query, result)
    query = replace(query, page=min(query.page, last_page(query, result)))
    names = names_in(query.language)
    body = {
        "total": result.total,
        "page": query.page,
        "pages": last_page(query, result),
        "page_size": query.size,
        "has_criterion": query.has_criterion,
        "relaxed": result.relaxed,
        "corrections": [_correction(one) for one in result.corrections],
        "hits": [_hit(request, hit, query, names) for hit in result.hits],
        "facets": [_facet(name, query, result, names) for name in FACET_TITLES],
        "links": _links(request, query, last_page(query, result)),
        "engine": result.engine,
        "took_ms": round(result.took_ms, 1),
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Content-Language"] = query.language
    patch_cache_control(response, public=True, max_age=SECONDS)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _correction(correction: Correction) -> dict[str, Any]:
    return {"typed": correction.typed, "corrected": correction.corrected, "applied": correction.applied}


def _marked(segments: tuple[Segment, ...]) -> list[dict[str, Any]]:
    return [{"text": segment.text, "marked": segment.marked} for segment in segments]


def _hit(request: HttpRequest, hit: Hit, query: SearchQuery, names: Names) -> dict[str, Any]:
    status = hit.status_at(query.now)
    absolute = request.build_absolute_uri
    belongs_to = {"title": hit.container_title, "url": absolute(hit.container_url)} if hit.container_url else None
    return {
        "key": hit.key,
        "url": absolute(hit.url),
        "kind": {"value": hit.kind, "label": names.of("kind", hit.kind)},
        "lang": hit.lang,
        "title": plain(hit.title),
        "lead": plain(hit.lead),
        "status": {"value": status, "label": names.of("status", status)} if status else None,
        "opens_at": hit.opens_at,
        "closes_at": hit.closes_at,
        "results_at": hit.results_at,
        "published_at": hit.published_at,
        "area": _named("area", areas(hit, names), names),
        **{name: _named(name, hit.facets.get(name, ()), names) for name in ("topic", "organiser", "tag")},
        "highlights": {
            "title": _marked(hit.title),
            "lead": _marked(hit.lead),
            "passages": [
                {"page": one.page if hit.page else None, "text": _marked(one.segments)} for one in hit.passages
            ],
        },
        "belongs_to": belongs_to,
    }


def _named(facet: str, codes: Iterable[str], names: Names) -> list[dict[str, str]]:
    return [{"value": code, "label": names.of(facet, code)} for code in codes]


def _facet(name: str, query: SearchQuery, result: SearchResult, names: Names) -> dict[str, Any]:
    return {
        "name": name,
        "label": str(FACET_TITLES[name]),
        "match": "all" if name in query.match_all else "any",
        "values": [
            {"value": one.value, "label": one.label, "count": one.total, "selected": one.is_selected}
            for one in options(name, query, result, names)
        ],
    }


def _links(request: HttpRequest, query: SearchQuery, last: int) -> dict[str, str | None]:
    """Absolute addresses of this page of results, its neighbours, and the same search in other formats."""
    own, absolute = reverse("search_api"), request.build_absolute_uri
    numbers = {"self": query.page, "first": 1, "previous": query.page - 1, "next": query.page + 1, "last": last}
    paging = {
        name: absolute(_paged(own, query, number)) if 1 <= number <= last else None for name, number in numbers.items()
    }
    return paging | {name: absolute(address(reverse(view), query)) for name, view in OTHER_FORMATS.items()}


def _paged(path: str, query: SearchQuery, number: int) -> str:
    """Address of one page; the language is named in it, so that the link means the same to whoever follows it."""
    parameters = [*replace(query, page=number).parameters(), (LABEL_LANGUAGE, query.language)]
    return f"{path}?{urlencode(parameters)}"
