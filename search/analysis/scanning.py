"""Finds the few tokens that matter in a text of a megabyte without looking at all of them.

Splitting at white space is quick, and a long text repeats its words: what is wanted is decided once for each run of
characters between white space, and only runs that have something wanted are looked for in the text.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .tokens import places

MAX_RUNS = 20_000  # in memory for one query
BLOCK = 100_000  # characters; who has seen enough need not wait for the rest


class Span(NamedTuple):
    """A token from `start` to `end` and what it answers."""

    start: int
    end: int
    answer: str


@dataclass(slots=True)
class _Known:
    """The runs that were looked at, and the wanted tokens in those that have one."""

    seen: set[str] = field(default_factory=set)
    spans: dict[str, list[Span]] = field(default_factory=dict)


class Scanner:
    """Looks for tokens that begin in some ways when folded, and that answer something as they are written.

    `answer_of` gives what a token answers, nothing for one that is not wanted.
    """

    def __init__(self, beginnings: frozenset[str], answer_of: Callable[[str], str]) -> None:
        self._beginnings = beginnings
        self._answer_of = answer_of
        self._known = _Known()

    def occurrences(self, text: str) -> Iterator[Span]:
        """Where the tokens stand, in order."""
        known = self._known
        if len(known.seen) > MAX_RUNS:  # another thread may still need the old one
            known = self._known = _Known()
        position = 0
        for block in _blocks(text):
            runs = block.split()
            self._look_at(set(runs), known)
            for run in filter(known.spans.__contains__, runs):
                position = _next(text, run, position)
                for start, end, answer in known.spans[run]:
                    yield Span(position + start, position + end, answer)
                position += len(run)

    def _look_at(self, runs: set[str], known: _Known) -> None:
        new = runs - known.seen
        lines = "\n".join(new)
        for likely in places(lines, self._beginnings):
            if self._answer_of(likely[0]):
                line_start = lines.rfind("\n", 0, likely.start()) + 1
                line_end = lines.find("\n", likely.end())
                line = lines[line_start : line_end if line_end >= 0 else None]
                known.spans[line] = self._wanted_in(line)
        known.seen.update(new)  # last: another thread then need not look at them

    def _wanted_in(self, line: str) -> list[Span]:
        return [Span(*place.span(), answer) for place in places(line) if (answer := self._answer_of(place[0]))]


def _blocks(text: str) -> Iterable[str]:
    """The text in parts that end with white space."""
    start = 0
    while start < len(text):
        end = start + BLOCK
        while end < len(text) and not text[end - 1].isspace():
            end += 1
        yield text[start:end]
        start = end


def _next(text: str, run: str, position: int) -> int:
    """Where the run next stands between white space, which it does: not inside a longer one."""
    while True:
        position = text.index(run, position)
        end = position + len(run)
        if (position == 0 or text[position - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return position
        position += 1
