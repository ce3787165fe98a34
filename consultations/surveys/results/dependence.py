"""What the number of people who were asked a question tells about answers to earlier questions. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..questionnaire.definition import Definition
from ..questionnaire.structure import Condition, Element, Page, Rule
from .assemble import is_single_element
from .series import Series

SIMPLE = frozenset({"any_of", "none_of", "answered", "not_answered"})


@dataclass(frozen=True, slots=True)
class Told:
    """Who was asked is known from who gave one of the `options` to the question `uid`, in that row of a matrix.

    Without options it tells only who answered.
    """

    uid: str
    row: str
    options: frozenset[str]


# Why a question is not asked of everybody; None where it depends on more than one closed question
Dependence = tuple[Told, ...] | None


@dataclass(frozen=True)
class Facts:
    """What is publicly known of public questions, by uid; `by` is the uid of the question that divides, if one does."""

    series: Mapping[str, Series]
    dependences: Mapping[str, Dependence]
    by: str = ""


def dependences(definitions: Iterable[Definition]) -> Mapping[str, Dependence]:
    """By uid, for questions that are not asked of everybody in every version."""
    found: dict[str, Dependence] = {}
    for definition in definitions:
        for question in definition.questions.values():
            rules = _rules(question, definition.page_of(question.key), definition)
            if rules:
                told, known = _told(rules), found.get(question.uid, ())
                found[question.uid] = None if told is None or known is None else (*known, told)
    return found


def _rules(question: Element, page: Page, definition: Definition) -> list[Rule]:
    """The rules that decide; that of the page says nothing new if another rule asks about a question of that page."""
    own = [question.visible_if] if question.visible_if and question.visible_if.conditions else []
    pages = [page.visible_if] if page.visible_if and page.visible_if.conditions else []
    if own and _only(own[0]) is not None:
        source = _only(own[0])
        if source is not None and source.element is not None and definition.page_of(source.element.key) is page:
            return own
    return own + [rule for rule in pages if rule not in own]


def _only(rule: Rule) -> Condition | None:
    """The one condition of a rule that has no more."""
    if len(rule.conditions) != 1:
        return None
    first = rule.conditions[0]
    return _only(first) if isinstance(first, Rule) else first


def _told(rules: list[Rule]) -> Told | None:
    condition = _only(rules[0]) if len(rules) == 1 else None
    if condition is None or condition.element is None or condition.op not in SIMPLE:
        return None
    element, options = condition.element, frozenset(map(str, condition.values))
    if condition.op in {"answered", "not_answered"}:
        return Told(element.uid, "", frozenset()) if condition.row is None else None
    one_of_many = element.is_multiple and len(options) == 1
    row_of_single = element.type == "matrix" and element.settings.get("many") is not True
    if is_single_element(element) or one_of_many or row_of_single:
        return Told(element.uid, condition.row or "", options)
    return None
