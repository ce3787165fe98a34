"""Texts that are almost the same: SimHash over pairs of words (Charikar 2002), in plain Python."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise

WORD = re.compile(r"\w+")
BITS = 64
NEAR = 12  # bits of 64: a word or two changed in a paragraph. Texts of different people differ in some 32, hardly in 20
FEWEST_WORDS = 8  # shorter texts are the same for honest reasons ("more trees, please")


def fingerprint(text: str, secret: str) -> int | None:
    """64 bits that are near to each other for texts with nearly the same words; None for a short text.

    `secret` keys it, so that nobody can try out texts against fingerprints that lie in a cache.
    """
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return None
    weights = [0] * BITS
    key = secret.encode()[:64]
    for pair in pairwise(words):
        bits = int.from_bytes(blake2b(" ".join(pair).encode(errors="replace"), digest_size=8, key=key).digest(), "big")
        for position in range(BITS):
            weights[position] += 1 if bits >> position & 1 else -1
    return sum(1 << position for position, weight in enumerate(weights) if weight > 0)


def is_near(one: int, others: Iterable[int]) -> bool:
    """Whether one of `others` differs from `one` in at most NEAR bits."""
    return any((one ^ other).bit_count() <= NEAR for other in others)
