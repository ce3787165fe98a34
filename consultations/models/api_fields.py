"""What the API tells about a consultation."""

from typing import Any

from rest_framework.fields import Field
from wagtail.api import APIField


class OrganiserField(Field):
    """An organiser as `{id, slug, name, kind, municipality}`; the municipality is its TERYT code or null."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        municipality = value.municipality
        return {
            "id": value.pk,
            "slug": value.slug,
            "name": value.name,
            "kind": value.kind,
            "municipality": municipality.teryt if municipality else None,
        }


class TopicListField(Field):
    """Topics as `[{slug, name}]`."""

    def to_representation(self, value: Any) -> list[dict[str, str]]:
        return [{"slug": topic.slug, "name": topic.name} for topic in value.all()]


class MunicipalityListField(Field):
    """Municipalities as `[{teryt, name, short_name}]`."""

    def to_representation(self, value: Any) -> list[dict[str, str]]:
        return [{"teryt": one.teryt, "name": one.name, "short_name": one.short_name} for one in value.all()]


class StatusField(Field):
    """The status as its code: planned, open, closed, results."""

    def to_representation(self, value: Any) -> str:
        return str(value)


PLAIN = [
    "whole_metropolis",
    "tags",
    "opens_at",
    "closes_at",
    "announced_on",
    "plain_summary",
    "body",
    "influence",
    "not_changing",
    "decision_maker",
    "use_of_results",
    "who_can_take_part",
    "how_to_take_part",
    "external_url",
    "external_label",
    "contact",
    "procedure",
    "legal_basis",
    "resolution_url",
    "mandatory",
    "bip_url",
    "urban_register_url",
    "gdpr_notice",
    "source_url",
    "results_expected_on",
    "results_published_at",
    "asked",
    "said",
    "done",
    "report",
    "documents",
    "timeline",
    "meetings",
]

CONSULTATION_API_FIELDS = [
    APIField("status", serializer=StatusField()),
    APIField("organiser", serializer=OrganiserField()),
    APIField("topics", serializer=TopicListField()),
    APIField("municipalities", serializer=MunicipalityListField()),
    *[APIField(name) for name in PLAIN],
]
