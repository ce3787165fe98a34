"""Blocks to `ankieta/1` and back."""

from dataclasses import dataclass
from typing import Any

import pytest

from consultations.surveys.compile import compile_survey
from consultations.surveys.importing import stream_data
from consultations.surveys.models import OptionSet, SurveyPage
from consultations.surveys.questionnaire.findings import DefinitionRefused
from consultations.surveys.questionnaire.refusals import check
from tests.factories.core import MunicipalityFactory, PortalImageFactory

from .stream import all_types, element, options, page, rule, uid

pytestmark = pytest.mark.django_db
TYPES = {
    "short_text",
    "long_text",
    "number",
    "date",
    "yes_no",
    "single_choice",
    "multi_choice",
    "scale",
    "matrix",
    "ranking",
    "image_choice",
    "budget",
    "geo",
    "contact",
    "consent",
    "content",
}


@dataclass
class Language:
    language_code: str = "pl"


class Survey:
    """What compiling needs of a page."""

    def __init__(self, *pages: dict[str, Any], language: str = "pl") -> None:
        self.locale = Language(language)
        self.questions = SurveyPage._meta.get_field("questions").to_python(list(pages))


def compiled(*elements, **more):
    return compile_survey(Survey(page("Strona", *elements, **more)))["pages"][0]["elements"]


@pytest.fixture
def everything():
    MunicipalityFactory(short_name="Luboń", teryt="3021011")
    return Survey(*all_types(PortalImageFactory().pk))


def test_every_type_compiles_to_what_may_be_published(everything):
    content = compile_survey(everything)
    assert check(content) == ()
    assert {one["type"] for one in content["pages"][0]["elements"] + content["pages"][1]["elements"]} == TYPES


def test_settings_of_each_type(everything):
    first, second = compile_survey(everything)["pages"]
    found = {one["key"]: one for one in first["elements"] + second["elements"]}
    assert found["transport"]["options"] == [
        {"key": "bus", "code": 7, "label": {"pl": "Autobus"}},
        {"key": "bike", "code": 8, "label": {"pl": "Rower"}, "hint": {"pl": "także elektryczny"}},
        {
            "key": "other",
            "code": 9,
            "label": {"pl": "Inaczej"},
            "other_text": {"label": {"pl": "Jak?"}, "max_length": 300},
        },
        {"key": "none", "code": 10, "exclusive": True, "label": {"pl": "Nigdzie"}},
        {"key": "tram", "code": 11, "retired": True, "label": {"pl": "Tramwaj"}},
    ]
    assert (found["transport"]["required"], found["transport"]["ui"]) == (True, {"display": "select"})
    assert (found["missing"]["min"], found["missing"]["max"]) == (1, 2)
    assert (found["bike"]["no_opinion"], found["bike"]["labels"]) == (False, {"yes": {"pl": "Mam"}})
    assert (found["park"]["from"], found["park"]["to"], found["park"]["from_label"]) == (0, 7, {"pl": "źle"})
    assert (found["age"]["min"], found["age"]["max"], found["age"]["decimals"]) == (13, 120, 1)
    assert (found["day"]["min"], found["day"]["max"], found["day"]["partial"]) == ("2020-01-01", "today", True)
    assert (found["code"]["input"], found["code"]["max_length"]) == ("postcode", 6)
    assert (found["why"]["visible_if"], found["why"]["help"]) == (rule("transport", "bus"), {"pl": "Więcej."})
    assert (found["rate"]["many"], found["rate"]["require_each"]) == (True, False)
    assert found["order"]["top"] == 2
    assert (found["variant"]["multiple"], found["variant"]["options"][0]["image"]["alt"]) == (
        True,
        "Ławka pod dębem nad Wartą",
    )
    assert (found["money"]["mode"], found["money"]["total"], found["money"]["options"][0]["max"]) == (
        "money",
        1000,
        600,
    )
    assert (found["where"]["geometry"], found["where"]["area"]["type"], found["where"]["area_check"]) == (
        "line",
        "Polygon",
        "warn",
    )
    assert found["contact"]["fields"] == {"name": "required", "address": "optional"}
    assert found["contact"]["private"] is True
    assert (found["agree"]["kind"], found["agree"]["body"]) == ("consent", {"pl": "<p>Treść <b>zgody</b></p>"})
    assert len(found["agree"]["text_hash"]) == 64
    assert (second["hide_title"], second["visible_if"], first["intro"]) == (
        True,
        rule("bike", "yes"),
        {"pl": "<p>Wstęp</p>"},
    )


def test_about_you_becomes_questions_with_segments(everything):
    found = {one["key"]: one for one in compile_survey(everything)["pages"][1]["elements"]}
    assert "age_band" not in found
    assert (found["municipality"]["required"], found["municipality"]["segment"]) == (True, "municipality")
    assert found["municipality"]["uid"] == f"{uid('about')}-municipality"
    assert found["municipality"]["options"][0]["key"] == "t3021011"
    assert found["municipality"]["options"][-1]["key"] == "outside"
    assert found["gender"]["segment"] == "gender"


def test_import_of_an_export_is_the_same_survey(everything):
    content = compile_survey(everything)
    again = Survey()
    again.questions = SurveyPage._meta.get_field("questions").to_python(stream_data(content, "pl"))
    assert compile_survey(again) == content


def test_import_refuses_what_cannot_be_published():
    content = compile_survey(Survey(page("Strona", element("short_text", "A", "a", visible_if=rule("b", "x")))))
    with pytest.raises(DefinitionRefused):
        stream_data(content, "pl")


