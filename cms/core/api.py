"""API v2 endpoints: Wagtail's, with its two faults mended, errors as RFC 9457 documents, and the taxonomies."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page

from .models import Municipality, Organiser, Topic
from .models.querysets import visible_condition
from .views import problem


class TextSearchFilter(SearchFilter):
    """Wagtail's search filter, which answers 500 on SQLite for a text without a letter or a digit.

    Such a text finds nothing; NUL, which no database takes, is refused.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: BaseAPIViewSet) -> Any:
        text = request.GET.get("search")
        if text is None:
            return queryset
        if "\x00" in text:
            raise BadRequestError("search contains a NUL character")
        if not any(character.isalnum() for character in text):
            return queryset.none()
        return super().filter_queryset(request, queryset, view)


class ProblemMixin:
    """Every error is an `application/problem+json` document (RFC 9457)."""

    def handle_exception(self, exc: Exception) -> HttpResponseBase:
        if isinstance(exc, Http404):
            return problem(HTTPStatus.NOT_FOUND, "There is no such object.")
        if isinstance(exc, BadRequestError):
            return problem(HTTPStatus.BAD_REQUEST, str(exc))
        if isinstance(exc, APIException):
            return problem(HTTPStatus(exc.status_code), str(exc.detail))
        response: HttpResponse = super().handle_exception(exc)  # type: ignore[misc]  # a mixin of BaseAPIViewSet
        return response


def _with_text_search(backends: list[Any]) -> list[Any]:
    return [TextSearchFilter if backend is SearchFilter else backend for backend in backends]


class PagesViewSet(ProblemMixin, PagesAPIViewSet):
    """Public pages in all languages (`?locale=en` narrows)."""

    filter_backends = _with_text_search(PagesAPIViewSet.filter_backends)

    def get_base_queryset(self) -> QuerySet[Page]:
        pages: QuerySet[Page] = super().get_base_queryset()
        return pages.filter(visible_condition())


class ImagesViewSet(ProblemMixin, ImagesAPIViewSet):
    """Images with their alternative texts."""

    filter_backends = _with_text_search(ImagesAPIViewSet.filter_backends)
    body_fields = [*ImagesAPIViewSet.body_fields, "description", "decorative", "credit"]


class DocumentsViewSet(ProblemMixin, DocumentsAPIViewSet):
    """Documents of public collections."""

    filter_backends = _with_text_search(DocumentsAPIViewSet.filter_backends)
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
