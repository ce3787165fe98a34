"""Shows where a text answers a query."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .languages import LANGUAGES, beginnings, index_keys
from .scanning import Scanner, Span
from .tokens import folded

PAGE_BREAK = "\f"
MAX_ANSWERS = 5000  # words in memory for one query
CHOICE = 2  # windows that answer everything, to choose from where one is wanted

Keys = frozenset[str]
Range = tuple[int, int]  # start and end of a part of the text


class Segment(NamedTuple):
    """A piece of text, marked if it answers the query."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text in segments, and the page of the file it stands on, counted from 1."""

    segments: tuple[Segment, ...]
    page: int


class _Window(NamedTuple):
    """Neighbouring matches, by their numbers from `first` to before `end`, and what they are worth."""

    first: int
    end: int
    groups: Keys
    length: int

    def rank(self, shown: Keys) -> tuple[int, int, int, int]:
        """Higher is better: what was not shown yet, all it answers, how densely, how early."""
        return len(self.groups - shown), len(self.groups), -self.length // len(self.groups), -self.first


def mark(text: str, wanted: Keys, lang: str) -> tuple[Segment, ...]:
    """The whole text in segments; tokens are marked that are wanted as written or by one of their keys."""
    scanner = _scanner(wanted, lang)
    spans = [(start, end) for start, end, _ in scanner.occurrences(text)] if scanner else []
    return tuple(_segments(text, 0, len(text), spans))


def passages(text: str, wanted: Keys, lang: str, *, limit: int = 2, width: int = 160) -> tuple[Passage, ...]:
    """The windows of a text that answer most of the query, the best first; none when nothing answers it.

    A window has about `width` characters, is cut between words and stays on its page. One after the first is
    preferred if it answers what those before it do not.
    """
    scanner = _scanner(wanted, lang)
    occurrences = scanner.occurrences(text) if scanner else ()
    matches = _enough(text, occurrences, max(limit, CHOICE), width, len(set(_groups(wanted).values())))
    windows = list(_windows(text, matches, width))
    found: list[Passage] = []
    taken: list[Range] = []
    shown: Keys = frozenset()
    while windows:
        best = max(windows, key=lambda window: window.rank(shown))
        core = matches[best.first].start, matches[best.end - 1].end
        start, end = _context(text, core, _free_around(text, core, taken), width)
        first, after = bisect_left(matches, (start,)), bisect_left(matches, (end,))
        found.append(_passage(text, start, end, matches[first:after]))
        if len(found) == limit:
            break
        taken.append((start, end))
        shown |= best.groups
        windows = [window for window in windows if window.end <= first or window.first >= after]
    return tuple(found)


class _Answers(dict[str, Keys]):
    """The wanted keys that a token has, by how it is written; worked out when first asked for, the last ones kept."""

    def __init__(self, wanted: Keys, lang: str) -> None:
        super().__init__()
        self._wanted, self._lang = wanted - {""}, lang

    def __missing__(self, written: str) -> Keys:
        token = folded(written)
        if len(self) >= MAX_ANSWERS:
            self.clear()
        found = self[written] = (index_keys(token, self._lang) | {token}) & self._wanted
        return found


@lru_cache(maxsize=8)
def _answers(wanted: Keys, lang: str) -> _Answers:
    """For all texts of a page, and the next page."""
    return _Answers(wanted, lang)


@lru_cache(maxsize=8)
def _scanner(wanted: Keys, lang: str) -> Scanner | None:
    """For all texts of a page, which have many words in common; None where nothing can be found.

    What a token answers is the group of its key: one for all words that answer the same part of the query.
    """
    begin = beginnings(wanted, lang) - {""}
    answers, groups = _answers(wanted, lang), _groups(wanted)
    return Scanner(begin, lambda written: groups[min(answers[written])] if answers[written] else "") if begin else None


def forget() -> None:
    """Work out everything again at the next text, as for words that were never asked for."""
    _answers.cache_clear()
    _scanner.cache_clear()


