"""What the screens of a survey have in common: who may see them, and their frame."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from .choices import Right
from .models import SurveyPage
from .rights import require


def editable(request: HttpRequest, pk: int) -> SurveyPage:
    """The survey, for somebody who may edit it. Raises Http404 and PermissionDenied."""
    page = get_object_or_404(SurveyPage.objects.select_related("locale"), pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def answerable(request: HttpRequest, pk: int, right: Right) -> SurveyPage:
    """The survey, for somebody who has the right over its answers. Raises Http404 and PermissionDenied."""
    page = get_object_or_404(SurveyPage.objects.select_related("locale"), pk=pk)
    require(request.user, page, right)
    return page


def screen(request: HttpRequest, page: SurveyPage, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """The template `surveys_admin/<name>.html` below the survey's breadcrumbs."""
    crumbs = [
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": "", "label": title},
    ]
    return render(
        request,
        f"surveys_admin/{name}.html",
        {
            "page": page,
            "breadcrumbs_items": crumbs,
            "header_title": f"{page.get_admin_display_title()}: {title}",
            "header_icon": "form",
            **context,
        },
    )
