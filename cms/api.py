"""The read API of the portal, `/api/v2/`: pages, images, documents and the taxonomies."""

from wagtail.api.v2.router import WagtailAPIRouter

from cms.core import api

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", api.PagesViewSet)
api_router.register_endpoint("images", api.ImagesViewSet)
api_router.register_endpoint("documents", api.DocumentsViewSet)
api_router.register_endpoint("municipalities", api.MunicipalitiesViewSet)
api_router.register_endpoint("topics", api.TopicsViewSet)
api_router.register_endpoint("organisers", api.OrganisersViewSet)
