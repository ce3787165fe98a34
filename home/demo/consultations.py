"""Sections of the list of consultations and the consultations in them."""

from datetime import date, time
from typing import Any

from consultations.models import ConsultationIndexPage, ConsultationPage
from consultations.models.records import Meeting

from . import dates
from .bodies import stream
from .ingredients import Ingredients
from .texts import in_polish, read
from .tree import child

FILES = ("consultations-historical", "consultations-fictional")
END_OF_DAY = time(23, 59)
NOON = time(12)
# Fields that go from the data file to the page as they are
PLAIN = (
    "slug", "title", "lead", "plain_summary", "influence", "not_changing", "decision_maker", "use_of_results",
    "who_can_take_part", "how_to_take_part", "external_url", "external_label", "contact", "procedure", "legal_basis",
    "resolution_url", "mandatory", "bip_url", "gdpr_notice", "source_url", "asked", "said", "done",
)  # fmt: skip
Row = dict[str, Any]


def records() -> list[Row]:
    """All consultations of the data files with the texts they share filled in; texts may be multilingual."""
    shared = read("consultation-texts")
    return [_completed(row, shared[name.rpartition("-")[2]], shared) for name in FILES for row in read(name)]


def _completed(row: Row, of_kind: Row, shared: Row) -> Row:
    procedure = row.get("procedure", "general")
    text = _with_source(of_kind["notice"], row.get("source_url", ""))
    body = [{"type": "notice", "value": {"level": "info", "text": text}}, *row["body"]]
    return {"procedure": procedure, **shared["procedures"][procedure], **of_kind, **row, "body": body}


def _with_source(texts: dict[str, str], url: str) -> dict[str, str]:
    return {language: text.replace("{source}", url) for language, text in texts.items()}


def sections(index: ConsultationIndexPage, ingredients: Ingredients) -> dict[str, ConsultationIndexPage]:
    """A section per organiser's local government and one for the whole metropolis, by slug."""
    rows = in_polish(read("sections"))
    return {row["slug"]: child(index, _section(row, ingredients), ingredients.today) for row in rows}


def _section(row: Row, ingredients: Ingredients) -> ConsultationIndexPage:
    municipality = ingredients.municipalities.get(row.get("teryt", ""))
    return ConsultationIndexPage(slug=row["slug"], title=row["title"], lead=row["lead"], municipality=municipality)


def consultations(parents: dict[str, ConsultationIndexPage], ingredients: Ingredients) -> dict[str, ConsultationPage]:
    """Every consultation in its section, by slug."""
    return {
        row["slug"]: child(parents[row["section"]], _consultation(row, ingredients), _published(row, ingredients))
        for row in in_polish(records())
    }


def _consultation(row: Row, ingredients: Ingredients) -> ConsultationPage:
    page = ConsultationPage(
        **{name: row[name] for name in PLAIN if name in row},
        **_moments(row, ingredients),
        **_relations(row, ingredients),
        **_streams(row, ingredients),
    )
    page.topics = [ingredients.topics[slug] for slug in row["topics"]]
    page.municipalities = [ingredients.municipalities[code] for code in row["area"]]
    page.meetings = [_meeting(one, ingredients) for one in row.get("meetings", [])]
    page.tags.add(*row.get("tags", []))
    return page


def _moments(row: Row, ingredients: Ingredients) -> Row:
    today = ingredients.today
    found: Row = {
        "opens_at": dates.moment(row["opens"], today),
        "closes_at": dates.moment(row["closes"], today, END_OF_DAY),
    }
    for name in ("announced_on", "results_expected_on"):
        if name in row:
            found[name] = dates.day(row[name], today)
    if "results_published" in row:
        found["results_published_at"] = dates.moment(row["results_published"], today, NOON)
    return found


def _relations(row: Row, ingredients: Ingredients) -> Row:
    return {
        "organiser": ingredients.organisers[row["organiser"]],
        "whole_metropolis": not row["area"],
        "listing_image": ingredients.images[row["image"]] if "image" in row else None,
        "report": ingredients.documents[row["report"]] if "report" in row else None,
    }


def _streams(row: Row, ingredients: Ingredients) -> Row:
    documents = [{"type": "document", "value": one} for one in row.get("documents", [])]
    steps = [{"type": "step", "value": {"date": when, "text": what}} for when, what in row.get("timeline", [])]
    blocks = {"body": row["body"], "documents": documents, "timeline": steps}
    return {name: stream(ConsultationPage, name, row["slug"], blocks[name], ingredients) for name in blocks}


def _meeting(row: Row, ingredients: Ingredients) -> Meeting:
    starts, ends = (dates.moment(row[key], ingredients.today) for key in ("starts", "ends"))
    plain = {name: row[name] for name in ("title", "place", "online_url", "accessibility_note") if name in row}
    return Meeting(starts_at=starts, ends_at=ends, **plain)


def _published(row: Row, ingredients: Ingredients) -> date:
    announced = dates.day(row.get("announced_on") or row["opens"], ingredients.today)
    return min(announced, ingredients.today)
