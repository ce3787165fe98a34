"""The same search to take along: Atom, JSON Feed, iCalendar and CSV."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from cms.core.spreadsheets import safe_cell

from . import selectors
from .presentation.criteria import address, chips, summary
from .presentation.hits import area_label, plain
from .presentation.names import Names, names_in
from .presentation.texts import REQUIRED
from .query import SearchQuery, Sort
from .requests import asked, refusal
from .result import Hit
from .words import words

ENTRIES = 50
MAX_EVENTS = 500
SECONDS = 300
JSON_FEED = "https://jsonfeed.org/version/1.1"
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # an entry must have a date, and it must not change from call to call
LONGEST_EVENT = timedelta(days=3)  # what lasts longer is open, and its end is a deadline

View = Callable[[HttpRequest, SearchQuery], HttpResponseBase]


def with_query(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view of a query that is complete and has a criterion; anything else is answered with 400."""

    @require_safe
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponseBase:
        query, faults = asked(request)
        if not faults and not query.has_criterion:
            faults = [REQUIRED]
        if faults:
            return refusal(faults)
        with words.held():
            return view(request, query)

    return checked


@dataclass(frozen=True, slots=True)
class Head:
    """What every format says about itself: title, address of the page with the same results, and its own."""

    title: str
    page_url: str
    own_url: str


def _head(request: HttpRequest, query: SearchQuery, name: str) -> Head:
    title = f"{_('Metropolia rozmawia')}: {summary(chips(query, names_in(query.language), ''))}"
    absolute = request.build_absolute_uri
    return Head(title, absolute(address(reverse("search"), query)), absolute(address(reverse(name), query)))


def _newest(query: SearchQuery) -> Iterable[Hit]:
    return selectors.search(replace(query, sort=Sort.NEWEST, page=1, size=ENTRIES)).hits


def _answer(request: HttpRequest, content: bytes, content_type: str) -> HttpResponseBase:
    """The content, or 304 for who has it already."""
    etag = f'"{blake2b(content, digest_size=16).hexdigest()}"'
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=SECONDS)
    conditional = get_conditional_response(request, etag=etag, response=response)
    return response if conditional is None else conditional


def _moment(hit: Hit) -> datetime:
    return hit.published_at or hit.opens_at or UNDATED


def _identity(request: HttpRequest, hit: Hit) -> str:
    """A name that stays when the address changes (RFC 4151)."""
    return f"tag:{_host(request)},{_moment(hit):%Y-%m-%d}:{hit.key}"


def _host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


