"""Conditions of a survey as sentences for somebody with a pen, by the numbers and letters of the printed form."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..forms.values import figure
from ..questionnaire.structure import Element
from .marks import marks_of, offered_rows

NEVER = False
ALWAYS = True
# What is left of a rule on paper: a verdict, one condition, or a group of them
Reduced = bool | Mapping[str, Any]

CHOSEN = {
    "any_of": gettext_lazy("in question %(number)s you marked %(values)s"),
    "none_of": gettext_lazy("in question %(number)s you marked something other than %(values)s"),
    "all_of": gettext_lazy("in question %(number)s you marked all of these: %(values)s"),
    "first_is": gettext_lazy("in question %(number)s you put %(values)s in first place"),
    "ranked_in_top": gettext_lazy("in question %(number)s you put %(values)s among the first %(top)s"),
    "eq": gettext_lazy("your answer to question %(number)s is %(value)s"),
    "lt": gettext_lazy("your answer to question %(number)s is less than %(value)s"),
    "lte": gettext_lazy("your answer to question %(number)s is at most %(value)s"),
    "gt": gettext_lazy("your answer to question %(number)s is more than %(value)s"),
    "gte": gettext_lazy("your answer to question %(number)s is at least %(value)s"),
    "between": gettext_lazy("your answer to question %(number)s is from %(value)s to %(last)s"),
    "answered": gettext_lazy("you answered question %(number)s"),
    "not_answered": gettext_lazy("you left question %(number)s without an answer"),
}


class Conditions:
    """Rules of one form: `numbers` are the numbers of its questions so far, `context` what is known of a paper form."""

    def __init__(self, context: Mapping[str, str]) -> None:
        self._context = context
        self._numbers: dict[str, int] = {}
        self._elements: dict[str, Element] = {}

    def number(self, question: Element) -> int:
        """Give the question the next number."""
        self._elements[question.key] = question
        return self._numbers.setdefault(question.key, len(self._numbers) + 1)

    def reduced(self, rule: Any) -> Reduced:
        """The rule without what is known beforehand: the channel, the language, questions that paper does not ask."""
        if not isinstance(rule, Mapping) or not rule.get("conditions"):
            return ALWAYS
        is_any = rule.get("match") == "any"
        parts = [self._part(one) for one in rule["conditions"]]
        if is_any in parts:  # one that is true decides an “any”, one that is false an “all”
            return is_any
        open_parts = [one for one in parts if not isinstance(one, bool)]
        return {"match": rule.get("match"), "conditions": open_parts} if open_parts else not is_any

    def _part(self, condition: Mapping[str, Any]) -> Reduced:
        if "conditions" in condition:
            return self.reduced(condition)
        if "source" in condition:
            value = self._context.get(condition["source"], "")
            return bool(value) and (value in condition["values"]) is (condition["op"] == "any_of")
        if condition["q"] not in self._numbers:
            return condition["op"] == "not_answered"
        return condition

    def words(self, rule: Mapping[str, Any]) -> str:
        """A reduced rule as “in question 3 you marked B or C”."""
        if "conditions" not in rule:
            return self._condition(rule)
        parts = [self._grouped(one) for one in rule["conditions"]]
        return (_(" or ") if rule.get("match") == "any" else _(" and ")).join(parts)

    def _grouped(self, part: Mapping[str, Any]) -> str:
        return f"({self.words(part)})" if len(part.get("conditions", ())) > 1 else self.words(part)

    def _condition(self, condition: Mapping[str, Any]) -> str:
        element = self._elements[condition["q"]]
        joined = _(" and ") if condition["op"] == "all_of" else _(" or ")
        first, last = _bounds(condition.get("value"))
        return str(CHOSEN[condition["op"]]) % {
            "number": self._name(element, condition.get("row")),
            "values": joined.join(_marks(element, condition.get("values") or ())),
            "top": condition.get("top", ""),
            "value": first,
            "last": last,
        }

    def _name(self, element: Element, row: str | None) -> str:
        number = self._numbers[element.key]
        rows = [one.key for one in offered_rows(element)]
        if row in rows:
            return _("%(number)s (row %(row)s)") % {"number": number, "row": rows.index(row) + 1}
        return str(number)


def _marks(element: Element, values: Iterable[Any]) -> list[str]:
    codes = marks_of(element)
    wanted = {str(value) for value in values}
    return [code for key, code in codes.items() if key in wanted]


def _bounds(value: Any) -> Sequence[str]:
    first, last = value if isinstance(value, list) and len(value) == 2 else (value, None)
    return _plain(first), _plain(last)


def _plain(value: Any) -> str:
    day = parse_date(value) if isinstance(value, str) and len(value) == 10 else None
    return date_format(day, "j E Y") if day else figure(value)
