"""The demo content as a whole, loaded once for this module and rolled back after it."""

import json
import stat
from collections import Counter, defaultdict
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization, Translation

from cms.core.models import ContactSettings, Municipality, Organiser, PortalDocument, PortalImage, Topic, User
from consultations import lifecycle
from consultations.models import ConsultationPage
from consultations.surveys.models import SurveyPage
from consultations.surveys.published import cross_candidates, published_results
from consultations.surveys.results.tables import SMALLEST
from events.models import TrainingPage
from home.demo import consultations as builder
from home.demo import translations
from home.demo.ingredients import Ingredients
from home.demo.loading import TRANSLATED_CONSULTATIONS
from home.demo.texts import in_polish
from home.models import HomePage, NewsPage, ProjectPage
from tests.surveys.results.attack import recoverable

# Without the first mark pytest-django makes no test database
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
HISTORICAL, FICTIONAL = 45, 15
MENU = {
    "en": [
        "Consultations",
        "Trainings",
        "Project",
        "News",
        "How it works",
        "Privacy and cookies",
        "Accessibility statement",
    ],
    "uk": [
        "Консультації",
        "Навчання",
        "Про проєкт",
        "Новини",
        "Як це працює",
        "Приватність і файли cookie",
        "Декларація доступності",
    ],
}


def load(logins, **options):
    output = StringIO()
    call_command("load_demo", today=TODAY, logins=logins, stdout=output, **options)
    return output.getvalue()


@pytest.fixture(scope="module", autouse=True)
def logins(module_db, tmp_path_factory) -> Path:
    """The file of log-ins; the content is loaded once, before the first test."""
    path = tmp_path_factory.mktemp("demo") / "var" / "logins.txt"
    Page.objects.filter(depth=2).delete()  # the tree that other tests share
    load(path, if_empty=True)
    return path


def polish(model):
    return model.objects.filter(locale__language_code="pl")


def by_translation(model):
    """Pages of all languages grouped by what they are versions of."""
    found = defaultdict(dict)
    for page in model.objects.select_related("locale"):
        found[page.translation_key][page.locale.language_code] = page
    return list(found.values())


def fictional(page):
    return page.lead.startswith("(Przykład)")


@pytest.mark.parametrize(
    ("model", "expected"),
    [(Municipality, 23), (Topic, 11), (Organiser, 28), (PortalImage, 11), (PortalDocument, 21), (User, 5)],
)
def test_rows_are_all_there(model, expected):
    assert model.objects.count() == expected


@pytest.mark.parametrize(
    ("model", "expected"),
    [(HomePage, 1), (ConsultationPage, HISTORICAL + FICTIONAL), (TrainingPage, 6), (NewsPage, 6), (ProjectPage, 1)],
)
def test_pages_are_all_there_in_every_language(model, expected):
    languages = Counter(model.objects.live().values_list("locale__language_code", flat=True))

    assert languages == {"pl": expected, "en": expected, "uk": expected}


def test_seventeen_municipalities_lie_in_the_county():
    assert Municipality.objects.filter(parent__teryt="3021").count() == 17


def test_the_site_starts_at_the_polish_home_page():
    site = Site.objects.get()

    assert (site.root_page.specific_class, site.site_name) == (HomePage, "Metropolia rozmawia")
    assert Page.objects.filter(depth=2).count() == 3
    assert ContactSettings.for_site(site).operator == "Stowarzyszenie Metropolia Poznań"


def test_every_state_is_seen_among_the_fictional_consultations():
    pages = [page for page in polish(ConsultationPage) if fictional(page)]

    assert Counter(page.status_at(NOON) for page in pages) == {"planned": 2, "open": 7, "closed": 3, "results": 3}
    overdue = [page for page in pages if lifecycle.results_overdue(page.schedule, page.results_expected_on, NOON)]
    assert len(overdue) == 1
    assert {lifecycle.days_left(page.schedule, NOON) for page in pages if page.status_at(NOON) == "open"} >= {1, 5}


def test_some_open_consultation_covers_the_whole_metropolis_and_some_three_municipalities():
    pages = polish(ConsultationPage).open(NOON)

    assert pages.filter(whole_metropolis=True).exists()
    assert 3 in {page.municipalities.count() for page in pages}


def test_historical_consultations_are_over_and_name_their_source():
    pages = [page for page in polish(ConsultationPage) if not fictional(page)]

    assert len(pages) == HISTORICAL
    assert {page.status_at(NOON) for page in pages} == {"closed", "results"}
    assert [page.slug for page in pages if page.source_url not in str(page.body[0].value["text"])] == []


@pytest.mark.parametrize(("is_fictional", "mark"), [(True, "Przykład fikcyjny."), (False, "Przykład historyczny.")])
def test_the_first_block_says_what_kind_of_example_it_is(is_fictional, mark):
    pages = [page for page in polish(ConsultationPage) if fictional(page) is is_fictional]

    assert [page.slug for page in pages if mark not in str(page.body[0].value["text"])] == []


