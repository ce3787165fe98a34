"""Results made by hand, one of every kind, without a database."""

from dataclasses import replace
from typing import Any

from consultations.surveys.results.tables import (
    Bin,
    Cell,
    Numbers,
    QuestionResult,
    Quote,
    Row,
    Square,
    SurveyResults,
)

BASE = 200


def cells(counts: dict[str, int | None], base: int = BASE, **labels: str) -> tuple[Cell, ...]:
    """Cells of these counts; a label is the key unless it is given."""
    return tuple(
        Cell(key, labels.get(key, f"Odpowiedź {key}"), count, None if count is None else count / (base or 1))
        for key, count in counts.items()
    )


def row(key: str, counts: dict[str, int | None], base: int = BASE, mean: float | None = None) -> Row:
    return Row(key, f"Stwierdzenie {key}", base, cells(counts, base), mean)


def result(key: str, kind: str, **parts: Any) -> QuestionResult:
    facts = {"asked": 220, "answered": BASE, "no_answer": 20, "not_asked": 30, **parts}
    return QuestionResult(uid=f"u-{key}", key=key, type=kind, text=f"Pytanie {key}?", **facts)


TRANSPORT = result("transport", "single_choice", cells=cells({"bus": 90, "bike": 60, "car": 50}))
HIDING = result("hiding", "single_choice", cells=cells({"bus": 120, "bike": 70, "car": None, "boat": None}))
SEVERAL = result("several", "multi_choice", is_multiple=True, cells=cells({"park": 150, "road": 100, "school": 20}))
SCALE = result("scale", "scale", mean=3.4, cells=cells({"1": 20, "2": 20, "3": 60, "4": 60, "5": 30, "no_opinion": 10}))
LONG_SCALE = result("long", "scale", cells=cells({str(point): 20 for point in range(10)}))
MATRIX = result(
    "matrix",
    "matrix",
    rows=(row("a", {"no": 60, "so": 40, "yes": 100}), row("b", {"no": 20, "so": None, "yes": None}, 100)),
)
RANKING = result(
    "ranking",
    "ranking",
    rows=(
        row("park", {"1": 50, "2": 100, "3": 50}, mean=2.0),
        row("pool", {"1": 120, "2": 50, "3": 30}, mean=1.55),
        row("road", {"1": 30, "2": 50, "3": 120}, mean=2.45),
    ),
)
BUDGET = result("budget", "budget", rows=(row("lamps", {}, mean=62.5), row("benches", {}, mean=37.5)))
NUMBER = result(
    "age",
    "number",
    numbers=Numbers((Bin(10.0, 20.0, 50, 0.25), Bin(20.0, 30.0, 100, 0.5), Bin(30.0, 50.0, 50, 0.25)), 27.4, 26.0),
)
DATE = result(
    "since",
    "date",
    numbers=Numbers((Bin("2024-01-01", "2024-01-31", 120, 0.6), Bin("2024-02-01", "2024-02-29", 80, 0.4))),
)
PLACES = result(
    "places",
    "geo",
    squares=(Square("0:0", "", 60), Square("1:2", "", 12), Square("-6:-4", "", 5)),
    squares_suppressed=3,
)
WORDS = result(
    "words",
    "long_text",
    themes=cells({"green": 40, "noise": 12}),
    quotes=(Quote("Więcej drzew.\n<b>Proszę!</b>", ("Zieleń",), shortened=True),),
)
WITHHELD = result("secret", "single_choice", withheld="rule", asked=0, answered=0, no_answer=0, not_asked=0)
NOBODY = result("nobody", "single_choice", asked=0, answered=0, no_answer=0, not_asked=250)
EVERY = (
    *(TRANSPORT, HIDING, SEVERAL, SCALE, LONG_SCALE, MATRIX, RANKING, BUDGET),
    *(NUMBER, DATE, PLACES, WORDS, WITHHELD, NOBODY),
)
RESULTS = SurveyResults(250, EVERY)
GROUPS = (row("web", {"bus": 50, "bike": 40, "car": 20}, 110), row("paper", {"bus": 40, "bike": 20, "car": 30}, 90))


def compared(question: QuestionResult, by: str) -> SurveyResults:
    """Results of one question, divided into two groups."""
    return SurveyResults(250, (replace(question, groups=GROUPS),), by=by)
