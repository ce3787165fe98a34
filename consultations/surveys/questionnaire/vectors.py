"""Runs files of cases (JSON Lines) against the questionnaire: rules, refusals, answers."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .blank import as_date
from .definition import DefinitionRefused, parse
from .refusals import check
from .validation import check_answers
from .visibility import sift


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that came out otherwise; `line` counts from 1."""

    line: int
    expected: str
    got: str


class NoCase(Exception):
    """The line holds no case of the form wanted."""


# A case gives what was expected and what came out; None where they agree
Outcome = tuple[str, str] | None
Judge = Callable[[Mapping[str, Any], date], Outcome]


def run(lines: Iterable[bytes], judge: Judge, today: date) -> Iterator[Difference | None]:
    """One item a case, None where it came out as expected. Blank lines are no cases; lines that are none differ."""
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if text:
            outcome = _judged(text, judge, today)
            yield None if outcome is None else Difference(number, *outcome)


def _judged(line: bytes, judge: Judge, today: date) -> Outcome:
    try:
        case = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return "a JSON object", f"{type(error).__name__}: {error}"
    try:
        if not isinstance(case, dict):
            raise NoCase("no object")
        return judge(case, today)
    except NoCase as error:
        return "a case", str(error)
    except DefinitionRefused as error:
        return "a definition", f"refused: {error}"
    except RecursionError:
        return "a case", "nested too deep"


def _member(case: Mapping[str, Any], name: str) -> Any:
    if name not in case:
        raise NoCase(f"no `{name}`")
    return case[name]


def judge_rules(case: Mapping[str, Any], today: date) -> Outcome:
    """A case `{definition, context, answers, visible, stored}`: the visible questions in order, the answers kept."""
    shown, stored = sift(parse(_member(case, "definition")), _member(case, "answers"), case.get("context"))
    expected = {"visible": _member(case, "visible"), **({"stored": case["stored"]} if "stored" in case else {})}
    got = {"visible": list(shown.questions), **({"stored": stored} if "stored" in case else {})}
    return None if same(expected, got) else (_json(expected), _json(got))


def judge_refusal(case: Mapping[str, Any], today: date) -> Outcome:
    """A case `{definition, why}`: the definition is refused, whatever for."""
    return None if check(_member(case, "definition")) else (f"refused: {case.get('why', '')}", "accepted")


def judge_answers(case: Mapping[str, Any], today: date) -> Outcome:
    """A case `{definition, answers, expect}`, perhaps with `context` and `today`: "ok", or a code among the errors."""
    definition, expect = parse(_member(case, "definition")), _member(case, "expect")
    day = as_date(case.get("today")) or today
    errors = check_answers(definition, _member(case, "answers"), case.get("context"), today=day).errors
    got = [error.code for error in errors] or ["ok"]
    return None if expect in got else (str(expect), ", ".join(got))


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same: 1 and 1.0 are, 1 and true are not."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
