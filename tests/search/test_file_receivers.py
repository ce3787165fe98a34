"""What staff do with files is found, or found no more: attaching, replacing, hiding, deleting."""

from unittest.mock import patch

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from search import services
from search.models import ExtractedText, SearchDocument
from tests.factories import core, home
from tests.factories.search import document_of, file_key, found_keys, publish, read_text, text_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def attached(site_tree):
    """A published page with a file that was read."""
    document = text_file("Odwodnienie", title="Uchwała")
    read_text(document, "Odwodnienie")
    link = f'<p><a linktype="document" id="{document.pk}">plik</a></p>'
    page = publish(home.standard(site_tree.home, body=[("paragraph", link)]))
    return page, document


def file_of(page, document):
    return SearchDocument.objects.live().filter(key=file_key(page, document)).first()


def test_a_renamed_file_is_found_by_its_new_name(attached):
    page, document = attached
    document.title = "Zarządzenie"
    document.save()

    assert file_of(page, document).title == "Zarządzenie"


def test_a_replaced_file_loses_its_text_at_once_and_is_read_again(attached, committed):
    page, document = attached
    with committed():
        document.file = text_file("Nawierzchnia").file
        document.save()
        assert file_of(page, document).body == ""

    assert file_of(page, document).body == "Nawierzchnia"


def test_a_deleted_file_is_gone(attached, committed):
    page, document = attached
    key = file_key(page, document)
    with committed():
        document.delete()

    assert key not in found_keys()
    assert document_of(page) is not None


def test_facts_of_a_file_are_no_change(attached):
    _page, document = attached
    with patch.object(services, "file_changed") as changed:
        document.save(update_fields=["file_hash"])

    changed.assert_not_called()


def test_a_restricted_collection_hides_its_files(attached, committed):
    page, document = attached
    collection = core.root_collection().add_child(instance=Collection(name="Wewnętrzne"))
    document.collection = collection
    document.save()
    with committed():
        restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        assert file_of(page, document) is None

    with committed():
        restriction.delete()
    assert file_of(page, document) is not None


def test_a_file_moved_into_a_restricted_collection_is_hidden(attached):
    page, document = attached
    collection = core.root_collection().add_child(instance=Collection(name="Wewnętrzne"))
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document.collection = collection
    document.save()

    assert file_of(page, document) is None


def test_a_page_taken_out_takes_its_files_along(attached):
    page, document = attached
    page.unpublish()

    assert file_of(page, document) is None


def test_a_file_is_found_in_its_own_language_once(attached):
    page, document = attached
    english = publish(core.translated(page, "en", title="Rules"))

    assert file_of(english, document) is None
    assert file_of(page, document) is not None


def test_new_files_are_read_after_the_commit_within_seconds(site_tree, committed):
    document = text_file("Odwodnienie")
    link = f'<p><a linktype="document" id="{document.pk}">plik</a></p>'
    with committed():
        page = publish(home.standard(site_tree.home, body=[("paragraph", link)]))
        assert ExtractedText.objects.get().state == "pending"

    assert file_of(page, document).body == "Odwodnienie"


def test_reading_pauses_between_two_requests(site_tree):
    with patch("search.services.files.extract_pending", return_value=1) as extract_pending:
        services.files.read_waiting_files()
        services.files.read_waiting_files()

    extract_pending.assert_called_once_with(limit=20, seconds=services.files.WAIT_SECONDS)
