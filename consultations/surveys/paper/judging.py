"""What of a typed form counts. Plain Python.

Paper lets people contradict the form: they answer what they should have skipped, mark too many, leave out what is
required. None of that can be asked again, so it is no error but a warning, which whoever types may accept: what cannot
count is left out, all else is stored as it is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..questionnaire.definition import Definition
from ..questionnaire.validation import AnswerError, Checked, check_answers

# Something is missing: what is there counts
INCOMPLETE = frozenset({"required", "consent_required", "too_few", "too_short"})
# What was written contradicts the question: its answer is left out
CONTRADICTORY = frozenset(
    {"too_many", "exclusive", "sum_mismatch", "out_of_range", "not_integer", "duplicate_rank", "outside_area"}
)
CLASH = "clash"  # several marks where one is possible
HIDDEN = "hidden"  # an answer to a question that the rules leave out


@dataclass(frozen=True, slots=True)
class Judged:
    """`checked`: what would be stored; `left_out`: questions whose answers cannot count.

    `warnings` may be accepted by whoever types; `errors` must be corrected first.
    """

    checked: Checked
    left_out: tuple[str, ...]
    warnings: tuple[AnswerError, ...]
    errors: tuple[AnswerError, ...]


def judge(  # noqa: PLR0913  # each is another part of what was typed
    definition: Definition,
    answers: Mapping[str, Any],
    context: Mapping[str, str],
    *,
    illegible: Collection[str] = (),
    clashes: Collection[str] = (),
    today: date,
) -> Judged:
    """Judge the raw answers of a form; nothing that was illegible is asked for."""
    left_out: dict[str, None] = {}
    warnings = {key: _warning(definition, key, CLASH) for key in definition.questions if key in clashes}
    while True:
        kept = {key: answer for key, answer in answers.items() if key not in left_out}
        checked = check_answers(definition, kept, context, today=today)
        contrary = [one for one in checked.errors if one.code in CONTRADICTORY]
        if not contrary:
            break
        # Without an answer that cannot count other questions may be asked
        left_out.update((one.question, None) for one in contrary)
        warnings.update((one.question, one) for one in contrary)
    known = {*illegible, *warnings}
    warnings.update((key, _warning(definition, key, HIDDEN)) for key in checked.ignored)
    missing = [one for one in checked.errors if one.code in INCOMPLETE and one.question not in known]
    wrong = [one for one in checked.errors if one.code not in INCOMPLETE]
    return Judged(checked, tuple(left_out), (*warnings.values(), *missing), tuple(wrong))


def _warning(definition: Definition, key: str, code: str) -> AnswerError:
    return AnswerError(f"#/answers/{key}", key, definition.page_of(key).key, code, {})
