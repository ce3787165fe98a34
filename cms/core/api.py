"""API v2 endpoints: Wagtail's, with errors as RFC 9457 documents, and the taxonomies."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from rest_framework.exceptions import APIException
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page

from .models import Municipality, Organiser, Topic
from .models.querysets import hidden_paths, outside
from .views import problem

# What a value of the wrong type or size ends in, since Wagtail hands parameters to the ORM as they come. SQLite calls a
# number too large for it an integrity error
UNREADABLE = (ValidationError, ValueError, OverflowError, DataError, IntegrityError)


class ProblemMixin:
    """Every error is an `application/problem+json` document (RFC 9457)."""

    action: str

    def handle_exception(self, exc: Exception) -> HttpResponseBase:
        unreadable = isinstance(exc, UNREADABLE)
        if isinstance(exc, Http404) or (unreadable and self.action == "detail_view"):
            return problem(HTTPStatus.NOT_FOUND, "There is no such object.")
        if unreadable:
            return problem(HTTPStatus.BAD_REQUEST, "A parameter has a value of the wrong type, or one out of range.")
        if isinstance(exc, BadRequestError):
            return problem(HTTPStatus.BAD_REQUEST, str(exc))
        if isinstance(exc, APIException):
            return problem(HTTPStatus(exc.status_code), str(exc.detail))
        response: HttpResponse = super().handle_exception(exc)  # type: ignore[misc]  # a mixin of BaseAPIViewSet
        return response


class PagesViewSet(ProblemMixin, PagesAPIViewSet):
    """Public pages in all languages (`?locale=en` narrows)."""

    def get_base_queryset(self) -> QuerySet[Page]:
        # Wagtail leaves out restricted pages but not their aliases
        pages = super().get_base_queryset()
        return pages.filter(outside(hidden_paths()))


class ImagesViewSet(ProblemMixin, ImagesAPIViewSet):
    """Images with their alternative texts."""

    body_fields = [*ImagesAPIViewSet.body_fields, "description", "decorative", "credit"]


class DocumentsViewSet(ProblemMixin, DocumentsAPIViewSet):
    """Documents of public collections."""

    body_fields = [*DocumentsAPIViewSet.body_fields, "language", "accessibility_note"]


class TaxonomyViewSet(ProblemMixin, BaseAPIViewSet):
    """A taxonomy, with its names in all languages."""

    filter_backends = [FieldsFilter, OrderingFilter]
    meta_fields: list[str] = []
    listing_default_fields: list[str] = []
    nested_default_fields: list[str] = []

    @classmethod
    def get_listing_default_fields(cls, model: Any) -> list[str]:
        return cls.body_fields


class MunicipalitiesViewSet(TaxonomyViewSet):
    """Local governments by TERYT code; `population` in persons, coordinates in degrees (WGS 84)."""

    name = "municipalities"
    model = Municipality
    body_fields = [
        "id",
        "teryt",
        "kind",
        "name_pl",
        "name_en",
        "name_uk",
        "short_name_pl",
        "short_name_en",
        "short_name_uk",
        "latitude",
        "longitude",
        "population",
        "population_year",
        "website",
        "bip_url",
        "email",
    ]


class TopicsViewSet(TaxonomyViewSet):
    """Topics by slug."""

    name = "topics"
    model = Topic
    body_fields = ["id", "slug", "icon", "sort_order", "name_pl", "name_en", "name_uk"]


class OrganisersViewSet(TaxonomyViewSet):
    """Organisers by slug."""

    name = "organisers"
    model = Organiser
    body_fields = [
        "id",
        "slug",
        "kind",
        "name_pl",
        "name_en",
        "name_uk",
        "profile_pl",
        "profile_en",
        "profile_uk",
        "email",
        "phone",
        "address",
        "website",
    ]
