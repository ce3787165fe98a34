"""The same search as Atom, JSON Feed, iCalendar and CSV."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import combinations, cycle, product
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from search.feeds import ENTRIES, UNDATED
from tests.factories.core import MunicipalityFactory, OrganiserFactory, TopicFactory
from tests.factories.findable import findable

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["atom/", "feed.json", "kalendarz.ics"]
FORMATS = [*FEEDS, "wyniki.csv"]
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def address(name: str, query: str = "q=park") -> str:
    return f"/pl/szukaj/{name}?{query}"


def entries(client, query: str = "q=park") -> list[ET.Element]:
    return ET.fromstring(client.get(address("atom/", query)).content).findall(f"{ATOM}entry")  # noqa: S314  # our own feed


def rows(client, query: str = "q=park") -> list[dict[str, str]]:
    content = b"".join(client.get(address("wyniki.csv", query)))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def events(client, query: str = "q=park") -> list:
    return list(Calendar.from_ical(client.get(address("kalendarz.ics", query)).content).walk("VEVENT"))


# --- all formats ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("query", "parameter"), [("", "q"), ("q=", "q"), ("q=park&from=jutro", "from")])
def test_search_that_cannot_be_answered_is_a_problem(client, name, query, parameter):
    response = client.get(address(name, query))

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [one["parameter"] for one in response.json()["errors"]] == [parameter]
    assert response.json()["errors"][0]["detail"]


@pytest.mark.parametrize("name", FEEDS)
def test_unchanged_feed_is_not_sent_again(client, name):
    findable("Park", "open")
    first = client.get(address(name))
    again = client.get(address(name), headers={"If-None-Match": first["ETag"]})
    findable("Drugi park", "open")
    changed = client.get(address(name), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert again.content == b""
    assert again["ETag"] == first["ETag"] != changed["ETag"]
    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=300"}


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("query", ["q=park", "q=nicniema"])
def test_feed_depends_on_nothing_but_its_entries(client, name, query, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC))
    findable("Park", "open", published_at=None)
    first = client.get(address(name, query))["ETag"]
    time_machine.move_to(datetime(2026, 11, 22, 12, 9, 40, tzinfo=UTC))

    assert client.get(address(name, query))["ETag"] == first


@pytest.mark.parametrize("name", FORMATS)
def test_control_characters_break_no_format(client, name):
    findable("Park \x0b\x1f nad\uffff Wartą & <b>\"'", "open", key="a", lead="]]> \x08 &amp;\r\nBEGIN:VEVENT")

    assert client.get(address(name)).status_code == 200
    assert len(entries(client)) == len(rows(client)) == len(events(client)) == 1


# --- Atom ----------------------------------------------------------------------------------------------------------
def test_atom_has_what_the_standard_asks_for(client):
    organiser = OrganiserFactory(name="Miasto Luboń")
    published = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    findable(
        "Park & las", "open", lead="Ławki <i>tu</i>", organiser=organiser.slug, published_at=published, key="page-7"
    )
    response = client.get(address("atom/", "q=park&page=1&utm=x"))
    feed = ET.fromstring(response.content)  # noqa: S314  # our own feed
    entry = feed.find(f"{ATOM}entry")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated") == "2026-11-20T08:00:00+00:00"
    assert links == {
        "alternate": "http://testserver/pl/szukaj/?q=park",
        "self": "http://testserver/pl/szukaj/atom/?q=park",
    }
    assert entry.findtext(f"{ATOM}title") == "Park & las"
    assert entry.findtext(f"{ATOM}id") == "tag:testserver,2026-11-20:page-7"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/pl/page-7/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Miasto Luboń"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "pl"
    assert "park" in feed.findtext(f"{ATOM}title")


def test_newest_come_first_and_fifty_at_most(client):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(ENTRIES + 3):
        findable(f"Park {number}", published_at=start + number * DAY)
    found = [entry.findtext(f"{ATOM}title") for entry in entries(client, "q=park&sort=title")]

    assert found == [f"Park {number}" for number in range(ENTRIES + 2, 2, -1)]


def test_empty_feed_is_a_feed(client):
    feed = ET.fromstring(client.get(address("atom/")).content)  # noqa: S314  # our own feed

    assert feed.findtext(f"{ATOM}updated").startswith(str(UNDATED.date()))
    assert feed.findall(f"{ATOM}entry") == []


# --- JSON Feed -------------------------------------------------------------------------------------------------------
def test_json_feed_has_what_the_standard_asks_for(client):
    topic = TopicFactory(name="Zieleń")
    findable(
        "Park", "open", lead="Ławki", topic=topic.slug, tag="lawki", published_at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    response = client.get(address("feed.json"))
    feed = response.json()

    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"]) == (
        "http://testserver/pl/szukaj/feed.json?q=park",
        "http://testserver/pl/szukaj/?q=park",
    )
    assert feed["items"] == [
        {
            "id": "tag:testserver,2026-11-20:park",
            "url": "http://testserver/pl/park/",
            "title": "Park",
            "content_text": "Ławki",
            "date_published": "2026-11-20T00:00:00+00:00",
            "language": "pl",
            "authors": [],
            "tags": ["Zieleń", "lawki"],
        }
    ]


# --- iCalendar -------------------------------------------------------------------------------------------------------
LAST_MINUTE = datetime(2026, 12, 12, 22, 59, tzinfo=UTC)  # 23:59 in Poznań
NOON = datetime(2026, 12, 12, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(("closes", "start"), [(LAST_MINUTE, date(2026, 12, 12)), (NOON, NOON)])
def test_deadline_is_a_day_or_a_moment(client, closes, start):
    opens = closes - 30 * DAY
    findable("Park", opens_at=opens, closes_at=closes, intervals=((opens, closes),))
    found = events(client)

    assert [event.decoded("dtstart") for event in found] == [start]
    assert "Park" in str(found[0]["summary"])
    assert found[0].get("dtend") is None


def test_deadline_follows_the_clock_of_the_portal_across_its_changes(client):
    closes = datetime(2027, 6, 30, 23, 59, tzinfo=ZoneInfo("Europe/Warsaw"))
    findable("Park", opens_at=closes - 30 * DAY, closes_at=closes, intervals=((closes - 30 * DAY, closes),))

    assert events(client)[0].decoded("dtstart") == date(2027, 6, 30)


def test_meetings_and_terms_are_events(client):
    opens, closes = NOON - 30 * DAY, NOON
    meeting = (NOON - 10 * DAY, NOON - 10 * DAY + timedelta(hours=2))
    findable("Park", opens_at=opens, closes_at=closes, intervals=((opens, closes), meeting), url="/pl/park/")
    found = {str(event["summary"]): event for event in events(client)}

    assert len(found) == 2
    assert (found["Park"].decoded("dtstart"), found["Park"].decoded("dtend")) == meeting
    assert found["Park"]["url"] == "http://testserver/pl/park/"


def test_training_of_one_term_has_no_deadline(client):
    term = (NOON, NOON + timedelta(hours=3))
    findable("Park", kind="training", opens_at=term[0], closes_at=term[1], intervals=(term,))

    assert [str(event["summary"]) for event in events(client)] == ["Park"]


def test_news_is_no_event(client):
    findable("Park", kind="news", intervals=((NOON, NOON),))

    assert events(client) == []


def test_page_and_its_files_tell_of_a_deadline_once(client):
    opens, closes = NOON - 30 * DAY, NOON
    times = {"opens_at": opens, "closes_at": closes, "intervals": ((opens, closes),)}
    findable("Park", url="/pl/park/", **times)
    for number in range(2):
        belongs_to = {"container_title": "Park", "container_url": "/pl/park/"}
        findable(f"Plan parku {number}", kind="document", url=f"/documents/{number}/a.pdf", **times, **belongs_to)

    assert [str(event["url"]) for event in events(client)] == ["http://testserver/pl/park/"]


def test_names_of_events_differ_and_stay(client):
    for number in range(3):
        findable(f"Park {number}", "open")
    first, again = [{str(event["uid"]) for event in events(client)} for _time in range(2)]

    assert first == again
    assert len(first) == 3


# --- CSV --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("total", [0, 1, 45])
def test_table_has_every_result(client, total):
    for number in range(total):
        findable(f"Park {number}")

    assert len(rows(client)) == total


def test_page_api_and_table_agree_for_every_two_filters(client, site_tree):
    areas, topics = MunicipalityFactory.create_batch(2), TopicFactory.create_batch(2)
    states = cycle(["open", "planned", "closed", "results"])
    for number, (area, topic) in enumerate(product([*areas, None], [*topics, None])):
        facets = {"area": area.teryt if area else (), "topic": topic.slug if topic else (), "tag": f"t{number % 2}"}
        for copy in range(4):
            findable(f"Park {number} {copy}", next(states), kind=("news", "training")[copy % 2], **facets)
    filters = [f"area={areas[0].teryt}", f"area={areas[1].teryt}", f"topic={topics[0].slug}"]
    filters += ["status=open", "kind=news", "tag=t1", "q=park", "from=2020-01-01"]
    for pair in combinations(filters, 2):
        query = "&".join(pair)
        found = client.get(f"/api/v2/search/?{query}").json()
        walked = [hit["key"] for page in range(found["pages"]) for hit in page_of(client, query, page + 1)]
        heading = client.get(f"/pl/szukaj/?{query}").context["result"].total

        assert len(set(walked)) == len(walked) == found["total"] == heading == len(rows(client, query)), query


def page_of(client, query: str, number: int) -> list[dict]:
    return client.get(f"/api/v2/search/?{query}&page={number}").json()["hits"]


def test_table_says_what_the_page_says(client):
    area, organiser = MunicipalityFactory(short_name="Luboń"), OrganiserFactory(name="Miasto Luboń")
    MunicipalityFactory(short_name="Buk")
    page = findable("Park", "open", area=area.teryt, organiser=organiser.slug, key="page-7")
    row = list(rows(client)[0].values())

    assert row[0] == "Park"
    assert row[3:5] == ["Luboń", "Miasto Luboń"]
    assert row[8] == timezone.localtime(page.closes_at).isoformat(timespec="minutes")
    assert row[10:] == ["pl", "http://testserver/pl/page-7/", ""]


def test_no_cell_runs_as_a_formula(client):
    findable("=HYPERLINK(1) park")

    assert next(iter(rows(client)[0].values())) == "'=HYPERLINK(1) park"


def test_headings_are_in_the_language_of_the_address(client):
    headings = [b"".join(client.get(f"/{language}/szukaj/wyniki.csv?q=park")) for language in ("pl", "en")]

    assert headings[0] != headings[1]
    assert headings[1].startswith(b"\xef\xbb\xbftitle,")


def test_table_is_streamed_for_saving(client):
    response = client.get(address("wyniki.csv"))

    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="wyniki.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
