"""The statement is valid by construction: ids and headings of the minister's technical conditions, version 2.0."""

from collections import Counter
from datetime import date
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.choices import Conformance
from tests.factories.core import translated
from tests.factories.home import accessibility_statement

MANDATORY = {
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-zakres",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-kontakt",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-komunikacja",
}
DATES = {
    "a11y-data-publikacja": date(2026, 11, 22),
    "a11y-data-aktualizacja": date(2026, 11, 23),
    "a11y-data-sporzadzenie": date(2026, 11, 24),
    "a11y-data-przeglad": date(2027, 3, 31),
}
BASIC = {
    "published_on": DATES["a11y-data-publikacja"],
    "updated_on": DATES["a11y-data-aktualizacja"],
    "prepared_on": DATES["a11y-data-sporzadzenie"],
}
FAILURES = {"non_conformities": "<p>Skany bez warstwy tekstowej.</p>"}
REVIEWED = {
    "reviewed_on": DATES["a11y-data-przeglad"],
    "facilities": "<p>Wysoki kontrast.</p>",
    "keyboard_shortcuts": "<p>Alt + 1</p>",
    "excluded_content": "<p>Mapy.</p>",
    "mobile_apps": "<p>Aplikacja na telefony.</p>",
    "architecture_url": "https://example.org/budynek",
}
COSTS = {"excessive_costs": "<p>Napisy.</p>", "excessive_costs_assessment_url": "https://example.org/ocena"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
CASES = list(product(Conformance, [False, True], LANGUAGES))


def fields(conformance: Conformance, *, with_optional: bool) -> dict[str, object]:
    """Facts of a statement; a compliant site has neither failures nor costs."""
    failing = conformance is not Conformance.FULL
    found = {**BASIC, "conformance": conformance, "non_conformities": "", **(FAILURES if failing else {})}
    return {**found, **(REVIEWED if with_optional else {}), **(COSTS if with_optional and failing else {})}


def conditional_ids(conformance: Conformance, *, with_optional: bool) -> set[str]:
    if not with_optional:
        return set()
    costs = set() if conformance is Conformance.FULL else {"a11y-ocena"}
    return costs | {"a11y-data-przeglad", "a11y-aplikacje", "a11y-architektura-url"}


def headings(conformance: Conformance, *, with_optional: bool) -> list[tuple[str, str]]:
    """(element, text in the active language) of every heading of the statement, in order."""
    failing = conformance is not Conformance.FULL
    found = [
        ("h1", _("Accessibility statement"), True),
        ("h2", _("State of digital accessibility"), True),
        ("h2", _("Content that is not accessible"), failing),
        ("h3", _("Failures to comply with the annex to the act"), failing),
        ("h3", _("Content outside the act"), failing and with_optional),
        ("h3", _("Excessive costs"), failing and with_optional),
        ("h2", _("Preparation of the accessibility statement"), True),
        ("h2", _("Facilities, limitations and other information"), with_optional),
        ("h2", _("Keyboard shortcuts"), with_optional),
        ("h2", _("Feedback and contact details"), True),
        ("h2", _("Handling of requests and complaints about accessibility"), True),
        ("h2", _("Further information"), True),
        ("h3", _("Mobile applications"), with_optional),
        ("h3", _("Architectural accessibility"), True),
        ("h3", _("Accessibility of communication and information"), True),
    ]
    return [(element, text) for element, text, present in found if present]


@pytest.fixture
def statement(site_tree, client):
    """Draws the main part of a statement with the given facts, in the given language."""

    def draw(conformance: Conformance, language: str, *, with_optional: bool, alias: bool = False) -> BeautifulSoup:
        page = accessibility_statement(site_tree.home, **fields(conformance, with_optional=with_optional))
        if language != page.locale.language_code:
            page = translated(page, language, alias=alias)
        html = client.get(page.url).content.decode()
        return BeautifulSoup(html, "html.parser").main

    return draw


@pytest.mark.parametrize(("conformance", "with_optional", "language"), CASES)
def test_every_id_stands_once(statement, conformance, with_optional, language):
    main = statement(conformance, language, with_optional=with_optional)
    found = Counter(element["id"] for element in main.select('[id^="a11y-"]'))

    assert set(found) == MANDATORY | conditional_ids(conformance, with_optional=with_optional)
    assert set(found.values()) == {1}
    assert all(element.get_text(strip=True) for element in main.select('[id^="a11y-"]'))


@pytest.mark.parametrize(("conformance", "with_optional", "language"), CASES)
def test_headings_stand_in_order(statement, conformance, with_optional, language):
    main = statement(conformance, language, with_optional=with_optional)
    found = [(element.name, element.get_text(strip=True)) for element in main.select("h1, h2, h3, h4")]

    with override(language):
        assert found == headings(conformance, with_optional=with_optional)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_machine_readable(statement, language):
    main = statement(Conformance.PARTIAL, language, with_optional=True)

    assert {element["id"]: element["datetime"] for element in main.select("time")} == {
        identifier: day.isoformat() for identifier, day in DATES.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_and_way_of_complaint(statement, language):
    procedure = statement(Conformance.PARTIAL, language, with_optional=False).select_one("#a11y-procedura")
    text = procedure.get_text()

    assert "7" in text
    assert "2" in text
    assert procedure.select_one("a")["href"] == "https://bip.brpo.gov.pl/"


def test_status_differs(statement):
    found = {
        statement(conformance, "pl", with_optional=False).select_one("#a11y-status").get_text(" ", strip=True)
        for conformance in Conformance
    }

    assert len(found) == len(Conformance)


def test_links_lead_where_the_facts_say(statement):
    main = statement(Conformance.NONE, "pl", with_optional=True)
    links = {element["id"]: element["href"] for element in main.select("a[id]")}

    assert links == {
        "a11y-url": "https://konsultacje.example.org/",
        "a11y-ocena": "https://example.org/ocena",
        "a11y-email": "mailto:dostepnosc@example.org",
        "a11y-telefon": "tel:610000000",
        "a11y-architektura-url": "https://example.org/budynek",
    }


def test_compliant_site_tells_of_excluded_content_among_the_limitations(statement):
    main = statement(Conformance.FULL, "pl", with_optional=True)

    assert "Mapy." in main.get_text()


def test_untranslated_facts_say_their_language(statement):
    main = statement(Conformance.PARTIAL, "en", with_optional=True, alias=True)

    assert main.select_one("#a11y-architektura")["lang"] == "pl"
    assert main.select_one("h1").get("lang") is None
