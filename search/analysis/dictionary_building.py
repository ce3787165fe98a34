"""Builds the automaton that `automaton.py` reads from a dump of inflected forms."""

import lzma
import re
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from .automaton import FINAL, KEEP_ALL, LAST, ROOT, SEPARATOR, TARGET
from .folding import fold
from .tokens import LONGEST

USABLE = re.compile(rf"[a-z]{{2,{LONGEST}}}")
# Abbreviations and fragments of set phrases inflect no word; negated participles are built when they are asked for
LEFT_OUT = ("brev", "burk")
NEGATED = ":neg"
IMPERATIVE = "verb:impt"
VERBAL = ("verb", "ger", "ppas", "pact", "pant", "pcon")

_BY_FOUR_BYTES = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 2}

Entry = tuple[str, str]


def entries(dump: Iterable[str]) -> Iterator[Entry]:
    """Folded (form, lemma) pairs, sorted, from lines `form TAB lemma TAB tag+tag...`; raises ValueError on other lines.

    An imperative that is spelt like a noun or adjective is left out: sklep is a shop, hardly ever an order to vault.
    """
    readings = sorted({reading for line in dump for reading in _readings(line)})
    for _, same_form in groupby(readings, key=itemgetter(0)):
        alike = list(same_form)
        nominal = any(kind == "n" for _, _, kind in alike)
        kept = {(form, lemma) for form, lemma, kind in alike if not (nominal and kind == "i")}
        yield from sorted(kept)


def _readings(line: str) -> Iterator[tuple[str, str, str]]:
    """Folded form and lemma with the kind of the reading: n(ominal), v(erbal) or i(mperative only)."""
    fields = line.rstrip("\n").split("\t")
    if len(fields) != 3:
        raise ValueError(f"not form, lemma and tags separated by tabs: {line!r}")
    form, lemma, tags = fields
    kept = [tag for tag in tags.split("+") if not tag.startswith(LEFT_OUT) and NEGATED not in tag]
    form, lemma = fold(form), fold(lemma)
    if kept and USABLE.fullmatch(form) and USABLE.fullmatch(lemma):
        yield form, lemma, _kind(kept)


def _kind(tags: list[str]) -> str:
    if all(tag.startswith(IMPERATIVE) for tag in tags):
        return "i"
    return "v" if all(tag.startswith(VERBAL) for tag in tags) else "n"


def encoded(form: str, lemma: str) -> bytes:
    """The entry as the automaton spells it: form, TAB, how many letters to drop, what to add."""
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return b"%s%c%c%s" % (form.encode(), SEPARATOR, KEEP_ALL + len(form) - shared, lemma[shared:].encode())


Arc = tuple[int, bool, int]  # label, whether an entry ends here, number of the state it leads to


@dataclass(slots=True)
class _Builder:
    """Adds sorted words one by one; the part of the automaton behind the last word is always minimal.

    After Daciuk, Mihov, Watson and Watson, "Incremental construction of minimal acyclic finite-state automata"
    (Computational Linguistics 26, 2000), algorithm for sorted data.
    """

    numbers: dict[tuple[Arc, ...], int] = field(default_factory=lambda: {(): 0})
    path: list[list[Arc]] = field(default_factory=lambda: [[]])  # the last word's states, from the root
    last: bytes = b""

    def add(self, word: bytes) -> None:
        if word <= self.last:
            raise ValueError(f"not in order: {word!r} after {self.last!r}")
        shared = _common_prefix(word, self.last)
        self._freeze(shared)
        for position in range(shared, len(word)):
            self.path[position].append((word[position], position == len(word) - 1, 0))
            self.path.append([])
        self.last = word

    def _freeze(self, depth: int) -> None:
        """Give every state of the path below `depth` its number: that of an equal state, if there is one."""
        while len(self.path) > depth + 1:
            arcs = tuple(self.path.pop())
            number = self.numbers.setdefault(arcs, len(self.numbers))
            label, final, _ = self.path[-1][-1]
            self.path[-1][-1] = (label, final, number)

    def states(self) -> list[tuple[Arc, ...]]:
        """All states by number, the root last; no word can be added after this."""
        self._freeze(0)
        return [*self.numbers, tuple(self.path[0])]


def _common_prefix(one: bytes, other: bytes) -> int:
    length = min(len(one), len(other))
    return next((index for index in range(length) if one[index] != other[index]), length)


def build(words: Iterable[bytes]) -> "array[int]":
    """Arcs of the minimal automaton of sorted, distinct words. Raises ValueError when there are none or too many."""
    builder = _Builder()
    for word in words:
        builder.add(word)
    if not builder.last:
        raise ValueError("there is no form in it that can be used")
    return _laid_out(builder.states())


def _laid_out(states: list[tuple[Arc, ...]]) -> "array[int]":
    """States one after the other, the root first, each known by the index of its first arc."""
    starts, end = [0] * len(states), ROOT
    for number in range(len(states) - 1, 0, -1):
        starts[number], end = end, end + len(states[number])
    if end > TARGET:
        raise ValueError(f"{end} arcs are more than the format can number")
    arcs = array("I", [0])
    for number in range(len(states) - 1, 0, -1):
        arcs.extend(_packed(arc, starts) for arc in states[number])
        arcs[-1] |= LAST
    return arcs


def _packed(arc: Arc, starts: list[int]) -> int:
    label, final, target = arc
    return label << 24 | (FINAL if final else 0) | starts[target]


def compressed(arcs: "array[int]") -> bytes:
    """The file's content: little-endian on every machine."""
    if sys.byteorder == "big":
        arcs.byteswap()
    return lzma.compress(arcs.tobytes(), filters=[_BY_FOUR_BYTES])
