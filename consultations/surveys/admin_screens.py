"""What the screens of a survey have in common: who may see them, and their frame."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .choices import Right
from .models import SurveyPage
from .rights import Person, require, rights_of


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


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another screen of the survey."""

    label: str
    address: str
    is_current: bool


# In the order of the work: name of the screen, its label, and the right it takes
ANSWER_SCREENS: tuple[tuple[str, "str | Promise", Right], ...] = (
    ("results", gettext_lazy("Results"), Right.SEE_RESULTS),
    ("responses", gettext_lazy("Single responses"), Right.READ_ANSWERS),
    ("review", gettext_lazy("Review"), Right.CODE_ANSWERS),
    ("coding", gettext_lazy("Open answers"), Right.CODE_ANSWERS),
    ("paper", gettext_lazy("On paper"), Right.ENTER_PAPER),
    ("exports", gettext_lazy("Exports"), Right.EXPORT_ANSWERS),
    ("person", gettext_lazy("Answers of one person"), Right.READ_CONTACTS),
)


def ways_to_answers(user: Person, page: SurveyPage, current: str = "") -> list[Way]:
    """Links to the screens about answers that the person may open."""
    rights = rights_of(user, page)
    return [
        Way(str(label), reverse(f"surveys_admin:{name}", args=[page.pk]), name == current)
        for name, label, right in ANSWER_SCREENS
        if right in rights and (name != "person" or page.linked)
    ]


def screen(request: HttpRequest, page: SurveyPage, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """The template `surveys_admin/<name>.html` below the survey's breadcrumbs and links to its other screens."""
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
            "may_edit": page.permissions_for_user(request.user).can_edit(),
            "ways": ways_to_answers(request.user, page, name),
            **context,
        },
    )
