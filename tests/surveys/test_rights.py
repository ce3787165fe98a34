"""Who may do what with answers: rights of a group, in the pages of that group."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied

from consultations.services import grant_coordination, grant_section
from consultations.surveys.choices import Right
from consultations.surveys.rights import may, require, rights_of
from tests.factories import consultations, core
from tests.factories.surveys import survey_page

SECTION_RIGHTS = frozenset(Right) - {Right.READ_CONTACTS}


@pytest.fixture
def sections(site_tree):
    """Two municipalities with a survey and a group each."""
    found = {}
    for name in ("Luboń", "Mosina"):
        section = consultations.consultation_index(site_tree.consultations, title=name)
        survey = survey_page(consultations.consultation(section), slug=f"ankieta-{name[0].lower()}")
        found[name] = (survey, grant_section(section=section, name=name))
    return found


def member(*groups: Group, **fields: object):
    user = core.UserFactory(**fields)
    user.groups.set(groups)
    return user


def test_a_section_group_has_every_right_but_contact_data_and_only_at_home(sections):
    (ours, group), (theirs, _) = sections.values()
    clerk = member(group)

    assert rights_of(clerk, ours) == SECTION_RIGHTS
    assert rights_of(clerk, theirs) == frozenset()


def test_a_right_of_one_group_does_not_reach_the_pages_of_another(sections):
    (ours, group), (theirs, reader) = sections.values()
    reader.permissions.clear()
    clerk = member(group, reader)

    assert rights_of(clerk, ours) == SECTION_RIGHTS
    assert rights_of(clerk, theirs) == frozenset()


@pytest.mark.parametrize("right", Right)
def test_each_right_stands_alone(sections, right):
    ours, group = sections["Luboń"]
    group.permissions.clear()
    group.permissions.add(Permission.objects.get(content_type__app_label="surveys", codename=right))

    assert rights_of(member(group), ours) == {right}


def test_coordinators_have_their_rights_everywhere(sections, site_tree):
    coordinator = member(grant_coordination(home=site_tree.home, name="Koordynacja"))

    assert all(rights_of(coordinator, survey) == SECTION_RIGHTS for survey, _ in sections.values())


def test_a_right_reaches_the_survey_in_every_language(sections):
    ours, group = sections["Luboń"]

    assert rights_of(member(group), core.translated(ours, "en")) == SECTION_RIGHTS


def test_superusers_may_everything_and_strangers_nothing(sections):
    ours, group = sections["Luboń"]

    assert rights_of(core.UserFactory(is_superuser=True), ours) == frozenset(Right)
    assert rights_of(AnonymousUser(), ours) == frozenset()
    assert rights_of(member(group, is_active=False), ours) == frozenset()


def test_require_refuses_what_may_denies(sections):
    ours, group = sections["Luboń"]
    clerk = member(group)

    require(clerk, ours, Right.SEE_RESULTS)
    assert not may(clerk, ours, Right.READ_CONTACTS)
    with pytest.raises(PermissionDenied):
        require(clerk, ours, Right.READ_CONTACTS)
