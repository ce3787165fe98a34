"""A hit as people see it: names instead of codes, status and dates in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.templatetags.date_tags import date_range, days_left, long_date, moment

from ..analysis.highlighting import Segment
from ..documents import METROPOLIS
from ..facets import Status
from ..query import SearchQuery
from ..result import Hit
from .names import Names

SOON = timedelta(days=7)
MAX_AREAS = 3  # named one by one


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its texts in `language`; `lang` is set where the text is in another one."""

    hit: Hit
    language: str
    kind: str
    lang: str
    status: Status | None
    status_label: str
    is_soon: bool
    dates: str
    organisers: str
    area: str

    @property
    def is_file(self) -> bool:
        return bool(self.hit.container_url)


def shown_hit(hit: Hit, query: SearchQuery, names: Names) -> ShownHit:
    """The hit for the reader and the moment of the query."""
    status = hit.status_at(query.now)
    return ShownHit(
        hit=hit,
        language=query.language,
        kind=names.of("kind", hit.kind),
        lang=hit.lang if hit.lang != query.language else "",
        status=status,
        status_label=_status_label(hit, status, query, names),
        is_soon=status is Status.OPEN and hit.closes_at is not None and hit.closes_at - query.now <= SOON,
        dates=_dates(query.language, status, hit.opens_at, hit.closes_at, hit.published_at),
        organisers=", ".join(names.all_of("organiser", hit.facets.get("organiser", ()))),
        area=area_label(hit, names),
    )


def plain(segments: Iterable[Segment]) -> str:
    """The text without its marks."""
    return "".join(segment.text for segment in segments)


def _status_label(hit: Hit, status: Status | None, query: SearchQuery, names: Names) -> str:
    if status is None or hit.closes_at is None:
        return ""
    if status is not Status.OPEN:
        return names.of("status", status)
    days = (hit.closes_at.astimezone(query.now.tzinfo).date() - query.now.date()).days
    return _open(query.language, max(0, days))


@lru_cache(maxsize=1024)
def _open(_language: str, days: int) -> str:
    return _("Open, %(days_left)s") % {"days_left": days_left(days)}


@lru_cache(maxsize=4096)
def _dates(
    _language: str,
    status: Status | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
    published_at: datetime | None,
) -> str:
    """When it ends, when it will be held, when it ended; or when it was published. In the active language."""
    if opens_at is None or closes_at is None:
        return _("published on %(date)s") % {"date": long_date(published_at)} if published_at else ""
    if status is Status.OPEN:
        return _("until %(moment)s") % {"moment": moment(closes_at)}
    if status is Status.PLANNED:
        return date_range(timezone.localtime(opens_at).date(), timezone.localtime(closes_at).date())
    return _("ended on %(date)s") % {"date": long_date(closes_at)}


def area_label(hit: Hit, names: Names) -> str:
    """The area in words, at most `MAX_AREAS` names."""
    found = names.all_of("area", areas(hit, names))
    rest = len(found) - MAX_AREAS
    if rest < 1:
        return ", ".join(found)
    others = ngettext("%(count)d other", "%(count)d others", rest) % {"count": rest}
    return _("%(names)s and %(others)s") % {"names": ", ".join(found[:MAX_AREAS]), "others": others}


def areas(hit: Hit, names: Names) -> list[str]:
    """TERYT codes as they were before they were expanded for searching: the metropolis, counties, or municipalities."""
    covered = set(hit.facets.get("area", ()))
    if names.municipalities and covered >= names.municipalities:
        return [METROPOLIS]
    whole = {county for county, members in names.members.items() if covered >= members}
    return [code for code in names.labels.get("area", {}) if code in covered and _stands_alone(code, whole, names)]


def _stands_alone(code: str, whole: set[str], names: Names) -> bool:
    """Neither the root, nor a county only parts of which are meant, nor a part of one that is meant as a whole."""
    if code == METROPOLIS or names.counties.get(code) in whole:
        return False
    return code in whole or code not in names.members
