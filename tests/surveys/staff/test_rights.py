"""Who gets to which screen of answers: every role, every screen, the survey at home and one of another municipality."""

import uuid

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from consultations.services import grant_coordination, grant_section
from consultations.surveys.choices import Right
from consultations.surveys.models import Response
from consultations.surveys.services import Circumstances, submit
from consultations.surveys.tokens import new_token
from tests.factories import consultations, core, home, surveys

from .conftest import QUESTIONS

EVERY = frozenset(Right)
SECTION = EVERY - {Right.READ_CONTACTS}
PUBLISH = "publish"  # a permission of pages, not a right over answers
# role -> rights over the survey at home, rights over another municipality's
ROLES = {
    "anonymous": (frozenset(), frozenset()),
    "stranger": (frozenset(), frozenset()),  # edits the section, and has no right over answers
    **{f"only {right}": (frozenset({right}), frozenset()) for right in Right},
    "editor": (SECTION | {PUBLISH}, frozenset()),
    "editor elsewhere": (frozenset(), SECTION | {PUBLISH}),
    "editor with contacts": (EVERY | {PUBLISH}, frozenset()),
    "coordinator": (SECTION | {PUBLISH}, SECTION | {PUBLISH}),
    "superuser": (EVERY | {PUBLISH}, EVERY | {PUBLISH}),
}
RESPONSE, QUESTION, JOB = "<response>", "u-why", str(uuid.uuid4())
# screen -> method, arguments after the survey's, rights it needs, status for those who have them
SCREENS = {
    "results": ("get", [], {Right.SEE_RESULTS}, 200),
    "results_approve": ("post", [], {Right.SEE_RESULTS, PUBLISH}, 302),
    "exports": ("get", [], {Right.EXPORT_ANSWERS}, 200),
    "export_jobs": ("get", [], {Right.EXPORT_ANSWERS}, 200),
    "export_file": ("get", [JOB], {Right.EXPORT_ANSWERS}, 404),
    "paper": ("get", [], {Right.ENTER_PAPER}, 200),
    "paper_print": ("get", [], {Right.ENTER_PAPER}, 200),
    "paper_batch": ("get", [999], {Right.ENTER_PAPER}, 404),
    "paper_entry": ("get", [999], {Right.ENTER_PAPER}, 404),
    "paper_import": ("get", [], {Right.ENTER_PAPER}, 200),
    "paper_template": ("get", [], {Right.ENTER_PAPER}, 200),
    "paper_resolve": ("get", [999], {Right.ENTER_PAPER}, 404),
    "paper_take_back": ("post", [999], {Right.ENTER_PAPER}, 404),
    "responses": ("get", [], {Right.READ_ANSWERS}, 200),
    "response": ("get", [RESPONSE], {Right.READ_ANSWERS}, 200),
    "contact": ("post", [RESPONSE], {Right.READ_ANSWERS, Right.READ_CONTACTS}, 200),
    "void": ("post", [RESPONSE], {Right.READ_ANSWERS, Right.CODE_ANSWERS}, 200),
    "coding": ("get", [], {Right.CODE_ANSWERS}, 200),
    "coder": ("get", [QUESTION], {Right.CODE_ANSWERS}, 200),
    "coder ": ("post", [QUESTION], {Right.CODE_ANSWERS}, 302),
    "tag": ("post", [QUESTION], {Right.CODE_ANSWERS}, 302),
    "themes": ("get", [QUESTION], {Right.CODE_ANSWERS}, 200),
    "themes ": ("post", [QUESTION], {Right.CODE_ANSWERS}, 302),
    "review": ("get", [], {Right.CODE_ANSWERS}, 200),
    "decide": ("post", [RESPONSE], {Right.CODE_ANSWERS}, 200),
    "person": ("get", [], {Right.CODE_ANSWERS, Right.READ_CONTACTS}, 200),
    "person ": ("post", [], {Right.CODE_ANSWERS, Right.READ_CONTACTS}, 200),
}
# Screens of a survey that are no screens of answers; tests/surveys/admin looks after them
OF_EDITORS = {"overview", "changes", "rehearsal", "test", "export", "import", "invitations"}
SLOW = {"paper_pdf"}  # it draws a file; the same function guards it as `paper_print`


