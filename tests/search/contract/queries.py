"""Queries made by chance from a seed: words, phrases and every combination of facets, dates and orders."""

from datetime import timedelta
from random import Random

from search.facets import FACETS, STORED, Status
from search.models import SearchDocument
from search.query import SearchQuery, Sort
from tests.search.generator import NOW, Generator

SORTS = (Sort.BEST, Sort.CLOSING, Sort.NEWEST, Sort.TITLE)


def text(random: Random, generator: Generator, documents: list[SearchDocument]) -> str:
    kind = random.random()
    if kind < 0.25:
        return ""
    if kind < 0.45:
        return generator.text(1)
    if kind < 0.65:
        return generator.text(2)
    if kind < 0.8:
        # words that do stand together, also over the border of title and text
        words = random.choice(documents).surface.split()
        start = random.randrange(max(1, len(words) - 2))
        return f'"{" ".join(words[start : start + 2])}"'
    if kind < 0.9:
        return " ".join(random.choice(documents).title.split()[:3]).upper()
    return generator.text(5)


def selection(random: Random, documents: list[SearchDocument]) -> dict[str, frozenset[str]]:
    chosen: dict[str, frozenset[str]] = {}
    for facet in random.sample(list(FACETS), random.choice((0, 1, 1, 2, 2, 3))):
        values = list(Status) if facet == "status" else []
        if facet in STORED:
            values = [value for one in random.sample(documents, 5) for value in one.facet_values.get(facet, ())]
        values.append("nie-ma-takiego" if facet != "lang" else "pl")
        chosen[facet] = frozenset(random.sample(values, min(len(values), random.choice((1, 1, 2, 3)))))
    return chosen


def queries(count: int, seed: int, generator: Generator, documents: list[SearchDocument]) -> list[SearchQuery]:
    random = Random(seed)
    found = []
    for _ in range(count):
        day = NOW.date() + timedelta(days=random.randint(-200, 200))
        found.append(
            SearchQuery(
                now=NOW,
                text=text(random, generator, documents),
                selected=selection(random, documents),
                match_all=frozenset({"topic", "tag"} if random.random() < 0.3 else ()),
                date_from=day if random.random() < 0.2 else None,
                date_to=day + timedelta(days=random.randint(0, 60)) if random.random() < 0.2 else None,
                sort=random.choice(SORTS),
                language=random.choice(("pl", "pl", "pl", "en", "uk")),
            )
        )
    return found