def test_every_consultation_obeys_its_own_rules():
    for page in ConsultationPage.objects.all():
        page.full_clean()
        for meeting in page.meetings.all():
            meeting.full_clean()


def test_every_training_obeys_its_own_rules():
    for page in TrainingPage.objects.all():
        page.full_clean()
        for term in page.terms.all():
            term.full_clean()


def test_every_page_has_a_version_in_each_language():
    keys = {
        code: set(
            Page.objects.filter(depth__gt=1, locale__language_code=code).values_list("translation_key", flat=True)
        )
        for code in ("pl", "en", "uk")
    }

    assert keys["pl"] == keys["en"] == keys["uk"]
    assert LocaleSynchronization.objects.filter(sync_from__language_code="pl").count() == 2


@pytest.mark.parametrize("code", MENU)
def test_the_first_level_is_translated_with_plain_addresses(code):
    home = HomePage.objects.get(locale__language_code=code)
    pages = list(home.get_children().live())

    assert [page.title for page in pages] == MENU[code]
    assert [page.slug for page in pages if not page.slug.isascii()] == []
    assert [page.slug for page in [home, *pages] if page.alias_of_id] == []
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("code", MENU)
def test_four_consultations_are_translated_and_the_rest_are_aliases(code):
    keys = polish(ConsultationPage).filter(slug__in=TRANSLATED_CONSULTATIONS).values("translation_key")
    pages = ConsultationPage.objects.filter(locale__language_code=code)

    assert pages.filter(alias_of=None).count() == pages.filter(translation_key__in=keys, alias_of=None).count() == 4
    assert not pages.filter(translation_key__in=keys, title__in=polish(ConsultationPage).values("title")).exists()


def test_wagtail_localize_takes_every_translation_for_complete():
    complete = Translation.objects.all()

    assert complete.count() == 2 * 13
    assert [str(one) for one in complete if len(set(one.get_progress())) > 1] == []


def test_a_translation_reaches_rows_and_blocks():
    page = ConsultationPage.objects.get(slug="sciezka-nad-warta", locale__language_code="en")

    assert [meeting.title for meeting in page.meetings.all()] == [
        "Walk along the Warta with the designer",
        "Meeting in Mosina",
    ]
    assert "Fictional example." in str(page.body[0].value["text"])
    assert page.timeline[0].value["text"] == "Voices are taken from this day"
    assert page.documents[0].value["document"] == PortalDocument.objects.get(file__contains="koncepcja")


def test_the_schedule_of_the_project_is_whole_in_every_language():
    for page in ProjectPage.objects.all():
        rows = page.schedule[0].value["rows"]
        assert [len(row["dates"]) for row in rows] == [0, 4, 4, 2, 0, 5, 0]
        assert [bool(row["programme_file"]) for row in rows] == [False, True, True, False, False, True, False]


def test_a_consultation_is_described_alike_in_every_language():
    for versions in by_translation(ConsultationPage):
        described = {
            (
                frozenset(page.topics.values_list("slug", flat=True)),
                frozenset(page.municipalities.values_list("teryt", flat=True)),
                frozenset(page.tags.names()),
                (page.opens_at, page.closes_at, page.results_published_at, page.organiser_id),
                page.meetings.filter(locale=page.locale).count(),
            )
            for page in versions.values()
        }
        assert len(described) == 1, versions["pl"].slug


def test_log_ins_are_readable_by_their_owner_only_and_work(logins):
    rows = [line.split("\t") for line in logins.read_text(encoding="utf-8").splitlines()]

    assert stat.S_IMODE(logins.stat().st_mode) == 0o600
    assert {name for name, _password, _role in rows} == set(User.objects.values_list("username", flat=True))
    assert all(authenticate(username=name, password=password) for name, password, _role in rows)


@pytest.mark.parametrize(
    ("login", "editable"),
    [("admin", {"lubon", "poznan"}), ("koordynator", {"lubon", "poznan"}), ("redakcja-lubon", {"lubon"})],
)
def test_staff_edit_what_is_theirs(login, editable):
    user = User.objects.get(username=login)
    pages = {
        "lubon": ConsultationPage.objects.get(slug="strefa-tempo-30-w-luboniu", locale__language_code="pl"),
        "poznan": ConsultationPage.objects.get(slug="zielen-wokol-fortu-vii", locale__language_code="pl"),
    }

    assert {slug for slug, page in pages.items() if page.permissions_for_user(user).can_publish()} == editable
    assert user.has_perm("wagtailadmin.access_admin")


def test_files_have_names_that_a_later_load_finds_again():
    assert PortalImage.objects.filter(file="original_images/demo-rzeka.png").exists()
    assert PortalDocument.objects.filter(file="documents/demo-program-metody.pdf").exists()