@lru_cache(maxsize=64)
def _groups(wanted: Keys) -> Mapping[str, str]:
    """The group of each wanted key: the keys of a wanted word are alternatives for the same word of the query."""
    group: dict[str, str] = {}
    for word in sorted(wanted):
        together = frozenset({word}).union(*(index_keys(word, lang) & wanted for lang in LANGUAGES))
        joined = {group.get(key, key) for key in together}
        first = min(joined)
        group = {key: first if own in joined else own for key, own in group.items()} | dict.fromkeys(together, first)
    return group


def _enough(text: str, matches: Iterable[Span], limit: int, width: int, groups: int) -> list[Span]:
    """The matches up to where there are `limit` windows that answer all groups: no later one can answer more."""
    found: list[Span] = []
    first = complete = after = 0
    page_end, stop = -1, len(text)
    for match in matches:
        if match.start > stop:
            break
        found.append(match)
        if match.start >= page_end:
            first, page_end = len(found) - 1, _page_end(text, match.start)
        while match.end - found[first].start > width and found[first] is not match:
            first += 1
        if match.start >= after and (groups == 1 or len({one.answer for one in found[first:]}) == groups):
            # what follows closely will stand in the same passage
            first, complete, after = len(found), complete + 1, match.end + width
            stop = after if complete == limit else stop
    return found


def _windows(text: str, matches: Sequence[Span], width: int) -> Iterator[_Window]:
    """For each match the window that begins with it."""
    ends, groups = [match.end for match in matches], [match.answer for match in matches]
    page_end = -1
    for first, match in enumerate(matches):
        if match.start >= page_end:
            page_end = _page_end(text, match.start)
        end = max(first + 1, bisect_left(ends, min(match.start + width, page_end) + 1))
        yield _Window(first, end, frozenset(groups[first:end]), ends[end - 1] - match.start)


def _page_end(text: str, position: int) -> int:
    found = text.find(PAGE_BREAK, position)
    return len(text) if found < 0 else found


def _passage(text: str, start: int, end: int, matches: Sequence[Span]) -> Passage:
    segments = _segments(text, start, end, [(match.start, match.end) for match in matches])
    return Passage(tuple(segments), 1 + text.count(PAGE_BREAK, 0, start))


def _free_around(text: str, core: Range, taken: Iterable[Range]) -> Range:
    """How far a passage may reach: to the borders of its page and to other passages."""
    starts = (start for start, _ in taken if start >= core[1])
    ends = (end for _, end in taken if end <= core[0])
    return max(text.rfind(PAGE_BREAK, 0, core[0]) + 1, *ends, 0), min(_page_end(text, core[1]), *starts, len(text))


def _context(text: str, core: Range, free: Range, width: int) -> Range:
    """Whole words around what must be shown, `width` characters in all."""
    first, last = core
    start = _word_start(text, max(free[0], first - max(0, width - (last - first)) // 2), first)
    return start, _word_end(text, last, min(free[1], max(last, start + width)))


def _word_start(text: str, earliest: int, latest: int) -> int:
    """Where the first whole word begins."""
    position = earliest
    if earliest > 0 and not text[earliest - 1].isspace():
        while position < latest and not text[position].isspace():
            position += 1
    while position < latest and text[position].isspace():
        position += 1
    return position


def _word_end(text: str, earliest: int, latest: int) -> int:
    """Where the last whole word ends."""
    position = latest
    if latest < len(text) and not text[latest].isspace():
        while position > earliest and not text[position - 1].isspace():
            position -= 1
    while position > earliest and text[position - 1].isspace():
        position -= 1
    return position


def _segments(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[Segment]:
    position = start
    for first, last in spans:
        # fields by their place: a page has hundreds of segments, and names take as long again
        if position < first:
            yield Segment(text[position:first], False)
        yield Segment(text[first:last], True)
        position = last
    if position < end:
        yield Segment(text[position:end], False)
