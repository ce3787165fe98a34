"""What the page of a consultation shows in each of its states, and that empty fields leave no trace."""

from datetime import timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage
from tests.factories.consultations import OUTCOME, consultation, meeting
from tests.factories.core import MunicipalityFactory, PortalDocumentFactory, TopicFactory, translated

DAY = timedelta(days=1)
# state -> class of the status tag, whether there is an outcome, target of the button
STATES = {
    "planned": ("tag", False, "#how-to-take-part"),
    "open": ("tag--open", False, "#how-to-take-part"),
    "closing_soon": ("tag--soon", False, "#how-to-take-part"),
    "closed": ("tag--done", True, None),
    "overdue": ("tag--done", True, None),
    "results": ("tag--results", True, "#outcome"),
}
OPTIONAL_TEXTS = {
    "plain_summary": ("<p>Gdzie ustawić ławki?</p>", "In plain language"),
    "influence": ("liczba ławek\nmiejsca ławek", "What you can influence"),
    "not_changing": ("przebieg wału", "What will not change"),
    "decision_maker": ("Burmistrz Lubonia", "Who decides"),
    "use_of_results": ("Raport trafi do burmistrza.", "What happens with the results"),
}
LINKS = {
    "resolution_url": "https://example.org/uchwala",
    "bip_url": "https://bip.example.org/ogloszenie",
    "urban_register_url": "https://example.org/rejestr",
    "source_url": "https://example.org/zrodlo",
}


@pytest.fixture
def drawn(client):
    """Draws the main part of a page."""

    def draw(page: ConsultationPage) -> BeautifulSoup:
        response = client.get(page.url)
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser").main

    return draw


def words(element: BeautifulSoup) -> str:
    return element.get_text(" ", strip=True)


def heading_texts(main: BeautifulSoup) -> list[str]:
    return [words(element) for element in main.select("h1, h2, h3, h4")]


@pytest.mark.parametrize("state", STATES)
def test_state_decides_tag_outcome_and_button(site_tree, drawn, state):
    main = drawn(consultation(site_tree.consultations, state))
    tag, has_outcome, target = STATES[state]
    buttons = main.select("a.btn")

    assert tag in main.select_one(".tag")["class"]
    assert bool(main.select("#outcome")) is has_outcome
    assert [button["href"] for button in buttons] == ([target] if target else [])
    assert all(main.select(button["href"]) for button in buttons)


@pytest.mark.parametrize("state", ["closed", "overdue", "results"])
def test_outcome_comes_first(site_tree, drawn, state):
    sections = drawn(consultation(site_tree.consultations, state)).select("section")

    assert sections[0]["id"] == "outcome"


def test_results_are_asked_said_done_with_a_report(site_tree, drawn):
    report = PortalDocumentFactory(title="Raport z konsultacji")
    outcome = drawn(consultation(site_tree.consultations, "results", report=report)).select_one("#outcome")

    assert [words(element) for element in outcome.select("h3")] == [_("We asked"), _("You said"), _("We did")]
    assert [words(item.div) for item in outcome.select(".wasadi > li")] == list(OUTCOME.values())
    assert outcome.select_one(f'a[href="{report.url}"]')
    assert "PDF" in words(outcome.select_one(".files"))


@pytest.mark.parametrize(
    ("state", "fields", "sentence"),
    [
        ("overdue", {}, "The results are late."),
        ("closed", {}, "The organiser is working on the results. They are expected by:"),
        ("closed", {"results_expected_on": None}, "The organiser has not said yet when the results will be published."),
    ],
)
def test_waiting_for_results_is_said_plainly(site_tree, drawn, state, fields, sentence):
    outcome = drawn(consultation(site_tree.consultations, state, **fields)).select_one("#outcome")

    assert _(sentence) in words(outcome)
    assert outcome.select(".wasadi") == []


def test_button_of_an_open_consultation_leads_outside(site_tree, drawn):
    page = consultation(
        site_tree.consultations, external_url="https://example.org/ankieta", external_label="Wypełnij ankietę"
    )
    button = drawn(page).select_one("a.btn")

    assert (button["href"], words(button)) == ("https://example.org/ankieta", "Wypełnij ankietę")


@pytest.mark.parametrize("state", ["closed", "results"])
def test_nobody_is_sent_to_a_closed_form(site_tree, drawn, state):
    main = drawn(consultation(site_tree.consultations, state, external_url="https://example.org/ankieta"))

    assert main.select('a[href="https://example.org/ankieta"]') == []


@pytest.mark.parametrize("state", STATES)
def test_headings_are_nested_and_never_empty(site_tree, drawn, state):
    main = drawn(consultation(site_tree.consultations, state))
    levels = [int(element.name[1]) for element in main.select("h1, h2, h3, h4")]

    assert "" not in heading_texts(main)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= above + 1 for above, level in pairwise(levels))


