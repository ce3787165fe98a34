"""How news and the plain pages are found."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from consultations.search_entries import facets
from search.pages import html_files, html_text, page_projection, stream_files, stream_text
from search.projection import Projection, Source, register, register_dependents, register_kind

from .models import AccessibilityStatementPage, HomePage, NewsIndexPage, NewsPage, ProjectPage, StandardPage

KIND = "page"
NEWS_KIND = "news"


def project_news(page: NewsPage, _now: datetime) -> Projection | None:
    """A piece of news, filed under what its consultation is filed under."""
    day = timezone.make_aware(datetime.combine(page.date, time.min))
    consultation = page.consultation
    return page_projection(
        page,
        kind=NEWS_KIND,
        text=[stream_text(page.body)],
        facets=facets(consultation) if consultation and consultation.live else {},
        published_at=day,
        intervals=((day, day),),
        attachments=tuple(stream_files(page.body)),
    )


def news_about(consultation: ConsultationPage) -> Iterable[NewsPage]:
    """News that is found by the facets of this consultation."""
    return NewsPage.objects.filter(consultation=consultation.pk).only("pk")


def project_home(page: HomePage, _now: datetime) -> Projection | None:
    """The home page by its own words; what it lists is found by itself."""
    files = tuple(stream_files(page.body))
    return page_projection(page, kind=KIND, text=[page.hero_title, stream_text(page.body)], attachments=files)


def project_standard(page: StandardPage, _now: datetime) -> Projection | None:
    """A page of plain content."""
    files = tuple(stream_files(page.body))
    return page_projection(page, kind=KIND, text=[stream_text(page.body)], attachments=files)


def project_project(page: ProjectPage, _now: datetime) -> Projection | None:
    """The description of a project with its schedule."""
    return page_projection(
        page,
        kind=KIND,
        text=[
            *map(html_text, (page.origin, page.scope)),
            *map(stream_text, (page.schedule, page.body)),
            html_text(page.financing),
            f"{page.office_name}\n{page.office_address}",
        ],
        attachments=(
            *html_files(page.origin, page.scope, page.financing),
            *stream_files(page.schedule),
            *stream_files(page.body),
        ),
    )


def project_statement(page: AccessibilityStatementPage, _now: datetime) -> Projection | None:
    """The facts of the accessibility statement; its fixed sentences belong to the template."""
    texts = (
        page.non_conformities,
        page.excluded_content,
        page.excessive_costs,
        page.facilities,
        page.keyboard_shortcuts,
        page.mobile_apps,
        page.architecture,
        page.communication,
    )
    names = (page.entity_name, page.contact_name)
    return page_projection(
        page, kind=KIND, text=[*names, *map(html_text, texts)], attachments=tuple(html_files(*texts))
    )


def project_list(page: NewsIndexPage, _now: datetime) -> Projection | None:
    """The list itself."""
    return page_projection(page, kind=KIND)


def register_entries() -> None:
    """Called when the apps are ready."""
    register_kind(NEWS_KIND, _("news item"))
    register_kind(KIND, _("page"))
    about = "consultation"
    rows = (f"{about}__topics", f"{about}__municipalities", f"{about}__tagged_items__tag")
    register(Source(NewsPage, project_news, ("locale", f"{about}__organiser"), rows))
    register_dependents(ConsultationPage, news_about)
    plain: dict[Any, Any] = {
        HomePage: project_home,
        StandardPage: project_standard,
        ProjectPage: project_project,
        AccessibilityStatementPage: project_statement,
        NewsIndexPage: project_list,
    }
    for model, project in plain.items():
        register(Source(model, project, ("locale",)))
