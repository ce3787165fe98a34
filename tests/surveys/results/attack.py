"""What somebody with all published results of a survey, its questions and a linear program can work out.

Every number of the results of all divisions is put into one system: cells, bases and sizes of groups, totals, means,
how many options an answer may name, and which questions are asked of whom. Then the smallest and the largest value of
every hidden count are looked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

Name = tuple[str, ...]
Json = Mapping[str, Any]
ROUNDS = 6  # solutions in random directions, which show most counts to be open
SINGLE = frozenset({"single_choice", "image_choice", "yes_no", "scale"})
TOLERANCE = 1e-6


class System:
    """Variables by name, all of them counts, with equations and inequalities between them."""

    def __init__(self) -> None:
        self.index: dict[Name, int] = {}
        self.known: dict[int, float] = {}
        self.hidden: dict[int, Name] = {}
        self.rows: dict[str, list[tuple[dict[int, float], float]]] = {"equal": [], "at_most": []}

    def count(self, *name: str, given: Any = "unsaid") -> int:
        """The variable; `given` is its published value, None where it is hidden."""
        place = self.index.setdefault(name, len(self.index))
        if given is None and place not in self.known:
            self.hidden[place] = name
        elif given not in (None, "unsaid"):
            assert self.known.setdefault(place, given) == given, f"{name} is published with two values"
            self.hidden.pop(place, None)
        return place

    def add(self, kind: str, terms: Iterable[tuple[int, float]], right: float = 0) -> None:
        """A sum of (variable, factor) that is "equal" or "at_most" the right side."""
        row: dict[int, float] = {}
        for place, factor in terms:
            row[place] = row.get(place, 0) + factor
        self.rows[kind].append((row, right))

    def _matrix(self, kind: str) -> tuple[Any, Any]:
        rows = self.rows[kind]
        entries = [
            (number, place, factor) for number, (row, _right) in enumerate(rows) for place, factor in row.items()
        ]
        if not entries:
            return None, None
        numbers, places, factors = zip(*entries, strict=True)
        matrix = csr_matrix((factors, (numbers, places)), shape=(len(rows), len(self.index)))
        return matrix, np.array([right for _row, right in rows])

    def solve(self, costs: Any) -> Any:
        """The values of all variables that make the costs smallest."""
        bounds = [(self.known.get(place, 0), self.known.get(place, self.most)) for place in range(len(self.index))]
        (equal, right), (less, limit) = self._matrix("equal"), self._matrix("at_most")
        found = linprog(costs, A_ub=less, b_ub=limit, A_eq=equal, b_eq=right, bounds=bounds, method="highs")
        assert found.status == 0, f"the published numbers contradict each other: {found.message}"
        return found.x

    most = 0.0

    def recoverable(self, seed: int = 1) -> list[tuple[Name, float]]:
        """Hidden counts that can have one value only."""
        source = np.random.default_rng(seed)
        first = self.solve(np.zeros(len(self.index)))
        low, high = first.copy(), first.copy()

        def look(costs: Any) -> None:
            found = self.solve(costs)
            np.minimum(low, found, out=low)
            np.maximum(high, found, out=high)

        for _ in range(ROUNDS):
            look(source.normal(size=len(self.index)))
        for place in self.hidden:
            for sign in (1, -1):
                if high[place] - low[place] < 1 - TOLERANCE:
                    costs = np.zeros(len(self.index))
                    costs[place] = sign
                    look(costs)
        return [(name, low[place]) for place, name in self.hidden.items() if high[place] - low[place] < 1 - TOLERANCE]


def recoverable(documents: Iterable[Json], content: Json) -> list[tuple[Name, float]]:
    """Hidden counts that follow from the published results (JSON of the API: plain, and by everything).

    `content` is the definition of the survey as the API gives it.
    """
    system = System()
    elements = {one["key"]: one for page in content["pages"] for one in page["elements"]}
    segments = {one["segment"]: key for key, one in elements.items() if one.get("segment")}
    read = list(documents)
    system.most = float(read[0]["responses"])
    for document in read:
        by = segments.get(document["by"], document["by"]) or ""
        _add_sizes(system, document, by)
        for question in document["questions"]:
            if question["withheld"] != "rule":
                _add_question(system, question, by, elements[question["key"]])
    _add_rules(system, read, elements, segments)
    return system.recoverable()


def _add_sizes(system: System, document: Json, by: str) -> None:
    if by == "channel":
        sizes = [system.count("x", by, "", one["key"], given=one["responses"]) for one in document["groups"]]
        system.add("equal", [(place, 1) for place in sizes], document["responses"])
    elif by:
        for one in document["groups"]:
            system.count("x", by, "", one["key"], given=one["responses"])


def _add_question(system: System, question: Json, by: str, element: Json) -> None:
    key, answered = question["key"], question["answered"]
    if not answered:
        return
    kind = question["type"]
    if question.get("options"):
        _add_cells(system, (key, ""), question["options"], answered, question, element)
    rows = [row for row in question.get("rows", ()) if row.get("options")]
    if kind == "matrix":
        for row in rows:
            if row["base"]:
                _add_cells(system, (key, row["key"]), row["options"], row["base"], question, element)
    if kind == "ranking":
        _add_ranking(system, key, rows, answered)
    if question.get("groups"):
        _add_groups(system, question, by, element)


def _limits(question: Json, element: Json) -> tuple[int, int]:
    number = len(element.get("options") or element.get("columns") or ())
    if question["type"] == "matrix":
        return 1, number
    return max(1, element.get("min") or 1), min(number, element.get("max") or number)


def _add_cells(
    system: System, place: tuple[str, str], cells: Iterable[Json], base: int, question: Json, element: Json
) -> None:
    """Options of all responses together."""
    found = {one["key"]: system.count("x", *place, one["key"], given=one["count"]) for one in cells}
    everything = [(number, 1.0) for number in found.values()]
    if not question["multiple"]:
        system.add("equal", everything, base)
        mean = question.get("mean")
        if mean is not None:
            system.add("equal", [(it, float(key) - mean) for key, it in found.items() if key != "no_opinion"])
        return
    least, most = _limits(question, element)
    system.add("at_most", everything, most * base)
    system.add("at_most", [(number, -1.0) for number, _one in everything], -least * base)
    for number in found.values():
        system.add("at_most", [(number, 1)], base)


def _add_ranking(system: System, key: str, rows: list[Json], answered: int) -> None:
    by_place: dict[str, list[int]] = {}
    for row in rows:
        base = system.count("base", key, row["key"], given=row["base"])
        cells = {one["key"]: _place(system, key, row["key"], one) for one in row["options"]}
        system.add("equal", [*((number, 1) for number in cells.values()), (base, -1)])
        system.add("at_most", [(base, 1)], answered)
        if row["mean"] is not None:
            system.add("equal", [(number, float(place) - row["mean"]) for place, number in cells.items()])
        for place, number in cells.items():
            by_place.setdefault(place, []).append(number)
    for place, numbers in by_place.items():
        kind = "equal" if place == "1" else "at_most"
        system.add(kind, [(number, 1) for number in numbers], answered)


def _place(system: System, key: str, item: str, cell: Json) -> int:
    """What was put first is counted as an option of the question."""
    name = ("x", key, "1", item) if cell["key"] == "1" else ("place", key, cell["key"], item)
    return system.count(*name, given=cell["count"])


def _cell(key: str, row: str, by: str, group: str, option: str, *, both_ways: bool) -> Name:
    """One name for a count of two questions, whichever of them divides."""
    if both_ways and by < key:
        return ("y", by, "", key, option, group)
    return ("y", key, row, by, group, option)


def _add_groups(system: System, question: Json, by: str, element: Json) -> None:
    key, row = question["key"], question.get("row", "")
    answered = next((one["base"] for one in question.get("rows", ()) if one["key"] == row), question["answered"])
    both_ways = question["type"] in SINGLE and not question["multiple"] and by != "channel"
    bases, columns = [], {}
    for group in question["groups"]:
        base = system.count("b", key, row, by, group["key"], given=group["base"])
        bases.append(base)
        system.add("at_most", [(base, 1), (system.count("x", by, "", group["key"]), -1)])
        cells = {}
        for one in group.get("options", ()):
            name = _cell(key, row, by, group["key"], one["key"], both_ways=both_ways)
            cells[one["key"]] = system.count(*name, given=one["count"])
            columns.setdefault(one["key"], []).append(cells[one["key"]])
        _add_group(system, question, element, base, cells, group.get("mean"))
    rest = [] if by == "channel" else [(system.count("b", key, row, by, ""), 1.0)]
    system.add("equal", [*((base, 1.0) for base in bases), *rest], answered)
    without = {option: system.count("rest", key, row, by, option) for option in columns}
    for option, numbers in columns.items():
        others = [] if by == "channel" else [(without[option], 1.0)]
        whole = system.count("x", key, row, option)
        system.add("equal", [*((number, 1.0) for number in numbers), *others, (whole, -1.0)])
    if rest and columns:
        _add_group(system, question, element, rest[0][0], without, None)


def _add_group(
    system: System, question: Json, element: Json, base: int, cells: Mapping[str, int], mean: float | None
) -> None:
    if not cells:
        return
    everything = [(number, 1.0) for number in cells.values()]
    if not question["multiple"]:
        system.add("equal", [*everything, (base, -1.0)])
        if mean is not None:
            system.add("equal", [(it, float(key) - mean) for key, it in cells.items() if key != "no_opinion"])
        return
    least, most = _limits(question, element)
    system.add("at_most", [*everything, (base, -float(most))])
    system.add("at_most", [*((number, -1.0) for number, _one in everything), (base, float(least))])
    for number in cells.values():
        system.add("at_most", [(number, 1), (base, -1)])


def _rules(elements: Mapping[str, Json]) -> Iterator[tuple[str, str, list[str]]]:
    """Questions that are asked of those who gave one of some answers to one other question."""
    for key, one in elements.items():
        conditions = (one.get("visible_if") or {}).get("conditions", ())
        if len(conditions) == 1 and conditions[0].get("op") == "any_of" and "row" not in conditions[0]:
            yield key, conditions[0]["q"], [str(value) for value in conditions[0]["values"]]


def _add_rules(
    system: System, documents: Iterable[Json], elements: Mapping[str, Json], segments: Mapping[str, str]
) -> None:
    for key, source, options in _rules(elements):
        if elements[source]["type"] not in SINGLE:
            continue
        for document in documents:
            by = segments.get(document["by"], document["by"]) or ""
            question = next((one for one in document["questions"] if one["key"] == key), None)
            if question is None or question["withheld"] == "rule" or not question["answered"]:
                continue
            chosen = [(system.count("x", source, "", option), 1.0) for option in options]
            system.add("equal", chosen, question["asked"])
            for group in question.get("groups", ()):
                names = [_cell(source, "", by, group["key"], option, both_ways=by != "channel") for option in options]
                asked = [(system.count(*name), -1.0) for name in names]
                if source == by:
                    asked = [(system.count("x", by, "", group["key"]), -1.0)] if group["key"] in options else []
                base = (system.count("b", key, question.get("row", ""), by, group["key"]), 1.0)
                system.add("equal" if question["no_answer"] == 0 else "at_most", [base, *asked])