# --- Atom (RFC 4287) ---------------------------------------------------------------------------------------------
class _AtomFeed(Atom1Feed):
    """Django's feed with a date that depends on its entries alone; its summaries are marked as HTML."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=UNDATED)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]}


@with_query
def atom(request: HttpRequest, query: SearchQuery) -> HttpResponseBase:
    """The newest results as Atom."""
    head = _head(request, query, "search_atom")
    names = names_in(query.language)
    feed = _AtomFeed(_printable(head.title), head.page_url, "", language=query.language, feed_url=head.own_url)
    for hit in _newest(query):
        feed.add_item(
            _printable(plain(hit.title)),
            request.build_absolute_uri(hit.url),
            escape(_printable(plain(hit.lead))),
            unique_id=_identity(request, hit),
            pubdate=_moment(hit),
            updateddate=_moment(hit),
            author_name=_printable(_organisers(hit, names)) or _("Metropolia rozmawia"),
            lang=hit.lang,
        )
    return _answer(request, feed.writeString("utf-8").encode(), "application/atom+xml; charset=utf-8")


def _printable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return UNPRINTABLE.sub("", text)


def _organisers(hit: Hit, names: Names) -> str:
    return ", ".join(names.all_of("organiser", hit.facets.get("organiser", ())))


# --- JSON Feed 1.1 -------------------------------------------------------------------------------------------------
@with_query
def json_feed(request: HttpRequest, query: SearchQuery) -> HttpResponseBase:
    """The newest results as JSON Feed."""
    head, names = _head(request, query, "search_json_feed"), names_in(query.language)
    feed = {
        "version": JSON_FEED,
        "title": head.title,
        "home_page_url": head.page_url,
        "feed_url": head.own_url,
        "language": query.language,
        "items": [_json_item(request, hit, names) for hit in _newest(query)],
    }
    content = json.dumps(feed, ensure_ascii=False).encode()
    return _answer(request, content, "application/feed+json; charset=utf-8")


def _json_item(request: HttpRequest, hit: Hit, names: Names) -> dict[str, Any]:
    facets = hit.facets
    return {
        "id": _identity(request, hit),
        "url": request.build_absolute_uri(hit.url),
        "title": plain(hit.title),
        "content_text": plain(hit.lead) or plain(hit.title),
        "date_published": _moment(hit).isoformat(),
        "language": hit.lang,
        "authors": [{"name": name} for name in names.all_of("organiser", facets.get("organiser", ()))],
        "tags": [name for facet in ("topic", "tag") for name in names.all_of(facet, facets.get(facet, ()))],
    }


# --- iCalendar (RFC 5545) ----------------------------------------------------------------------------------------
@with_query
def calendar(request: HttpRequest, query: SearchQuery) -> HttpResponseBase:
    """Deadlines and dates of the results: the open ones first, at most `MAX_EVENTS`."""
    head = _head(request, query, "search_calendar")
    found = Calendar()
    found.add("prodid", "-//Metropolia rozmawia//search//PL")
    found.add("version", "2.0")
    found.add("x-wr-calname", head.title)
    hits = selectors.search_all(replace(query, sort=Sort.CLOSING, page=1))
    events = _distinct(event for hit in hits for event in _events(request, hit))
    for event in islice(events, MAX_EVENTS):
        found.add_component(event)
    return _answer(request, found.to_ical(), "text/calendar; charset=utf-8")


def _distinct(events: Iterable[Event]) -> Iterator[Event]:
    """Each event once: a page and all its files tell of the same times."""
    seen = set()
    for event in events:
        if event["uid"] not in seen:
            seen.add(event["uid"])
            yield event


def _events(request: HttpRequest, hit: Hit) -> Iterator[Event]:
    """What takes place, and the end of what is open for longer than anything takes place; a moment is neither."""
    title = hit.container_title or plain(hit.title)
    for start, end in hit.intervals:
        if end - start > LONGEST_EVENT:
            yield _event(request, hit, _("Deadline: %(title)s") % {"title": title}, end, None)
        elif end > start:
            yield _event(request, hit, title, start, end)


def _event(request: HttpRequest, hit: Hit, title: str, start: datetime, end: datetime | None) -> Event:
    """An event, or a deadline without an `end`; moments in UTC need no description of time zones."""
    url = hit.container_url or hit.url
    page = blake2b(url.encode(), digest_size=8).hexdigest()
    event = Event()
    event.add("uid", f"{page}-{start:%Y%m%dT%H%M}-{'event' if end else 'deadline'}@{_host(request)}")
    event.add("dtstamp", _moment(hit).astimezone(UTC))
    event.add("summary", title)
    event.add("dtstart", start.astimezone(UTC) if end else _deadline(start))
    if end is not None:
        event.add("dtend", end.astimezone(UTC))
    event.add("url", request.build_absolute_uri(url))
    return event


def _deadline(moment: datetime) -> datetime | date:
    """The whole day for its last minute, else the moment."""
    local = timezone.localtime(moment)
    return local.date() if (local.hour, local.minute) == (23, 59) else moment.astimezone(UTC)


# --- CSV ------------------------------------------------------------------------------------------------------------
class _Echo:
    """Hands every line of the CSV writer on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


@with_query
def table(request: HttpRequest, query: SearchQuery) -> HttpResponseBase:
    """All results as CSV: UTF-8 with a byte order mark, which Excel needs, sent while they are being read."""
    writer = csv.writer(_Echo())
    lines = (writer.writerow([safe_cell(cell) for cell in row]) for row in _rows(request, query))
    response = StreamingHttpResponse(_encoded(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wyniki.csv"'
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    yield from (line.encode() for line in lines)


def _rows(request: HttpRequest, query: SearchQuery) -> Iterator[list[Any]]:
    # the language of the request is no longer active when the last rows are sent
    with override(query.language):
        headings = [_("title"), _("kind"), _("status"), _("area"), _("organiser"), _("topics"), _("tags")]
        headings += [_("opens"), _("closes"), _("published"), _("language"), _("address"), _("belongs to")]
    yield headings
    names = names_in(query.language)
    for hit in selectors.search_all(replace(query, page=1)):
        with override(query.language):
            yield _row(request, query, hit, names)


def _row(request: HttpRequest, query: SearchQuery, hit: Hit, names: Names) -> list[Any]:
    status = hit.status_at(query.now)
    return [
        plain(hit.title),
        names.of("kind", hit.kind),
        names.of("status", status) if status else "",
        area_label(hit, names),
        *(", ".join(names.all_of(facet, hit.facets.get(facet, ()))) for facet in ("organiser", "topic", "tag")),
        *(_minute(one) for one in (hit.opens_at, hit.closes_at, hit.published_at)),
        hit.lang,
        request.build_absolute_uri(hit.url),
        request.build_absolute_uri(hit.container_url) if hit.container_url else "",
    ]


def _minute(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""
