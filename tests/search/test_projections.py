"""What of an object can be found: text of blocks, files, and who may see them."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from cms.core.blocks import BodyStreamBlock
from home.blocks import ScheduleStreamBlock
from search.attachments import attached
from search.documents import AreaTree, document_fields, plain_fields, with_areas
from search.findable import Surroundings, all_owners
from search.models import ExtractedText
from search.owners import grouped, owner_of
from search.pages import html_files, html_text, moments, stream_files, stream_text
from search.projection import Attachment
from tests.factories import core, home
from tests.factories.search import NOW, key_of, projection, read_text, text_file

AREAS = AreaTree({"3021": "", "3021011": "3021", "3021083": "3021", "3064011": ""})
BLOCKS = {
    "heading": ("Jak wziąć udział?", ["Jak wziąć udział?"]),
    "paragraph": ("<p>Głos do <b>12</b> grudnia.</p><p>Każdy.</p>", ["Głos do 12 grudnia.", "Każdy."]),
    "quote": ({"text": "Ławka to decyzja.", "attribution": "uczestniczka"}, ["Ławka to decyzja.", "uczestniczka"]),
    "notice": ({"level": "warning", "text": "<p>Zmiana sali</p>"}, ["Zmiana sali"]),
    "accordion": ({"items": [{"heading": "Konto?", "content": "<p>Nie &amp; nigdy.</p>"}]}, ["Konto?", "Nie & nigdy."]),
    "table": ({"data": [["Gmina", 412], ["Luboń", None]], "table_caption": "Głosy"}, ["Głosy", "Gmina 412", "Luboń"]),
    "timeline": ({"items": [{"date_text": "marzec", "text": "Projekt"}]}, ["marzec", "Projekt"]),
    "contact": ({"name": "Biuro", "email": "b@example.org"}, ["Biuro"]),
    "map": ({"title": "Rynek", "latitude": 52.3, "longitude": 16.9, "directions": "bez schodów"}, ["bez schodów"]),
}
UNWANTED = ("warning", "ostrzeżenie", "example.org", "52.3", "<", "&amp;", "None")


def stream(*blocks):
    return BodyStreamBlock().to_python([{"type": name, "value": value} for name, value in blocks])


@pytest.mark.parametrize("name", BLOCKS)
def test_text_of_a_block_is_what_its_editor_wrote(name):
    value, expected = BLOCKS[name]

    text = stream_text(stream((name, value)))

    assert [part for part in expected if part not in text] == []
    assert [word for word in UNWANTED if word in text] == []


def test_labels_of_choices_are_no_text():
    rows = [{"event": "Warsztat", "dates": [], "date_text": "czerwiec", "recruitment": "online", "place": "Skoki"}]
    value = ScheduleStreamBlock().to_python([{"type": "schedule", "value": {"caption": "Plan", "rows": rows}}])

    assert stream_text(value).split("\n") == ["Plan", "Warsztat", "czerwiec", "Skoki"]


def test_an_empty_stream_has_no_text():
    assert stream_text(stream()) == ""
    assert html_text("") == ""


def test_files_of_choosers_and_links_are_found(db):
    chosen, linked = core.PortalDocumentFactory(), core.PortalDocumentFactory()
    link = f'<p><a linktype="document" id="{linked.pk}">plik</a> <a linktype="page" id="1">strona</a></p>'
    value = stream(("documents", {"heading": "", "documents": [chosen.pk]}), ("paragraph", link))

    assert [one.document_id for one in stream_files(value)] == [chosen.pk, linked.pk]
    assert [one.document_id for one in html_files("", link)] == [linked.pk]


def test_a_time_needs_both_ends():
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)

    assert moments(start, end, (end, end)) == ((start, end), (end, end))
    assert moments(start, None, (end, end)) == ((end, end),)
    assert moments(None, None) == ()


# --- rows --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["3021083"], {"3021", "3021083", "metropolis"}),
        (["3021"], {"3021", "3021011", "3021083", "metropolis"}),
        (["3064011"], {"3064011", "metropolis"}),
        (["metropolis"], {"3021", "3021011", "3021083", "3064011", "metropolis"}),
        ([], set()),
        (["9999999"], {"9999999", "metropolis"}),
    ],
)
def test_an_area_is_found_from_above_and_below(chosen, expected):
    assert AREAS.covered(chosen) == expected


def test_fields_of_a_row():
    opens = datetime(2026, 11, 1, tzinfo=UTC)
    fields = document_fields(
        projection(
            title="  Plan\x00 ogólny ",
            body="\fdruga strona \ud800",
            facets={"topic": ["zielen"], "area": ["3021083"]},
            opens_at=opens,
            intervals=((opens, opens),),
        ),
        AREAS,
    )

    assert fields["title"] == "Plan ogólny"
    assert fields["body"] == "\fdruga strona "
    assert fields["facets"] == "area:3021 area:3021083 area:metropolis topic:zielen kind:page lang:pl"
    assert fields["labels"] == "topic_zielen area_3021083"
    assert fields["intervals"] == [[1793491200000, 1793491200000]]
    assert fields["surface"] == "plan ogolny zz druga strona"


def test_texts_keep_their_angle_brackets():
    assert plain_fields(projection(body="a < b " * 3000, lead="<b>"), AREAS)["lead"] == "<b>"


def test_areas_are_known_again_from_the_labels():
    before = plain_fields(projection(facets={"area": ["3021083"], "tag": ["x"]}), AreaTree({"3021083": ""}))
    after = plain_fields(projection(facets={"area": ["3021083"], "tag": ["x"]}), AREAS)

    assert before["facets"] != after["facets"]
    assert with_areas(before["facets"], before["labels"], AREAS) == after["facets"]


def test_owners_are_grouped():
    assert grouped(["page-1", "surveys.survey-7", "page-2"]) == {"page": ["1", "2"], "surveys.survey": ["7"]}


# --- files -------------------------------------------------------------------------------------------------------
@pytest.fixture
def surroundings(db):
    return Surroundings(NOW)


def files_of(surroundings, *documents, **fields):
    attachments = tuple(Attachment(document_id=one.pk) for one in documents)
    container = projection(attachments=attachments, facets={"topic": ["zielen"]}, **fields)
    return attached("page-1", container, surroundings)


def test_a_file_names_where_it_hangs(surroundings):
    document = text_file("x", title="Uchwała", language="uk")
    read_text(document, "Strona pierwsza\fStrona druga")

    (found,) = files_of(surroundings, document).projections.values()

    assert (found.kind, found.lang, found.title) == ("document", "uk", "Uchwała")
    assert (found.url, found.file_id) == (document.url, document.pk)
    assert (found.container_title, found.container_url) == ("Ścieżki rowerowe", "/pl/sciezki/")
    assert found.body == "Strona pierwsza\fStrona druga"
    assert found.facets == {"topic": ["zielen"]}


@pytest.mark.parametrize("state", [ExtractedText.State.PENDING, ExtractedText.State.FAILED])
def test_an_unread_file_is_found_by_its_title_only(surroundings, state):
    document = text_file("x")
    ExtractedText.objects.create(document=document, text="stary tekst", state=state)

    found = files_of(surroundings, document)

    assert [one.body for one in found.projections.values()] == [""]
    assert found.unread == []


@pytest.mark.parametrize(
    ("name", "is_found", "is_wanted"),
    [
        ("plan.PDF", True, True),
        ("plan.docx", True, True),
        ("dane.csv", True, False),
        ("film.mp4", False, False),
        ("napisy.vtt", False, False),
        ("bez-koncowki", True, False),
    ],
)
def test_text_is_asked_for_where_there_can_be_one(surroundings, name, is_found, is_wanted):
    document = core.PortalDocumentFactory(file__filename=name)

    found = files_of(surroundings, document)

    assert list(found.projections) == ([f"page-1-file-{document.pk}"] if is_found else [])
    assert found.unread == ([document.pk] if is_wanted else [])


@pytest.mark.parametrize("is_nested", [False, True])
def test_files_of_a_restricted_collection_are_nobodys(surroundings, is_nested):
    private = core.root_collection().add_child(instance=Collection(name="Wewnętrzne"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    collection = private.add_child(instance=Collection(name="Szkice")) if is_nested else private

    found = files_of(surroundings, text_file("x", collection=collection), text_file("y"))

    assert len(found.projections) == 1


def test_a_file_attached_twice_keeps_the_fuller_title(surroundings):
    document = text_file("x")
    attachments = (
        Attachment(document_id=document.pk),
        Attachment(document_id=document.pk, title="Uchwała", summary="W skrócie"),
        Attachment(document_id=document.pk + 1000),
    )

    found = attached("page-1", projection(attachments=attachments), surroundings).projections

    assert [(one.title, one.lead) for one in found.values()] == [("Uchwała", "W skrócie")]


# --- who may be found --------------------------------------------------------------------------------------------
def test_only_what_everybody_may_read_in_a_language_of_the_portal(site_tree, monkeypatch):
    shown = home.standard(site_tree.home)
    home.standard(site_tree.home, title="Szkic", live=False)
    english = core.translated(shown, "en", title="How it works")
    core.translated(home.standard(site_tree.home, title="Prywatność"), "uk", alias=True)
    owners = all_owners(Surroundings(NOW))

    assert {key_of(shown), key_of(english), owner_of(site_tree.home)} <= set(owners)
    assert len(owners) == 4 + 2 + 1  # the tree, two Polish pages, the translation; the home page above it is an alias

    monkeypatch.setattr("search.findable.get_content_languages", lambda: {"pl": "Polski"})
    assert key_of(english) not in all_owners(Surroundings(NOW))
