"""Writing: versions, failures that are tried again, what time changes, rebuilding, words and empty searches."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from home.models import StandardPage
from search import services
from search.analysis.languages import fingerprint
from search.models import EmptySearch, ExtractedText, PendingProjection, SearchDocument, SearchState, VocabularyTerm
from search.projection import Source
from search.services import words
from tests.factories import core, home
from tests.factories.consultations import consultation
from tests.factories.search import (
    NOW,
    document_of,
    failed_projection,
    file_key,
    found_keys,
    key_of,
    projection,
    publish,
    text_file,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
BUILDER = "search.findable.source_of"


def store(*, now=NOW, key="a", **fields):
    return services.store(owner="page-1", projections={key: projection(**fields)}, now=now)


def raising(model=StandardPage, error=None):
    """Every standard page has a builder that fails."""

    def fail(_page, _now):
        raise error or ValueError("no")

    return patch(BUILDER, lambda found: Source(found, fail, ("locale",)) if found is model else None)


# --- store -------------------------------------------------------------------------------------------------------
def test_what_is_the_same_keeps_its_version():
    (row,) = store()

    assert store(now=LATER) == []
    assert SearchDocument.objects.get().version == row.version


def test_a_change_raises_the_version_even_if_the_clock_stands():
    (first,) = store()
    (second,) = store(title="Ścieżki piesze")

    assert second.pk == first.pk
    assert second.version == first.version + 1
    assert store(title="Ścieżki", now=LATER)[0].version == int(LATER.timestamp() * 1_000_000)


def test_what_is_gone_leaves_a_tombstone_without_content():
    store(body="tajny tekst", facets={"topic": ["zielen"]})
    (gone,) = services.store(owner="page-1", projections={}, now=LATER)
    row = SearchDocument.objects.get()

    assert (row.is_deleted, row.version) == (True, gone.version)
    assert [row.title, row.body, row.body_lem, row.surface, row.facets, row.labels, row.url] == [""] * 7


def test_a_tombstone_comes_back_with_a_higher_version():
    store()
    (gone,) = services.remove(owners=["page-1"], now=NOW)
    (back,) = store()

    assert (back.is_deleted, back.version) == (False, gone.version + 1)
    assert back.title_lem == SearchDocument.objects.get().title_lem != ""


def test_removing_again_changes_nothing():
    store()

    assert len(services.remove(owners=["page-1"], now=NOW)) == 1
    assert services.remove(owners=["page-1"], now=LATER) == []


def test_a_refused_document_that_changes_is_sent_again():
    store()
    SearchDocument.objects.update(replication_error="mapper_parsing_exception")
    store(title="Inny")

    assert SearchDocument.objects.get().replication_error == ""


def test_a_long_text_is_analysed_once():
    store(body="ławka " * 1000)
    with patch("search.documents.analyse") as analyse:
        store(body="ławka " * 1000, url="/pl/inny-adres/", facets={"topic": ["zielen"]})

    analyse.assert_not_called()
    row = SearchDocument.objects.get()
    assert (row.url, "topic:zielen" in row.facets, row.body_lem[:5]) == ("/pl/inny-adres/", True, "lawka")


def test_a_huge_text_is_cut_and_stored():
    store(title="x" * 1000, body="ulica Wodna " * 200_000)
    row = SearchDocument.objects.get()

    assert (len(row.title), len(row.body)) == (500, 1_500_000)


def test_words_are_learnt():
    store(title="Ścieżki rowerowe 2026", body="nad Wartą")

    assert set(VocabularyTerm.objects.values_list("lang", "term")) == {
        ("pl", "sciezki"),
        ("pl", "rowerowe"),
        ("pl", "warta"),
    }


# --- failures ----------------------------------------------------------------------------------------------------
def test_a_builder_that_raises_is_noted_and_the_others_go_on(site_tree, caplog):
    broken, sound = home.standard(site_tree.home), home.news(site_tree.news)
    with patch("home.search_entries.page_projection", side_effect=ValueError("\x00 broken")):
        services.project_page(page=broken, now=NOW)
    services.refresh_documents_of([key_of(broken), key_of(sound)], now=NOW)

    assert document_of(sound) is not None
    assert document_of(broken) is not None
    assert "could not read" in caplog.text


def test_a_failure_keeps_the_document_and_is_tried_later_each_time(site_tree):
    page = home.standard(site_tree.home, title="Jak to działa")
    services.project_page(page=page, now=NOW)
    for _attempt in range(2):
        with raising(error=ValueError("null \x00 byte")):
            services.project_page(page=page, now=NOW)
    row = PendingProjection.objects.get(owner=key_of(page))

    assert (row.attempts, row.error, row.retry_at) == (2, "ValueError: null  byte", NOW + timedelta(minutes=4))
    assert document_of(page).title == "Jak to działa"


def test_a_failure_is_tried_again_when_due_and_then_forgotten(site_tree):
    page = home.standard(site_tree.home)
    PendingProjection.objects.all().delete()
    with raising():
        services.project_page(page=page, now=NOW)

    assert services.retry_pending(NOW) == 0
    assert services.retry_pending(LATER) == 1
    assert document_of(page) is not None
    assert not PendingProjection.objects.exists()


def test_staff_need_not_wait(site_tree):
    page = home.standard(site_tree.home)
    PendingProjection.objects.all().delete()
    services.retry_projection(key=failed_projection(page).pk, now=NOW)

    assert document_of(page) is not None
    assert not PendingProjection.objects.exists()


def test_an_object_of_nobodys_kind_is_no_error():
    services.refresh_documents_of(["surveys.survey-7", "page-123456789"], now=NOW)

    assert not PendingProjection.objects.exists()


# --- time --------------------------------------------------------------------------------------------------------
def test_results_appear_when_their_moment_comes(site_tree):
    report = text_file("Raport")
    page = consultation(
        site_tree.consultations, "results", now=NOW, results_published_at=LATER, said="Chcemy tramwaju", report=report
    )
    services.project_page(page=page, now=NOW)

    assert "tramwaju" not in document_of(page).body
    assert found_keys() == {key_of(page)}
    assert services.refresh_due(LATER - timedelta(seconds=1)) == 0

    assert services.refresh_due(LATER) == 1
    assert "tramwaju" in document_of(page).body
    assert found_keys() == {key_of(page), file_key(page, report)}
    assert services.refresh_due(LATER + timedelta(days=1)) == 0


# --- everything at once ------------------------------------------------------------------------------------------
def test_a_rebuild_finds_everything_and_forgets_what_is_gone(site_tree):
    page = home.standard(site_tree.home, title="Regulamin")
    store()
    VocabularyTerm.objects.create(lang="pl", term="dawno")
    steps = []

    services.rebuild_documents(now=NOW, progress=lambda done, total: steps.append((done, total)))

    assert found_keys() == {key_of(one) for one in (*vars(site_tree).values(), page)} - {key_of(site_tree.root)}
    assert steps == [(6, 6)]
    assert SearchState.objects.get().fingerprint == fingerprint()
    assert dict(VocabularyTerm.objects.values_list("term", "frequency"))["konsultacje"] == 2
    assert not VocabularyTerm.objects.filter(term="dawno").exists()


def test_a_rebuild_analyses_again(site_tree):
    services.rebuild_documents(now=NOW)
    SearchDocument.objects.update(title_lem="older")
    services.rebuild_documents(now=LATER)

    assert not SearchDocument.objects.filter(title_lem="older").exists()


def test_counts_follow_the_documents():
    for key in "ab":
        projections = {key: projection(title="Ścieżki", body=f"ścieżki {'nowe' if key == 'b' else ''}")}
        services.store(owner=key, projections=projections, now=NOW)
    services.refresh_frequencies()
    services.remove(owners=["b"], now=LATER)
    services.refresh_frequencies()

    assert dict(VocabularyTerm.objects.values_list("term", "frequency")) == {"sciezki": 1}


def test_what_no_signal_told_is_taken_out(site_tree):
    pages = [home.standard(site_tree.home, title=f"Strona {number}") for number in range(3)]
    document = text_file("x")
    link = f'<p><a linktype="document" id="{document.pk}">plik</a></p>'
    pages[2].body = [("paragraph", link)]
    services.refresh_documents_of([key_of(publish(page)) for page in pages], now=NOW)
    type(pages[0]).objects.filter(pk=pages[0].pk).update(live=False)
    restricted = core.root_collection().add_child(instance=Collection(name="Wewnętrzne"))
    CollectionViewRestriction.objects.bulk_create(
        [CollectionViewRestriction(collection=restricted, restriction_type="login")]
    )
    type(document).objects.update(collection=restricted)

    assert services.hide_unfindable(now=LATER) == 2
    assert services.hide_unfindable(now=LATER) == 0
    assert key_of(pages[0]) not in found_keys()
    assert {key_of(pages[1]), key_of(pages[2])} <= found_keys()


# --- words and searches ------------------------------------------------------------------------------------------
def test_changed_names_are_noted_by_counting():
    services.touch_words()
    services.touch_words()

    assert SearchState.objects.get().words_revision == 2


def test_empty_searches_are_counted_by_day_and_language():
    for day in (1, 1, 2):
        services.record_empty_search(text=" Hulajnogi\x00  w Luboniu ", lang="pl", day=date(2026, 11, day))
    services.record_empty_search(text="hulajnogi w luboniu", lang="uk", day=date(2026, 11, 1))

    assert set(EmptySearch.objects.values_list("day__day", "lang", "text", "times")) == {
        (1, "pl", "hulajnogi w luboniu", 2),
        (2, "pl", "hulajnogi w luboniu", 1),
        (1, "uk", "hulajnogi w luboniu", 1),
    }


@pytest.mark.parametrize("text", ["", " \x00 ", "jan@example.org", "61 234-56-78 90", "zadzwoń 600 700 800"])
def test_nothing_is_kept_that_may_be_about_a_person(text):
    services.record_empty_search(text=text, lang="pl", day=NOW.date())

    assert not EmptySearch.objects.exists()


def test_a_long_text_is_cut():
    services.record_empty_search(text="ławka " * 2000, lang="pl", day=NOW.date())

    assert len(EmptySearch.objects.get().text) <= 200


def test_a_machine_does_not_fill_the_table(monkeypatch):
    monkeypatch.setattr(words, "MAX_TEXTS_A_DAY", 2)
    for text in ("raz", "dwa", "trzy", "raz"):
        services.record_empty_search(text=text, lang="pl", day=NOW.date())

    assert dict(EmptySearch.objects.values_list("text", "times")) == {"raz": 2, "dwa": 1}


def test_old_searches_are_forgotten():
    for days in (89, 91):
        services.record_empty_search(text=f"po {days} dniach", lang="pl", day=NOW.date() - timedelta(days=days))

    assert services.forget_empty_searches(NOW.date() - words.KEPT_DAYS) == 1
    assert EmptySearch.objects.get().text == "po 89 dniach"


# --- texts of files ----------------------------------------------------------------------------------------------
def extracted(document, **kwargs):
    services.extract_text(document=document, **kwargs)
    return ExtractedText.objects.get(document=document)


def test_a_file_is_read_and_found(site_tree):
    document = text_file("Odwodnienie ulicy\fStrona druga")
    link = f'<p><a linktype="document" id="{document.pk}">plik</a></p>'
    page = publish(home.standard(site_tree.home, body=[("paragraph", link)]))
    assert SearchDocument.objects.get(key=file_key(page, document)).body == ""

    assert services.extract_pending(limit=10, seconds=20) == 1
    assert SearchDocument.objects.get(key=file_key(page, document)).body == "Odwodnienie ulicy\fStrona druga"
    assert services.extract_pending(limit=10, seconds=20) == 0


def test_the_same_content_is_read_once():
    first, second = text_file("To samo"), text_file("To samo")
    extracted(first)
    with patch("search.services.files.extract") as extract:
        row = extracted(second)

    extract.assert_not_called()
    assert (row.state, row.text) == ("done", "To samo")


def test_a_scan_and_a_missing_file_say_why():
    scan, lost = text_file(" \f \f "), text_file("x")
    lost.file.storage.delete(lost.file.name)

    assert [(row.state, row.reason) for row in map(extracted, (scan, lost))] == [
        ("failed", "no-text"),
        ("failed", "missing"),
    ]


def test_a_slow_file_waits_for_who_has_time():
    document = core.PortalDocumentFactory()
    error = services.files.ExtractionError("timeout")
    with patch("search.services.files.extract", side_effect=error):
        assert extracted(document, seconds=1).state == "pending"
        assert (extracted(document).state, extracted(document).reason) == ("failed", "timeout")


def test_a_storage_that_breaks_does_not_stop_the_rest():
    broken, sound = text_file("x"), text_file("Zdrowy")
    for document in (broken, sound):
        ExtractedText.objects.create(document=document)
    with patch.object(services.files, "_hash", side_effect=[RuntimeError("disk"), "1" * 40]):
        assert services.extract_pending(limit=10, seconds=20) == 2

    assert ExtractedText.objects.get(document=broken).reason == "unreadable"
    assert ExtractedText.objects.get(document=sound).text == "Zdrowy"


def test_no_time_no_reading():
    ExtractedText.objects.create(document=text_file("x"))

    assert services.extract_pending(limit=10, seconds=0) == 0


def test_a_file_replaced_while_it_was_read_keeps_waiting():
    document = text_file("stary")

    def replaced(*_args, **_kwargs):
        type(document).objects.filter(pk=document.pk).update(file="documents/nowy.txt")
        ExtractedText.objects.filter(document=document).update(state="pending")
        return "stary"

    with patch("search.services.files.extract", side_effect=replaced):
        assert (extracted(document).state, extracted(document).text) == ("pending", "")
