"""What surrounds every endpoint: language, methods, sizes, other websites (CORS), and headers of caches."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt

from ..models import SurveyPage
from .problems import problem

LARGEST = 256 * 1024  # bytes of a body; a response with a hundred long answers has 200 KiB
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
HEADERS_TAKEN = "Content-Type, Idempotency-Key, If-None-Match, Accept-Language"
HEADERS_GIVEN = "ETag, Retry-After, Survey-Version, Content-Language"
PREFLIGHT_SECONDS = 600
View = Callable[..., HttpResponse]


def guarded(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """The patterns with all of this around their views."""
    found = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = _guard(pattern.callback)
    return found


def origins(text: str) -> set[str]:
    """The websites of a survey's `allowed_origins` as browsers write an origin: scheme and host, nothing after."""
    parts = (urlsplit(line.strip().lower()) for line in text.splitlines())
    return {f"{part.scheme}://{part.netloc}" for part in parts if part.scheme in ("http", "https") and part.netloc}


def _guard(view: View) -> View:
    @csrf_exempt  # nothing here reads a cookie, so there is nothing another website could borrow
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(_language(request)):
            response = _too_much(request) or _answered(view, request, *args, **kwargs)
            return _finished(request, response, kwargs.get("survey_key"))

    return answer


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("locale", "")
    return wanted if wanted in LANGUAGES else get_language() or settings.LANGUAGE_CODE


def _too_much(request: HttpRequest) -> HttpResponse | None:
    """Refusals that need not look at the body."""
    if request.method not in ("POST", "PUT"):
        return None
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length[:12]) > LARGEST:
        return problem("too-large")
    return None if request.content_type == "application/json" else problem("media-type")


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The view's answer; it is asked with GET for HEAD, and for its methods with OPTIONS."""
    asked_for = request.method
    if asked_for == "HEAD":
        return _without_content(request, view(_as_get(request), *args, **kwargs))
    response = view(request, *args, **kwargs)
    if response.status_code != 405:
        return response
    allowed = sorted({*response["Allow"].split(", "), "OPTIONS"})
    header = {"Allow": ", ".join(allowed)}
    if asked_for == "OPTIONS":
        return HttpResponse(status=204, headers=header)
    return problem("method-not-allowed", headers=header)


def _as_get(request: HttpRequest) -> HttpRequest:
    request.method = "GET"
    return request


def _without_content(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to HEAD made of that to GET."""
    request.method = "HEAD"
    response.headers["Content-Length"] = str(len(response.content))
    response.content = b""
    return response


def _finished(request: HttpRequest, response: HttpResponse, survey_key: Any) -> HttpResponse:
    response.setdefault("Cache-Control", "no-store")
    response.setdefault("Referrer-Policy", "no-referrer")  # addresses of drafts are secrets
    response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    patch_vary_headers(response, ["Accept-Language", "Origin"])
    origin = request.headers.get("Origin", "")
    if origin and _is_allowed(origin, survey_key):
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Expose-Headers"] = HEADERS_GIVEN
        if "Allow" in response and response.status_code == 204:
            response["Access-Control-Allow-Methods"] = response["Allow"]
            response["Access-Control-Allow-Headers"] = HEADERS_TAKEN
            response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def _is_allowed(origin: str, survey_key: Any) -> bool:
    """Whether another website may read the answer: any may what belongs to no survey, those on its list the rest."""
    if survey_key is None:
        return True
    lists = SurveyPage.objects.live().filter(translation_key=survey_key).values_list("allowed_origins", flat=True)
    return any(origin.lower() in origins(text) for text in lists)
