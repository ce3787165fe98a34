"""How a survey is cut into steps, and which step comes next. Plain functions of definition, layout and visibility."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..choices import Layout
from ..questionnaire.structure import Definition, Element, Page
from ..questionnaire.validation import AnswerError
from ..questionnaire.visibility import Visible


@dataclass(frozen=True, slots=True)
class Step:
    """Elements asked together. `number` counts hidden steps too, so the addresses of steps stay the same."""

    number: int
    title: str
    intro: str
    pages: tuple[str, ...]
    elements: tuple[Element, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the elements."""
        return frozenset(element.key for element in self.elements)


def steps_of(definition: Definition, layout: str) -> list[Step]:
    """All steps in order, whether visible or not; pages without elements make none."""
    raw = {str(page.get("key")): page for page in definition.raw.get("pages", ())}
    if layout == Layout.SINGLE_PAGE:
        elements = tuple(element for page in definition.pages for element in page.elements)
        return [Step(1, "", "", tuple(page.key for page in definition.pages), elements)]
    parts = [(page, group) for page in definition.pages for group in _groups(page, layout)]
    return [_step(number, page, group, raw.get(page.key, {})) for number, (page, group) in enumerate(parts, start=1)]


def _step(number: int, page: Page, group: Sequence[Element], raw: Mapping[str, object]) -> Step:
    title = "" if raw.get("hide_title") else str(page.title)
    return Step(number, title, str(raw.get("intro") or ""), (page.key,), tuple(group))


def _groups(page: Page, layout: str) -> Iterable[Sequence[Element]]:
    """The whole page; or each question with the texts before it, and texts at the end with the last question."""
    if not page.elements:
        return []
    if layout != Layout.ONE_QUESTION:
        return [page.elements]
    groups: list[list[Element]] = []
    waiting: list[Element] = []
    for element in page.elements:
        waiting.append(element)
        if element.is_question:
            groups.append(waiting)
            waiting = []
    if waiting and groups:
        groups[-1].extend(waiting)
    return groups or [waiting]


def visible_steps(steps: Iterable[Step], seen: Visible) -> list[Step]:
    """Steps of which something is visible."""
    shown = frozenset(seen.elements)
    return [step for step in steps if step.keys & shown]


def find(steps: Iterable[Step], number: int) -> Step | None:
    """The step of that number."""
    return next((step for step in steps if step.number == number), None)


def after(steps: Sequence[Step], number: int) -> Step | None:
    """The first of `steps` behind `number`; None at the end."""
    return next((step for step in steps if step.number > number), None)


def before(steps: Sequence[Step], number: int) -> Step | None:
    """The last of `steps` before `number`; None at the beginning."""
    return next((step for step in reversed(steps) if step.number < number), None)


def unfinished(
    steps: Sequence[Step], seen: Visible, answers: Mapping[str, object], errors: Iterable[AnswerError]
) -> Step | None:
    """Where to go on: the first visible step with a faulty answer, or none of whose questions has one yet."""
    faulty = {error.question for error in errors}
    questions = frozenset(seen.questions)
    for step in visible_steps(steps, seen):
        asked = step.keys & questions
        if asked & faulty or (asked and asked.isdisjoint(answers)):
            return step
    return None


def newly_visible(step: Step, seen: Visible, asked: Collection[str]) -> list[str]:
    """Keys of the step's elements that are visible now and were not shown when it was answered."""
    shown = frozenset(seen.elements)
    return [element.key for element in step.elements if element.key in shown and element.key not in asked]
