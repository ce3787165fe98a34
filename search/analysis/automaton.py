"""Reads a dictionary of inflected forms kept as a minimal acyclic automaton.

A file is an xz-compressed array of 32-bit little-endian arcs: label (8 bits), last arc of its state (1), end of an
entry (1), index of the target's first arc (22, 0 for none). The root's arcs start at index 1. An entry is
`form TAB edit`; an edit is one letter saying how many characters to drop from the form's end (A: none, B: one ...)
and the characters to add, which gives the lemma.
"""

import lzma
import sys
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

LAST = 1 << 23
FINAL = 1 << 22
TARGET = FINAL - 1
ROOT = 1
SEPARATOR = ord("\t")
KEEP_ALL = ord("A")


class Automaton:
    """A dictionary from forms to lemmas. Read-only, so threads may share it."""

    def __init__(self, arcs: "array[int]") -> None:
        self._arcs = arcs

    @classmethod
    def load(cls, path: Path) -> "Automaton":
        """Read a compressed file; raises OSError or LZMAError when it cannot be read."""
        arcs = array("I")
        arcs.frombytes(lzma.decompress(path.read_bytes()))
        if sys.byteorder == "big":
            arcs.byteswap()
        return cls(arcs)

    def lemmas(self, form: str) -> frozenset[str]:
        """All lemmas of a folded form; empty when the dictionary does not know it."""
        edits = self._step(self._walk(ROOT, form.encode()), SEPARATOR)
        return frozenset(_edited(form, edit) for edit in self._endings(edits, b"")) if edits else frozenset()

    def continued(self, beginning: str, endings: Iterable[str]) -> Iterator[str]:
        """The known forms made of a beginning and one of the endings."""
        state = self._walk(ROOT, beginning.encode())
        for ending in endings if state else ():
            if self._step(self._walk(state, ending.encode()), SEPARATOR):
                yield beginning + ending

    def _walk(self, state: int, labels: bytes) -> int:
        """The state behind the arcs with these labels, 0 if there is none."""
        for label in labels:
            state = self._step(state, label)
            if not state:
                break
        return state

    def _step(self, state: int, label: int) -> int:
        """The state behind the arc with this label, 0 if there is none."""
        if not state:
            return 0
        arcs = self._arcs
        while True:
            arc = arcs[state]
            if arc >> 24 == label:
                return arc & TARGET
            if arc & LAST:
                return 0
            state += 1

    def _endings(self, state: int, before: bytes) -> Iterator[bytes]:
        """What can follow from a state to the end of an entry. Edits are short, so this does not go deep."""
        while True:
            arc = self._arcs[state]
            ending = before + bytes([arc >> 24])
            if arc & FINAL:
                yield ending
            if arc & TARGET:
                yield from self._endings(arc & TARGET, ending)
            if arc & LAST:
                return
            state += 1


def _edited(form: str, edit: bytes) -> str:
    return form[: len(form) - (edit[0] - KEEP_ALL)] + edit[1:].decode()
