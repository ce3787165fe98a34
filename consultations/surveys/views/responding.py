"""What every page of a survey's form has in common: who may frame it, what is cached, which requests are our own."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from ..choices import Channel
from ..models import SurveyPage

View = Callable[..., HttpResponse]


def form_view(view: View) -> View:
    """Around every view of the form: nothing is cached, indexed, or told to other sites; no cookie guards it.

    Django's CSRF cookie is not there inside a frame of another website, where browsers block such cookies. Nothing
    here acts on a cookie's word either: whoever has the token in the address has the draft, and the forms carry a
    signed token of their own. A POST that another website started is refused by `is_own`.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_own(request):
            response = render(request, "403.html", status=403)
        else:
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"  # addresses of drafts are secrets
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def is_own(request: HttpRequest) -> bool:
    """Whether a page of this host sent the request.

    Under `no-referrer` browsers send `Origin: null` with forms, also to their own site; then `Sec-Fetch-Site` tells.
    """
    origin = request.headers.get("Origin", "")
    if origin and origin != "null":
        return urlsplit(origin).netloc == request.get_host()
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def chrome_of(channel: str) -> str:
    """The template around a page: the portal, or nothing but the survey in frames and on kiosks."""
    return "surveys/bare.html" if channel in (Channel.EMBED, Channel.KIOSK) else "base.html"


def framed(response: HttpResponse, page: SurveyPage, channel: str) -> HttpResponse:
    """Let the websites on the survey's list show an embedded page in a frame; all others keep the portal's rule."""
    if channel == Channel.EMBED:
        ancestors = ["'self'", *origins_of(page)]
        response._csp_update = {"frame-ancestors": ancestors}  # type: ignore[attr-defined]  # django-csp reads it there
        response.xframe_options_exempt = True  # and Django this
    return response


def origins_of(page: SurveyPage) -> list[str]:
    """The websites that may show the survey, as browsers write an origin."""
    parts = (urlsplit(line.strip().lower()) for line in page.allowed_origins.splitlines())
    return sorted({f"{one.scheme}://{one.netloc}" for one in parts if one.scheme in ("http", "https") and one.netloc})
