"""The portal's APIs: `/api/v2/` reads pages, images, documents and the taxonomies; `/api/v3/` takes part in surveys."""

from typing import Any

from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from wagtail.api.v2.router import WagtailAPIRouter

from cms.core import api
from consultations.surveys.api.bodies import StrictParser
from consultations.surveys.api.documentation import COMPONENTS
from consultations.surveys.api.edge import guarded
from consultations.surveys.api.representations import NAMESPACE
from consultations.surveys.api.router import join

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", api.PagesViewSet)
api_router.register_endpoint("images", api.ImagesViewSet)
api_router.register_endpoint("documents", api.DocumentsViewSet)
api_router.register_endpoint("municipalities", api.MunicipalitiesViewSet)
api_router.register_endpoint("topics", api.TopicsViewSet)
api_router.register_endpoint("organisers", api.OrganisersViewSet)


class PortalAPI(NinjaAPI):
    """An OpenAPI document that also has the problems, which endpoints raise instead of returning them."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"].update(COMPONENTS)
        return schema


# Wagtail's own v3 instance brings writing of pages and images with it, so this is one of ours on the same framework
# (docs/adr); Wagtail's routers can join it later with a line each.
api_v3 = PortalAPI(
    title="Metropolia rozmawia",
    version="3.0.0",
    description="Surveys of the portal: read, check, answer. See docs/api.md.",
    urls_namespace=NAMESPACE,
    docs_url=None,  # the HTML page would load scripts from a CDN
    docs_decorator=require_safe,
    parser=StrictParser(),
)
join(api_v3)
_patterns, _app_name, _namespace = api_v3.urls
api_v3_urls = (guarded(_patterns), _app_name, _namespace)
