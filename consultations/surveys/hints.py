"""What a careful colleague would say about a survey before it goes out. Plain Python on a content in one language.

Hints never stop anybody; codes are put into words by `sentences`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CLOSED_SECONDS = 7
OPEN_SECONDS = 30
MANY_QUESTIONS = 20
MANY_CELLS = 56
LONG_TEXT = 140
OPEN_TYPES = {"short_text", "long_text", "geo", "contact"}
WITHOUT_OPINION = {"single_choice", "scale", "yes_no"}
NO_OPINION_KEYS = re.compile(r"no_opinion|nie_wiem|trudno|brak_zdania|not_said|dont_know|nie_mam|hard_to_say")
NO_OPINION_WORDS = re.compile(
    r"nie wiem|trudno powiedzie|nie mam zdania|brak zdania|no opinion|don.t know|not sure|prefer not|wol\w+ nie|"
    r"не знаю|важко сказати|не маю думки",
    re.IGNORECASE,
)
DOUBLE = re.compile(r"\b(oraz|a także|jak również|and also|as well as|а також)\b|\?.*\?", re.IGNORECASE)
# two verbs or nouns joined in a question: a weaker sign, so only in questions that rate something
JOINED = re.compile(r"\b(i|and|та|і)\b", re.IGNORECASE)
NEGATION = re.compile(r"\b(nie|żaden|żadn\w+|nigdy|not|never|n.t|не|ніколи)\b", re.IGNORECASE)
PERSONAL = re.compile(
    r"\b(imię|nazwisk\w*|adres\w*|pesel|telefon\w*|e-?mail\w*|surname|phone|address|прізвищ\w*|телефон\w*|адрес\w*)\b",
    re.IGNORECASE,
)
SENSITIVE = re.compile(
    r"\b(zdrow\w*|chor[oó]\w*|niepełnospraw\w*|wyzna\w*|religi\w*|narodowoś\w*|pochodzeni\w*|orientacj\w*|poglądy|"
    r"polityczn\w*|związk\w* zawodow\w*|health\w*|disab\w*|illness\w*|religio\w*|ethnic\w*|sexual\w*|political\w*|"
    r"здоров\w*|інвалід\w*|релігі\w*|націонал\w*|політичн\w*)\b",
    re.IGNORECASE,
)

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hint:
    """One remark. `key` is the question's or page's, empty for the whole survey."""

    code: str
    key: str = ""
    text: str = ""
    number: int = 0


def hints(content: Content) -> tuple[Hint, ...]:
    """All remarks on a content whose texts are in one language (`questionnaire.locales.localise`)."""
    questions = [one for one in _elements(content) if one["type"] != "content"]
    found = [hint for one in questions for hint in _of_question(one)]
    found += [Hint("empty_page", page["key"], page.get("title", "")) for page in content["pages"] if _is_empty(page)]
    found += _of_rules(content, {one["key"]: one for one in questions})
    if len(questions) > MANY_QUESTIONS:
        found.append(Hint("many_questions", number=len(questions)))
    return tuple(found)


def estimate(content: Content) -> int:
    """Seconds that answering every question takes: 7 for each thing to choose, 30 for each to write or draw."""
    return sum(_seconds(one) for one in _elements(content))


def _seconds(element: Content) -> int:
    if element["type"] == "content":
        return 0
    items = len(element.get("rows") or ()) if element["type"] == "matrix" else 1
    return OPEN_SECONDS if element["type"] in OPEN_TYPES else CLOSED_SECONDS * max(1, items)


def _elements(content: Content) -> list[Content]:
    return [one for page in content["pages"] for one in page["elements"]]


def _is_empty(page: Content) -> bool:
    return not any(one["type"] != "content" for one in page["elements"]) and not page.get("intro")


def _of_question(one: Content) -> Iterator[Hint]:
    text = str(one.get("text") or "")
    checks = {
        "double": bool(DOUBLE.search(text)) or (one["type"] == "scale" and bool(JOINED.search(text))),
        "negation": bool(NEGATION.search(text)),
        "no_opinion": one["type"] in WITHOUT_OPINION and not one.get("segment") and not _offers_no_opinion(one),
        "long": len(text) > LONG_TEXT,
        "big_matrix": len(one.get("rows") or ()) * len(one.get("columns") or ()) > MANY_CELLS,
        "required_personal": bool(one.get("required")) and _is_personal(one, text),
        "sensitive": bool(SENSITIVE.search(" ".join((text, *_labels(one))))),
    }
    yield from (Hint(code, one["key"], text) for code, applies in checks.items() if applies)


def _is_personal(one: Content, text: str) -> bool:
    return one["type"] == "contact" or one.get("input") in ("e-mail", "phone") or bool(PERSONAL.search(text))


def _labels(one: Content) -> list[str]:
    return [str(option.get("label") or "") for name in ("options", "rows") for option in one.get(name) or ()]


def _offers_no_opinion(one: Content) -> bool:
    options = one.get("options") or ()
    return bool(one.get("no_opinion")) or any(
        option.get("exclusive")
        or NO_OPINION_KEYS.search(option["key"])
        or NO_OPINION_WORDS.search(str(option.get("label") or ""))
        for option in options
    )


# --- rules that can never hold --------------------------------------------------------------------------------------
def _of_rules(content: Content, questions: Mapping[str, Content]) -> Iterator[Hint]:
    """Questions nobody can reach: their rule, or that of their page, contradicts itself or needs one of those."""
    never: set[str] = set()
    for page in content["pages"]:
        if hidden := _never(page.get("visible_if"), questions, never):
            yield Hint("always_false", page["key"], page.get("title", ""))
        for one in page["elements"]:
            if not hidden and _never(one.get("visible_if"), questions, never):
                yield Hint("always_false", one["key"], one.get("text", ""))
                never.add(one["key"])
            elif hidden:
                never.add(one["key"])
                yield Hint("unreachable", one["key"], one.get("text", ""))


def _never(rule: Any, questions: Mapping[str, Content], never: set[str]) -> bool:
    """Whether the rule cannot hold, as far as can be seen without trying all answers."""
    conditions = rule.get("conditions") if isinstance(rule, Mapping) else None
    if not conditions:
        return False
    impossible = [_cannot_hold(one, questions, never) for one in conditions]
    if rule.get("match") == "any":
        return all(impossible)
    return any(impossible) or _contradict(conditions, questions)


def _cannot_hold(condition: Any, questions: Mapping[str, Content], never: set[str]) -> bool:
    if "conditions" in condition:
        return _never(condition, questions, never)
    if condition.get("q") in never:
        return condition.get("op") != "not_answered"
    question = questions.get(str(condition.get("q")), {})
    return condition.get("op") == "not_answered" and bool(question.get("required")) and not question.get("visible_if")


def _contradict(conditions: Sequence[Any], questions: Mapping[str, Content]) -> bool:
    """Whether conditions that must all hold exclude each other: one answer of one question cannot be two things."""
    plain = [one for one in conditions if "q" in one]
    return any(_pair_contradicts(a, b, questions) for i, a in enumerate(plain) for b in plain[i + 1 :])


def _pair_contradicts(a: Content, b: Content, questions: Mapping[str, Content]) -> bool:
    if (a["q"], a.get("row")) != (b["q"], b.get("row")):
        return False
    operators = {a.get("op"), b.get("op")}
    if "not_answered" in operators and len(operators) > 1:
        return True
    question = questions.get(a["q"], {})
    single = question.get("type") in WITHOUT_OPINION or (question.get("type") == "matrix" and not question.get("many"))
    if operators == {"any_of"} and single:
        return not set(a.get("values", ())) & set(b.get("values", ()))
    if operators == {"any_of", "none_of"}:
        wanted, unwanted = (a, b) if a["op"] == "any_of" else (b, a)
        return set(wanted.get("values", ())) <= set(unwanted.get("values", ()))
    return False
