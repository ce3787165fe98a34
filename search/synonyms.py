"""Lines of synonyms as staff write them. Plain Python."""

from dataclasses import dataclass
from pathlib import Path

from .analysis.tokens import tokenise

DEFAULTS = Path(__file__).parent / "data" / "synonyms.txt"


@dataclass(frozen=True, slots=True)
class SynonymLine:
    """Expressions that find each other, or one (`typed`) that also finds another."""

    expressions: tuple[str, ...]
    one_way: bool

    def pairs(self) -> list[tuple[str, str]]:
        """(typed, also found) for every pair the line means."""
        if self.one_way:
            return [(self.expressions[0], self.expressions[1])]
        return [(typed, found) for typed in self.expressions for found in self.expressions if typed != found]


def parse_line(line: str) -> SynonymLine:
    """The meaning of `a = b = c` or `a => b`. Raises ValueError for anything else."""
    one_way = "=>" in line
    parts = tuple(part.strip() for part in line.split("=>" if one_way else "="))
    if len(parts) < 2 or (one_way and len(parts) != 2) or any("=" in part for part in parts):
        raise ValueError("neither `a = b` nor `a => b`")
    if not all(any(tokenise(part)) for part in parts):
        raise ValueError("an expression without words")
    return SynonymLine(parts, one_way)


def default_lines() -> list[str]:
    """The lines that a new portal starts with; staff change them as they like."""
    lines = DEFAULTS.read_text(encoding="utf-8").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip() and not line.startswith("#")]
