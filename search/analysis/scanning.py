"""Finds the few tokens that matter in a text of a megabyte without looking at all of them.

Splitting at white space is quick, and a long text repeats its words: what is wanted is decided once for each run of
characters between white space, and only runs that have something wanted are looked for in the text.
"""

from collections.abc import Callable, Iterable, Iterator

from .tokens import places

BLOCK = 100_000  # characters; who has seen enough need not wait for the rest

Span = tuple[int, int, str]  # start, end, token as it is written


class Scanner:
    """Looks for tokens that begin in some ways when folded, and that are wanted as they are written."""

    def __init__(self, beginnings: frozenset[str], is_wanted: Callable[[str], object]) -> None:
        self._beginnings = beginnings
        self._is_wanted = is_wanted
        self._seen: set[str] = set()
        self._spans: dict[str, list[Span]] = {}  # of the runs that have a wanted token

    def occurrences(self, text: str) -> Iterator[Span]:
        """Where the tokens stand, in order."""
        position = 0
        for block in _blocks(text):
            runs = block.split()
            self._look_at(set(runs))
            for run in filter(self._spans.__contains__, runs):
                position = _next(text, run, position)
                for start, end, written in self._spans[run]:
                    yield position + start, position + end, written
                position += len(run)

    def _look_at(self, runs: set[str]) -> None:
        new = runs - self._seen
        self._seen |= new
        lines = "\n".join(new)
        for likely in places(lines, self._beginnings):
            if self._is_wanted(likely[0]):
                line_start = lines.rfind("\n", 0, likely.start()) + 1
                line_end = lines.find("\n", likely.end())
                line = lines[line_start : line_end if line_end >= 0 else None]
                self._spans[line] = self._wanted_in(line)

    def _wanted_in(self, line: str) -> list[Span]:
        return [(*place.span(), place[0]) for place in places(line) if self._is_wanted(place[0])]


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
