"""All addresses of the portal. What has no language stands above; pages come last."""

from typing import Any

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.api import api_router, api_v3_urls
from cms.core import views
from cms.core.sitemaps import OrganiserSitemap, PageSitemap
from search.api import search

handler400 = "cms.core.views.bad_request"
handler403 = "cms.core.views.permission_denied"
handler404 = "cms.core.views.page_not_found"
handler500 = "cms.core.views.server_error"


def portal_sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`, with addresses of the host that asks."""
    sitemaps: dict[str, Any] = {"pages": PageSitemap(request), "organisers": OrganiserSitemap(request)}
    return sitemap(request, sitemaps)


urlpatterns = [
    path("", views.portal_root),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v2/search/", search, name="search_api"),
    path("api/v2/", api_router.urls),
    path("api/v3/", api_v3_urls),
    re_path(r"^api/", views.missing),
    path("documents/", include(wagtaildocs_urls)),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", portal_sitemap, name="sitemap"),
    # a proxy in front may serve these itself (docs/operations.md); the portal does not depend on one
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]

if settings.DEBUG:
    urlpatterns += staticfiles_urlpatterns()

urlpatterns += i18n_patterns(
    path("", include("consultations.urls")),
    path("", include("search.urls")),
    # Before Wagtail's own, under the same pattern: Wagtail's stays for making addresses by its name. Its _util/ has the
    # password form and the log-in of restricted pages, which are no pages of the tree.
    re_path(wagtail_urls.serve_pattern.replace("^", "^(?!_util/)", 1), views.serve_page),
    path("", include(wagtail_urls)),
)
