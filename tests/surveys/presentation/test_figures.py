"""Results in words, tables and charts; nothing hidden is told by any of them."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from consultations.surveys.charts import Town
from consultations.surveys.presentation.figures import Figure, Surroundings, figures_of
from consultations.surveys.results.tables import Bin, Numbers, QuestionResult, Square, SurveyResults

from . import samples

AROUND = Surroundings(towns=(Town("Poznań", 16.9252, 52.4064),), whole=frozenset({"age"}))


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def figure(question: QuestionResult, **changes: Any) -> Figure:
    results = SurveyResults(250, (replace(question, **changes),))
    [found] = figures_of(results, "", AROUND)
    return found


def compared(question: QuestionResult, by: str, **changes: Any) -> Figure:
    results = samples.compared(question, by)
    [found] = figures_of(replace(results, questions=(replace(results.questions[0], **changes),)), "Group", AROUND)
    return found


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            samples.TRANSPORT,
            "Most often: Odpowiedź bus (45.0%), then Odpowiedź bike (30.0%), then Odpowiedź car (25.0%).",
        ),
        (samples.HIDING, "Most often: Odpowiedź bus (60.0%), then Odpowiedź bike (35.0%)."),
        (
            samples.SCALE,
            "Most often: Odpowiedź 3 (30.0%), then Odpowiedź 4 (30.0%), then Odpowiedź 5 (15.0%). The mean is 3.4.",
        ),
        (samples.MATRIX, "Most often: Stwierdzenie a – Odpowiedź yes (50.0%); Stwierdzenie b – Odpowiedź no (20.0%)."),
        (
            samples.RANKING,
            (
                "Highest on average, with the mean place: Stwierdzenie pool (1.55), then Stwierdzenie park (2), "
                "then Stwierdzenie road (2.45)."
            ),
        ),
        (samples.BUDGET, "Most on average for: Stwierdzenie lamps (62.5), then Stwierdzenie benches (37.5)."),
        (samples.NUMBER, "Half of the answers are at most 26 (the median). The mean is 27.4."),
        (samples.DATE, "200 people answered."),
        (
            samples.PLACES,
            "The map shows 3 squares in each of which at least five people named a place. 3 more squares have fewer.",
        ),
        (samples.WORDS, "What people wrote about most: Odpowiedź green (40), then Odpowiedź noise (12)."),
        (samples.NOBODY, "Nobody has answered this question."),
    ],
    ids=lambda value: getattr(value, "key", ""),
)
def test_every_result_in_a_sentence(question: QuestionResult, said: str) -> None:
    assert figure(question).said == said


def test_a_small_base_has_whole_percentages() -> None:
    found = figure(samples.TRANSPORT, answered=40, cells=samples.cells({"bus": 17, "bike": 23}, 40))

    assert "Odpowiedź bike (57%)" in found.said or "Odpowiedź bike (58%)" in found.said
    assert not re.search(r"\d[.,]\d", found.said)


def test_the_base_says_who_did_not_answer_and_who_was_not_asked() -> None:
    assert figure(samples.TRANSPORT).base == ("n = 200", "20 people left it out", "30 people were not asked")


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"is_multiple": True}, "More than one answer could be given, so shares add up to more than 100%."),
        ({"since_version": 3}, "Asked since version 3 of the survey."),
        ({"retired": True}, "This question is no longer asked."),
    ],
)
def test_what_must_be_known_to_read_the_numbers(changes: dict[str, Any], note: str) -> None:
    assert note in figure(samples.TRANSPORT, **changes).base


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda one: one.key)
def test_every_result_that_has_answers_has_a_table(question: QuestionResult) -> None:
    found = figure(question)

    assert bool(found.tables) is bool(question.answered)
    for table in found.tables:
        assert {len(line.cells) + 1 for line in table.lines} == {len(table.columns)}


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda one: one.key)
def test_every_fill_a_chart_uses_is_on_the_page(question: QuestionResult) -> None:
    fills = set(re.findall(r'id="fill-([a-z0-9]+)"', render_to_string("surveys/results/fills.html")))
    found = figure(question)
    used = {name for chart in found.charts for name in re.findall(r"url\(#fill-([a-z0-9]+)\)", chart.svg)}

    assert used <= fills
    assert {key.fill for chart in found.charts for key in chart.legend if not key.is_shade} <= fills


def test_ids_of_all_charts_are_unique() -> None:
    figures = list(figures_of(samples.RESULTS, "", AROUND))
    found = [name for one in figures for chart in one.charts for name in re.findall(r'id="([^"]+)"', chart.svg)]

    assert len(found) == len(set(found)) > 20


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda one: one.key)
def test_the_drawn_figure_is_well_formed(question: QuestionResult) -> None:
    html = render_to_string("surveys/results/figure.html", {"figure": figure(question)})

    assert "style=" not in html
    for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        ElementTree.fromstring(svg)  # noqa: S314  # our own drawing


def test_hidden_numbers_are_in_no_chart_table_or_sentence() -> None:
    [table] = figure(samples.HIDING).tables
    [chart] = figure(samples.HIDING).charts
    html = render_to_string("surveys/results/figure.html", {"figure": figure(samples.HIDING)})

    assert [line.cells for line in table.lines][2:] == [(None, None), (None, None)]
    assert table.hides
    assert chart.svg.count(">hidden<") == 2
    assert html.count('<td class="n">hidden*</td>') == 4
    assert "Hidden to protect privacy" in html


def test_nothing_hidden_needs_no_footnote() -> None:
    assert "Hidden" not in render_to_string("surveys/results/figure.html", {"figure": figure(samples.TRANSPORT)})


def test_a_question_that_is_withheld_says_why_and_nothing_else() -> None:
    found = figure(samples.WITHHELD)

    assert found.said.startswith("Not published:")
    assert (found.base, found.charts, found.tables) == ((), (), ())


def test_quotes_are_text() -> None:
    html = render_to_string("surveys/results/figure.html", {"figure": figure(samples.WORDS)})

    assert "&lt;b&gt;Proszę!&lt;/b&gt;" in html
    assert "Parts were left out." in html


def test_an_option_that_is_gone_is_marked() -> None:
    cells = (*samples.cells({"bus": 100}), replace(samples.cells({"tram": 100})[0], retired=True))

    assert [line.head for line in figure(samples.TRANSPORT, cells=cells).tables[0].lines] == [
        "Odpowiedź bus",
        "Odpowiedź tram (no longer offered)",
    ]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((10.0, 20.0), "10–19"),
        ((7.0, 8.0), "7"),
        (("2024-03-01", "2024-03-31"), "March 2024"),
        (("2024-01-01", "2024-12-31"), "2024"),
        (("2023-01-01", "2024-12-31"), "2023–2024"),
        (("2024-03-01", "2024-04-30"), "March 2024 – April 2024"),
        (("2024-03-05", "2024-03-05"), "5 March 2024"),
    ],
)
def test_spans_in_words(ends: tuple[Any, Any], words: str) -> None:
    found = figure(samples.NUMBER, numbers=Numbers((Bin(*ends, 200, 1.0),)))

    assert found.tables[0].lines[0].head == words


def test_numbers_with_decimals_say_where_a_span_ends() -> None:
    found = figure(samples.NUMBER, key="price", numbers=Numbers((Bin(1.5, 2.5, 200, 1.0),)))

    assert found.tables[0].lines[0].head == "1.5 to less than 2.5"


def test_places_are_told_by_the_town_beside_them() -> None:
    heads = [line.head for line in figure(samples.PLACES).tables[0].lines]

    assert heads[0] == "Poznań, 0.4 km to the north-east"
    assert heads[2] == "Poznań, 3.3 km to the south-west"


def test_each_category_of_places_has_a_map() -> None:
    around = replace(AROUND, labels={"places": {"bench": "Ławka", "tree": "Drzewo"}})
    question = replace(samples.PLACES, squares=(Square("0:0", "bench", 9), Square("0:1", "tree", 7)))
    [found] = figures_of(SurveyResults(250, (question,)), "", around)

    assert [chart.caption for chart in found.charts] == ["Ławka", "Drzewo"]
    assert [line.cells[0] for line in found.tables[0].lines] == ["Ławka", "Drzewo"]


def test_many_squares_are_cut_and_said_to_be() -> None:
    squares = tuple(Square(f"{row}:0", "", 5 + row) for row in range(70))
    found = figure(samples.PLACES, squares=squares)

    assert len(found.tables[0].lines) == 60
    assert "The table leaves out 10 squares." in found.base


# --- comparisons ------------------------------------------------------------------------------------------------------
def test_groups_stand_beside_each_other_with_their_bases() -> None:
    [one] = compared(samples.TRANSPORT, "age_band").comparisons

    assert one.chart is not None
    assert [(line.head, line.cells) for line in one.table.lines] == [
        ("Stwierdzenie web", ("110", "45.5% (50)", "36.4% (40)", "18.2% (20)")),
        ("Stwierdzenie paper", ("90", "44.4% (40)", "22.2% (20)", "33.3% (30)")),
    ]


def test_paper_and_portal_are_bars_side_by_side_and_other_groups_are_stacks() -> None:
    [ways], [ages] = (compared(samples.TRANSPORT, by).comparisons for by in ("channel", "age_band"))

    assert ways.chart is not None
    assert ages.chart is not None
    assert [key.label for key in ways.chart.legend] == ["Stwierdzenie web", "Stwierdzenie paper"]
    assert [key.label for key in ages.chart.legend] == ["Odpowiedź bus", "Odpowiedź bike", "Odpowiedź car"]


def test_a_group_nobody_belongs_to_is_left_out() -> None:
    groups = (*samples.GROUPS, samples.row("kiosk", {"bus": 0, "bike": 0, "car": 0}, 0))

    assert len(compared(samples.TRANSPORT, "channel", groups=groups).comparisons[0].table.lines) == 2


def test_a_group_that_is_hidden_is_in_the_table_as_hidden() -> None:
    empty = replace(samples.row("kiosk", {"bus": None, "bike": None, "car": None}), base=None)
    [one] = compared(samples.TRANSPORT, "channel", groups=(*samples.GROUPS, empty)).comparisons

    assert one.table.lines[2].cells == (None, None, None, None)
    assert one.chart is not None
    assert "kiosk" not in one.chart.svg


def test_a_matrix_comes_once_with_a_comparison_for_each_row() -> None:
    rows = [
        replace(samples.MATRIX, rows=(one,), row=one.key, row_label=one.label, groups=samples.GROUPS)
        for one in samples.MATRIX.rows
    ]
    [found] = figures_of(SurveyResults(250, tuple(rows), by="channel"), "Way", AROUND)

    assert [one.about for one in found.comparisons] == ["Stwierdzenie a", "Stwierdzenie b"]
    assert [line.head for line in found.tables[0].lines] == ["Stwierdzenie a", "Stwierdzenie b"]
    assert len({one.table.caption for one in found.comparisons}) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"groups": (), "withheld": "groups"}, "Not compared here: the groups are so small"),
        ({"groups": ()}, "This question cannot be compared by group."),
    ],
)
def test_why_a_question_is_not_compared(changes: dict[str, Any], words: str) -> None:
    assert compared(samples.TRANSPORT, "channel", **changes).not_compared.startswith(words)