@pytest.fixture(scope="module")
def portal(module_db):
    """({"home": survey, "away": survey} with a response each, {role: browser})."""
    tree = home.site_tree()
    sections = {
        name: consultations.consultation_index(tree.consultations, title=f"Gmina {name}") for name in ("home", "away")
    }
    found = {}
    for name, section in sections.items():
        page = surveys.survey_page(consultations.consultation(section), surveys.content_of(QUESTIONS), slug=name)
        submit(
            survey=page,
            version=page.live_version,
            answers={"why": "Bo tak"},
            circumstances=Circumstances(locale="pl", channel="web"),
            key=new_token(),
            now=timezone.now(),
        )
        found[name] = page
    return found, {role: signed_in(role, tree, sections) for role in ROLES}


def signed_in(role, tree, sections):
    browser = Client()
    if role == "superuser":
        browser.force_login(core.AdministratorFactory())
    elif role != "anonymous":
        user = core.UserFactory()
        user.groups.add(group_of(role, tree, sections))
        browser.force_login(user)
    return browser


def group_of(role, tree, sections):
    if role == "coordinator":
        return grant_coordination(home=tree.home, name=role)
    if role == "editor elsewhere":
        return grant_section(section=sections["away"], name=role)
    if role.startswith("editor"):
        group = grant_section(section=sections["home"], name=role)
        if "contacts" in role:
            group.permissions.add(permission(Right.READ_CONTACTS))
        return group
    group = Group.objects.create(name=role)
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=sections["home"], permission=change)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if role.startswith("only "):
        group.permissions.add(permission(role.removeprefix("only ")))
    return group


def permission(right):
    return Permission.objects.get(content_type__app_label="surveys", codename=right)


def visit(browser, page, screen):
    method, arguments, _needs, _status = SCREENS[screen]
    response = Response.objects.get(survey_key=page.translation_key)
    filled = [response.pk if one == RESPONSE else one for one in arguments]
    return getattr(browser, method)(reverse(f"surveys_admin:{screen.strip()}", args=[page.pk, *filled]))


@pytest.mark.thorough
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_where_its_rights_lead_and_nowhere_else(portal, db, role, screen):
    pages, browsers = portal
    _method, _arguments, needs, status = SCREENS[screen]
    for page, rights in zip(pages.values(), ROLES[role], strict=True):
        answer = visit(browsers[role], page, screen)
        refused = "/admin/login/" if role == "anonymous" else "/admin/"
        away = answer.get("Location", "").partition("?")[0] == refused
        assert (answer.status_code, away) == ((status, False) if needs <= rights else (302, True)), page.slug


def test_no_screen_is_forgotten():
    """Whoever adds a screen of a survey says here who may see it."""
    known = {name.strip() for name in SCREENS} | OF_EDITORS | SLOW
    resolver = get_resolver()
    patterns = next(
        found for found in _resolvers(resolver) if getattr(found, "namespace", None) == "surveys_admin"
    ).url_patterns
    assert {pattern.name for pattern in patterns} <= known


def _resolvers(resolver):
    for found in resolver.url_patterns:
        if hasattr(found, "url_patterns"):
            yield found
            yield from _resolvers(found)


def test_table_knows_real_screens():
    for screen, (_method, arguments, _needs, _status) in SCREENS.items():
        filled = [JOB if one == RESPONSE else one for one in arguments]
        try:
            reverse(f"surveys_admin:{screen.strip()}", args=[1, *filled])
        except NoReverseMatch:
            pytest.fail(screen)
