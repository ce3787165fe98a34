"""How trainings and their list are found."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from search.pages import moments, page_projection, stream_files, stream_text
from search.projection import Attachment, Projection, Source, register, register_kind

from .models import TrainingIndexPage, TrainingPage
from .models.records import TrainingTerm

KIND = "training"
PAGE_KIND = "page"


def project_training(page: TrainingPage, _now: datetime) -> Projection | None:
    """The training; it is open from its first term to its last."""
    terms = page.term_list
    return page_projection(
        page,
        kind=KIND,
        text=[stream_text(page.body), page.audience, page.lecturer, *map(_place, terms)],
        facets={
            "area": _area(page),
            "topic": [topic.slug for topic in page.topics.all()],
            "organiser": [page.organiser.slug] if page.organiser else [],
        },
        opens_at=min((term.starts_at for term in terms), default=None),
        closes_at=max((term.ends_at for term in terms), default=None),
        intervals=moments(None, None, *((term.starts_at, term.ends_at) for term in terms)),
        attachments=tuple(_attachments(page)),
    )


def _place(term: TrainingTerm) -> str:
    return f"{term.place} {term.note}"


def _area(page: TrainingPage) -> list[str]:
    municipality = page.organiser.municipality if page.organiser else None
    return [municipality.teryt] if municipality else []


def _attachments(page: TrainingPage) -> Iterator[Attachment]:
    if page.programme_id:
        yield Attachment(document_id=page.programme_id)
    yield from stream_files(page.body)


def project_list(page: TrainingIndexPage, _now: datetime) -> Projection | None:
    """The list itself."""
    return page_projection(page, kind=PAGE_KIND)


def register_entries() -> None:
    """Called when the apps are ready."""
    register_kind(KIND, _("training"))
    register(Source(TrainingPage, project_training, ("locale", "organiser__municipality"), ("topics", "terms")))
    register(Source(TrainingIndexPage, project_list, ("locale",)))
