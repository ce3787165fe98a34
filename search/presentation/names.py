"""Names for people of the codes in a query, a result or a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..documents import METROPOLIS
from ..words import words

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Names:
    """Names by facet and code in one language, in the order of lists, and the county of each municipality (TERYT)."""

    labels: Labels
    counties: Mapping[str, str]

    def of(self, facet: str, code: str) -> str:
        """Name of a value; the code itself where it has none."""
        return self.labels.get(facet, {}).get(code, code)

    @cached_property
    def municipalities(self) -> frozenset[str]:
        """TERYT codes of all municipalities: neither the metropolis nor counties."""
        return frozenset(self.labels.get("area", {})) - {METROPOLIS, *self.counties.values()}

    @cached_property
    def members(self) -> Mapping[str, frozenset[str]]:
        """TERYT codes of the municipalities of each county."""
        return {
            county: frozenset(code for code, parent in self.counties.items() if parent == county)
            for county in set(self.counties.values())
        }

    def all_of(self, facet: str, codes: Iterable[str]) -> list[str]:
        return [self.of(facet, code) for code in codes]


def names_in(language: str) -> Names:
    """The names in a language: the same object until somebody changes one, with what was worked out from them."""
    known = words.current()
    if language not in known.made:
        known.made[language] = Names(known.names[language], known.counties)
    found: Names = known.made[language]
    return found
