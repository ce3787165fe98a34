"""Middleware of the kernel."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

LANGUAGE_NEUTRAL = ("/api/", "/admin/", "/documents/", "/static/", "/media/", "/health/")


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's LocaleMiddleware without its redirect to `/<language>/…` for addresses that have no language.

    The stock one answers a missing `/api/v2/pages/999/` with a redirect to an HTML page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(LANGUAGE_NEUTRAL):
            return response
        return super().process_response(request, response)
