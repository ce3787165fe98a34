"""The groups of staff."""

from wagtail.models import Collection

from consultations.services import grant_coordination, grant_section
from tests.factories import consultations, core


def rights(group):
    return {permission.codename for permission in group.permissions.all()}


def test_section_group_has_its_pages_and_files_only(site_tree):
    section = consultations.consultation_index(site_tree.consultations, title="Luboń")

    group = grant_section(section=section, name="Redakcja: Luboń")

    collection = Collection.objects.get(name="Redakcja: Luboń")
    assert rights(group) == {
        "access_admin",
        "submit_translation",
        "see_results",
        "read_answers",
        "export_answers",
        "code_answers",
        "enter_paper",
    }
    assert {(right.page_id, right.permission.codename) for right in group.page_permissions.all()} == {
        (section.pk, "add_page"),
        (section.pk, "change_page"),
        (section.pk, "publish_page"),
    }
    assert {(right.collection_id, right.permission.codename) for right in group.collection_permissions.all()} == {
        (collection.pk, f"{action}_{model}")
        for action in ("add", "change", "choose")
        for model in ("image", "document")
    }


def test_granting_again_adds_languages_and_doubles_nothing(site_tree):
    section = consultations.consultation_index(site_tree.consultations, title="Luboń")
    grant_section(section=section, name="Redakcja: Luboń")
    english = core.translated(section, "en")

    group = grant_section(section=section, name="Redakcja: Luboń")

    assert {right.page_id for right in group.page_permissions.all()} == {section.pk, english.pk}
    assert group.page_permissions.count() == 6
    assert group.collection_permissions.count() == 6
    assert Collection.objects.filter(name="Redakcja: Luboń").count() == 1


def test_coordinators_have_the_taxonomies(site_tree):
    group = grant_coordination(home=site_tree.home, name="Koordynacja")

    assert rights(group) >= {"add_topic", "change_municipality", "delete_organiser", "change_contactsettings"}
    assert {right.page_id for right in group.page_permissions.all()} == {site_tree.home.pk}
