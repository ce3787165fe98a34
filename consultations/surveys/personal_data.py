"""Parts of a text that look like personal data: e-mail addresses, telephone and PESEL numbers. Plain Python.

A hint for whoever decides on publication, and no more: names and addresses it does not see.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Nine digits, with the country before them or not, in any of the usual groups
PHONE = re.compile(r"(?<![\d+])(?:\+48[ -]?|0048[ -]?)?\d(?:[ -]?\d){8}(?![ -]?\d)")
PESEL = re.compile(r"(?<!\d)\d{11}(?!\d)")
PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
TAKEN_OUT = "[…]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it looks like personal data."""

    text: str
    is_personal: bool


def pieces(text: str) -> list[Piece]:
    """The text cut where personal data seems to begin and end; joined again it is the same text."""
    found, end = [], 0
    for start, stop in _spans(text):
        found += [Piece(text[end:start], is_personal=False), Piece(text[start:stop], is_personal=True)]
        end = stop
    return [piece for piece in (*found, Piece(text[end:], is_personal=False)) if piece.text]


def masked(text: str) -> str:
    """The text with a mark in the place of what looks like personal data."""
    return "".join(TAKEN_OUT if piece.is_personal else piece.text for piece in pieces(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Places found, from left to right; of two that overlap the earlier, and of those the longer."""
    every = [found.span() for shape in (EMAIL, PHONE) for found in shape.finditer(text)]
    every += [found.span() for found in PESEL.finditer(text) if _is_pesel(found.group())]
    end = 0
    for start, stop in sorted(every, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop


def _is_pesel(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, PESEL_WEIGHTS, strict=True)) % 10 == 0
