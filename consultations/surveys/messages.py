"""Words for the error codes of the questionnaire, the same in forms and in the API."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .questionnaire.structure import Element
from .questionnaire.validation import AnswerError

Params = Mapping[str, Any]
CHOOSE_ONE = frozenset({"yes_no", "single_choice", "scale"})


def error_text(error: AnswerError, element: Element | None = None, answer: Any = None) -> str:
    """What is wrong and what to do, in the active language; the question's own words for a missing answer go first.

    `element` is the question in that language, None for a key that no question has. `answer` is the raw answer.
    """
    code = error.code
    if element is None:
        return _("The survey has no question “%(key)s”.") % {"key": error.question}
    if code == "required" and _is_beside(error):
        return _("Write what you mean by your answer.")
    if code == "required":
        return str(element.settings.get("required_message") or "") or _required(element, error)
    if element.type == "ranking" and isinstance(answer, dict):
        code = "duplicate_rank"
    if code == "not_an_option" and _is_beside(error):
        return _("You wrote beside an answer that you did not choose. Choose that answer, or delete what you wrote.")
    text = TEXTS.get(code)
    return text(error.params, element) if text else _("This answer cannot be accepted. Check it.")


def _is_beside(error: AnswerError) -> bool:
    """Whether the error is about the text beside an option, not about the choice."""
    return error.pointer == f"#/answers/{error.question}/other"


def _required(element: Element, error: AnswerError) -> str:
    if element.type == "matrix":
        return _required_row(element, error)
    if element.type in CHOOSE_ONE or (element.type == "image_choice" and not element.is_multiple):
        return _("Choose one of the answers.")
    return _REQUIRED.get(element.type, _answer_this)()


def _required_row(element: Element, error: AnswerError) -> str:
    row = next((one for one in element.rows if error.pointer.endswith(f"/{one.key}")), None)
    if row is None:
        return _("Choose an answer in each row.")
    return _("Choose an answer in the row “%(row)s”.") % {"row": row.label}


def _answer_this() -> str:
    return _("Answer this question.")


_REQUIRED: Mapping[str, Callable[[], str]] = {
    "short_text": lambda: _("Write your answer."),
    "long_text": lambda: _("Write your answer."),
    "number": lambda: _("Enter a number."),
    "date": lambda: _("Enter a date."),
    "multi_choice": lambda: _("Choose at least one answer."),
    "image_choice": lambda: _("Choose at least one picture."),
    "ranking": lambda: _("Choose a place for each item."),
    "budget": lambda: _("Enter at least one amount."),
    "geo": lambda: _("Mark a place on the map, or describe it in words."),
    "contact": lambda: _("Fill in this line of your contact data."),
    "consent": lambda: _("Tick the box to go on."),
}


def _limit(params: Params, *names: str) -> Any:
    return next((params[name] for name in names if params.get(name) is not None), None)


def _too_long(params: Params, element: Element) -> str:
    limit = _limit(params, "max", "max_length", "limit")
    if limit is None:
        return _("This answer is too long. Shorten it.")
    return ngettext(
        "Shorten the answer to %(limit)s character.", "Shorten the answer to %(limit)s characters.", int(limit)
    ) % {"limit": limit}


def _too_short(params: Params, element: Element) -> str:
    limit = _limit(params, "min", "min_length", "limit")
    if limit is None:
        return _("This answer is too short.")
    return ngettext("Write at least %(limit)s character.", "Write at least %(limit)s characters.", int(limit)) % {
        "limit": limit
    }


def _too_many(params: Params, element: Element) -> str:
    limit = _limit(params, "max", "limit")
    if limit is None:
        return _("You have chosen too many.")
    if element.type == "geo":
        return ngettext("Mark no more than %(limit)s place.", "Mark no more than %(limit)s places.", int(limit)) % {
            "limit": limit
        }
    return ngettext("Choose no more than %(limit)s answer.", "Choose no more than %(limit)s answers.", int(limit)) % {
        "limit": limit
    }


def _too_few(params: Params, element: Element) -> str:
    if element.type == "ranking":
        return _("Choose a place for each item.")
    limit = _limit(params, "min", "limit")
    if limit is None:
        return _("You have chosen too few.")
    if element.type == "geo":
        return ngettext("Mark at least %(limit)s place.", "Mark at least %(limit)s places.", int(limit)) % {
            "limit": limit
        }
    return ngettext("Choose at least %(limit)s answer.", "Choose at least %(limit)s answers.", int(limit)) % {
        "limit": limit
    }


def _out_of_range(params: Params, element: Element) -> str:
    low, high = (_shown(params.get(name)) for name in ("min", "max"))
    if params.get("step") is not None:
        return _("The amount must go in steps of %(step)s.") % {"step": _shown(params["step"])}
    if low and high:
        return _("The answer must lie between %(low)s and %(high)s.") % {"low": low, "high": high}
    if low:
        return _("The answer must be %(low)s or more.") % {"low": low}
    if high:
        return _("The answer must be %(high)s or less.") % {"high": high}
    decimals = params.get("decimals")
    if decimals:
        return ngettext(
            "Write at most %(number)s decimal place.", "Write at most %(number)s decimal places.", int(decimals)
        ) % {"number": decimals}
    return _("The answer is outside of what is possible.")


def _shown(limit: Any) -> str:
    """A limit as people write it: a number, or the date of an ISO text; empty if there is none."""
    if isinstance(limit, str):
        try:
            return date_format(date.fromisoformat(limit), "j E Y")
        except ValueError:
            return limit
    return "" if limit is None else number_format(limit, use_l10n=True)


def _sum_mismatch(params: Params, element: Element) -> str:
    total, rest = params.get("total"), params.get("rest")
    if isinstance(rest, int | float) and rest > 0:
        return _("Share out all of it: %(rest)s is left.") % {"rest": _shown(rest)}
    if isinstance(rest, int | float):
        return _("Together the amounts are %(excess)s more than the %(total)s there is.") % {
            "excess": _shown(-rest),
            "total": _shown(total),
        }
    return _("Together the amounts must be %(total)s.") % {"total": _shown(total)}


def _wrong_type(params: Params, element: Element) -> str:
    if element.type in ("number", "budget"):
        return _("Write numbers only, such as 12 or 2.5.")
    return _("This answer cannot be read. Check it.")


def _duplicate_rank(params: Params, element: Element) -> str:
    return _("Give each place to one item only.")


def _bad_date(params: Params, element: Element) -> str:
    return _("Enter a real date: day, month and year, such as 27 3 2026.")


Text = Callable[[Params, Element], str]
TEXTS: Mapping[str, Text] = {
    "too_long": _too_long,
    "too_short": _too_short,
    "too_many": _too_many,
    "too_few": _too_few,
    "out_of_range": _out_of_range,
    "sum_mismatch": _sum_mismatch,
    "wrong_type": _wrong_type,
    "duplicate_rank": _duplicate_rank,
    "bad_date": _bad_date,
    "not_an_option": lambda params, element: _("Choose from the answers that are offered."),
    "unknown_key": lambda params, element: _("This answer cannot be read. Check it."),
    "exclusive": lambda params, element: _(
        "One of your answers excludes all the others. Choose either it or the others."
    ),
    "not_integer": lambda params, element: _("Enter a whole number."),
    "bad_email": lambda params, element: _("Enter an e-mail address in the form name@example.org."),
    "bad_phone": lambda params, element: _("Enter a telephone number, such as 61 000 00 00."),
    "bad_postcode": lambda params, element: _("Enter a postcode, such as 61-001."),
    "bad_url": lambda params, element: _("Enter a web address, such as https://example.org/."),
    "outside_area": lambda params, element: _(
        "This place lies outside the area of the survey. Move it, or describe it in words."
    ),
    "bad_geometry": lambda params, element: _("What was drawn cannot be used. Delete it and draw it again."),
    "consent_required": lambda params, element: _("Tick the box to go on."),
}
