"""Texts are gone through one by one, in order, forwards and back, all or some of them."""

import pytest
from django.utils import timezone

from consultations.surveys import coding_queue
from consultations.surveys.coding_queue import Wanted, all_texts, beside, open_questions, progress, text_at
from consultations.surveys.models import OpenAnswer, Response, Theme
from tests.factories import surveys

ALL = Wanted()


def texts(question, wanted=ALL):
    return [one.text for one in all_texts(question, wanted)]


def walk(question, wanted=ALL, *, backwards=False):
    """From one text to the next, as the screen does it."""
    found, text = [], beside(question, wanted, backwards=backwards)
    while text is not None:
        found.append(text.text)
        text = beside(question, wanted, text.name, backwards=backwards)
    return found


def code(question, name, *themes, **fields):
    text = text_at(question, name)
    work = OpenAnswer.objects.create(
        response_id=text.response_id, uid=question.uid, part=text.part, coded_at=timezone.now(), **fields
    )
    work.themes.set(themes)


@pytest.fixture(params=[1, 2, 100])
def chunk(request, monkeypatch):
    monkeypatch.setattr(coding_queue, "CHUNK", request.param)


def test_oldest_first_forwards_and_back(why, say, chunk):
    said = [say(f"Tekst {number}") and f"Tekst {number}" for number in range(5)]
    say()  # nothing to code

    assert texts(why) == said
    assert walk(why) == said
    assert walk(why, backwards=True) == said[::-1]


def test_responses_of_one_hour_are_each_met_once(why, say, chunk):
    moment = timezone.now()
    for number in range(7):
        say(f"Tekst {number}", now=moment)

    assert sorted(walk(why)) == sorted(texts(why)) == [f"Tekst {number}" for number in range(7)]
    assert walk(why, backwards=True) == walk(why)[::-1]


def test_texts_of_one_answer_follow_each_other(survey, say):
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [16.9, 52.4]}, "properties": {"comment": word}}
        for word in ("dziura", "korzeń")
    ]
    say(answers={"map": {"type": "FeatureCollection", "features": features, "description": "przy moście"}})
    say(answers={"map": {"type": "FeatureCollection", "features": features[:1]}})
    question = coding_queue.open_question(survey.translation_key, "u-map")

    assert walk(question) == ["przy moście", "dziura", "korzeń", "dziura"]
    assert walk(question, backwards=True) == ["dziura", "korzeń", "dziura", "przy moście"]
    assert progress(question).total == 4


def test_texts_beside_options(survey, say):
    say(answers={"transport": {"choice": "else", "other": "hulajnoga"}})
    say(answers={"transport": "bus"})
    question = coding_queue.open_question(survey.translation_key, "u-transport")

    assert walk(question) == ["hulajnoga"]
    assert progress(question).total == 1


@pytest.mark.parametrize("text", ["12", "true", "null", '"w cudzysłowie"', "[1]", "007", "Zażółć"])
def test_text_is_read_as_it_was_written(why, say, text):
    say(text)
    assert texts(why) == [text]


def test_only_counted_responses_of_this_survey(why, say, survey):
    for status in ("void", "review", "test", "erased"):
        gone = say(f"Tekst {status}")
        Response.objects.filter(pk=gone.pk).update(status=status)
    say("Liczy się")
    other = surveys.survey_page(
        survey.get_parent(), surveys.content_of([{"key": "why", "type": "long_text"}]), slug="b"
    )
    say("Obcy", survey=other, version=other.live_version)

    assert walk(why) == ["Liczy się"]


def test_key_that_another_question_had_before_is_not_mixed_up(survey, say):
    say("Stary tekst")
    element = {"key": "why", "uid": "u-new", "type": "long_text"}
    version = surveys.survey_version(survey, surveys.content_of([element]))
    say("Nowy tekst", version=version)
    found = {one.uid: texts(one) for one in open_questions(survey.translation_key)}

    assert found["u-why"] == ["Stary tekst"]
    assert found["u-new"] == ["Nowy tekst"]


def test_some_of_them(why, say, survey):
    for text in ("Żółty most", "zolta Łąka", "Park"):
        say(text)
    first, second, _third = all_texts(why, ALL)
    theme = Theme.objects.create(survey_key=survey.translation_key, uid=why.uid, label="Zieleń", shortcut="z")
    code(why, first.name)
    code(why, second.name, theme)

    assert walk(why, Wanted(words="ŻÓŁT")) == ["Żółty most", "zolta Łąka"]
    assert walk(why, Wanted(words="laka zolta")) == ["zolta Łąka"]
    assert walk(why, Wanted(is_uncoded=True)) == ["Park"]
    assert walk(why, Wanted(theme=theme.pk)) == ["zolta Łąka"]
    assert walk(why, Wanted(words="park", theme=theme.pk)) == []


def test_progress_counts_what_was_decided(why, say):
    for number in range(4):
        say(f"Tekst {number}")
    for text, decision in zip(list(all_texts(why, ALL)), ("publish", "withhold", "open"), strict=False):
        code(why, text.name, decision=decision)

    assert progress(why) == coding_queue.Progress(total=4, coded=3, published=1, withheld=1)


@pytest.mark.parametrize("name", ["", "x", "x.y", "00000000-0000-4000-8000-000000000000.", "00000000.other"])
def test_names_that_lead_nowhere_start_from_the_beginning(why, say, name):
    say("Pierwszy")
    assert text_at(why, name) is None
    assert beside(why, ALL, name).text == "Pierwszy"


def test_after_a_response_that_is_gone_it_goes_on_from_there(why, say):
    answers = [say(f"Tekst {number}") for number in range(3)]
    Response.objects.filter(pk=answers[1].pk).update(status="void")

    assert beside(why, ALL, f"{answers[1].pk}.").text == "Tekst 2"
    assert beside(why, ALL, f"{answers[1].pk}.", backwards=True).text == "Tekst 0"


def test_next_text_is_found_without_reading_all(why, say, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(coding_queue, "CHUNK", 3)
    for number in range(9):
        say(f"Tekst {number}")
    name = beside(why, ALL).name
    with django_assert_num_queries(3):  # where it is, the responses after it, the work on them
        assert beside(why, ALL, name).text == "Tekst 1"
