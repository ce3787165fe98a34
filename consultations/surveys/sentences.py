"""What rules, refusals, changes and hints say to an editor, in the active language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from .changes import Change
from .choices import Channel
from .hints import Hint
from .questionnaire.refusals import Refusal

Content = Mapping[str, Any]
SOURCES = {
    "locale": gettext_lazy("the language is %(values)s"),
    "channel": gettext_lazy("the answer comes by %(values)s"),
    "municipality": gettext_lazy("the municipality is %(values)s"),
}
NOT_SOURCES = {
    "locale": gettext_lazy("the language is not %(values)s"),
    "channel": gettext_lazy("the answer does not come by %(values)s"),
    "municipality": gettext_lazy("the municipality is not %(values)s"),
}
OPERATORS = {
    "any_of": gettext_lazy("in %(question)s %(values)s was chosen"),
    "none_of": gettext_lazy("%(question)s was answered without choosing %(values)s"),
    "all_of": gettext_lazy("in %(question)s all of these were chosen: %(values)s"),
    "first_is": gettext_lazy("in %(question)s %(values)s is in first place"),
    "ranked_in_top": gettext_lazy("in %(question)s %(values)s is among the first %(top)s"),
    "eq": gettext_lazy("the answer to %(question)s is %(value)s"),
    "lt": gettext_lazy("the answer to %(question)s is less than %(value)s"),
    "lte": gettext_lazy("the answer to %(question)s is at most %(value)s"),
    "gt": gettext_lazy("the answer to %(question)s is more than %(value)s"),
    "gte": gettext_lazy("the answer to %(question)s is at least %(value)s"),
    "between": gettext_lazy("the answer to %(question)s is from %(value)s to %(last)s"),
    "answered": gettext_lazy("%(question)s was answered"),
    "not_answered": gettext_lazy("%(question)s was not answered"),
}
FIXED_LABELS = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No"), "no_opinion": gettext_lazy("No opinion")}


# --- rules ------------------------------------------------------------------------------------------------------------
def rule_text(rule: Any, questions: Mapping[str, Content]) -> str:
    """The condition in words, such as “Shown when in question 3 “Bike” or “Walk” was chosen.”; empty without one.

    `questions` are the compiled questions in one language by key, in the order they are numbered.
    """
    if not isinstance(rule, Mapping) or not rule.get("conditions"):
        return ""
    return _("Shown when %(condition)s.") % {"condition": _group(rule, questions)}


def _group(rule: Mapping[str, Any], questions: Mapping[str, Content]) -> str:
    parts = [_condition(one, questions) for one in rule["conditions"]]
    return (_(" or ") if rule.get("match") == "any" else _(" and ")).join(parts)


def _condition(condition: Mapping[str, Any], questions: Mapping[str, Content]) -> str:
    if "conditions" in condition:
        return f"({_group(condition, questions)})"
    values = condition.get("values") or ()
    if "source" in condition:
        names = {value: _source_value(condition["source"], value) for value in values}
        texts = NOT_SOURCES if condition.get("op") == "none_of" else SOURCES
        return str(texts.get(condition["source"], "")) % {"values": _alternatives(names.values())}
    key = str(condition.get("q", ""))
    question = questions.get(key, {})
    words = {
        "question": _name(key, condition.get("row"), questions),
        "values": (_(" and ") if condition.get("op") == "all_of" else _(" or ")).join(
            _label(question, value) for value in values
        ),
        "top": condition.get("top", ""),
        **_bounds(condition.get("value")),
    }
    return str(OPERATORS.get(str(condition.get("op")), "%(question)s")) % words


def _bounds(value: Any) -> dict[str, str]:
    first, last = value if isinstance(value, list) and len(value) == 2 else (value, "")
    return {"value": _plain(first), "last": _plain(last)}


def _plain(value: Any) -> str:
    day = parse_date(value) if isinstance(value, str) and len(value) == 10 else None
    return date_format(day) if day else str(value)


def _name(key: str, row: Any, questions: Mapping[str, Content]) -> str:
    number = list(questions).index(key) + 1 if key in questions else 0
    name = _("question %(number)s") % {"number": number} if number else _quoted(key)
    labels = {one["key"]: one.get("label", one["key"]) for one in questions.get(key, {}).get("rows") or ()}
    return _("%(question)s, row “%(row)s”") % {"question": name, "row": labels.get(row, row)} if row else name


def _label(question: Content, value: Any) -> str:
    listed = [one for name in ("options", "columns") for one in question.get(name) or ()]
    labels = {one["key"]: one.get("label") or one["key"] for one in listed}
    return _quoted(labels.get(value) or FIXED_LABELS.get(value, value))


def _source_value(source: str, value: str) -> str:
    return str(Channel(value).label) if source == "channel" and value in Channel.values else _quoted(value)


def _quoted(words: object) -> str:
    return _("“%(words)s”") % {"words": words}


def _alternatives(words: Iterable[object]) -> str:
    return _(" or ").join(str(word) for word in words)


# --- refusals ---------------------------------------------------------------------------------------------------------
REFUSALS = {
    "unknown_type": gettext_lazy("There is no question of this type."),
    "duplicate_key": gettext_lazy("Another one already has this key."),
    "bad_key": gettext_lazy("A key starts with a letter: a–z, 0–9 and _ only."),
    "forward_reference": gettext_lazy("The condition asks about “%(q)s”, which comes later. Move that question up."),
    "self_reference": gettext_lazy("The condition asks about the question it belongs to."),
    "unknown_question": gettext_lazy("The condition asks about “%(q)s”, which is no longer there."),
    "unknown_option": gettext_lazy("The condition names an answer that does not exist."),
    "retired_option": gettext_lazy("The condition names an answer that is no longer offered."),
    "unknown_row": gettext_lazy("The condition names a row that does not exist."),
    "bad_operator": gettext_lazy("The condition cannot be asked of this type of question."),
    "bad_value": gettext_lazy("This value is not possible here."),
    "bad_top": gettext_lazy("The number of places must be at least 1, and no more than there are."),
    "empty_values": gettext_lazy("The condition has no value yet."),
    "empty_group": gettext_lazy("The condition has an empty group."),
    "nested_too_deep": gettext_lazy("Conditions can be grouped once, not deeper."),
    "extra_key": gettext_lazy("The condition is damaged. Write it again."),
    "missing_key": gettext_lazy("The condition is not complete."),
    "reversed_range": gettext_lazy("The range is the wrong way round."),
    "no_options": gettext_lazy("There is nothing to choose from."),
    "no_questions": gettext_lazy("The survey has no question yet."),
    "key_locked": gettext_lazy("People have answered this question: its key stays “%(key)s”."),
    "option_key_locked": gettext_lazy("People have chosen “%(option)s”: its key cannot change."),
    "meaning_changed": gettext_lazy("People have answered this question: tick “The meaning has changed”."),
    "contact_unlinked": gettext_lazy("Contact data need a survey linked to the person (settings)."),
}


def refusal_text(refusal: Refusal) -> str:
    """Why the survey cannot be published, for the editor at that place."""
    text = REFUSALS.get(refusal.code)
    if text is None:
        return _("This cannot be published (%(code)s).") % {"code": refusal.code}
    return str(text) % {"q": "", "key": "", "option": "", **refusal.params}


# --- changes ----------------------------------------------------------------------------------------------------------
CHANGES = {
    "first": gettext_lazy("First version."),
    "order": gettext_lazy("The order of questions."),
    "languages": gettext_lazy("The languages."),
    "new_page": gettext_lazy("New page “%(text)s”."),
    "page_words": gettext_lazy("Page “%(text)s”: words."),
    "page_condition": gettext_lazy("Page “%(text)s”: new condition, shown to fewer people."),
    "page_no_condition": gettext_lazy("Page “%(text)s”: no condition any more."),
    "new_text": gettext_lazy("New text “%(text)s”."),
    "removed_text": gettext_lazy("Text “%(text)s” is gone."),
    "new_question": gettext_lazy("New question “%(text)s”."),
    "new_required_question": gettext_lazy("New question “%(text)s”, which must be answered."),
    "removed_question": gettext_lazy("Question “%(text)s” is no longer asked."),
    "replaced": gettext_lazy("Question “%(text)s” means something else: counted separately as “%(part)s”."),
    "key": gettext_lazy("Question “%(text)s”: the key was “%(part)s”."),
    "option_key": gettext_lazy("Question “%(text)s”: the key of “%(part)s”."),
    "meaning": gettext_lazy("Question “%(text)s”: “%(part)s” is another, so it is another question."),
    "demanded": gettext_lazy("Question “%(text)s”: must be answered now (%(part)s)."),
    "optional": gettext_lazy("Question “%(text)s”: may be left out now (%(part)s)."),
    "offered": gettext_lazy("Question “%(text)s”: offers more (%(part)s)."),
    "not_offered": gettext_lazy("Question “%(text)s”: no longer offers %(part)s."),
    "tighter": gettext_lazy("Question “%(text)s”: tighter limit (%(part)s)."),
    "looser": gettext_lazy("Question “%(text)s”: looser limit (%(part)s)."),
    "condition": gettext_lazy("Question “%(text)s”: another condition."),
    "no_condition": gettext_lazy("Question “%(text)s”: no condition any more."),
    "words": gettext_lazy("Question “%(text)s”: words or looks."),
    "new_option": gettext_lazy("Question “%(text)s”: new answer “%(part)s”."),
    "removed_option": gettext_lazy("Question “%(text)s”: “%(part)s” is no longer offered."),
    "option_words": gettext_lazy("Question “%(text)s”: words of “%(part)s”."),
    "exclusive": gettext_lazy("Question “%(text)s”: whether “%(part)s” excludes others."),
    "order_of_options": gettext_lazy("Question “%(text)s”: the order of answers."),
}


def change_text(change: Change) -> str:
    """One change in words."""
    text = str(CHANGES.get(change.what, "%(text)s"))
    return text % {"text": in_language(change.text) or change.key, "part": in_language(change.part)}


def in_language(text: Any) -> str:
    """A text of compiled content in the active language, or in Polish, or in whatever there is."""
    if not isinstance(text, Mapping):
        return str(text)
    return str(text.get(get_language() or "") or text.get("pl") or next(iter(text.values()), ""))


# --- hints ------------------------------------------------------------------------------------------------------------
HINTS = {
    "double": gettext_lazy("It seems to ask two things at once. Split it, or nobody will know what was answered."),
    "negation": gettext_lazy("A negation in a question is easily misread. Ask it the other way round."),
    "no_opinion": gettext_lazy("There is no way to say “I have no opinion”. People will guess instead."),
    "long": gettext_lazy("The question is long. Put explanations into the hint."),
    "big_matrix": gettext_lazy("The matrix is too large to be answered with care. Split it."),
    "required_personal": gettext_lazy("Personal data must be given. Is that necessary?"),
    "sensitive": gettext_lazy(
        "It may touch data of a special category (GDPR, art. 9). Ask your data protection officer."
    ),
    "empty_page": gettext_lazy("The page is empty."),
    "always_false": gettext_lazy("Its condition can never be true."),
    "unreachable": gettext_lazy("Nobody can reach this question."),
}


def hint_text(hint: Hint) -> str:
    """One remark in words."""
    if hint.code == "many_questions":
        text = ngettext("%(number)s question. ", "%(number)s questions. ", hint.number) % {"number": hint.number}
        return text + _("Above 20 many people give up.")
    return str(HINTS[hint.code])


def duration_text(seconds: int) -> str:
    """The estimate, in whole minutes."""
    minutes = max(1, round(seconds / 60))
    return ngettext("about %(minutes)s minute", "about %(minutes)s minutes", minutes) % {"minutes": minutes}


def questions_by_key(content: Content) -> dict[str, Content]:
    """Compiled questions by key in the order they are asked; texts without a question are left out."""
    elements: Sequence[Content] = [one for page in content["pages"] for one in page["elements"]]
    return {one["key"]: one for one in elements if one["type"] != "content"}
