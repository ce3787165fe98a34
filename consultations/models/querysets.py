"""Questions the rest of the code asks of consultations, in the words of the domain."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db.models import Case, DateTimeField, F, IntegerField, Prefetch, Q, Value, When

from cms.core.models import Municipality
from cms.core.models.querysets import BasePageQuerySet

from ..lifecycle import Status

# Reading the other columns, long texts among them, for every row of a list costs more than everything else about it
ON_CARDS = (
    "title",
    "url_path",
    "content_type",
    "alias_of",
    "locale__language_code",
    "lead",
    "opens_at",
    "closes_at",
    "results_published_at",
    "results_expected_on",
    "asked",
    "said",
    "done",
    "whole_metropolis",
    "organiser__slug",
    "organiser__name",
    "organiser__name_pl",
    "organiser__name_en",
    "organiser__name_uk",
)


def status_condition(status: Status, now: datetime) -> Q:
    """The same rule as `lifecycle.status_at`, for the database; a test holds the two together."""
    with_results = Q(results_published_at__isnull=False, results_published_at__lte=now)
    return {
        Status.PLANNED: Q(opens_at__gt=now),
        Status.OPEN: Q(opens_at__lte=now, closes_at__gte=now),
        Status.CLOSED: Q(closes_at__lt=now) & ~with_results,
        Status.RESULTS: Q(closes_at__lt=now) & with_results,
    }[status]


class ConsultationQuerySet(BasePageQuerySet):
    """Filters over consultation pages; `now` is always given."""

    def with_status(self, statuses: Iterable[Status], now: datetime) -> Self:
        """Pages in any of the statuses; all pages when none is named."""
        condition = Q()
        for status in statuses:
            condition |= status_condition(status, now)
        return self.filter(condition)

    def open(self, now: datetime) -> Self:
        return self.with_status([Status.OPEN], now)

    def closing_soonest(self, now: datetime) -> Self:
        """Open ones, the nearest end first."""
        return self.open(now).order_by("closes_at", "pk")

    def in_listing_order(self, now: datetime) -> Self:
        """Open ones (the nearest end first), then announced ones (the nearest start), then finished ones (latest)."""
        is_open, is_planned = status_condition(Status.OPEN, now), status_condition(Status.PLANNED, now)
        return self.annotate(
            listing_group=Case(When(is_open, then=0), When(is_planned, then=1), default=2, output_field=IntegerField()),
            next_moment=Case(
                When(is_open, then=F("closes_at")),
                When(is_planned, then=F("opens_at")),
                default=Value(None),
                output_field=DateTimeField(),
            ),
        ).order_by("listing_group", "next_moment", "-closes_at", "pk")

    def in_municipalities(self, teryt_codes: Iterable[str]) -> Self:
        """Pages whose area covers any of the municipalities; one for the whole metropolis covers each."""
        codes = list(teryt_codes)
        if not codes:
            return self.all()
        # A subquery, not a join: a page in two of the municipalities must not come twice.
        covering = self.model.municipalities.through.objects.filter(municipality__teryt__in=codes)
        return self.filter(
            Q(whole_metropolis=True) | Q(pk__in=covering.values("consultationpage_id")),
        )

    def about(self, topic_slugs: Iterable[str]) -> Self:
        """Pages with any of the topics; all pages when none is named."""
        slugs = list(topic_slugs)
        if not slugs:
            return self.all()
        tagged = self.model.topics.through.objects.filter(topic__slug__in=slugs)
        return self.filter(pk__in=tagged.values("consultationpage_id"))

    def for_cards(self) -> Self:
        """Everything a card shows, in a fixed number of queries."""
        municipalities = Prefetch("municipalities", Municipality.objects.only("short_name", "teryt"))
        return self.with_language().select_related("organiser").only(*ON_CARDS).prefetch_related(municipalities)
