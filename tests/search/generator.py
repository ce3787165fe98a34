"""Documents made by chance from a seed, for tests and benchmarks: words by Zipf's law, few common, many rare."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from search.projection import Projection

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=WARSAW)
FORMS = Path(__file__).parent.parent / "relevance" / "pairs" / "pl_domain.txt"
KINDS = ("consultation", "consultation", "consultation", "training", "news", "page", "document")
TOPICS = tuple(f"temat-{number}" for number in range(12))
ORGANISERS = tuple(f"organizator-{number}" for number in range(40))
TAGS = tuple(f"tag-{number}" for number in range(60))
DATED = frozenset({"consultation", "training"})
SYLLABLES = (
    "ba",
    "ce",
    "dro",
    "fi",
    "go",
    "ka",
    "lu",
    "mia",
    "no",
    "po",
    "ra",
    "sta",
    "szy",
    "to",
    "wie",
    "ża",
    "łą",
    "ń",
)
MARK = "konsultacja"  # in nearly every document


class Generator:
    """Makes documents; `areas` are TERYT codes. The same seed gives the same documents."""

    def __init__(self, seed: int, areas: list[str], vocabulary: int = 3000) -> None:
        self.random = Random(seed)
        self.areas, self.topics, self.organisers = areas, list(TOPICS), list(ORGANISERS)
        lines = [line for line in FORMS.read_text("utf-8").splitlines() if not line.startswith(("!", "#"))]
        known = [word for line in lines for word in line.split()]
        self.words = [*dict.fromkeys(known), *(self._word() for _ in range(max(0, vocabulary - len(known))))]
        self.random.shuffle(self.words)
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def _word(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def text(self, words: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=words))

    def some(self, values: tuple[str, ...] | list[str], most: int) -> list[str]:
        return self.random.sample(list(values), self.random.randint(0, most))

    def moment(self, days: int) -> datetime:
        return NOW + timedelta(days=self.random.randint(-days, days), minutes=self.random.randint(0, 1439))

    def projection(self, number: int) -> Projection:
        kind = self.random.choice(KINDS)
        area = ["metropolis"] if self.random.random() < 0.05 else self.some(self.areas, 2)
        opens_at = self.moment(300) if kind in DATED else None
        closes_at = opens_at + timedelta(days=self.random.randint(1, 60)) if opens_at else None
        has_results = closes_at is not None and self.random.random() < 0.4
        return Projection(
            kind=kind,
            lang=self.random.choices(("pl", "en", "uk"), (90, 6, 4))[0],
            title=f"{self.text(self.random.randint(2, 7))} {number}",
            url=f"/pl/{number}/",
            lead=self.text(self.random.randint(0, 20)),
            body=f"{MARK if self.random.random() < 0.95 else ''} {self.text(self.random.randint(20, 160))}",
            facets={
                "area": area,
                "topic": self.some(self.topics, 3),
                "organiser": [self.random.choice(self.organisers)],
                "tag": self.some(TAGS, 3),
            },
            opens_at=opens_at,
            closes_at=closes_at,
            results_at=closes_at + timedelta(days=self.random.randint(0, 90)) if closes_at and has_results else None,
            published_at=self.moment(900) if self.random.random() < 0.95 else None,
            intervals=((opens_at, closes_at),) if opens_at and closes_at else (),
        )

    def projections(self, count: int) -> Iterator[tuple[str, Projection]]:
        """Projections by key, `generated-0` and on."""
        return ((f"generated-{number}", self.projection(number)) for number in range(count))
