"""Names for people of the codes in a query, a result or a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Names:
    """Names by facet and code in one language, in the order of lists, and the county of each municipality (TERYT)."""

    labels: Labels
    counties: Mapping[str, str]

    def of(self, facet: str, code: str) -> str:
        """Name of a value; the code itself where it has none."""
        return self.labels.get(facet, {}).get(code, code)

    def all_of(self, facet: str, codes: Iterable[str]) -> list[str]:
        return [self.of(facet, code) for code in codes]
