"""Staff find responses, read one, and take one out of the results; every reading is in the history."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.surveys import response_lists, selectors
from consultations.surveys.admin_responses import SearchForm
from consultations.surveys.models import OpenAnswer, Response, SurveyPage, Theme
from consultations.surveys.response_lists import Sought, answered_questions, found, listing, neighbours, number_found
from consultations.surveys.services import Circumstances, submit
from consultations.surveys.tokens import digest, new_token
from tests.admin_forms import text_of
from tests.factories import surveys
from tests.surveys.answering.contents import named

SAID = "Bo lubię jeździć"


@pytest.fixture
def address(survey):
    return reverse("surveys_admin:responses", args=[survey.pk])


def of(response):
    return reverse("surveys_admin:response", args=[SurveyPage.objects.first().pk, response.pk])


@pytest.fixture
def many(say):
    """Seven responses, no two alike: name -> response."""
    return {
        "bus": say(),
        "else": say(answers={"transport": {"choice": "else", "other": "rolki"}}),
        "text": say(SAID),
        "paper": say(circumstances=Circumstances(locale="pl", channel="paper")),
        "suspicious": say(suspicions=("links",)),
        "test": say(test=True),
        "now": say(now=timezone.now()),
    }


def code(survey, option):
    return str(selectors.code_numbers(survey.translation_key)["u-transport", "", option])


def names(many, page):
    known = {response.pk: name for name, response in many.items()}
    return [known[response.pk] for response, _municipality, _answered in page.context["rows"]]


def test_newest_first_and_nothing_of_what_was_said(staff, address, many):
    page = staff.get(address)
    assert names(many, page) == [*reversed(many)]
    assert SAID not in page.content.decode()
    assert "rolki" not in page.content.decode()
    assert "7" in text_of(page, ".answer-number")
    assert "no-store" in page["Cache-Control"]
    assert not PageLogEntry.objects.filter(action="surveys.read").exists()


FILTERS = [
    ({"status": "complete"}, {"bus", "else", "text", "paper", "now"}),
    ({"status": "review"}, {"suspicious"}),
    ({"channel": "paper"}, {"paper"}),
    ({"version": "1", "status": "test"}, {"test"}),
    ({"since": "today"}, {"now"}),
    ({"until": "yesterday", "channel": "web", "status": "complete"}, {"bus", "else", "text"}),
    ({"code": "else"}, {"else"}),
    ({"code": "bus", "status": "complete"}, {"bus", "paper", "now"}),
    ({"municipality": "outside"}, set()),
]


@pytest.mark.parametrize(("given", "expected"), FILTERS)
def test_filters(staff, address, survey, many, given, expected):
    today = timezone.localdate()
    days = {"today": today.isoformat(), "yesterday": (today - timedelta(days=1)).isoformat()}
    sent = {name: code(survey, value) if name == "code" else days.get(value, value) for name, value in given.items()}
    page = staff.get(address, sent)

    assert set(names(many, page)) == expected
    assert page.context["number"] == len(expected)
    assert (text_of(page, ".answer-none") == "") is bool(expected)
    for name, value in sent.items():
        assert page.context["form"][name].value() == value


@pytest.mark.parametrize(("question", "answer"), [("table", {"tram": "no_opinion"}), ("sure", "no_opinion")])
def test_no_opinion_is_looked_for_like_any_answer(staff, site_tree, question, answer):
    asked = [
        {"key": "table", "type": "matrix", "no_opinion": True, "rows": named("tram"), "columns": named("good", "bad")},
        {"key": "sure", "type": "yes_no", "no_opinion": True},
    ]
    page = surveys.survey_page(site_tree.home, surveys.content_of(asked))
    circumstances = Circumstances(locale="pl", channel="web")
    for given in ({question: answer}, {"table": {"tram": "good"}, "sure": "yes"}):
        version, now = page.live_version, timezone.now()
        submit(survey=page, version=version, answers=given, circumstances=circumstances, key=new_token(), now=now)
    choices = [pair for _text, group in SearchForm(page, {}).fields["code"].choices[1:] for pair in group]
    codes = [value for value, label in choices if "nie mam zdania" in label.lower()]
    pages = [staff.get(reverse("surveys_admin:responses", args=[page.pk]), {"code": code}) for code in codes]

    assert len(codes) == 2
    found = [row[0].answers for shown in pages for row in shown.context["rows"]]
    assert found == [{question: answer}]


def test_days_are_whole_days_here(staff, address, say):
    first = datetime(2026, 10, 24, tzinfo=ZoneInfo("Europe/Warsaw"))
    kept = say(now=first)
    Response.objects.update(submitted_at=first)
    late = say()
    Response.objects.filter(pk=late.pk).update(submitted_at=first + timedelta(hours=25))  # the night has 25 hours
    page = staff.get(address, {"since": "2026-10-24", "until": "2026-10-24"})
    assert [row[0].pk for row in page.context["rows"]] == [kept.pk]
    assert len(staff.get(address, {"until": "2026-10-25"}).context["rows"]) == 2


def test_municipality_and_other_surveys(staff, address, survey, many):
    Response.objects.filter(pk=many["bus"].pk).update(municipality="outside")
    other = surveys.survey_page(survey.get_parent(), surveys.SHORT, slug="b")
    Response.objects.filter(pk=many["text"].pk).update(survey_key=other.translation_key)

    assert names(many, staff.get(address, {"municipality": "outside"})) == ["bus"]
    assert "text" not in names(many, staff.get(address))


BAD = [
    {"since": "x"},
    {"until": "2026-02-31"},
    {"since": "2026-05-02", "until": "2026-05-01"},
    {"status": "x"},
    {"channel": "\x00"},
    {"municipality": "1"},
    {"version": "9" * 40},
    {"code": "-1"},
]


@pytest.mark.parametrize("bad", BAD)
def test_bad_filters_are_told_beside_their_field_and_narrow_nothing(staff, address, many, bad):
    page = staff.get(address, bad)
    assert page.status_code == 200
    assert set(page.context["form"].errors) <= set(bad)
    assert text_of(page, ".error-message") != ""


@pytest.mark.parametrize("place", ["x", "8e0c1d52-6f0b-4f0e-9d39-2f2f6a1f9b11", "\x00", "' OR 1=1"])
@pytest.mark.parametrize("way", ["before", "after"])
def test_places_that_lead_nowhere_show_the_first_page(staff, address, many, way, place):
    assert len(staff.get(address, {way: place}).context["rows"]) == 7


def test_empty_survey_says_so(staff, address):
    assert text_of(staff.get(address), ".answer-none") != ""


def test_pages_follow_each_other_and_keep_the_filter(staff, address, say, monkeypatch):
    monkeypatch.setattr(response_lists, "PER_PAGE", 3)
    moment = timezone.now()
    for _number in range(8):
        say(now=moment)  # of one hour, so that only the order of their ids tells them apart
    seen, query, before = [], "?status=complete", None
    while query:
        page = staff.get(address + query)
        seen.append([row[0].pk for row in page.context["rows"]])
        older = page.context["listing"].older
        assert page.context["number"] == 8
        query, before = (f"?status=complete&before={older}", page) if older else ("", page)
    assert [len(part) for part in seen] == [3, 3, 2]
    assert len({pk for part in seen for pk in part}) == 8

    back = staff.get(f"{address}?status=complete&after={before.context['listing'].newer}")
    assert [row[0].pk for row in back.context["rows"]] == seen[1]
    assert f"status=complete&amp;before={back.context['listing'].older}" in back.content.decode()


def test_next_and_previous_are_within_what_was_looked_for(staff, survey, many):
    page = staff.get(f"{of(many['text'])}?channel=web&status=complete")
    assert (page.context["newer"], page.context["older"]) == (str(many["now"].pk), str(many["else"].pk))
    assert neighbours(survey.translation_key, Sought(), many["bus"])[1] == ""


def test_many_are_not_counted_to_the_end(survey, many, monkeypatch):
    monkeypatch.setattr(response_lists, "MOST_COUNTED", 4)
    assert number_found(survey.translation_key, Sought()) == 5
    assert number_found(survey.translation_key, Sought(channel="paper")) == 1


def test_list_reads_neither_answers_nor_codes(survey, many, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        rows = listing(survey.translation_key, Sought(status="complete")).responses
    assert not {"answers", "codes", "measures", "content"} & set(asked[0]["sql"].split("FROM")[0].split('"'))
    assert answered_questions(rows)[many["text"].pk] == 1


def test_newest_are_found_by_an_index(survey, many):
    [known] = Response.objects.filter(pk=many["bus"].pk).values()
    start = known["submitted_at"]
    Response.objects.bulk_create(  # so many that sorting them all for one page would cost more
        Response(**known | {"id": uuid.uuid4(), "receipt_hash": f"r{hour}", "key_hash": f"k{hour}", "submitted_at": at})
        for hour, at in enumerate(start - timedelta(hours=hour) for hour in range(3000))
    )
    with connection.cursor() as cursor:  # otherwise PostgreSQL's plan depends on when it last looked by itself
        cursor.execute(f"ANALYZE {Response._meta.db_table}")
    plan = found(survey.translation_key, Sought(status="complete")).order_by("-submitted_at", "-pk")[:51].explain()
    assert "surveys_response_list" in plan


# --- one response -----------------------------------------------------------------------------------------------------
def test_response_in_words_and_its_opening_in_the_history(staff, survey, many):
    page = staff.get(of(many["else"]))
    assert "transport Inaczej: rolki" in text_of(page, ".survey-rehearsal")
    [entry] = PageLogEntry.objects.filter(action="surveys.read")
    assert (entry.page_id, entry.data) == (survey.pk, {"response": str(many["else"].pk)})
    assert "no-store" in page["Cache-Control"]
    assert text_of(staff.get(of(many["suspicious"])), ".survey-suspicions") != ""


def test_work_on_its_texts_is_shown(staff, survey, many):
    theme = Theme.objects.create(survey_key=survey.translation_key, uid="u-why", label="Radość", shortcut="r")
    work = OpenAnswer.objects.create(response=many["text"], uid="u-why", coded_at=timezone.now(), decision="publish")
    work.themes.add(theme)
    assert "Radość" in text_of(staff.get(of(many["text"])), ".answer-works")


def test_response_of_another_survey_is_not_there(staff, survey, many):
    other = surveys.survey_page(survey.get_parent(), surveys.SHORT, slug="b")
    for name in ("response", "contact", "void"):
        there = reverse(f"surveys_admin:{name}", args=[other.pk, many["bus"].pk])
        assert (staff.get if name == "response" else staff.post)(there).status_code == 404
    assert not PageLogEntry.objects.filter(action__startswith="surveys.").exists()


def decide(staff, response, **sent):
    return staff.post(reverse("surveys_admin:void", args=[SurveyPage.objects.first().pk, response.pk]), sent)


def test_taken_out_for_a_reason_and_put_back(staff, survey, many):
    bus = many["bus"]
    assert text_of(decide(staff, bus, reason=" "), ".errorlist") != ""
    assert selectors.counted(survey.translation_key).count() == 5
    decide(staff, bus, reason="Żart")
    assert selectors.counted(survey.translation_key).count() == 4
    assert Response.objects.get(pk=bus.pk).status == "void"
    decide(staff, bus, restore="1")

    assert selectors.counted(survey.translation_key).count() == 5
    told = [entry.data for entry in PageLogEntry.objects.filter(action="surveys.review").order_by("pk")]
    about = {"response": str(bus.pk)}
    assert told == [{**about, "counted": False, "reason": "Żart"}, {**about, "counted": True, "reason": ""}]


@pytest.mark.parametrize("status", ["review", "test", "erased"])
@pytest.mark.parametrize("sent", [{"reason": "Żart"}, {"restore": "1"}])
def test_only_what_counts_is_taken_out_and_only_that_put_back(staff, many, status, sent):
    Response.objects.filter(pk=many["bus"].pk).update(status=status)
    decide(staff, many["bus"], **sent)
    assert Response.objects.get(pk=many["bus"].pk).status == status
    assert not PageLogEntry.objects.filter(action="surveys.review").exists()


# --- contact data -----------------------------------------------------------------------------------------------------
@pytest.fixture
def linked(survey, say):
    """A response with contact data."""
    survey.linked, survey.policy = True, "email"
    survey.save()
    contact = {"key": "who", "type": "contact", "fields": ["name", "email"]}
    version = surveys.survey_version(survey, surveys.content_of([contact]))
    given = {"who": {"name": "Anna Nowak", "email": "anna@example.org"}}
    return say(version=version, answers=given, subject=digest("email", "anna"))


def show(staff, response):
    return staff.post(reverse("surveys_admin:contact", args=[SurveyPage.objects.first().pk, response.pk]))


def test_contact_data_is_shown_only_when_asked_for_and_each_time_is_told(staff, linked):
    assert "Anna Nowak" not in staff.get(of(linked)).content.decode()
    for _time in range(2):
        assert "Anna Nowak" in text_of(show(staff, linked), ".answer-contact")
    told = [entry.data for entry in PageLogEntry.objects.filter(action="surveys.contact")]
    assert told == [{"response": str(linked.pk)}] * 2
    assert "Anna" not in str([entry.data for entry in PageLogEntry.objects.all()])


def test_contact_data_that_cannot_be_read_any_more(staff, linked, settings):
    settings.SURVEY_SECRET = "another"
    assert text_of(show(staff, linked), ".help-critical") != ""


def test_response_without_contact_data(staff, many):
    assert "contact/" not in staff.get(of(many["bus"])).content.decode()
    assert show(staff, many["bus"]).status_code == 200