def test_search_finds_a_consultation_by_a_municipality_it_covers():
    """Topics and places are stored after the page itself: an index written at its first save would lack them."""
    pages = ConsultationPage.objects.filter(locale=Locale.objects.get(language_code="uk"))
    found = pages.search("Puszczykowo", order_by_relevance=False)

    assert "sciezka-nad-warta" in [page.slug for page in found]


def test_the_same_day_gives_the_same_content_whatever_the_clock_says():
    ingredients = Ingredients(
        today=TODAY,
        municipalities={one.teryt: one for one in Municipality.objects.all()},
        topics={one.slug: one for one in Topic.objects.all()},
        organisers={one.slug: one for one in Organiser.objects.all()},
        images={one.file.name[len("original_images/demo-") : -4]: one for one in PortalImage.objects.all()},
        documents={one.file.name[len("documents/demo-") : -4]: one for one in PortalDocument.objects.all()},
    )
    with time_machine.travel("2031-03-04"):
        again = [builder._consultation(row, ingredients) for row in in_polish(builder.records())]

    assert content_of(again) == content_of(polish(ConsultationPage))


def content_of(pages):
    """What the pages say, by slug; streams parsed, since PostgreSQL keeps JSON in an order of its own."""
    plain = ("title", "lead", "opens_at", "closes_at", "results_published_at", "how_to_take_part")
    stored = {page.slug: page.serializable_data() for page in pages}
    return {
        slug: [data[name] for name in plain] + [json.loads(data[name]) for name in ("body", "timeline", "documents")]
        for slug, data in stored.items()
    }


def snapshot():
    """Number of rows of every table, and the pages as they are."""
    counts = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    return counts, list(Page.objects.order_by("pk").values())


def test_a_second_run_changes_nothing(logins):
    NewsPage.objects.filter(slug="jak-napisac-uwage").update(title="Changed by staff")
    before, passwords = snapshot(), logins.read_text(encoding="utf-8")

    output = load(logins)

    assert snapshot() == before
    assert logins.read_text(encoding="utf-8") == passwords
    assert set(output.splitlines()) == {line for line in output.splitlines() if line.endswith("(0 new)")}


def test_a_home_page_of_somebody_elses_is_kept(logins):
    home = polish(HomePage)
    home.update(slug="own", hero_title="Own headline")

    load(logins)

    assert [(page.slug, page.hero_title) for page in home] == [("own", "Own headline")]
    assert Site.objects.get().root_page.slug == "own"


def test_a_page_with_words_the_demo_does_not_know_stays_untranslated():
    page = polish(NewsPage).get(slug="jak-napisac-uwage")

    translations.translate(page, Locale.objects.get(language_code="en"), {})

    assert page.get_translation(Locale.objects.get(language_code="en")).alias_of_id == page.pk


def test_a_portal_with_pages_is_spared_when_only_an_empty_one_is_to_be_filled(logins):
    assert load(logins, if_empty=True) == ""


# --- surveys that have ended ------------------------------------------------------------------------------------------
ANSWERED = {"ankieta-o-pomoscie": 2000, "mapa-przystankow": 320, "ankieta-o-budzecie-obywatelskim": 340}


def published(slug, by=""):
    page = SurveyPage.objects.get(slug=slug, alias_of=None, locale__language_code="pl")
    return published_results(page, now=NOON, by=by, language="pl")


def test_surveys_that_have_ended_have_results():
    assert {slug: published(slug).responses for slug in ANSWERED} == ANSWERED


def test_people_on_paper_answered_otherwise():
    (podpisy, *_others) = published("ankieta-o-budzecie-obywatelskim", "channel").questions

    groups = {group.key: {cell.key: cell.share for cell in group.cells} for group in podpisy.groups}
    assert groups["paper"]["p30"] > groups["web"]["p30"]


def test_places_are_shown_as_squares():
    (map_, _travel) = published("mapa-przystankow").questions

    assert len(map_.squares) > 10
    assert min(square.count for square in map_.squares) >= SMALLEST


def test_chosen_answers_are_published_without_names():
    quotes = {one.key: one.quotes for one in published("ankieta-o-pomoscie").questions}["pomysly"]

    assert len(quotes) == 4
    assert [quote.text for quote in quotes if quote.shortened] == ["Piszę w imieniu sąsiadów, […]: prosimy o kosze."]
    assert not any("Kowalski" in quote.text for quote in quotes)


@pytest.mark.parametrize("slug", ANSWERED)
def test_no_small_count_can_be_worked_out_from_all_tables_together(slug, client):
    """What anybody can do: read every division from the API, and solve."""
    page = SurveyPage.objects.get(slug=slug, alias_of=None, locale__language_code="pl")
    address = f"/api/v3/surveys/{page.translation_key}/"
    dividing = ["", *(key for key, _label in cross_candidates(page, public=True))]
    tables = [client.get(f"{address}results/", {"by": by}).json() for by in dividing]

    assert recoverable(tables, client.get(address).json()) == []