def test_languages_are_laid_over_each_other_by_identity():
    polish = Survey(
        page(
            "Strona",
            element(
                "single_choice",
                "Czym?",
                "a",
                options=[{"label": "Autobus", "key": "bus"}, {"label": "Pieszo", "key": "walk"}],
            ),
            element("short_text", "Nowe", "b"),
        ),
        page("Druga", element("yes_no", "Tak?", "c")),
    )
    moved = {
        **element("single_choice", "By what?", "zzz", options=[{"label": "On foot", "key": "walk"}]),
        "id": uid("Czym?"),
    }
    english = Survey({**page("Second", moved), "id": uid("page Druga")}, language="en")
    content = compile_survey(polish, [english])
    question, new = content["pages"][0]["elements"]
    assert content["locales"] == ["pl", "en"]
    assert (question["key"], question["text"]) == ("a", {"pl": "Czym?", "en": "By what?"})
    assert [one["label"] for one in question["options"]] == [{"pl": "Autobus"}, {"pl": "Pieszo", "en": "On foot"}]
    assert new["text"] == {"pl": "Nowe"}
    assert content["pages"][1]["title"] == {"pl": "Druga", "en": "Second"}


def test_presets_and_kept_lists_speak_each_language():
    rows = element("single_choice", "Wiek?", "a", list="age_bands"), element("scale", "Ocena?", "b", preset="agreement")
    question, scale = compile_survey(Survey(page("S", *rows)), [Survey(page("S", *rows), language="en")])["pages"][0][
        "elements"
    ]
    assert question["options"][0]["label"]["en"] == "under 18"
    assert set(question["options"][0]["label"]) == {"pl", "en"}
    assert scale["from_label"]["en"] == "strongly disagree"


def test_lists_of_the_staff():
    kept = OptionSet(name="Dzielnice", labels="Jeżyce\nWilda\n", labels_en="Jeżyce district\nWilda district")
    kept.full_clean()
    kept.save()
    rows = [element("single_choice", "Gdzie?", "a", list=f"set-{kept.pk}")]
    content = compile_survey(Survey(page("S", *rows)), [Survey(page("S", *rows), language="en")])
    assert content["pages"][0]["elements"][0]["options"] == [
        {"key": "jezyce", "code": 1, "label": {"pl": "Jeżyce", "en": "Jeżyce district"}},
        {"key": "wilda", "code": 2, "label": {"pl": "Wilda", "en": "Wilda district"}},
    ]


def test_a_line_of_a_kept_list_keeps_key_and_code():
    kept = OptionSet(name="Dzielnice", labels="Jeżyce\nWilda")
    kept.save()
    kept.labels = "Łazarz\nWilda"
    kept.save()
    assert [(one["label"], one["key"], one["code"]) for one in kept.options] == [
        ("Łazarz", "lazarz", 3),
        ("Wilda", "wilda", 2),
    ]


def test_keys_are_made_from_the_text_and_unique():
    found = compiled(
        element("short_text", "Ile masz łóżek?"),
        element("short_text", "Ile masz łóżek? "),
        element("short_text", "2 rowery"),
        element("short_text", "Без ключа"),
        element("short_text", "Własny", "ile_masz_lozek_2"),
    )
    assert [one["key"] for one in found] == [
        "ile_masz_lozek",
        "ile_masz_lozek_3",
        "q_2_rowery",
        "bez_klyucha",
        "ile_masz_lozek_2",
    ]


def test_a_large_survey_compiles_whole():
    pages = []
    for number in range(0, 200, 5):
        elements = [
            element(
                "single_choice",
                f"Pytanie {one}",
                f"q{one}",
                options=[{"label": f"Opcja {letter}", "key": letter} for letter in "abcdefghij"],
                visible_if=rule(f"q{one - 1}", "a") if one % 4 == 1 else {},
            )
            for one in range(number, number + 5)
        ]
        pages.append(page(f"Strona {number}", *elements))
    survey = Survey(*pages)
    content = compile_survey(survey)
    refusals = check(content)
    questions = [one for step in content["pages"] for one in step["elements"]]
    assert (len(content["pages"]), len(questions), sum("visible_if" in one for one in questions)) == (40, 200, 50)
    assert refusals == ()


def test_options_tolerate_whatever_a_form_sends():
    dirty = [
        {"label": "Jeden", "key": "Zły klucz", "code": "3", "min": "NaN?", "strange": 1},
        {"label": "Jeden", "code": 3, "exclusive": "yes"},
        {"label": "  "},
        "tekst",
        None,
        {"key": "x"},
    ]
    (question,) = compiled(element("budget", "B", "b", options=dirty))
    assert question["options"] == [
        {"key": "jeden", "code": 3, "label": {"pl": "Jeden"}},
        {"key": "jeden_2", "code": 4, "exclusive": True, "label": {"pl": "Jeden"}},
    ]


@pytest.mark.parametrize("value", [None, "", "{", [], {"match": "all"}, {"conditions": []}, 7])
def test_a_rule_that_says_nothing_is_no_rule(value):
    (question,) = compiled(element("short_text", "A", "a", visible_if=value))
    assert "visible_if" not in question


def test_own_options_go_before_a_kept_list():
    (question,) = compiled(element("single_choice", "A", "a", options=options("Moja"), list="age_bands"))
    assert [one["key"] for one in question["options"]] == ["moja"]


def test_marks_of_the_rich_text_editor_are_no_words():
    (note,) = compiled(element("content", "A", "a", body='<p data-block-key="x1y2z">Tekst <b>ważny</b></p>'))
    assert note["body"] == {"pl": "<p>Tekst <b>ważny</b></p>"}
