"""The form on paper: numbers, codes, notes, conditions; and the PDF drawn from it."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from consultations.surveys.paper.layout import Frame, Passage, form_of
from consultations.surveys.paper.pdf import pdf_of
from consultations.surveys.paper.rich_text import paragraphs_of
from tests.surveys.answering.contents import named
from tests.surveys.paper.contents import CONTACT, DEFINITION, ELEMENTS, content, polish

FRAME = Frame(
    title="Ankieta o ławkach",
    form_id="S12-v4",
    language="pl",
    introduction="<p>Zażółć gęślą jaźń.</p>",
    clause="<p>Administrator: <b>gmina</b>.</p><ul><li>Prawo dostępu</li></ul>",
    thanks="<p>Raport w maju.</p>",
    address="https://example.org/pl/ankieta/",
    is_linked=True,
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def form(*elements, frame=FRAME, **page):
    return form_of(polish(content(*elements, **page)), frame)


def question(key):
    return next(one for one in form_of(DEFINITION, FRAME).questions if one.key == key)


def test_questions_are_numbered_in_order_over_all_pages():
    assert [one.number for one in form_of(DEFINITION, FRAME).questions] == list(range(1, len(ELEMENTS) + 2))


SHAPES = [
    ("text", "lines", 2, 0),
    ("long", "lines", 4, 0),
    ("number", "box", 0, 0),
    ("date", "date", 0, 0),
    ("yes", "marks", 0, 3),
    ("list", "marks", 0, 30),
    ("scale", "points", 0, 12),
    ("matrix", "table", 0, 3),
    ("many", "table", 0, 2),
    ("image", "marks", 0, 2),
    ("priced", "marks", 0, 2),
    ("geo", "places_in_words", 3, 0),
    ("consent", "marks", 0, 1),
]


@pytest.mark.parametrize(("key", "name", "lines", "marks"), SHAPES)
def test_every_type_has_its_shape(key, name, lines, marks):
    shape = question(key).shape

    assert (shape.name, shape.lines, len(shape.marks)) == (name, lines, marks)


NOTES = [
    ("single", "Mark one answer."),
    ("multi", "Mark at most 2 answers."),
    ("matrix", "Mark one answer in each row."),
    ("many", "Mark all answers that apply in each row."),
    ("number", "From 0 to 9."),
    ("budget", "Share out 100 points, all of it."),
    ("priced", "Mark what you choose; together it may cost 1000 PLN."),
    ("long", "At most 200 characters."),
    ("geo", "At most 3 places."),
    ("date", "Optional."),
]


@pytest.mark.parametrize(("key", "note"), NOTES)
def test_how_to_answer_is_said(key, note):
    assert note in question(key).notes


def test_an_exclusive_option_and_words_beside_an_option():
    marks = {mark.label: mark for mark in question("multi").shape.marks}

    assert marks["Żadne z nich"].note == "If you mark this one, mark no other."
    assert marks["Inaczej"].words == "Jak?"
    assert (marks["Żadne z nich"].code, marks["Inaczej"].code) == ("E", "D")


def test_retired_options_are_not_printed():
    gone = {"key": "gone", "label": {"pl": "Dawna"}, "retired": True}
    [asked] = form({"key": "q", "type": "single_choice", "options": [gone, *named("a")]}).questions

    assert [(mark.code, mark.label) for mark in asked.shape.marks] == [("A", "Opcja a")]


def test_conditions_of_questions_texts_and_pages():
    rule = {"match": "all", "conditions": [{"q": "first", "op": "any_of", "values": ["b"]}]}
    raw = content({"key": "first", "type": "single_choice", "options": named("a", "b")})
    raw["pages"] += [
        {**content({"key": "second", "type": "date"}, visible_if=rule)["pages"][0], "key": "p2"},
        {
            **content(
                {"key": "third", "type": "date", "visible_if": rule},
                {"key": "note", "type": "content", "visible_if": rule},
            )["pages"][0],
            "key": "p3",
        },
    ]
    made = form_of(polish(raw), FRAME)

    assert made.sections[1].condition == "Fill in this part only if in question 1 you marked B."
    assert made.questions[2].condition == "Answer only if in question 1 you marked B."
    text = made.sections[2].parts[1]
    assert isinstance(text, Passage)
    assert text.condition == "For you only if in question 1 you marked B."


def test_what_is_asked_on_the_website_only_is_left_out_and_not_numbered():
    web = {"match": "all", "conditions": [{"source": "channel", "op": "any_of", "values": ["web"]}]}
    made = form({"key": "a", "type": "date", "visible_if": web}, {"key": "b", "type": "date"})

    assert [(one.number, one.key) for one in made.questions] == [(1, "b")]
    assert form({"key": "a", "type": "date"}, visible_if=web).sections == ()


@pytest.mark.parametrize(("is_linked", "keys"), [(True, ["a", "contact"]), (False, ["a"])])
def test_contact_lines_are_printed_in_linked_surveys_only(is_linked, keys):
    made = form({"key": "a", "type": "date"}, CONTACT, frame=replace(FRAME, is_linked=is_linked))

    assert [one.key for one in made.questions] == keys


# --- PDF --------------------------------------------------------------------------------------------------------------
def text_of(content):
    reader = PdfReader(BytesIO(content))
    return reader, [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_pdf_has_every_question_with_its_codes_on_numbered_pages():
    made = form_of(DEFINITION, FRAME)
    reader, pages = text_of(pdf_of(made))
    text = " ".join(pages)

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.startswith(f"S12-v4 Serial number (leave empty): page {number} of {len(pages)}") or (
            "S12-v4" in page and f"page {number} of {len(pages)}" in page
        )
    assert all(f"{one.number}. {one.text}" in text for one in made.questions)
    assert "30 Opcja o30" in text
    assert "Zażółć gęślą jaźń." in text
    assert "• Prawo dostępu" in text
    assert text.rstrip().endswith("Raport w maju.")
    assert reader.metadata.title == "Ankieta o ławkach (S12-v4)"
    assert reader.trailer["/Root"]["/Lang"] == "pl"


def test_the_same_form_gives_the_same_file_and_large_print_a_longer_one():
    made = form_of(DEFINITION, FRAME)
    normal, large = pdf_of(made), pdf_of(made, large=True)

    assert normal == pdf_of(made)
    assert len(PdfReader(BytesIO(large)).pages) > len(PdfReader(BytesIO(normal)).pages)


def test_no_question_is_torn_from_its_first_answers():
    """Two questions of forty answers each, longer than what is left of their pages."""
    long = [{"key": f"q{n}", "type": "single_choice", "options": named(*(f"o{i}" for i in range(40)))} for n in (1, 2)]
    _reader, pages = text_of(pdf_of(form(*long)))

    for number in (1, 2):
        [page] = [page for page in pages if f"{number}. Pytanie q{number}?" in page]
        assert "1 Opcja o0" in page.partition(f"Pytanie q{number}?")[2]


HTML = [
    ("", []),
    ("<p>Ala &amp; kot</p><ul><li>jeden<li>dwa</ul>", [("p", "Ala & kot"), ("li", "jeden"), ("li", "dwa")]),
    ("bez <b>znaczników", [("p", "bez znaczników")]),
    ("<p>jeden<br>dwa</p>", [("p", "jeden dwa")]),
    ("<h3>Tytuł</h3><p></p>", [("h3", "Tytuł")]),
]


@pytest.mark.parametrize(("html", "paragraphs"), HTML)
def test_html_becomes_paragraphs(html, paragraphs):
    assert paragraphs_of(html) == paragraphs


def test_signs_of_markup_in_texts_are_printed_as_they_are():
    raw = content({"key": "a", "type": "date"})
    raw["pages"][0]["elements"][0]["text"] = {"pl": "Czy 1 < 2 & <b>3</b>?"}
    _reader, pages = text_of(pdf_of(form_of(polish(raw), FRAME)))

    assert "1. Czy 1 < 2 & <b>3</b>?" in pages[0]
