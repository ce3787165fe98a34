"""Wrong input in the edit form of a consultation: an error beside the field, nothing saved, never a server error."""

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.choices import Procedure
from consultations.models import ConsultationPage
from tests.admin_forms import errors_of, open_form, text_of
from tests.factories import consultations, core, home

DAY = timedelta(days=1)
PUBLISH = {"action-publish": "1"}


@dataclass(frozen=True)
class Form:
    """The edit form of a consultation as an administrator opens it."""

    address: str
    data: dict[str, list[str]]


@pytest.fixture(scope="module")
def form(module_db):
    page = consultations.consultation(home.site_tree().consultations)
    return Form(f"/admin/pages/{page.pk}/edit/", open_form(f"/admin/pages/{page.pk}/edit/", "title"))


@pytest.fixture
def send(client, form, db):
    """Send the form with some of its fields changed; None leaves a field out."""
    client.force_login(core.AdministratorFactory())

    def post(changes, address=form.address):
        data = {**form.data, **changes}
        return client.post(address, {name: value for name, value in data.items() if value is not None})

    return post


@pytest.fixture
def edited(form, db):
    return ConsultationPage.objects.get()


def moment(days):
    return timezone.localtime(timezone.now() + days * DAY).strftime("%Y-%m-%d %H:%M")


def day(days):
    return moment(days)[:10]


# What is wrong, what is typed, and the fields that must carry an error when the page is published.
WRONG = {
    "ends before it starts": ({"opens_at": moment(5), "closes_at": moment(1)}, {"closes_at"}),
    "ends when it starts": ({"opens_at": day(5) + " 12:00", "closes_at": day(5) + " 12:00"}, {"closes_at"}),
    "announced after it opened": ({"announced_on": day(0)}, {"announced_on"}),
    "results before the end": (
        {"results_published_at": moment(1), "asked": "?", "said": "!", "done": "."},
        {"results_published_at"},
    ),
    "results expected before the end": ({"results_expected_on": day(1)}, {"results_expected_on"}),
    "results without a text": ({"results_published_at": moment(60)}, {"asked", "said", "done"}),
    "both the metropolis and a municipality": ({"whole_metropolis": "on"}, {"municipalities"}),
    "no area": ({"municipalities": None}, {"municipalities"}),
    "spatial plan without BIP": ({"procedure": Procedure.SPATIAL_PLAN}, {"bip_url"}),
    "revitalisation without BIP": ({"procedure": Procedure.REVITALISATION}, {"bip_url"}),
    "no organiser": ({"organiser": ""}, {"organiser"}),
    "organiser that does not exist": ({"organiser": "999999"}, {"organiser"}),
    "no topic": ({"topics": None}, {"topics"}),
    "topic that is a word": ({"topics": ["x"]}, {"topics"}),
    "unknown procedure": ({"procedure": "vote"}, {"procedure"}),
    "no dates": ({"opens_at": "", "closes_at": ""}, {"opens_at", "closes_at"}),
    "date that is no date": ({"opens_at": "2026-02-30 12:00"}, {"opens_at"}),
    "title of 300 characters": ({"title": "ż" * 300}, {"title"}),
    "no title": ({"title": ""}, {"title"}),
    "summary of 401 characters": ({"lead": "a" * 401}, {"lead"}),
    "broken address": ({"external_url": "konsultacje"}, {"external_url"}),
    "address that is a script": ({"external_url": "javascript:alert(1)"}, {"external_url"}),
    "address of the law that is a script": ({"bip_url": "javascript:alert(1)"}, {"bip_url"}),
    "slug with spaces": ({"slug": "park nad wartą"}, {"slug"}),
    "null character": ({"decision_maker": "Rada\x00"}, {"decision_maker"}),
}
# Rules a draft may still break: its text is not public yet.
FOR_PUBLISHING = ["no area", "spatial plan without BIP", "revitalisation without BIP"]


@pytest.mark.thorough
@pytest.mark.parametrize(("changes", "fields"), WRONG.values(), ids=WRONG)
def test_wrong_input_is_not_published(send, edited, changes, fields):
    revisions = edited.revisions.count()

    response = send({**changes, **PUBLISH})

    assert set(errors_of(response)) == fields
    assert edited.revisions.count() == revisions
    unchanged = ConsultationPage.objects.get()
    assert (unchanged.title, unchanged.opens_at, unchanged.procedure) == (
        edited.title,
        edited.opens_at,
        edited.procedure,
    )


def test_error_stands_beside_the_field_in_polish(send):
    response = send({**WRONG["ends before it starts"][0], **PUBLISH})

    message = "Podaj zamknięcie późniejsze niż otwarcie konsultacji."
    assert errors_of(response)["closes_at"] == [message]
    assert message in text_of(response, "[data-contentpath=closes_at] .error-message")


