"""The screens of a survey: who gets to them, and what they say."""

import json

import pytest
from django.test import Client

from consultations.services import grant_coordination, grant_section
from consultations.surveys.models import Response, SurveyPage
from consultations.surveys.questionnaire.refusals import check
from tests.admin_forms import text_of
from tests.factories import consultations, core, home
from tests.surveys.blocks.stream import element, page, rule
from tests.surveys.publishing.conftest import QUESTIONS, stream

ROLES = {"anonymous": False, "editor of A": True, "editor of B": False, "coordinator": True, "superuser": True}
SCREENS = {
    "overview": ("get", ""),
    "changes": ("get", "changes/"),
    "rehearsal": ("get", "rehearsal/"),
    "export": ("get", "definition.json"),
    "test": ("post", "test/"),
    "import": ("post", "import/"),
}


@pytest.fixture(scope="module")
def portal(module_db):
    tree = home.site_tree()
    sections = {
        letter: consultations.consultation_index(tree.consultations, title=f"Gmina {letter}") for letter in "AB"
    }
    groups = {
        "editor of A": grant_section(section=sections["A"], name="Redakcja A"),
        "editor of B": grant_section(section=sections["B"], name="Redakcja B"),
        "coordinator": grant_coordination(home=tree.home, name="Koordynacja"),
    }
    users = {role: core.UserFactory() for role in groups}
    for role, group in groups.items():
        users[role].groups.add(group)
    parent = consultations.consultation(sections["A"])
    survey = parent.add_child(
        instance=SurveyPage(title="Dojazdy", slug="dojazdy", locale=parent.locale, questions=stream(QUESTIONS))
    )
    survey.save_revision().publish()
    return {**users, "superuser": core.AdministratorFactory()}, SurveyPage.objects.get(pk=survey.pk)


def signed_in(portal, role):
    editor = Client()
    if role in portal[0]:
        editor.force_login(portal[0][role])
    return editor


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_edit_the_page_get_there(portal, db, role, screen):
    method, path = SCREENS[screen]
    response = getattr(signed_in(portal, role), method)(f"/admin/surveys/{portal[1].pk}/{path}")
    away = response.get("Location", "").partition("?")[0] in ("/admin/login/", "/admin/")
    assert away is not ROLES[role]
    assert response.status_code in (200, 302)


@pytest.mark.parametrize("screen", SCREENS)
def test_only_surveys_have_these_screens(portal, db, screen):
    method, path = SCREENS[screen]
    parent = portal[1].get_parent()
    assert getattr(signed_in(portal, "superuser"), method)(f"/admin/surveys/{parent.pk}/{path}").status_code == 404


@pytest.fixture
def editor(portal, db):
    return signed_in(portal, "superuser")


@pytest.fixture
def address(portal):
    return f"/admin/surveys/{portal[1].pk}/"


def redraft(portal, pages):
    draft = SurveyPage.objects.get(pk=portal[1].pk).get_latest_revision_as_object()
    draft.questions = stream(pages)
    draft.save_revision()


def test_overview_shows_the_logic_and_the_hints(portal, editor, address):
    response = editor.get(address)
    logic = text_of(response, ".survey-logic")
    assert "3. Dlaczego? why" in logic
    assert "2" in logic.split("why")[1]
    assert text_of(response, ".survey-hints").count("?") >= 1


def test_changes_name_each_with_its_responses(portal, editor, address):
    editor.post(f"{address}test/")
    redraft(portal, [page("Strona", *QUESTIONS[0]["value"]["elements"][:2])])
    response = editor.get(f"{address}changes/")
    assert "Dlaczego?" in text_of(response, ".survey-change--restrictive")
    Response.objects.update(status="complete", answers={"why": "Bo tak"})
    row = text_of(editor.get(f"{address}changes/"), ".survey-change--retire")
    assert "Dlaczego?" in row
    assert row.endswith(" 1")


def test_changes_say_what_cannot_be_published_and_where(portal, editor, address):
    redraft(portal, [page("Pierwsza", element("short_text", "Pytanie", "a", visible_if=rule("gone", "x")))])
    assert "Pierwsza › Pytanie" in text_of(editor.get(f"{address}changes/"), ".survey-refusals")
    assert "Pierwsza › Pytanie" in text_of(editor.get(f"{address}rehearsal/"), ".survey-refusals")


def test_rehearsal_is_the_same_for_the_same_seed(editor, address):
    pages = [text_of(editor.get(f"{address}rehearsal/?seed={seed}"), ".survey-rehearsal") for seed in (5, 5, 6, 7, 8)]
    assert pages[0] == pages[1]
    assert len(set(pages)) > 2
    assert "Czym dojeżdżasz?" in pages[0]


@pytest.mark.parametrize("seed", ["", "-1", "x", "9" * 40])
def test_rehearsal_takes_any_seed(editor, address, seed):
    assert editor.get(f"{address}rehearsal/?seed={seed}").status_code == 200


def test_export_can_be_imported_again(portal, editor, address):
    exported = editor.get(f"{address}definition.json")
    content = json.loads(exported.content)
    assert check(content) == ()
    content["pages"][0]["elements"][0]["text"] = {"pl": "Jak jeździsz?"}
    assert editor.post(f"{address}import/", {"text": json.dumps(content)}).status_code == 302
    draft = SurveyPage.objects.get(pk=portal[1].pk).get_latest_revision_as_object()
    assert draft.questions[0].value["elements"][0].value["text"] == "Jak jeździsz?"
    assert SurveyPage.objects.get(pk=portal[1].pk).questions[0].value["elements"][0].value["text"] == "Czym dojeżdżasz?"


BAD = {
    "no JSON": "{",
    "nothing": "",
    "a list": "[]",
    "deep": "[" * 100_000,
    "no pages": "{}",
    "an unknown type": '{"pages": [{"key": "p", "elements": [{"key": "a", "type": "file"}]}]}',
    "numbers for texts": '{"pages": [{"key": 1, "elements": [{"key": 2, "type": 3, "text": 4, "options": 5}]}]}',
}


@pytest.mark.parametrize("name", BAD)
def test_import_of_anything_else_says_what_is_wrong(portal, editor, address, name):
    before = SurveyPage.objects.get(pk=portal[1].pk).latest_revision_id
    response = editor.post(f"{address}import/", {"text": BAD[name]})
    assert response.status_code == 200
    assert response.context["import_form"].errors
    assert SurveyPage.objects.get(pk=portal[1].pk).latest_revision_id == before


def test_lists_in_the_admin(portal, editor):
    assert "Dojazdy" in editor.get("/admin/survey-pages/").content.decode()
    made = editor.post(
        "/admin/optionset/new/", {"name": "Dzielnice", "labels": "Jeżyce\nWilda", "labels_en": "Only one"}
    )
    assert made.status_code == 200
    assert "labels_en" in made.context["form"].errors
