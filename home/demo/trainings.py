"""Trainings with terms behind and ahead of the day of loading."""

from typing import Any

from events.models import TrainingIndexPage, TrainingPage
from events.models.records import TrainingTerm

from . import dates
from .bodies import stream
from .ingredients import Ingredients
from .texts import in_polish, read
from .tree import child

ORGANISER = "metropolia-poznan"
PLAIN = (
    "slug", "title", "lead", "audience", "knowledge_level", "lecturer",
    "recruitment", "recruitment_email", "recruitment_url",
)  # fmt: skip


def trainings(index: TrainingIndexPage, ingredients: Ingredients) -> list[TrainingPage]:
    """Every training below `index`."""
    rows = in_polish(read("trainings"))
    return [child(index, _training(row, ingredients), ingredients.today) for row in rows]


def _training(row: dict[str, Any], ingredients: Ingredients) -> TrainingPage:
    page = TrainingPage(
        **{name: row[name] for name in PLAIN if name in row},
        organiser=ingredients.organisers[ORGANISER],
        programme=ingredients.documents[row["programme"]],
        listing_image=ingredients.images[row["image"]] if "image" in row else None,
        body=stream(TrainingPage, "body", row["slug"], row["body"], ingredients),
    )
    page.topics = [ingredients.topics[slug] for slug in row["topics"]]
    page.terms = [_term(one, ingredients) for one in row["terms"]]
    return page


def _term(row: dict[str, Any], ingredients: Ingredients) -> TrainingTerm:
    starts, ends = (dates.moment(row[key], ingredients.today) for key in ("starts", "ends"))
    plain = {name: row[name] for name in ("place", "online_url", "note") if name in row}
    return TrainingTerm(starts_at=starts, ends_at=ends, **plain)
