"""Views of the kernel: serving pages, health, robots, errors."""

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from .models import BasePage
from .site_tree import site_tree, slugs_of

PROBLEM_JSON = "application/problem+json"


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the page at `path`, found through the request's site tree instead of Wagtail's walk level by level."""
    request._wagtail_route_for_request = _route(request)  # type: ignore[attr-defined]  # the slot Wagtail's own router fills
    response: HttpResponseBase = serve(request, path)
    return response


def _route(request: HttpRequest) -> RouteResult | None:
    tree = site_tree(request)
    if tree is None:
        return None
    slugs = slugs_of(request)
    trail = tree.trail(slugs)
    if len(trail) <= len(slugs) or not trail[-1].live:
        return None
    page = _specific(trail[-1], trail[:-1])
    page.has_no_restrictions = tree.shows(page)
    return RouteResult(page)


def _specific(page: Page, above: list[Page]) -> Page:
    """The page with its own type's fields and the foreign keys it is served with, in one query."""
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return page.get_specific()  # not kept: the frame outlives the request
    read_along = model.objects.select_related(*model.serving_related).prefetch_related(*model.serving_rows)
    specific = read_along.get(pk=page.pk)
    specific.breadcrumbs = above
    return specific


@require_safe
def portal_root(request: HttpRequest) -> HttpResponse:
    """`/`: on to the home page in the visitor's language."""
    response = HttpResponseRedirect(f"/{get_language()}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """`{"status": "ok"}` when the database answers; the container's probe asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the sitemap is (RFC 9309)."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*?*page=", "", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def problem(status: HTTPStatus, detail: str, **members: Any) -> HttpResponse:
    """An `application/problem+json` answer (RFC 9457)."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **members}
    return HttpResponse(json.dumps(body), status=status, content_type=PROBLEM_JSON)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: JSON under /api/, otherwise a page that helps on."""
    if request.path_info.startswith("/api/"):
        return problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.", instance=request.path)
    return render(request, "404.html", {"searched": _words_of(request)}, status=HTTPStatus.NOT_FOUND)


def _words_of(request: HttpRequest) -> str:
    """Words of the address that was not found, to start a search with."""
    return " ".join(slugs_of(request)[-1:]).replace("-", " ").replace("_", " ")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, as JSON under /api/."""
    if request.path_info.startswith("/api/"):
        return problem(HTTPStatus.FORBIDDEN, "You may not do this.", instance=request.path)
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, as JSON under /api/."""
    if request.path_info.startswith("/api/"):
        return problem(HTTPStatus.BAD_REQUEST, "The request cannot be read.", instance=request.path)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: JSON under /api/, otherwise a page that needs neither database nor session."""
    if request.path_info.startswith("/api/"):
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed; the error has been logged.")
    return render(None, "500.html", {"language": settings.LANGUAGE_CODE}, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def missing(request: HttpRequest) -> HttpResponse:
    """An address under /api/ that no endpoint claims: JSON, also where Django would show its debug page."""
    return problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.", instance=request.path)
