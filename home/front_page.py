"""What the home page shows, read in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from cms.core.models import Municipality
from cms.core.models.querysets import outside
from consultations.lifecycle import Status
from consultations.models import ConsultationPage
from consultations.models.querysets import status_condition
from consultations.models.records import Meeting
from events.models.records import TrainingTerm

from .map_layout import Tile, tile_of

CARDS = 3
MEETINGS = 4
ROW = ("starts_at", "ends_at", "place", "online_url")
LINK = (
    "page__title",
    "page__url_path",
    "page__locale__language_code",
    "page__alias_of__locale__language_code",
)


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A local government with the number of its open consultations, and its tile if the map has one."""

    teryt: str
    name: str
    open_count: int
    tile: Tile | None


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Figures and lists of the home page."""

    open_count: int
    closing_soonest: list[ConsultationPage]
    latest_result: ConsultationPage | None
    gatherings: list[Meeting | TrainingTerm]
    map_entries: list[MapEntry]


def front_page(locale: Locale, hidden: list[str], now: datetime) -> FrontPage:
    """Read everything for one language, without the `hidden` tree paths; five queries whatever the numbers."""
    consultations = ConsultationPage.objects.visible(hidden).filter(locale=locale)
    with_results = consultations.with_status([Status.RESULTS], now).order_by("-results_published_at", "pk")
    # the newest result comes in the same query as the open ones, and their municipalities in one more
    shown = consultations.filter(status_condition(Status.OPEN, now) | Q(pk__in=with_results.values("pk")[:1]))
    open_ones: list[ConsultationPage] = []
    results: list[ConsultationPage] = []
    for page in shown.order_by("closes_at", "pk").for_cards():
        (open_ones if page.status_at(now) is Status.OPEN else results).append(page)
    return FrontPage(
        open_count=len(open_ones),
        closing_soonest=open_ones[:CARDS],
        latest_result=results[0] if results else None,
        gatherings=_gatherings(locale, hidden, now),
        map_entries=_map_entries(open_ones),
    )


def _gatherings(locale: Locale, hidden: list[str], now: datetime) -> list[Meeting | TrainingTerm]:
    shown = Q(page__live=True, page__locale=locale) & outside(hidden, "page__path")
    meetings = Meeting.objects.filter(shown, ends_at__gte=now).order_by("starts_at", "pk")
    terms = TrainingTerm.objects.upcoming(now).filter(shown)
    nearest = [*_nearest(meetings, "title"), *_nearest(terms)]
    return sorted(nearest, key=attrgetter("starts_at"))[:MEETINGS]


def _nearest(rows: QuerySet, *own_fields: str) -> QuerySet:
    """The first rows, with as much of their pages as a link needs."""
    related = rows.select_related("page__locale", "page__alias_of__locale")
    return related.only(*ROW, *LINK, *own_fields)[:MEETINGS]


def _map_entries(open_ones: list[ConsultationPage]) -> list[MapEntry]:
    everywhere = sum(1 for page in open_ones if page.whole_metropolis)
    counts = Counter(municipality.teryt for page in open_ones for municipality in page.municipalities.all())
    names = Municipality.objects.values_list("teryt", "short_name")
    return [MapEntry(teryt, name, counts[teryt] + everywhere, tile_of(teryt)) for teryt, name in names]
