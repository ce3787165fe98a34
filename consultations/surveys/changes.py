"""What publishing a new version changes for the responses there are: each change with its class, by identity (uid).

Plain Python on compiled contents (`ankieta/1`). `answered` says whether there are real responses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FIRST, MINOR, ADDITIVE, RESTRICTIVE, RETIRE, BREAKING, REFUSED = (
    "first",
    "minor",
    "additive",
    "restrictive",
    "retire",
    "breaking",
    "refused",
)
GRAVITY = (FIRST, MINOR, ADDITIVE, RESTRICTIVE, RETIRE, BREAKING, REFUSED)
LISTS = ("options", "rows", "columns", "categories")
# settings that make it another question: answers before and after do not mean the same
MEANING = ("type", "from", "to", "many", "multiple", "mode", "total", "geometry", "currency")
# settings where more is looser (True) or tighter (False); without a value there is no limit
LIMITS = {"max": True, "max_length": True, "decimals": True, "min": False, "min_length": False, "top": False}
# flags that ask more of people when they are set, and those that offer more
DEMANDS = ("require_each", "spend_all")
OFFERS = ("no_opinion", "partial", "comments")
STRICTNESS = {"area_check": ("off", "warn", "block")}
# what each element carries that changes nothing for anybody who answers
IDENTITY = {"uid", "key", "required", "visible_if", "input", *MEANING, *LIMITS, *DEMANDS, *OFFERS, *STRICTNESS, *LISTS}

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `what` is a stable code, `text` the name of the question or page, `part` the setting or option."""

    kind: str
    what: str
    uid: str = ""
    key: str = ""
    text: Any = ""
    part: Any = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def classify(old: Content | None, new: Content, *, answered: bool) -> tuple[Change, ...]:
    """Every change between two contents, in the order of the new one; empty if there is none."""
    if old is None:
        return (Change(FIRST, "first"),)
    before, after = elements_by_uid(old), elements_by_uid(new)
    found = [*_pages(old, new), *_gone(before, after, answered)]
    found += [change for uid, one in after.items() for change in _element(before, uid, one, answered)]
    if _order(before, after) != _order(after, before):
        found.append(Change(MINOR, "order"))
    if old.get("locales") != new.get("locales"):
        found.append(Change(MINOR, "languages"))
    return tuple(_without_replaced(found))


def gravest(changes: Sequence[Change]) -> str:
    """The class of the whole version."""
    return max((change.kind for change in changes), key=GRAVITY.index, default=MINOR)


def elements_by_uid(content: Content) -> dict[str, Content]:
    """Questions and texts by identity, in order; without those no longer asked."""
    return {one["uid"]: one for page in content.get("pages", ()) for one in page.get("elements", ())}


def _order(of: Mapping[str, Content], also_in: Mapping[str, Content]) -> list[str]:
    return [uid for uid in of if uid in also_in]


# --- pages ------------------------------------------------------------------------------------------------------------
def _pages(old: Content, new: Content) -> Iterator[Change]:
    before = {page.get("uid"): page for page in old["pages"]}
    for page in new["pages"]:
        earlier = before.get(page.get("uid"))
        if earlier is None:
            yield _of_page(MINOR, "new_page", page)
            continue
        yield from _rule(earlier, page, "page_")
        if _besides(earlier, {"elements", "visible_if"}) != _besides(page, {"elements", "visible_if"}):
            yield _of_page(MINOR, "page_words", page)


def _of_page(kind: str, what: str, page: Content) -> Change:
    return Change(kind, what, str(page.get("uid", "")), page.get("key", ""), page.get("title", ""))


# --- questions --------------------------------------------------------------------------------------------------------
def _gone(before: Mapping[str, Content], after: Mapping[str, Content], answered: bool) -> Iterator[Change]:
    for uid, one in before.items():
        if uid not in after:
            harmless = one["type"] == "content"
            kind = MINOR if harmless else RETIRE if answered else RESTRICTIVE
            yield _of(kind, "removed_text" if harmless else "removed_question", one)


