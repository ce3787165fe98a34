"""How consultations and their lists are found."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from search.pages import html_files, html_text, moments, page_projection, stream_files, stream_text
from search.projection import Attachment, Projection, Source, register, register_dependents, register_kind

from .lifecycle import Status
from .models import ConsultationIndexPage, ConsultationPage
from .surveys.models import SurveyPage

KIND = "consultation"
PAGE_KIND = "page"
SURVEY_KIND = "survey"
METROPOLIS = "metropolis"


def facets(page: ConsultationPage) -> dict[str, list[str]]:
    """Codes a consultation is filed under; what is about it is filed under the same."""
    areas = [METROPOLIS] if page.whole_metropolis else [one.teryt for one in page.municipalities.all()]
    return {
        "area": areas,
        "topic": [topic.slug for topic in page.topics.all()],
        "organiser": [page.organiser.slug],
        "tag": [item.tag.slug for item in page.tagged_items.all()],
    }


def project_consultation(page: ConsultationPage, now: datetime) -> Projection | None:
    """The consultation; its outcome and report only once the results are out, which the clock decides."""
    has_results = page.status_at(now) is Status.RESULTS
    gatherings = [(meeting.starts_at, meeting.ends_at) for meeting in page.meeting_list]
    return page_projection(
        page,
        kind=KIND,
        text=[*_description(page), *(_outcome(page) if has_results else [])],
        facets=facets(page),
        opens_at=page.opens_at,
        closes_at=page.closes_at,
        results_at=page.results_published_at,
        intervals=moments(page.opens_at, page.closes_at, *gatherings),
        attachments=tuple(_attachments(page, has_results)),
        refresh_at=None if has_results else page.results_published_at,
    )


def _description(page: ConsultationPage) -> Iterator[str]:
    yield from (html_text(page.plain_summary), stream_text(page.body))
    yield from (page.influence, page.not_changing, page.decision_maker, page.use_of_results)
    for meeting in page.meeting_list:
        yield f"{meeting.title}\n{meeting.place}"
    yield stream_text(page.timeline)
    for block in page.documents:
        yield f"{block.value.display_title}\n{block.value['summary']}"
    yield page.legal_basis


def _outcome(page: ConsultationPage) -> list[str]:
    return [page.asked, page.said, page.done]


def _attachments(page: ConsultationPage, has_results: bool) -> Iterator[Attachment]:
    for block in page.documents:
        document = block.value["document"]
        if document is not None:  # deleted since
            title, summary = block.value.display_title, block.value["summary"] or ""
            yield Attachment(document_id=document.pk, title=title, summary=summary)
    yield from stream_files(page.body)
    yield from html_files(page.plain_summary, page.who_can_take_part, page.how_to_take_part, page.contact)
    if has_results and page.report_id:
        yield Attachment(document_id=page.report_id)


def project_list(page: ConsultationIndexPage, _now: datetime) -> Projection | None:
    """A list; the section of a local government is found in its area."""
    area = [page.municipality.teryt] if page.municipality else []
    return page_projection(page, kind=PAGE_KIND, facets={"area": area})


def project_survey(page: SurveyPage, _now: datetime) -> Projection | None:
    """A survey; one of a consultation is filed under what the consultation is filed under."""
    parent = page.get_parent().specific
    about = parent if isinstance(parent, ConsultationPage) else None
    opens_at = page.opens_at or (about and about.opens_at)
    closes_at = page.closes_at or (about and about.closes_at)
    return page_projection(
        page,
        kind=SURVEY_KIND,
        text=[html_text(page.introduction), stream_text(page.questions)],
        facets=facets(about) if about else {},
        opens_at=opens_at,
        closes_at=closes_at,
        intervals=moments(opens_at, closes_at),
    )


def surveys_about(consultation: ConsultationPage) -> Iterable[SurveyPage]:
    """Surveys that are found by the facets and dates of this consultation."""
    return SurveyPage.objects.child_of(consultation).only("pk")


def register_entries() -> None:
    """Called when the apps are ready."""
    register_kind(KIND, _("consultation"))
    register_kind(SURVEY_KIND, _("survey"))
    related = ("locale", "organiser")
    rows = ("topics", "municipalities", "meetings", "tagged_items__tag")
    register(Source(ConsultationPage, project_consultation, related, rows))
    register(Source(SurveyPage, project_survey, ("locale",)))
    register_dependents(ConsultationPage, surveys_about)
    register(Source(ConsultationIndexPage, project_list, ("locale", "municipality")))
