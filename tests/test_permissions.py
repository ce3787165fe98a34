"""Who may do what in the admin: staff of a municipality in their own section, coordinators everywhere."""

from dataclasses import dataclass

import pytest
from wagtail.models import Collection, Page

from consultations.services import grant_coordination, grant_section
from tests.admin_forms import open_form
from tests.factories import consultations, core, home

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


def topic_target(topic):
    address = "/admin/core/topic"
    return Target(topic, f"{address}/edit/{topic.pk}/", f"{address}/delete/{topic.pk}/", "name_pl")


def image_target(image):
    address = f"/admin/images/{image.pk}/"
    return Target(image, address, f"{address}delete/", "title")


@dataclass(frozen=True)
class Portal:
    """Two sections with their staff; what the table speaks of, by name, and the form an administrator sees of it."""

    users: dict[str, object]
    targets: dict[str, Target]
    forms: dict[str, dict[str, list[str]]]


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
    collection = Collection.objects.get(name="Redakcja A")
    targets = {
        "consultation in A": page_target(consultations.consultation(sections["A"])),
        "consultation in B": page_target(consultations.consultation(sections["B"])),
        "home page": page_target(tree.home),
        "taxonomy entry": topic_target(core.TopicFactory()),
        "image of A": image_target(core.PortalImageFactory(collection=collection)),
    }
    forms = {name: open_form(target.edit_url, target.text) for name, target in targets.items()}
    return Portal({**users, "superuser": core.AdministratorFactory()}, targets, forms)


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


@pytest.mark.thorough
@pytest.mark.parametrize(("role", "thing"), CASES)
def test_role_may_do_only_what_the_table_says(portal, client, db, role, thing):
    if role in portal.users:
        client.force_login(portal.users[role])

    assert allowed_actions(client, portal.targets[thing], portal.forms[thing]) == ALLOWED[thing][role]


ELSEWHERE = {
    "add to another section": lambda targets: (
        f"/admin/pages/add/consultations/consultationpage/{parent_of(targets, 'B')}/"
    ),
    "add a section": lambda targets: f"/admin/pages/add/consultations/consultationindexpage/{main_list(targets)}/",
    "new taxonomy entry": lambda _targets: "/admin/core/municipality/create/",
    "taxonomy list": lambda _targets: "/admin/core/organiser/",
    "taxonomy export": lambda _targets: "/admin/core/organiser/?export=csv",
    "users": lambda _targets: "/admin/users/",
    "groups": lambda _targets: "/admin/groups/",
    "languages": lambda _targets: "/admin/locales/",
    "contact details of the portal": lambda _targets: "/admin/settings/core/contactsettings/",
}


def parent_of(targets, letter):
    return targets[f"consultation in {letter}"].instance.get_parent().pk


def main_list(targets):
    return targets["consultation in A"].instance.get_parent().get_parent().pk


@pytest.mark.parametrize("place", ELSEWHERE)
def test_editor_is_kept_out_of_the_rest(portal, client, db, place):
    client.force_login(portal.users["editor of A"])

    response = client.get(ELSEWHERE[place](portal.targets), follow=True)

    assert response.redirect_chain[-1][0] == "/admin/"
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_editor_chooses_no_image_of_another_municipality(portal, client, db):
    title = portal.targets["image of A"].instance.title

    def shown(role):
        client.force_login(portal.users[role])
        return title in client.get("/admin/images/chooser/results/").content.decode()

    assert shown("editor of A")
    assert not shown("editor of B")
