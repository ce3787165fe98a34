"""The screen where texts are coded: forms that work without scripts, and say what is wrong beside the field."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from consultations.surveys.coding_queue import Wanted, all_texts
from consultations.surveys.models import OpenAnswer, Response, Theme
from consultations.surveys.services.coding import add_theme
from tests.admin_forms import text_of
from tests.factories.core import AdministratorFactory

pytestmark = pytest.mark.thorough

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def address(survey):
    return reverse("surveys_admin:coder", args=[survey.pk, "u-why"])


@pytest.fixture
def theme(survey, user):
    return add_theme(page=survey, user=user, uid="u-why", label="Drogi", shortcut="d")


def shown(page):
    return text_of(page, ".answer-text")


def sent(page, **changes):
    """What the form on the page would send."""
    form, text = page.context["form"], page.context["text"]
    values = {name: form[name].value() for name in ("decision", "redacted", "reason", "note", "seen", "themes")}
    return {"at": text.name, "do": "next", **values, **changes}


def save(staff, address, page, **changes):
    return staff.post(address, sent(page, **changes), follow=True)


def test_questions_with_texts_and_how_far_they_are(staff, survey, say, address):
    for number in range(3):
        say(f"Tekst {number}")
    save(staff, address, staff.get(address), decision="publish")
    page = staff.get(reverse("surveys_admin:coding", args=[survey.pk]))

    rows = {text: (done.total, done.coded, done.published) for _one, text, done in page.context["rows"]}
    assert rows["Dlaczego?"] == (3, 1, 1)
    assert set(rows) == {"transport", "Dlaczego?", "diary", "map"}
    assert text_of(page, ".answer-private") != ""


def test_saving_goes_to_the_next_text(staff, say, address, theme):
    for text in ("Pierwszy", "Drugi", "Trzeci"):
        say(text)
    page = staff.get(address, {"uncoded": "on"})
    assert shown(page) == "Pierwszy"
    page = save(staff, f"{address}?uncoded=on", page, themes=[theme.pk], note="moja")

    assert shown(page) == "Drugi"
    assert "1" in text_of(page, ".answer-progress")
    assert page.request["QUERY_STRING"].startswith("uncoded=True")
    work = OpenAnswer.objects.get()
    assert (work.note, list(work.themes.all()), work.redacted) == ("moja", [theme], "")


def test_saving_can_stay_where_it_is(staff, say, address, theme):
    say("Pierwszy")
    say("Drugi")
    page = save(staff, address, staff.get(address), do="stay", decision="withhold", themes=[theme.pk])

    assert shown(page) == "Pierwszy"
    assert page.context["form"]["decision"].value() == "withhold"
    assert page.context["frame"] == [(theme, True)]


def test_there_and_back_again(staff, say, address):
    for text in ("Pierwszy", "Drugi"):
        say(text)
    name = staff.get(address).context["text"].name
    second = staff.get(address, {"at": name, "go": "next"})
    assert shown(second) == "Drugi"
    assert shown(staff.get(address, {"at": second.context["text"].name, "go": "previous"})) == "Pierwszy"
    assert shown(staff.get(address, {"at": second.context["text"].name})) == "Drugi"
    assert text_of(staff.get(address, {"at": second.context["text"].name, "go": "next"}), ".answer-none") != ""


def test_redaction_needs_a_reason_beside_the_field(staff, say, address):
    say("Mieszkam przy Rynku 7")
    page = staff.get(address)
    assert page.context["form"]["redacted"].value() == "Mieszkam przy Rynku 7"
    refused = save(staff, address, page, redacted="Mieszkam przy […]")

    assert text_of(refused, "#id_reason_error") != ""
    assert refused.context["form"]["redacted"].value() == "Mieszkam przy […]"
    assert not OpenAnswer.objects.exists()
    save(staff, address, page, redacted="Mieszkam przy […]", reason="adres", decision="publish")
    work = OpenAnswer.objects.get()
    assert (work.redacted, work.reason, work.decision) == ("Mieszkam przy […]", "adres", "publish")
    assert Response.objects.get().answers["why"] == "Mieszkam przy Rynku 7"


@pytest.mark.parametrize("redacted", ["Dwie\r\nlinie", "  Dwie\nlinie ", "", "   "])
def test_text_that_was_not_changed_is_no_redaction(staff, say, address, redacted):
    say("Dwie\nlinie")
    save(staff, address, staff.get(address), redacted=redacted)
    assert OpenAnswer.objects.get().redacted == ""


def test_personal_data_is_marked_and_a_text_without_it_proposed(staff, say, address):
    say("Pisz: jan@example.org <b>x</b>")
    page = staff.get(address)
    assert text_of(page, ".answer-text mark") == "jan@example.org"
    assert "<b>x</b>" in shown(page)

    proposed = staff.get(address, {"at": page.context["text"].name, "mask": "1"}).context["form"]
    assert proposed["redacted"].value() == "Pisz: […] <b>x</b>"
    assert proposed["reason"].value()


def test_somebody_elses_decision_is_replaced_and_told(staff, say, address):
    say("Pierwszy")
    page = staff.get(address)
    text = page.context["text"]
    other = AdministratorFactory()
    OpenAnswer.objects.create(
        response_id=text.response_id, uid="u-why", coded_at="2026-01-01T10:00Z", coded_by=other, decision="withhold"
    )
    after = save(staff, address, page, decision="publish")

    assert str(other) in text_of(after, ".messages")
    assert OpenAnswer.objects.get().decision == "publish"
    quiet = save(staff, address, staff.get(address), decision="open")
    assert str(other) not in text_of(quiet, ".messages")


def test_private_question_offers_no_publication(staff, survey, say):
    say(answers={"diary": "Choruję"})
    address = reverse("surveys_admin:coder", args=[survey.pk, "u-diary"])
    page = staff.get(address)
    assert "publish" not in dict(page.context["form"].fields["decision"].choices)
    refused = save(staff, address, page, decision="publish")
    assert refused.context["form"].errors["decision"]
    assert not OpenAnswer.objects.exists()


BAD = [
    {"themes": ["999"]},
    {"themes": ["x"]},
    {"decision": "x"},
    {"decision": ""},
    {"note": "x" * 2001},
    {"redacted": "x" * 20_001, "reason": "y"},
    {"reason": "x" * 201},
    {"note": "\x00"},
]


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_said_and_stores_nothing(staff, say, address, bad):
    say("Pierwszy")
    refused = save(staff, address, staff.get(address), **bad)
    assert refused.status_code == 200
    assert set(refused.context["form"].errors) & {*bad, "reason"}
    assert text_of(refused, ".error-message") != ""
    assert not OpenAnswer.objects.exists()


@pytest.mark.parametrize(
    "at", ["", "x", "00000000-0000-4000-8000-000000000000.", "00000000-0000-4000-8000-00000000000g.1"]
)
def test_text_that_is_gone_is_told(staff, say, address, at):
    say("Pierwszy")
    after = staff.post(address, {"at": at, "decision": "publish"}, follow=True)
    assert text_of(after, ".messages .warning") != ""
    assert shown(after) == "Pierwszy"
    assert not OpenAnswer.objects.exists()


@pytest.mark.parametrize("seen", ["", "x", "2026-13-45T99:00", "2026-01-01T00:00:00+00:00"])
def test_any_moment_is_taken(staff, say, address, seen):
    say("Pierwszy")
    save(staff, address, staff.get(address), seen=seen)
    assert OpenAnswer.objects.count() == 1


@pytest.mark.parametrize(
    "query", ["?q=%00", "?theme=x", "?theme=" + "9" * 40, "?q=" + "x" * 300, "?go=next", "?at=%00"]
)
def test_any_address_is_answered(staff, say, address, query):
    say("Pierwszy")
    assert staff.get(address + query).status_code == 200


def test_theme_for_everything_that_was_found(staff, survey, say, address, theme, why):
    for text in ("Żółta droga", "zolta ścieżka", "Park"):
        say(text)
    page = staff.get(address, {"q": "ŻÓŁTA"})
    assert "2" in text_of(page, ".answer-bulk")
    tag = reverse("surveys_admin:tag", args=[survey.pk, "u-why"])
    staff.post(f"{tag}?q=ŻÓŁTA", {"give": theme.pk})

    assert [one.text for one in all_texts(why, Wanted(theme=theme.pk))] == ["Żółta droga", "zolta ścieżka"]


@pytest.mark.parametrize(("query", "give"), [("", "{pk}"), ("?q=x", ""), ("?q=x", "x"), ("?q=x", "999999")])
def test_theme_for_all_needs_words_and_a_theme(staff, survey, say, theme, query, give):
    say("x")
    tag = reverse("surveys_admin:tag", args=[survey.pk, "u-why"])
    after = staff.post(tag + query, {"give": give.format(pk=theme.pk)}, follow=True)
    assert text_of(after, ".messages .error") != ""
    assert not OpenAnswer.objects.exists()


def test_beginning_to_read_is_in_the_history(staff, survey, say, address):
    say("Pierwszy")
    name = staff.get(address).context["text"].name
    staff.get(address, {"at": name})
    [entry] = PageLogEntry.objects.filter(action="surveys.read")
    assert (entry.page_id, entry.data) == (survey.pk, {"question": "u-why"})


def test_question_without_texts_has_no_screen(staff, survey):
    for uid in ("u-nothing", "x" * 200):
        assert staff.get(reverse("surveys_admin:coder", args=[survey.pk, uid])).status_code == 404
        assert staff.get(reverse("surveys_admin:themes", args=[survey.pk, uid])).status_code == 404


# --- the code frame ---------------------------------------------------------------------------------------------------
@pytest.fixture
def frame(survey):
    return reverse("surveys_admin:themes", args=[survey.pk, "u-why"])


def labels():
    return list(Theme.objects.values_list("label", "shortcut", "parent__label"))


def test_themes_are_added_changed_moved_and_deleted(staff, frame):
    staff.post(frame, {"do": "add", "label": "Drogi"})
    top = Theme.objects.get()
    staff.post(frame, {"do": "add", "label": "Rowerowe", "shortcut": "B", "parent": top.pk})
    staff.post(frame, {"do": "add", "label": "Zieleń", "shortcut": "z"})
    staff.post(frame, {"do": "change", "theme": top.pk, "label": "Ulice", "shortcut": ""})
    staff.post(frame, {"do": "up", "theme": Theme.objects.get(label="Zieleń").pk})
    assert labels() == [("Zieleń", "z", None), ("Ulice", "1", None), ("Rowerowe", "b", "Ulice")]
    page = staff.get(frame)
    assert [theme.label for theme, _form in page.context["rows"]] == ["Zieleń", "Ulice", "Rowerowe"]

    asks = staff.post(frame, {"do": "delete", "theme": top.pk})
    assert "Rowerowe" in asks.content.decode()
    assert Theme.objects.count() == 3
    staff.post(frame, {"do": "delete", "theme": top.pk, "sure": "1"})
    assert labels() == [("Zieleń", "z", None)]


REFUSED = [
    ({"label": ""}, "label"),
    ({"label": "x" * 121}, "label"),
    ({"label": "DROGI"}, "label"),
    ({"label": "Nowy", "shortcut": "d"}, "shortcut"),
    ({"label": "Nowy", "shortcut": "P"}, "shortcut"),
    ({"label": "Nowy", "shortcut": "?"}, "shortcut"),
    ({"label": "Nowy", "parent": "999"}, "parent"),
]


@pytest.mark.parametrize(("given", "field"), REFUSED)
def test_refusals_stand_beside_the_field(staff, frame, theme, given, field):
    page = staff.post(frame, {"do": "add", **given})
    assert page.context["new"].errors[field]
    assert text_of(page, ".error-message") != ""
    assert labels() == [("Drogi", "d", None)]


def test_change_that_is_refused_keeps_what_was_typed(staff, frame, theme):
    staff.post(frame, {"do": "add", "label": "Zieleń"})
    page = staff.post(frame, {"do": "change", "theme": theme.pk, "label": "zieleń", "shortcut": "d"})
    [(_theme, form), _other] = page.context["rows"]
    assert (form["label"].value(), bool(form.errors["label"])) == ("zieleń", True)


@pytest.mark.parametrize("do", ["change", "delete", "up", "down"])
@pytest.mark.parametrize("pk", ["", "x", "0", "9" * 30, "foreign"])
def test_theme_of_another_question_is_not_there(staff, survey, user, frame, do, pk):
    foreign = add_theme(page=survey, user=user, uid="u-diary", label="Inne")
    sent = {"do": do, "theme": foreign.pk if pk == "foreign" else pk, "label": "x", "sure": "1"}
    assert staff.post(frame, sent).status_code == 404
    assert labels() == [("Inne", "1", None)]


def test_unknown_action_does_nothing(staff, frame):
    assert staff.post(frame, {"do": "x"}).status_code == 302