def _element(before: Mapping[str, Content], uid: str, new: Content, answered: bool) -> Iterator[Change]:
    old = before.get(uid)
    if old is None:
        yield _new_element(new)
        return
    if old["key"] != new["key"]:
        yield _of(REFUSED if answered else MINOR, "key", new, old["key"])
    yield from (_of(BREAKING, "meaning", new, name) for name in MEANING if old.get(name) != new.get(name))
    yield from _demands(old, new)
    yield from _limits(old, new)
    yield from _rule(old, new)
    for name in LISTS:
        yield from _options(old, new, name, answered)
    if _besides(old, IDENTITY) != _besides(new, IDENTITY):
        yield _of(MINOR, "words", new)


def _new_element(new: Content) -> Change:
    if new["type"] == "content":
        return _of(MINOR, "new_text", new)
    demanded = new.get("required") and not new.get("visible_if")
    return _of(RESTRICTIVE, "new_required_question", new) if demanded else _of(ADDITIVE, "new_question", new)


def _of(kind: str, what: str, element: Content, part: Any = "") -> Change:
    return Change(kind, what, element["uid"], element["key"], element.get("text", ""), part)


def _besides(raw: Content, names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name not in names}


def _demands(old: Content, new: Content) -> Iterator[Change]:
    for name in ("required", *DEMANDS):
        if bool(old.get(name)) != bool(new.get(name)):
            yield _of(RESTRICTIVE, "demanded", new, name) if new.get(name) else _of(ADDITIVE, "optional", new, name)
    for name in OFFERS:
        if bool(old.get(name)) != bool(new.get(name)):
            yield _of(ADDITIVE, "offered", new, name) if new.get(name) else _of(RESTRICTIVE, "not_offered", new, name)


def _limits(old: Content, new: Content) -> Iterator[Change]:
    for name, more_is_looser in LIMITS.items():
        before, after = old.get(name), new.get(name)
        if before != after:
            tighter = _is_tighter(before, after, more_is_looser)
            yield _of(RESTRICTIVE, "tighter", new, name) if tighter else _of(ADDITIVE, "looser", new, name)
    kinds = [one.get("input") or "text" for one in (old, new)]
    if kinds[0] != kinds[1]:
        yield _of(ADDITIVE, "looser", new, "input") if kinds[1] == "text" else _of(RESTRICTIVE, "tighter", new, "input")
    for name, levels in STRICTNESS.items():
        before, after = (levels.index(one.get(name) or levels[0]) for one in (old, new))
        if before != after:
            yield _of(RESTRICTIVE, "tighter", new, name) if after > before else _of(ADDITIVE, "looser", new, name)


def _is_tighter(before: Any, after: Any, more_is_looser: bool) -> bool:
    if after is None or before is None:
        return after is not None
    if isinstance(before, str) and "today" in (before, after):
        return True  # a day that moves: which of the two is tighter depends on when somebody answers
    return bool(after < before if more_is_looser else after > before)


def _rule(old: Content, new: Content, prefix: str = "") -> Iterator[Change]:
    before, after = old.get("visible_if"), new.get("visible_if")
    if before != after:
        kind, what = (RESTRICTIVE, "condition") if after else (ADDITIVE, "no_condition")
        text = new.get("text") or new.get("title", "")
        yield Change(kind, prefix + what, str(new.get("uid", "")), new.get("key", ""), text)


# --- options ----------------------------------------------------------------------------------------------------------
def _options(old: Content, new: Content, name: str, answered: bool) -> Iterator[Change]:
    before, after = ({one["key"]: one for one in raw.get(name) or ()} for raw in (old, new))
    added = {key: one for key, one in after.items() if key not in before}
    for key, one in before.items():
        if key not in after:
            yield _lost_option(one, added, new, answered)
        else:
            yield from _same_option(one, after[key], new, answered)
    gone = [one for key, one in before.items() if key not in after]
    yield from (
        _of(ADDITIVE, "new_option", new, one.get("label", key))
        for key, one in added.items()
        if not any(_is_renamed(other, one) for other in gone)
    )
    offered, still = ({key: one for key, one in found.items() if not one.get("retired")} for found in (before, after))
    if _order(offered, still) != _order(still, offered):
        yield _of(MINOR, "order_of_options", new)


