"""What staff do is found, or found no more: publishing, hiding, moving, deleting, files, names."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction, Site
from wagtail_localize.models import Translation, TranslationSource

from consultations.models import ConsultationPage
from home.models import StandardPage
from search import receivers, services
from search.models import PendingProjection, SearchDocument, SearchState
from search.projection import sources
from tests.factories import core, home
from tests.factories.consultations import consultation, consultation_index
from tests.factories.core import MunicipalityFactory, TopicFactory
from tests.factories.events import training
from tests.factories.home import SiteTree
from tests.factories.search import (
    SynonymSetFactory,
    document_of,
    found_keys,
    key_of,
    publish,
    text_file,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MOST_QUERIES = 30  # for one consultation with a file, whatever it has of topics


@pytest.fixture(scope="module")
def tree(module_db):
    return home.site_tree()


@pytest.fixture
def site_tree(tree, db):
    """The tree of the module as the database has it: each test rolls back the pages it has added."""
    return SiteTree(**{name: type(page).objects.get(pk=page.pk) for name, page in vars(tree).items()})


@pytest.fixture
def rules(site_tree):
    """A published page."""
    return publish(home.standard(site_tree.home, title="Regulamin konsultacji"))


@pytest.fixture
def family(site_tree):
    """A page with a child, both published."""
    parent = publish(home.standard(site_tree.home, title="Rodzic"))
    return parent, publish(home.standard(parent, title="Dziecko"))


# --- publishing --------------------------------------------------------------------------------------------------
def test_a_published_page_is_found_in_the_same_transaction(rules):
    assert document_of(rules).title == "Regulamin konsultacji"
    assert not PendingProjection.objects.filter(owner=key_of(rules)).exists()


def test_a_page_made_live_by_code_is_found_after_the_commit(site_tree, committed):
    with committed():
        page = home.standard(site_tree.home)
        assert document_of(page) is None
        assert PendingProjection.objects.filter(owner=key_of(page)).exists()

    assert document_of(page) is not None
    assert not PendingProjection.objects.exists()


def test_a_draft_writes_nothing(rules):
    rules.title = "Szkic"
    with CaptureQueriesContext(connection) as captured:
        rules.save_revision()

    tables = [SearchDocument._meta.db_table, PendingProjection._meta.db_table]
    assert [query["sql"] for query in captured if any(table in query["sql"] for table in tables)] == []
    assert document_of(rules).title == "Regulamin konsultacji"


def test_a_page_that_was_never_published_writes_nothing(site_tree, committed):
    with committed():
        page = home.standard(site_tree.home, live=False)
        page.title = "Inny szkic"
        page.save()

    assert not SearchDocument.objects.filter(owner=key_of(page)).exists()
    assert not PendingProjection.objects.filter(owner=key_of(page)).exists()


def test_unpublishing_and_publishing_again(rules):
    rules.unpublish()
    assert document_of(rules) is None

    publish(rules)
    assert document_of(rules) is not None


def test_a_change_of_text_is_found(rules):
    rules.title = "Nowy tytuł"
    publish(rules)

    assert document_of(rules).title_surface == "nowy tytul"


def test_scheduled_pages_appear_and_disappear(site_tree):
    now = timezone.now()
    coming, going = home.standard(site_tree.home, live=False), home.standard(site_tree.home, title="Mija")
    coming.go_live_at, going.expire_at = now + HOUR, now + HOUR
    coming.save_revision().publish()
    publish(going)
    assert found_keys() & {key_of(coming), key_of(going)} == {key_of(going)}

    revision = coming.revisions.get()
    revision.content["go_live_at"], revision.approved_go_live_at = (now - HOUR).isoformat(), now - HOUR
    revision.save()
    StandardPage.objects.filter(pk=going.pk).update(expire_at=now - HOUR)
    call_command("publish_scheduled", verbosity=0)

    assert found_keys() & {key_of(coming), key_of(going)} == {key_of(coming)}


def test_a_builder_that_raises_does_not_break_publishing(site_tree):
    page = home.standard(site_tree.home)
    with patch("home.search_entries.stream_text", side_effect=RuntimeError("no")):
        page.title = "Opublikowany"
        published = publish(page)

    assert published.title == "Opublikowany"
    assert document_of(page) is None
    assert PendingProjection.objects.get(owner=key_of(page)).error == "RuntimeError: no"


def test_a_search_that_is_broken_altogether_does_not_break_publishing(site_tree, caplog):
    page = home.standard(site_tree.home)
    with patch.object(services, "is_marked", side_effect=RuntimeError("no")):
        published = publish(page)

    assert published.live
    assert "could not follow" in caplog.text


def test_fixtures_are_left_alone(rules):
    PendingProjection.objects.all().delete()
    receivers.note_saved(sender=StandardPage, instance=rules, raw=True)

    assert not PendingProjection.objects.exists()


def test_publishing_costs_the_same_whatever_stands_beside(site_tree):
    counts = []
    for _round in range(2):
        page = consultation(site_tree.consultations, topics=TopicFactory.create_batch(3), report=text_file("x"))
        page.save_revision()
        with CaptureQueriesContext(connection) as captured:
            services.project_page(page=page, now=timezone.now())
        counts.append(len(captured))
        publish(consultation(site_tree.consultations, title=f"Inne {len(counts)}"))

    assert counts[1] <= counts[0] <= MOST_QUERIES


def test_every_source_is_followed():
    for source in sources():
        assert any(receivers.note_saved in found for found in receivers.post_save._live_receivers(source.model))


# --- hiding ------------------------------------------------------------------------------------------------------
def test_a_restriction_hides_everything_below_and_lifting_it_shows_it(family):
    parent, child = family
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert not found_keys() & {key_of(parent), key_of(child)}

    publish(child)
    assert document_of(child) is None

    restriction.delete()
    assert found_keys() >= {key_of(parent), key_of(child)}


def test_a_restriction_hides_what_stands_below_the_alias(family):
    parent, child = family
    core.translated(parent, "en", alias=True)
    english = publish(core.translated(child, "en", title="Child"))
    assert document_of(english) is not None

    PageViewRestriction.objects.create(page=parent, restriction_type="login")

    assert document_of(english) is None


def test_a_big_subtree_is_hidden_at_once_and_shown_bit_by_bit(family, monkeypatch, committed):
    monkeypatch.setattr(services.owners, "AT_ONCE", 1)
    parent, child = family
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert not found_keys() & {key_of(parent), key_of(child)}

    with committed():
        restriction.delete()
        assert found_keys() & {key_of(parent), key_of(child)} == {key_of(parent)}

    assert found_keys() >= {key_of(parent), key_of(child)}


def test_pages_moved_below_a_restricted_one_are_hidden(site_tree, family):
    parent, child = family
    private = home.standard(site_tree.home, title="Wewnętrzne")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    parent.move(private, pos="last-child")

    assert not found_keys() & {key_of(parent), key_of(child)}


# --- addresses ---------------------------------------------------------------------------------------------------
def test_a_move_changes_the_addresses_below(site_tree, family):
    parent, _child = family
    target = home.standard(site_tree.home, title="Cel")

    parent.move(target, pos="last-child")

    assert [document_of(one).url for one in family] == ["/pl/cel/rodzic/", "/pl/cel/rodzic/dziecko/"]


def test_another_order_changes_nothing(site_tree, family):
    parent, _child = family
    with patch.object(services, "project_subtree") as project:
        parent.move(site_tree.home, pos="first-child")

    project.assert_not_called()


def test_a_new_slug_changes_the_addresses_below(family, committed):
    parent, child = family
    with committed():
        parent.slug = "zasady"
        publish(parent)

    assert document_of(child).url == "/pl/zasady/dziecko/"


def test_another_site_changes_all_addresses(rules, committed):
    with committed():
        site = Site.objects.get()
        site.pk, site.hostname, site.is_default_site = None, "inna.example.org", False
        site.root_page = rules
        site.save()

    assert document_of(rules).url.startswith("http://")


# --- deleting and copies -----------------------------------------------------------------------------------------
def test_a_deleted_subtree_is_gone(family, committed):
    parent, child = family
    with committed():
        parent.delete()

    assert not found_keys() & {key_of(parent), key_of(child)}


def test_aliases_are_not_found_and_follow_no_publishing(rules):
    alias = core.translated(rules, "en", alias=True)
    publish(rules)

    assert document_of(alias) is None


def test_an_alias_that_becomes_a_page_is_found(rules, committed):
    alias = core.translated(rules, "en", alias=True)
    with committed():
        alias.alias_of = None
        alias.save(update_fields=["alias_of_id"], clean=False)
    assert document_of(alias).lang == "en"

    with committed():
        alias.alias_of = rules
        alias.save(update_fields=["alias_of_id"], clean=False)
    assert document_of(alias) is None


def test_a_translation_is_found_when_it_is_published(rules, committed):
    english = core.locale_for("en")
    core.translated(rules.get_parent(), "en", alias=True)
    source, _is_new = TranslationSource.update_or_create_from_instance(rules)
    translation = Translation.objects.create(source=source, target_locale=english)
    with committed():
        translation.save_target(publish=True)

    assert document_of(rules.get_translation(english)).lang == "en"


def test_news_follow_their_consultation(site_tree, committed):
    topic = TopicFactory(slug="zielen")
    about = publish(consultation(site_tree.consultations, topics=[]))
    item = publish(home.news(site_tree.news, consultation=about))
    with committed():
        about.topics = [topic]
        publish(about)
    assert "topic:zielen" in document_of(item).facets

    with committed():
        about.unpublish()
    assert "topic:zielen" not in document_of(item).facets


def test_news_outlive_their_consultation(site_tree, committed):
    about = publish(consultation(site_tree.consultations, topics=[TopicFactory(slug="zielen")]))
    item = publish(home.news(site_tree.news, consultation=about))
    with committed():
        ConsultationPage.objects.get(pk=about.pk).delete()

    assert "topic:zielen" not in document_of(item).facets


# --- names -------------------------------------------------------------------------------------------------------
def revision():
    return SearchState.objects.values_list("words_revision", flat=True).first() or 0


@pytest.mark.parametrize("make", [MunicipalityFactory, TopicFactory, core.OrganiserFactory, SynonymSetFactory])
def test_a_name_that_is_saved_or_deleted_is_read_again(make):
    before = revision()
    entry = make()
    saved = revision()
    entry.delete()

    assert before < saved < revision()


def test_promotions_are_read_again(rules):
    before = revision()
    SearchPromotion.objects.create(query=Query.get("regulamin"), page=rules)

    assert revision() > before


def test_a_new_municipality_belongs_to_the_metropolis(site_tree):
    page = publish(consultation(site_tree.consultations, whole_metropolis=True))
    version = document_of(page).version
    newcomer = MunicipalityFactory()

    assert f"area:{newcomer.teryt}" in document_of(page).facets.split()
    assert document_of(page).version > version


def test_another_county_changes_what_a_document_is_found_by(site_tree):
    county, municipality = core.CountyFactory(), MunicipalityFactory()
    page = publish(consultation(site_tree.consultations, municipalities=[municipality]))
    other = publish(consultation(site_tree.consultations, title="Bez zmian", municipalities=[MunicipalityFactory()]))
    version = document_of(other).version

    municipality.parent = county
    municipality.save()

    assert f"area:{county.teryt}" in document_of(page).facets.split()
    assert document_of(other).version == version


@pytest.mark.parametrize(
    ("make", "field", "facet"), [(TopicFactory, "slug", "topic"), (MunicipalityFactory, "teryt", "area")]
)
def test_a_new_code_replaces_the_old_one(site_tree, committed, make, field, facet):
    entry = make()
    codes = {"topics": [entry]} if facet == "topic" else {"municipalities": [entry]}
    page = publish(consultation(site_tree.consultations, **codes))
    with committed():
        setattr(entry, field, "3099992" if facet == "area" else "nowy-kod")
        entry.save()

    found = document_of(page).facet_values[facet]
    assert getattr(entry, field) in found
    assert len(found) == (2 if facet == "area" else 1)


def test_a_topic_that_goes_leaves_its_documents(site_tree, committed):
    topic = TopicFactory(slug="zielen")
    page = publish(consultation(site_tree.consultations, topics=[topic]))
    with committed():
        topic.delete()

    assert "topic:zielen" not in document_of(page).facets


def test_trainings_follow_the_place_of_their_organiser(site_tree, committed):
    organiser, municipality = core.OrganiserFactory(), MunicipalityFactory()
    page = publish(training(site_tree.trainings, organiser=organiser))
    with committed():
        organiser.municipality = municipality
        organiser.save()

    assert f"area:{municipality.teryt}" in document_of(page).facets.split()


def test_a_section_is_found_by_its_area_after_moving(site_tree):
    section = publish(consultation_index(site_tree.consultations, title="Luboń", municipality=MunicipalityFactory()))

    assert "area:metropolis" in document_of(section).facets