@pytest.mark.parametrize("name", OPTIONAL_TEXTS)
def test_optional_text_has_a_label_only_where_there_is_text(site_tree, drawn, name):
    text, label = OPTIONAL_TEXTS[name]
    without = words(drawn(consultation(site_tree.consultations)))
    filled = words(drawn(consultation(site_tree.consultations, **{name: text})))

    assert _(label) not in without
    assert _(label) in filled
    assert BeautifulSoup(text, "html.parser").get_text().split("\n")[0] in filled


def test_lines_of_a_plain_text_are_kept(site_tree, drawn):
    main = drawn(consultation(site_tree.consultations, influence="liczba ławek\nmiejsca ławek"))

    assert "liczba ławek<br/>miejsca ławek" in str(main)


@pytest.mark.parametrize("section", ["Meetings", "Timeline", "Documents", "Elsewhere", "What it is about"])
def test_empty_section_is_left_out(site_tree, drawn, section):
    main = drawn(consultation(site_tree.consultations))

    assert _(section) not in [*heading_texts(main), *map(words, main.select("dt"))]


def test_facts_link_organiser_topics_and_area(site_tree, drawn):
    topic = TopicFactory(name="Zieleń", slug="zielen")
    areas = [MunicipalityFactory(short_name="Luboń"), MunicipalityFactory(short_name="Mosina")]
    page = consultation(site_tree.consultations, topics=[topic], municipalities=areas)
    page.tags.add("ławki")
    page.save()
    facts = drawn(page).select_one(".facts")
    links = {words(link): link["href"] for link in facts.select("a:not(.btn)")}

    assert links[page.organiser.name] == reverse("organiser_detail", args=[page.organiser.slug])
    assert links["Zieleń"] == f"{reverse('search')}?topic=zielen"
    assert links["ławki"] == f"{reverse('search')}?tag={page.tags.get().slug}"
    assert "Luboń, Mosina" in words(facts)
    assert [element["datetime"] for element in facts.select("time")] == [
        timezone.localtime(moment).isoformat() for moment in (page.opens_at, page.closes_at)
    ]


def test_meeting_says_when_where_and_how_to_get_in(site_tree, drawn):
    page = consultation(site_tree.consultations)
    row = meeting(page, online_url="https://example.org/spotkanie")
    shown = drawn(page).select_one(".meeting")

    assert words(shown.h3) == row.title
    assert shown.time["datetime"] == timezone.localtime(row.starts_at).isoformat()
    assert row.place in words(shown)
    assert row.accessibility_note in words(shown)
    assert shown.select_one('a[href="https://example.org/spotkanie"]')


def test_timeline_marks_the_step_reached(site_tree, drawn):
    today = timezone.localdate()
    days = [today - 9 * DAY, today - DAY, today + DAY]
    steps = [{"date": day, "text": f"Krok {number}"} for number, day in enumerate(days)]
    steps.append({"date_text": "wiosną", "text": "Projekt"})
    page = consultation(site_tree.consultations, timeline=[("step", step) for step in steps])
    shown = drawn(page).select("ol.steps li")

    assert len(shown) == 4
    assert [words(item.select_one(".step-text")) for item in shown if item.get("aria-current") == "step"] == ["Krok 1"]


def test_document_says_title_type_size_and_accessibility(site_tree, drawn):
    document = PortalDocumentFactory(language="en", accessibility_note="warstwa tekstowa")
    block = {"document": document, "title": "Koncepcja", "summary": "Ławki"}
    page = consultation(site_tree.consultations, documents=[("document", block)])
    shown = drawn(page).select_one(".files")

    assert shown.a["hreflang"] == "en"
    for text in ("Koncepcja", "PDF", "2,0", "English", "warstwa tekstowa", "Ławki"):
        assert text in words(shown)


def test_law_lists_its_links(site_tree, drawn):
    links = {link["href"] for link in drawn(consultation(site_tree.consultations, **LINKS)).select(".law a")}

    assert links >= set(LINKS.values())


def test_personal_data_notice_unfolds(site_tree, drawn):
    details = drawn(consultation(site_tree.consultations)).select_one(".law details")

    assert "Administratorem danych jest organizator." in words(details)
    assert details.get("open") is None


def test_untranslated_text_says_its_language(site_tree, drawn):
    main = drawn(translated(consultation(site_tree.consultations), "en", alias=True))

    assert main.get("lang") is None
    assert main.h1["lang"] == "pl"
    assert all(element.get("lang") is None for element in main.select("h2"))