def _lost_option(one: Content, added: Mapping[str, Content], new: Content, answered: bool) -> Change:
    """An option that is gone, or that stands there under another key."""
    label = one.get("label", one["key"])
    if any(_is_renamed(one, other) for other in added.values()):
        return _of(REFUSED if answered else MINOR, "option_key", new, label)
    kind = MINOR if one.get("retired") else RETIRE if answered else RESTRICTIVE
    return _of(kind, "removed_option", new, label)


def _is_renamed(old: Content, new: Content) -> bool:
    return (
        old["key"] != new["key"]
        and "code" in old
        and (old["code"], old.get("label"))
        == (
            new.get("code"),
            new.get("label"),
        )
    )


def _same_option(old: Content, new: Content, element: Content, answered: bool) -> Iterator[Change]:
    label = new.get("label", new["key"])
    if bool(old.get("retired")) != bool(new.get("retired")):
        kind = RETIRE if answered else RESTRICTIVE
        if new.get("retired"):
            yield _of(kind, "removed_option", element, label)
        else:
            yield _of(ADDITIVE, "new_option", element, label)
    if bool(old.get("exclusive")) != bool(new.get("exclusive")):
        yield _of(RESTRICTIVE if new.get("exclusive") else ADDITIVE, "exclusive", element, label)
    if _besides(old, {"retired", "exclusive"}) != _besides(new, {"retired", "exclusive"}):
        yield _of(MINOR, "option_words", element, label)


# --- a question that became another one -----------------------------------------------------------------------------
def _stem(key: str) -> str:
    stem, _, number = key.rpartition("_")
    return stem if stem and number.isdigit() else key


def _without_replaced(changes: Sequence[Change]) -> Iterator[Change]:
    """`speed` gone and `speed_2` come is one change: the question's meaning has changed."""
    gone = {change.key: change for change in changes if change.what == "removed_question"}
    new = {change.key: change for change in changes if change.what in ("new_question", "new_required_question")}
    pairs = {old: key for key in new for old in gone if old != key and _stem(old) == _stem(key)}
    for change in changes:
        if change.what == "removed_question" and change.key in pairs:
            yield Change(BREAKING, "replaced", change.uid, change.key, change.text, pairs[change.key])
        elif change.key not in pairs.values() or change.key not in new:
            yield change


# --- what must not get lost -----------------------------------------------------------------------------------------
def with_retired(old: Content | None, new: dict[str, Any], *, answered: bool) -> dict[str, Any]:
    """The new content with what was asked before and has answers: options marked `retired`, questions in `retired`."""
    if old is None or not answered:
        return new
    before = elements_by_uid(old)
    pages = [
        {**page, "elements": [_with_old_options(before, one) for one in page["elements"]]} for page in new["pages"]
    ]
    now = elements_by_uid(new)
    earlier = [*old.get("retired", ()), *(one for one in before.values() if one["type"] != "content")]
    retired = [{**one, "retired": True} for one in earlier if one["uid"] not in now]
    return {**new, "pages": pages, **({"retired": retired} if retired else {})}


def _with_old_options(before: Mapping[str, Content], element: Content) -> dict[str, Any]:
    old = before.get(element["uid"], {})
    names = [name for name in LISTS if name in old or name in element]
    kept = {name: _kept(old.get(name) or (), element.get(name) or ()) for name in names}
    return {**element, **kept}


def _kept(old: Sequence[Content], new: Sequence[Content]) -> list[Content]:
    keys = {one["key"] for one in new}
    lost = [one for one in old if one["key"] not in keys and not any(_is_renamed(one, other) for other in new)]
    return [*_numbered(new, old), *({**one, "retired": True} for one in lost)]


def _numbered(new: Sequence[Content], old: Sequence[Content]) -> list[Content]:
    """The options with codes that no earlier option had: an export must not mix two of them."""
    known = {one["key"]: one["code"] for one in old if "code" in one}
    free = max([0, *known.values(), *(one.get("code", 0) for one in new)])
    taken = set(known.values())
    numbered = []
    for one in new:
        code = known.get(one["key"], one.get("code"))
        if one["key"] not in known and code in taken and not any(_is_renamed(other, one) for other in old):
            free += 1
            code = free
        numbered.append({**one, "code": code} if code is not None else one)
    return numbered