@pytest.mark.parametrize("case", FOR_PUBLISHING)
def test_draft_may_wait_for_what_the_law_asks(send, edited, case):
    changes, _fields = WRONG[case]

    response = send({**changes, "title": "Szkic"})

    assert response.status_code == 302
    saved = ConsultationPage.objects.get()
    assert saved.get_latest_revision_as_object().title == "Szkic"
    assert saved.title == edited.title


@pytest.mark.parametrize("case", ["ends before it starts", "both the metropolis and a municipality", "broken address"])
def test_draft_that_contradicts_itself_is_not_saved(send, edited, case):
    changes, fields = WRONG[case]

    response = send(changes)

    assert set(errors_of(response)) == fields
    assert edited.revisions.count() == 0


# --- rows and blocks -------------------------------------------------------------------------------------------------


def meeting_row(**changes):
    row = {
        "id": "",
        "ORDER": "1",
        "DELETE": "",
        "title": "Spotkanie",
        "starts_at": moment(2),
        "ends_at": moment(3),
        "place": "Biblioteka",
        "online_url": "",
        "accessibility_note": "",
    }
    return {"meetings-TOTAL_FORMS": "1"} | {f"meetings-0-{name}": value for name, value in (row | changes).items()}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": moment(1)}, "ends_at"),
        ({"starts_at": ""}, "starts_at"),
        ({"place": ""}, "place"),
        ({"online_url": "gdzieś"}, "online_url"),
        ({"title": ""}, "title"),
    ],
)
def test_wrong_meeting_is_not_saved(send, edited, changes, field):
    row = meeting_row(**changes)

    response = send({**row, **PUBLISH})

    errors_of(response)
    assert list(response.context["form"].formsets["meetings"].errors[0]) == [field]
    assert edited.meetings.count() == 0


def test_right_meeting_is_saved(send, edited):
    send({**meeting_row(), **PUBLISH})

    assert edited.meetings.get().place == "Biblioteka"


def stream(field, kind, **values):
    """Form data of a StreamField with one block."""
    head = {"count": "1", "0-type": kind, "0-order": "0", "0-deleted": "", "0-id": ""}
    return {f"{field}-{name}": value for name, value in head.items()} | {
        f"{field}-0-value{name}": value for name, value in values.items()
    }


BLOCKS = {
    "document without a file": stream("documents", "document", **{"-document": "", "-title": "x", "-summary": ""}),
    "document that does not exist": stream(
        "documents", "document", **{"-document": "99", "-title": "", "-summary": ""}
    ),
    "step without a text": stream("timeline", "step", **{"-date": "", "-date_text": "", "-text": ""}),
    "empty heading": stream("body", "heading", **{"": ""}),
    "link to nowhere": stream(
        "body",
        "call_to_action",
        **{"-text": "Dalej", "-page": "", "-external_url": "", "-heading": "", "-explanation": ""},
    ),
    "link that is a script": stream(
        "body",
        "call_to_action",
        **{"-text": "Dalej", "-page": "", "-external_url": "javascript:alert(1)", "-heading": "", "-explanation": ""},
    ),
}


@pytest.mark.parametrize("blocks", BLOCKS.values(), ids=BLOCKS)
def test_wrong_block_is_not_saved(send, edited, blocks):
    response = send({**blocks, **PUBLISH})

    assert set(errors_of(response)) == {next(iter(blocks)).split("-")[0]}
    assert edited.revisions.count() == 0


# --- addresses and markup --------------------------------------------------------------------------------------------


def test_slug_of_another_page_is_refused(send, edited):
    address = f"/admin/pages/add/consultations/consultationpage/{edited.get_parent().pk}/"

    response = send({"slug": edited.slug, **PUBLISH}, address)

    assert set(errors_of(response)) == {"slug"}
    assert ConsultationPage.objects.count() == 1


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
PLAIN_FIELDS = ["title", "lead", "influence", "not_changing", "decision_maker", "use_of_results", "legal_basis"]


def content_state(text, url):
    """What the rich text editor sends: a paragraph whose text is a link."""
    block = {
        "key": "a",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"key": 0, "offset": 0, "length": len(text)}],
        "data": {},
    }
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}
    return json.dumps({"blocks": [block], "entityMap": {"0": link}})


def test_markup_is_shown_as_text(send, client, edited):
    texts = dict.fromkeys(PLAIN_FIELDS, MARKUP) | {"contact": content_state(MARKUP, "javascript:alert(3)")}

    response = send({**texts, **PUBLISH, "slug": "markup"})
    html = client.get(ConsultationPage.objects.get().url).content.decode()

    assert response.status_code == 302
    assert html.count("&lt;script&gt;alert(1)") >= len(texts) - 1
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert "javascript:" not in html
