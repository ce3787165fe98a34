"""What an answer looks like to people: groups, trees, chips, other searches, names, dates."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from search.analysis.highlighting import Segment
from search.facets import Status
from search.presentation import criteria
from search.presentation.facets import MAX_OPTIONS, Group, Option, facet_groups
from search.presentation.hits import area_label, shown_hit
from search.presentation.names import Names
from search.presentation.results import marked
from search.presentation.texts import fault_message, sort_choices
from search.query import InvalidParameter, SearchQuery, Sort
from search.result import Correction, FacetValue, Hit, SearchResult

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=WARSAW)
PATH = "/pl/szukaj/"
NAMES = Names(
    labels={
        "status": {"open": "trwa", "planned": "planowana", "closed": "zakończona", "results": "są wyniki"},
        "area": {
            "metropolis": "cała metropolia",
            "3021": "powiat poznański",
            "3021011": "Luboń",
            "3021021": "Puszczykowo",
            "3064011": "Poznań",
            "3028022": "Skoki",
            "3016023": "Oborniki",
        },
        "topic": {"zielen": "Zieleń", "transport": "Transport", "edukacja": "Edukacja"},
        "organiser": {"lubon": "Miasto Luboń", "poznan": "Miasto Poznań"},
        "kind": {"consultation": "konsultacja", "document": "dokument"},
        "tag": {f"tag-{number}": f"Tag {number}" for number in range(60)},
        "lang": {"pl": "Polski", "en": "English", "uk": "Українська"},
    },
    counties={"3021011": "3021", "3021021": "3021"},
)


def query(**fields):
    selected = fields.pop("selected", {})
    return SearchQuery(now=NOW, selected={name: frozenset(values) for name, values in selected.items()}, **fields)


def answer(facets=None, **fields):
    found = {
        name: [FacetValue(value, count, is_selected=False) for value, count in counts.items()]
        for name, counts in (facets or {}).items()
    }
    defaults = {"hits": [], "total": 0, "without": {}, "corrections": [], "relaxed": False}
    return SearchResult(**{**defaults, "facets": found, "engine": "sql", "took_ms": 1.0, **fields})


def hit(**fields):
    defaults = dict.fromkeys(("opens_at", "closes_at", "results_at", "published_at"))
    texts = {"title": (Segment("Park", marked=True),), "lead": (), "passages": (), "facets": {}}
    return Hit(**{"key": "a", "kind": "consultation", "lang": "pl", "url": "/pl/a/", **texts, **defaults, **fields})


def group(name: str, asked: SearchQuery, result: SearchResult) -> Group:
    return next(one for one in facet_groups(asked, result, NAMES, {}) if one.name == name)


def outline(options: tuple[Option, ...]) -> list:
    return [(one.value, outline(one.children)) if one.children else one.value for one in options]


# --- facets ----------------------------------------------------------------------------------------------------------
def test_facets_come_in_the_order_of_the_page():
    names = [one.name for one in facet_groups(query(), answer(), NAMES, {})]

    assert names == ["status", "area", "topic", "kind", "organiser", "tag", "lang"]


def test_areas_are_a_tree_with_what_finds_nothing_last():
    result = answer({"area": {"metropolis": 5, "3021": 3, "3021021": 2, "3028022": 1}})

    assert outline(group("area", query(), result).options) == [
        ("metropolis", [("3021", ["3021021", "3021011"]), "3028022", "3064011", "3016023"])
    ]


def test_ticked_value_is_listed_and_keeps_its_place_at_zero():
    result = answer({"topic": {"edukacja": 4}})
    options = group("topic", query(selected={"topic": ["zielen"]}), result).options

    assert [(one.value, one.total, one.is_selected) for one in options] == [
        ("zielen", 0, True),
        ("edukacja", 4, False),
        ("transport", 0, False),
    ]


@pytest.mark.parametrize("name", ["topic", "tag", "area", "organiser"])
def test_unknown_value_can_be_unticked(name):
    options = group(name, query(selected={name: ["nie-ma"]}), answer()).options

    assert "'nie-ma'" in str(outline(options))


def test_long_lists_hold_what_finds_something_and_are_cut():
    counts = {f"tag-{number}": number for number in range(60)}
    found = group("tag", query(selected={"tag": ["tag-0"]}), answer({"tag": counts}))
    values = [one.value for one in found.options]

    assert len(values) == MAX_OPTIONS
    assert values[0] == "tag-0"
    assert "tag-59" in values
    assert "tag-1" not in values
    assert found.left_out == 60 - MAX_OPTIONS


def test_ids_of_boxes_differ():
    counts = {name: dict.fromkeys(values, 1) for name, values in NAMES.labels.items()}
    groups = facet_groups(query(), answer(counts), NAMES, {})
    ids = [one for found in groups for one in str(found).split("id='")[1:]]
    ids = [one.partition("'")[0] for one in ids]

    assert len(ids) > 60
    assert len(ids) == len(set(ids))


def test_switch_between_any_and_all_is_kept():
    found = group("topic", query(selected={"topic": ["zielen"]}, match_all=frozenset({"topic"})), answer())

    assert (found.can_match_all, found.matches_all) == (True, True)
    assert not group("area", query(), answer()).can_match_all


# --- criteria --------------------------------------------------------------------------------------------------------
def test_every_criterion_has_a_chip_that_takes_it_back():
    asked = query(
        text="park",
        selected={"area": ["3021011", "3064011"], "status": ["open"]},
        date_from=date(2026, 12, 1),
        date_to=date(2026, 12, 31),
        page=3,
    )
    found = {chip.label: chip.url for chip in criteria.chips(asked, NAMES, PATH)}
    rest = "from=2026-12-01&to=2026-12-31"

    assert list(found.values()) == [
        f"{PATH}?status=open&area=3021011&area=3064011&{rest}",
        f"{PATH}?q=park&area=3021011&area=3064011&{rest}",
        f"{PATH}?q=park&status=open&area=3064011&{rest}",
        f"{PATH}?q=park&status=open&area=3021011&{rest}",
        f"{PATH}?q=park&status=open&area=3021011&area=3064011&to=2026-12-31",
        f"{PATH}?q=park&status=open&area=3021011&area=3064011&from=2026-12-01",
    ]
    assert list(found)[1:4] == ["trwa", "Luboń", "Poznań"]


def test_last_chip_leads_to_the_bare_page():
    assert [chip.url for chip in criteria.chips(query(selected={"topic": ["zielen"]}), NAMES, PATH)] == [PATH]


def test_corrections_are_written_into_the_text_as_typed():
    corrections = [
        Correction("lawka", "ławka", applied=True),
        Correction("lawka", "ława", applied=False),
        Correction("wart", "Warta", applied=False),
    ]
    asked = query(text="Lawka  nad Wart!")

    assert criteria.corrected_text(asked, corrections) == "ławka  nad Wart!"
    assert [way.label for way in criteria.other_spellings(asked, corrections, PATH)] == [
        "ława  nad Warta!",
        "ławka  nad Warta!",
    ]


def test_words_found_nowhere_are_all_respelled_together():
    corrections = [
        Correction("prak", "park", applied=False),
        Correction("prak", "brak", applied=False),
        Correction("rowerwy", "rowery", applied=False),
    ]
    ways = criteria.other_spellings(query(text="prak rowerwy"), corrections, PATH)

    assert [way.label for way in ways] == ["park rowery", "brak rowery"]


def test_text_that_was_not_corrected_has_no_correction():
    assert criteria.corrected_text(query(text="park"), [Correction("park", "parki", applied=False)]) == ""


def test_ways_out_drop_the_choice_in_one_facet_each():
    asked = query(text="park", selected={"topic": ["edukacja", "zielen"], "area": ["3021011"]})
    alternatives = [("lang", "pl", 40), ("topic", "", 6), ("area", "3021011", 2)]
    ways = criteria.ways_out(asked, alternatives, NAMES, PATH)

    assert [(way.label, way.url, way.total) for way in ways] == [
        ("Edukacja, Zieleń", f"{PATH}?q=park&area=3021011", 6),
        ("Luboń", f"{PATH}?q=park&topic=edukacja&topic=zielen", 2),
    ]


def test_at_most_four_ways_out():
    facets = ["status", "area", "topic", "organiser", "kind"]
    asked = query(selected={name: ["a"] for name in facets})

    assert len(criteria.ways_out(asked, [(one, "a", 1) for one in facets], NAMES, PATH)) == 4


def test_other_languages_are_offered_unless_one_was_chosen():
    result = answer({"lang": {"pl": 3, "en": 2, "uk": 0}})
    ways = criteria.in_other_languages(query(text="park"), result, NAMES, PATH)

    assert [(way.label, way.url, way.total) for way in ways] == [("English", f"{PATH}?q=park&lang=en", 2)]
    assert criteria.in_other_languages(query(selected={"lang": ["uk"]}), result, NAMES, PATH) == []


def test_orders_on_offer_depend_on_words():
    assert [value for value, _title, _chosen in sort_choices(query(text="park"))] == ["", "closing", "newest", "title"]
    assert [value for value, _title, _chosen in sort_choices(query())] == ["", "newest", "title"]
    assert [chosen for _value, _title, chosen in sort_choices(query(text="park", sort=Sort.NEWEST))] == [0, 0, 1, 0]
    assert [chosen for _value, _title, chosen in sort_choices(query(sort=Sort.RELEVANCE))] == [1, 0, 0]


REASONS = ["required", "too-long", "too-many", "unknown-value", "no-date", "before-from", "no-page"]


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("value", ["", "\x00", "%s%(x)d", "a" * 200])
def test_every_fault_has_a_short_message(reason, value):
    message = fault_message(InvalidParameter("topic", reason, value))

    assert 10 < len(message) < 120
    assert "\x00" not in message
    assert "“”" not in message or reason != "unknown-value"


# --- hits ------------------------------------------------------------------------------------------------------------
DAY = timedelta(days=1)
SCHEDULES = [
    (NOW + DAY, NOW + 2 * DAY, None, Status.PLANNED),
    (NOW, NOW + DAY, None, Status.OPEN),
    (NOW - DAY, NOW, None, Status.OPEN),
    (NOW - 2 * DAY, NOW - DAY, None, Status.CLOSED),
    (NOW - 2 * DAY, NOW - DAY, NOW, Status.RESULTS),
    (NOW - 2 * DAY, NOW - DAY, NOW + DAY, Status.CLOSED),
    (NOW - DAY, NOW + DAY, NOW - DAY, Status.OPEN),
    (None, NOW + DAY, None, None),
]


@pytest.mark.parametrize(("opens", "closes", "results", "status"), SCHEDULES)
def test_status_follows_from_the_dates(opens, closes, results, status):
    assert hit(opens_at=opens, closes_at=closes, results_at=results).status_at(NOW) is status


@pytest.mark.parametrize(("days", "is_soon"), [(7, True), (8, False)])
def test_what_closes_within_a_week_closes_soon(days, is_soon):
    shown = shown_hit(hit(opens_at=NOW, closes_at=NOW + days * DAY), query(), NAMES)

    assert shown.is_soon is is_soon
    assert str(days) in shown.status_label


def test_days_left_are_calendar_days_of_the_portal():
    closes = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # the 24th, half past midnight, in Poznań
    shown = shown_hit(hit(opens_at=NOW - DAY, closes_at=closes), query(), NAMES)

    assert "2" in shown.status_label


def test_language_is_named_where_it_differs():
    assert shown_hit(hit(lang="en"), query(), NAMES).lang == "en"
    assert shown_hit(hit(lang="en"), query(language="en"), NAMES).lang == ""


AREAS = [
    ([], ""),
    (["metropolis", "3021", "3021011"], "Luboń"),
    (["3064011", "metropolis", "3021021", "3021"], "Puszczykowo, Poznań"),
    (["metropolis", "3021", "3021011", "3021021"], "powiat poznański"),
    (["metropolis", "3021", "3021011", "3021021", "3064011"], "powiat poznański, Poznań"),
    (["metropolis", "3021", "3021011", "3021021", "3064011", "3028022", "3016023"], "cała metropolia"),
]


@pytest.mark.parametrize(("codes", "label"), AREAS)
def test_area_is_named_as_the_editor_chose_it(codes, label):
    assert area_label(hit(facets={"area": codes}), NAMES) == label


def test_long_areas_are_cut():
    names = Names({"area": {f"30{number}": f"Wieś {number}" for number in range(10)}}, {})
    label = area_label(hit(facets={"area": [f"30{number}" for number in range(5)]}), names)

    assert label.startswith("Wieś 0, Wieś 1, Wieś 2")
    assert "2" in label.removeprefix("Wieś 0, Wieś 1, Wieś 2")
    assert "Wieś 3" not in label


def test_marks_are_elements_and_everything_else_is_text():
    text = marked([Segment("<b>&\f", marked=False), Segment("<park>", marked=True)])

    assert text == "&lt;b&gt;&amp; <mark>&lt;park&gt;</mark>"
