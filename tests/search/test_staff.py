"""What staff see of the search, and who may do what there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query

from consultations.services import grant_coordination, grant_section
from search.models import EmptySearch, ExtractedText, PendingProjection, SearchDocument, SynonymSet
from search.services import record_empty_search, store
from tests.factories import consultations, core, home
from tests.factories.search import (
    NOW,
    EmptySearchFactory,
    SynonymSetFactory,
    document_of,
    failed_projection,
    projection,
    text_file,
)

LISTS = {
    "synonyms": "/admin/synonyms/",
    "promoted results": "/admin/searchpicks/",
    "searches without results": "/admin/empty_searches/",
    "files without text": "/admin/unread_files/",
    "failed pages": "/admin/failed_projections/",
    "refused documents": "/admin/refused_documents/",
}
READ, USE = "read the list", "use its button"
NOTHING: set[str] = set()
ROLES = {"anonymous": NOTHING, "editor of A": NOTHING, "coordinator": {READ, USE}, "superuser": {READ, USE}}


@pytest.fixture(scope="module")
def tree(module_db):
    return home.site_tree()


@pytest.fixture(scope="module")
def staff(tree):
    """A user for every role but the anonymous one."""
    section = consultations.consultation_index(tree.consultations, title="Gmina A")
    groups = {
        "editor of A": grant_section(section=section, name="Redakcja A"),
        "coordinator": grant_coordination(home=tree.home, name="Koordynacja"),
    }
    users = {role: core.UserFactory() for role in groups}
    for role, group in groups.items():
        users[role].groups.add(group)
    return {**users, "superuser": core.AdministratorFactory()}


@pytest.fixture
def browse(client, staff, db):
    """A client that is signed in with a role."""

    def sign_in(role):
        if role in staff:
            client.force_login(staff[role])
        return client

    return sign_in


@pytest.fixture
def coordinator(browse):
    return browse("coordinator")


def refused():
    (row,) = store(owner="page-1", projections={"page-1": projection(title="Odrzucony")}, now=NOW)
    SearchDocument.objects.filter(pk=row.pk).update(replication_error="mapper_parsing_exception")
    return row


def unread(reason="no-text"):
    document = text_file("x", title="Skan planu")
    return ExtractedText.objects.create(document=document, state=ExtractedText.State.FAILED, reason=reason)


# --- who may do what ---------------------------------------------------------------------------------------------
def add_synonym(client, _tree):
    client.post("/admin/synonyms/new/", {"expressions": "BO = budżet obywatelski", "note": ""})
    return SynonymSet.objects.filter(expressions="BO = budżet obywatelski").exists()


def promote(client, tree):
    form = {
        "query_string": "budżet",
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-0-page": str(tree.home.pk),
        "editors_picks-0-ORDER": "1",
    }
    client.post("/admin/searchpicks/add/", form)
    return Query.objects.filter(query_string="budżet").exists()


def drop_text(client, _tree):
    row = EmptySearchFactory(text="hulajnoga")
    client.post("/admin/empty_searches/remove/", {"text": "hulajnoga", "lang": "pl"})
    return not EmptySearch.objects.filter(pk=row.pk).exists()


def read_file_again(client, _tree):
    row = unread()
    client.post(f"/admin/unread_files/{row.pk}/")
    return ExtractedText.objects.get(pk=row.pk).state != "failed"


def project_again(client, tree):
    row = failed_projection(tree.news)
    client.post(f"/admin/failed_projections/{row.pk}/")
    return not PendingProjection.objects.filter(pk=row.pk).exists()


def send_again(client, _tree):
    row = refused()
    client.post(f"/admin/refused_documents/{row.pk}/")
    return not SearchDocument.objects.get(pk=row.pk).replication_error


BUTTONS = dict(zip(LISTS, [add_synonym, promote, drop_text, read_file_again, project_again, send_again], strict=True))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", LISTS)
def test_role_may_do_only_what_the_table_says(browse, tree, role, name):
    client = browse(role)
    done = {READ} if client.get(LISTS[name]).status_code == 200 else set()
    if BUTTONS[name](client, tree):
        done.add(USE)

    assert done == ROLES[role]


@pytest.mark.parametrize(
    "name", ["empty_searches/remove", "unread_files/1", "failed_projections/1", "refused_documents/1"]
)
def test_buttons_do_nothing_by_a_link(coordinator, name):
    assert coordinator.get(f"/admin/{name}/").status_code == 405


@pytest.mark.parametrize(("role", "is_shown"), [("editor of A", False), ("coordinator", True)])
def test_the_menu_has_one_entry_for_the_search(browse, role, is_shown):
    html = browse(role).get("/admin/").content.decode()

    assert [address in html for address in LISTS.values()] == [is_shown] * len(LISTS)


def test_wagtails_own_entries_are_moved(browse):
    html = browse("superuser").get("/admin/").content.decode()

    assert html.count("/admin/searchpicks/") == 1


# --- synonyms ----------------------------------------------------------------------------------------------------
def test_a_new_line_is_checked(coordinator):
    response = coordinator.post("/admin/synonyms/new/", {"expressions": "samotne słowo", "note": ""})

    assert response.status_code == 200
    assert not SynonymSet.objects.filter(expressions="samotne słowo").exists()
    assert response.context["form"].errors["expressions"]


def test_the_form_comes_filled_in_from_what_was_searched(coordinator):
    response = coordinator.get("/admin/synonyms/new/", {"expressions": "śmieciarka = "})

    assert 'value="śmieciarka = "' in response.content.decode()


def test_the_list_of_synonyms_finds_by_words(coordinator):
    SynonymSetFactory(expressions="hulajka = hulajnoga")
    SynonymSetFactory(expressions="wiadro = kubeł")

    html = coordinator.get("/admin/synonyms/", {"q": "hulajk"}).content.decode()

    assert ("hulajka = hulajnoga" in html, "wiadro = kubeł" in html) == (True, False)


# --- searches without results ------------------------------------------------------------------------------------
def rows_of(client, **parameters):
    return list(client.get("/admin/empty_searches/", parameters).context["object_list"])


def test_searches_are_summed_over_the_days(coordinator):
    for day in (20, 21, 21):
        record_empty_search(text="Hulajnogi", lang="pl", day=date(2026, 11, day))
    record_empty_search(text="trams", lang="en", day=date(2026, 11, 1))

    assert [tuple(row.values()) for row in rows_of(coordinator)] == [
        ("hulajnogi", "pl", 3, date(2026, 11, 21)),
        ("trams", "en", 1, date(2026, 11, 1)),
    ]
    assert [row["text"] for row in rows_of(coordinator, lang="en")] == ["trams"]
    assert [row["text"] for row in rows_of(coordinator, q="hulaj")] == ["hulajnogi"]
    assert [row["text"] for row in rows_of(coordinator, ordering="text")] == ["hulajnogi", "trams"]


def test_searches_of_a_period(coordinator):
    today = timezone.localdate()
    for days, text in ((0, "dziś"), (6, "w tym tygodniu"), (7, "wcześniej")):
        record_empty_search(text=text, lang="pl", day=today - timedelta(days=days))

    assert {row["text"] for row in rows_of(coordinator, period=7)} == {"dziś", "w tym tygodniu"}
    assert len(rows_of(coordinator, period="fortnight")) == 3


def test_a_text_leads_to_its_synonym_form(coordinator):
    EmptySearchFactory(text='<b>"śmieci" & co')

    html = coordinator.get("/admin/empty_searches/").content.decode()

    assert "/admin/synonyms/new/?expressions=%3Cb%3E%22%C5%9Bmieci%22+%26+co+%3D+" in html
    assert "<b>" not in html.partition("empty_searches")[2].replace("&lt;b&gt;", "")


def test_searches_as_a_spreadsheet(coordinator):
    EmptySearchFactory(text="=HYPERLINK(1)")

    response = coordinator.get("/admin/empty_searches/", {"export": "csv"})

    assert response.status_code == 200
    assert b"HYPERLINK" in b"".join(response.streaming_content)


# --- what could not be read --------------------------------------------------------------------------------------
def test_files_say_why_they_are_not_read(coordinator):
    row = unread("encrypted")

    html = coordinator.get("/admin/unread_files/").content.decode()

    assert "Skan planu" in html
    assert str(row.get_reason_display()) in html
    assert f"/admin/documents/edit/{row.document_id}/" in html


def test_failed_pages_have_their_title_and_error(coordinator, tree):
    failed_projection(tree.news, error="ValueError: <zły>")
    PendingProjection.objects.create(owner="surveys.survey-7", error="KeyError", retry_at=NOW)
    PendingProjection.objects.create(owner="page-987654321", retry_at=NOW)  # waits, and is nobody's business

    html = coordinator.get("/admin/failed_projections/").content.decode()

    assert [
        text in html for text in ("Aktualności", "ValueError: &lt;zły&gt;", "surveys.survey-7", "page-987654321")
    ] == [
        True,
        True,
        True,
        False,
    ]


def test_trying_a_page_again_reads_it(coordinator, tree):
    row = failed_projection(tree.trainings)

    response = coordinator.post(f"/admin/failed_projections/{row.pk}/", follow=True)

    assert document_of(tree.trainings) is not None
    assert response.redirect_chain == [("/admin/failed_projections/", 302)]


def test_a_button_pressed_twice_is_no_error(coordinator):
    for name in ("unread_files", "failed_projections", "refused_documents"):
        assert coordinator.post(f"/admin/{name}/99999999999999999999/").status_code in {302, 404}
        assert coordinator.post(f"/admin/{name}/123456/").status_code == 302
