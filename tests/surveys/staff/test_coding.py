"""What staff decide about texts is kept, told in the history without a word of them, and nobody else's is touched."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.surveys.choices import OpenAnswerDecision
from consultations.surveys.coding_queue import Wanted, all_texts, beside, open_question
from consultations.surveys.models import OpenAnswer, Response, Theme
from consultations.surveys.services.coding import (
    KEYS,
    Coding,
    CodingRefused,
    add_theme,
    change_theme,
    code_text,
    delete_theme,
    move_theme,
    tag_texts,
)
from tests.factories import surveys
from tests.factories.core import AdministratorFactory, UserFactory

NOW = timezone.now()
SECRET = "Mieszkam przy Starym Rynku 7"


@pytest.fixture
def decide(survey, user, why):
    """Keep a decision about a text; anything can be given otherwise."""

    def go(text, coding=None, **changes):
        given = {"page": survey, "user": user, "question": why, "coding": coding or Coding(), "seen": None, "now": NOW}
        return code_text(text=text, **{**given, **changes})

    return go


@pytest.fixture
def theme(survey, user, why):
    return add_theme(page=survey, user=user, uid=why.uid, label="Drogi", shortcut="d")


@pytest.fixture
def text(say, why):
    say(SECRET)
    return beside(why, Wanted())


def test_everything_is_kept_and_can_be_taken_back(decide, text, theme, user):
    decide(text, Coding(frozenset({theme.pk}), "zna go Ola", "publish", "Mieszkam przy […]", "adres"))
    work = OpenAnswer.objects.get()
    assert (work.note, work.decision, work.redacted, work.reason) == (
        "zna go Ola",
        "publish",
        "Mieszkam przy […]",
        "adres",
    )
    assert (list(work.themes.all()), work.coded_by, work.coded_at) == ([theme], user, NOW)

    decide(text, Coding())
    work = OpenAnswer.objects.get()
    assert (work.note, work.decision, work.redacted, work.reason, work.themes.count()) == ("", "open", "", "", 0)


def test_history_says_what_without_a_word_of_the_text(decide, text, survey):
    decide(text, Coding(frozenset(), "notatka", "withhold", "Mieszkam […]", "adres"))

    entry = PageLogEntry.objects.get(action="surveys.code")
    assert entry.page_id == survey.pk
    assert entry.data == {
        "response": str(text.response_id),
        "question": "u-why",
        "part": "",
        "decision": "withhold",
        "redacted": True,
        "themes": 0,
    }


def test_last_decision_holds_and_says_whose_it_replaced(decide, text, user):
    first, other = NOW, AdministratorFactory()
    assert decide(text, Coding(note="a"), now=first) is None
    assert decide(text, Coding(note="b"), seen=first, user=other, now=NOW + timedelta(minutes=1)) is None

    replaced = decide(text, Coding(note="c"), seen=first, now=NOW + timedelta(minutes=2))
    assert (replaced.note, replaced.coded_by) == ("b", other)
    assert OpenAnswer.objects.get().note == "c"
    assert decide(text, Coding(note="d"), seen=first, now=NOW) is None  # one's own


def test_somebody_coded_what_nobody_had_coded_when_it_was_opened(decide, text):
    decide(text, user=AdministratorFactory())
    assert decide(text) is not None


REFUSED = [
    (Coding(redacted="x", reason="  "), "no_reason"),
    (Coding(themes=frozenset({999})), "foreign_theme"),
]


@pytest.mark.parametrize(("coding", "reason"), REFUSED)
def test_what_makes_no_sense_is_refused(decide, text, coding, reason):
    with pytest.raises(CodingRefused) as caught:
        decide(text, coding)
    assert caught.value.reason == reason
    assert not OpenAnswer.objects.exists()


def test_theme_of_another_question_is_refused(decide, text, survey, user):
    other = add_theme(page=survey, user=user, uid="u-diary", label="Drogi")
    with pytest.raises(CodingRefused, match="foreign_theme"):
        decide(text, Coding(themes=frozenset({other.pk})))


def test_private_answers_are_coded_but_never_published(decide, say, survey):
    say(answers={"diary": "Choruję"})
    diary = open_question(survey.translation_key, "u-diary")
    text = beside(diary, Wanted())
    with pytest.raises(CodingRefused, match="not_public"):
        decide(text, Coding(decision=OpenAnswerDecision.PUBLISH), question=diary)

    decide(text, Coding(decision=OpenAnswerDecision.WITHHOLD), question=diary)
    assert OpenAnswer.objects.get().decision == "withhold"


def test_nobody_without_the_right_writes_anything(decide, text, survey, why, theme):
    stranger = UserFactory()
    writes = [
        lambda: decide(text, user=stranger),
        lambda: tag_texts(page=survey, user=stranger, theme=theme, texts=[text], now=NOW),
        lambda: add_theme(page=survey, user=stranger, uid=why.uid, label="Inny"),
        lambda: change_theme(page=survey, user=stranger, theme=theme, label="Inny", shortcut="d"),
        lambda: delete_theme(page=survey, user=stranger, theme=theme),
        lambda: move_theme(page=survey, user=stranger, theme=theme, step=1),
    ]
    for write in writes:
        with pytest.raises(PermissionDenied):
            write()
    assert not OpenAnswer.objects.exists()
    assert list(Theme.objects.values_list("label", flat=True)) == ["Drogi"]


def test_answer_that_counts_no_more_is_not_coded(decide, text):
    Response.objects.update(status="void")
    with pytest.raises(Response.DoesNotExist):
        decide(text)


def test_survey_of_others_is_out_of_reach(decide, text, survey, user, theme):
    other = surveys.survey_page(survey.get_parent(), surveys.SHORT, slug="b")
    with pytest.raises(CodingRefused):
        decide(text, page=other)
    for act in (
        lambda: tag_texts(page=other, user=user, theme=theme, texts=[text], now=NOW),
        lambda: delete_theme(page=other, user=user, theme=theme),
        lambda: change_theme(page=other, user=user, theme=theme, label="x", shortcut="x"),
        lambda: move_theme(page=other, user=user, theme=theme, step=1),
    ):
        with pytest.raises(CodingRefused, match="foreign_theme"):
            act()
    assert Theme.objects.get().label == "Drogi"


def test_theme_is_given_to_all_that_were_found(say, survey, user, why, theme, decide):
    for number in range(5):
        say(f"Droga {number}")
    say("Park")
    texts = list(all_texts(why, Wanted(words="droga")))
    decide(texts[0], Coding(frozenset({theme.pk}), note="moja", decision="publish"))

    assert tag_texts(page=survey, user=user, theme=theme, texts=all_texts(why, Wanted(words="droga")), now=NOW) == 4
    assert tag_texts(page=survey, user=user, theme=theme, texts=texts, now=NOW) == 0
    assert theme.open_answers.count() == 5
    assert OpenAnswer.objects.get(note="moja").decision == "publish"  # what was decided stays
    [entry] = PageLogEntry.objects.filter(action="surveys.tag")
    assert entry.data == {"question": "u-why", "theme": "Drogi", "texts": 4}


# --- the code frame ---------------------------------------------------------------------------------------------------
def test_new_themes_get_the_first_free_key(survey, user, why, theme):
    added = [add_theme(page=survey, user=user, uid=why.uid, label=f"T{number}") for number in range(len(KEYS) - 1)]

    assert [one.shortcut for one in added] == [key for key in KEYS if key != "d"]
    assert not set("jkprw") & set(KEYS)
    with pytest.raises(CodingRefused, match="no_key_left"):
        add_theme(page=survey, user=user, uid=why.uid, label="Za dużo")


@pytest.mark.parametrize(
    ("label", "shortcut", "reason"),
    [
        ("drogi", "x", "label_taken"),
        ("Inne", "d", "key_taken"),
        ("Inne", "j", "key_reserved"),
        ("Inne", "ż", "key_reserved"),
    ],
)
def test_labels_and_keys_are_not_given_twice(survey, user, why, theme, label, shortcut, reason):
    other = add_theme(page=survey, user=user, uid=why.uid, label="Zieleń", shortcut="z")
    for act in (
        lambda: add_theme(page=survey, user=user, uid=why.uid, label=label, shortcut=shortcut),
        lambda: change_theme(page=survey, user=user, theme=other, label=label, shortcut=shortcut),
    ):
        with pytest.raises(CodingRefused, match=reason):
            act()
    assert set(Theme.objects.values_list("label", "shortcut")) == {("Drogi", "d"), ("Zieleń", "z")}


def test_two_levels_and_no_more(survey, user, why, theme):
    below = add_theme(page=survey, user=user, uid=why.uid, label="Rowerowe", parent=theme)
    foreign = add_theme(page=survey, user=user, uid="u-diary", label="Drogi")
    for parent in (below, foreign):
        with pytest.raises(CodingRefused, match="too_deep"):
            add_theme(page=survey, user=user, uid=why.uid, label="Głębiej", parent=parent)


def test_deleting_says_how_many_answers_lose_it(survey, user, why, theme, decide, say):
    below = add_theme(page=survey, user=user, uid=why.uid, label="Rowerowe", parent=theme)
    for number, chosen in enumerate([{theme.pk}, {below.pk}, {theme.pk, below.pk}, set()]):
        say(f"Tekst {number}")
        *_before, last = all_texts(why, Wanted())
        decide(last, Coding(frozenset(chosen)))

    assert delete_theme(page=survey, user=user, theme=theme) == 3
    assert not Theme.objects.exists()
    assert OpenAnswer.objects.count() == 4


def test_themes_move_on_their_level(survey, user, why, theme):
    for label in ("B", "C"):
        add_theme(page=survey, user=user, uid=why.uid, label=label)
    below = add_theme(page=survey, user=user, uid=why.uid, label="Pod", parent=theme)

    def order():
        return list(Theme.objects.filter(parent=None).values_list("label", flat=True))

    last = Theme.objects.get(label="C")
    move_theme(page=survey, user=user, theme=last, step=-1)
    assert order() == ["Drogi", "C", "B"]
    move_theme(page=survey, user=user, theme=last, step=-1)
    move_theme(page=survey, user=user, theme=last, step=-1)  # it is the first already
    assert order() == ["C", "Drogi", "B"]
    move_theme(page=survey, user=user, theme=below, step=1)
    move_theme(page=survey, user=user, theme=Theme.objects.get(label="B"), step=1)
    assert order() == ["C", "Drogi", "B"]
