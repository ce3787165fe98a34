"""Who may do what in the admin: staff of a municipality in their own section, coordinators everywhere."""

from dataclasses import dataclass

import pytest
from django.test import Client
from wagtail.models import Collection, Page

from consultations.services import grant_coordination, grant_section
from tests.admin_forms import form_data
from tests.factories import consultations, core

VIEW, EDIT, PUBLISH, DELETE = "view edit form", "edit", "publish", "delete"
NOTHING: set[str] = set()
PAGE = {VIEW, EDIT, PUBLISH, DELETE}
RECORD = {VIEW, EDIT, DELETE}
# object -> role -> what the role may do with it
ALLOWED = {
    "consultation in A": {
        "anonymous": NOTHING,
        "editor of A": PAGE,
        "editor of B": NOTHING,
        "coordinator": PAGE,
        "superuser": PAGE,
    },
    "consultation in B": {
        "anonymous": NOTHING,
        "editor of A": NOTHING,
        "editor of B": PAGE,
        "coordinator": PAGE,
        "superuser": PAGE,
    },
    "home page": {
        "anonymous": NOTHING,
        "editor of A": NOTHING,
        "editor of B": NOTHING,
        "coordinator": {VIEW, EDIT, PUBLISH},  # not a page with pages below it
        "superuser": PAGE,
    },
    "taxonomy entry": {
        "anonymous": NOTHING,
        "editor of A": NOTHING,
        "editor of B": NOTHING,
        "coordinator": RECORD,
        "superuser": RECORD,
    },
    "image of A": {
        "anonymous": NOTHING,
        "editor of A": RECORD,
        "editor of B": NOTHING,
        "coordinator": RECORD,
        "superuser": RECORD,
    },
}
CASES = [(role, thing) for thing, roles in ALLOWED.items() for role in roles]


@dataclass(frozen=True)
class Target:
    """Where an object is edited and deleted, and the name of the text that the test changes."""

    instance: object
    edit_url: str
    delete_url: str
    text: str

    @property
    def is_page(self):
        return isinstance(self.instance, Page)

    def stored_text(self):
        """The text as an editor sees it next: of a page, in the latest revision."""
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        return getattr(stored.get_latest_revision_as_object() if self.is_page else stored, self.text)

    def published_text(self):
        return getattr(type(self.instance).objects.get(pk=self.instance.pk), self.text)

    def exists(self):
        return type(self.instance).objects.filter(pk=self.instance.pk).exists()


def page_target(page):
    address = f"/admin/pages/{page.pk}"
    return Target(page, f"{address}/edit/", f"{address}/delete/", "title")


@pytest.fixture
def sections(site_tree):
    return {
        letter: consultations.consultation_index(
            site_tree.consultations, title=f"Gmina {letter}", municipality=core.MunicipalityFactory()
        )
        for letter in "AB"
    }


@pytest.fixture
def groups(site_tree, sections):
    return {
        "editor of A": grant_section(section=sections["A"], name="Redakcja A"),
        "editor of B": grant_section(section=sections["B"], name="Redakcja B"),
        "coordinator": grant_coordination(home=site_tree.home, name="Koordynacja"),
    }


@pytest.fixture
def browser_of(groups):
    """A signed-in test client for the role."""

    def sign_in(role):
        browser = Client()
        if role == "superuser":
            browser.force_login(core.AdministratorFactory())
        elif role != "anonymous":
            user = core.UserFactory()
            user.groups.add(groups[role])
            browser.force_login(user)
        return browser

    return sign_in


@pytest.fixture
def target_of(site_tree, sections, groups):
    """The object of that name with its addresses."""

    def make(thing):
        if thing.startswith("consultation"):
            return page_target(consultations.consultation(sections[thing[-1]]))
        if thing == "home page":
            return page_target(site_tree.home)
        if thing == "taxonomy entry":
            topic = core.TopicFactory()
            address = "/admin/core/topic"
            return Target(topic, f"{address}/edit/{topic.pk}/", f"{address}/delete/{topic.pk}/", "name_pl")
        image = core.PortalImageFactory(collection=Collection.objects.get(name="Redakcja A"))
        address = f"/admin/images/{image.pk}/"
        return Target(image, address, f"{address}delete/", "title")

    return make


def allowed_actions(browser, target, form):
    """What of the four actions takes effect, tried one after the other, deletion last."""
    done = set()
    if browser.get(target.edit_url).status_code == 200:
        done.add(VIEW)
    browser.post(target.edit_url, {**form, target.text: "Zmieniony"})
    if target.stored_text() == "Zmieniony":
        done.add(EDIT)
    if target.is_page:
        browser.post(target.edit_url, {**form, target.text: "Ogłoszony", "action-publish": "1"})
        if target.published_text() == "Ogłoszony":
            done.add(PUBLISH)
    browser.post(target.delete_url)
    return done if target.exists() else done | {DELETE}


@pytest.mark.parametrize(("role", "thing"), CASES)
def test_role_may_do_only_what_the_table_says(browser_of, target_of, role, thing):
    target = target_of(thing)
    form = form_data(browser_of("superuser").get(target.edit_url).content.decode(), target.text)

    assert allowed_actions(browser_of(role), target, form) == ALLOWED[thing][role]
