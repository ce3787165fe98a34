"""What surveys add to the admin."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from . import (
    admin_coding,
    admin_exports,
    admin_invitations,
    admin_paper,
    admin_person,
    admin_responses,
    admin_results,
    admin_review,
    admin_themes,
    admin_views,
)
from .admin_screens import ways_to_answers
from .choices import ChangeClass, Right
from .models import SurveyPage
from .selectors import answered_below
from .viewsets import OptionSetViewSet, SurveyViewSet


@hooks.register("register_admin_viewset")
def register_lists() -> list[Any]:
    """Surveys, and lists of options."""
    return [SurveyViewSet(), OptionSetViewSet()]


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern | URLResolver]:
    """The screens of a survey."""
    screens = [
        *admin_views.urlpatterns,
        *admin_exports.urlpatterns,
        *admin_invitations.urlpatterns,
        *admin_paper.urlpatterns,
        *admin_review.urlpatterns,
        *admin_responses.urlpatterns,
        *admin_results.urlpatterns,
        *admin_coding.urlpatterns,
        *admin_themes.urlpatterns,
        *admin_person.urlpatterns,
    ]
    return [path("surveys/", include((screens, admin_views.app_name)))]


@hooks.register("register_permissions")
def register_rights() -> "QuerySet[Permission]":
    """Rights over answers, for the form of a group."""
    return Permission.objects.filter(content_type__app_label="surveys", codename__in=Right.values)


@hooks.register("register_page_header_buttons")
def survey_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The ways from the edit form to the survey's overview, and to its answers."""
    survey = page.specific
    if not isinstance(survey, SurveyPage):
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(_("Survey"), reverse("surveys_admin:overview", args=[page.pk]), icon_name="form", priority=12)
    for way in ways_to_answers(user, survey)[:1]:
        yield Button(_("Answers"), way.address, icon_name="list-ul", priority=13)


class ReviewFormatter(LogFormatter):
    """A decision on a suspicious response in the survey's history, with its reason and without the answers."""

    label = _("Review a response")

    def format_message(self, log_entry: PageLogEntry | ModelLogEntry) -> str:
        counted = log_entry.data.get("counted")
        return gettext("A response was counted after review") if counted else gettext("A response was left out")

    def format_comment(self, log_entry: PageLogEntry | ModelLogEntry) -> str:
        return str(log_entry.data.get("reason", ""))


class ApprovalFormatter(LogFormatter):
    """Whether the results were approved, or taken back."""

    label = _("Approve results")

    def format_message(self, log_entry: PageLogEntry | ModelLogEntry) -> str:
        approved = log_entry.data.get("approved")
        return gettext("The results were approved") if approved else gettext("The results were taken back")


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """What the history of a survey tells besides Wagtail's own."""
    actions.register_action("surveys.freeze", _("Make a version"), _("A version of the survey was made"))
    actions.register_action("surveys.refuse", _("Refuse questions"), _("The questions could not be published"))
    actions.register_action("surveys.paper", _("Paper forms"), _("Forms on paper were typed, imported or taken back"))
    actions.register_action("surveys.approve")(ApprovalFormatter)
    actions.register_action("surveys.import", _("Import questions"), _("Questions were imported"))
    actions.register_action("surveys.review")(ReviewFormatter)
    actions.register_action("surveys.read", _("Read answers"), _("Answers were read"))
    actions.register_action("surveys.contact", _("Read contact data"), _("Contact data was read"))
    actions.register_action("surveys.person", _("Read a person's answers"), _("The answers of one person were read"))
    actions.register_action("surveys.erase", _("Erase a person's answers"), _("The answers of one person were erased"))
    actions.register_action("surveys.code", _("Code an answer"), _("An open answer was coded"))
    actions.register_action("surveys.tag", _("Give a theme"), _("A theme was given to open answers"))
    actions.register_action("surveys.themes", _("Change themes"), _("The themes of a question were changed"))
    actions.register_action("surveys.retention", _("Remove personal data"), _("The time answers are kept is over"))
    actions.register_action("surveys.warning", _("Warn of removal"), _("Editors were warned of the removal"))
    actions.register_action("surveys.export", _("Export answers"), _("An export of the answers was requested"))
    actions.register_action("surveys.download", _("Download answers"), _("Exported answers were downloaded"))


@hooks.register("before_delete_page")
def keep_answers(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete surveys with answers: nobody could read, publish or erase those any more."""
    surveys = answered_below(page)
    for survey in surveys:
        words = _(
            "“%(title)s” cannot be deleted: it has responses. Unpublish it; once the time answers are kept is over, "
            "it can be deleted."
        )
        messages.error(request, words % {"title": survey.title})
    return redirect("wagtailadmin_pages:edit", page.pk) if surveys else None


@hooks.register("before_bulk_action")
def keep_answers_of_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: object
) -> HttpResponse | None:
    """The same for pages that were ticked in a list."""
    pages = [one for one in objects if action_type == "delete" and isinstance(one, Page)]
    refusals = [refusal for page in pages if (refusal := keep_answers(request, page))]
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if refusals else None


@hooks.register("after_publish_page")
def tell_changes(request: HttpRequest, page: Page) -> None:
    """Say what the new version means for the responses there are."""
    survey = page.specific
    if not isinstance(survey, SurveyPage):
        return
    version = survey.live_version
    if version is None or not page.last_published_at or version.published_at < page.last_published_at:
        return
    kind = ChangeClass(version.change_class).label
    messages.info(
        request,
        _("Version %(number)s: %(kind)s. %(changes)s")
        % {"number": version.number, "kind": kind, "changes": " ".join(version.note.splitlines()[:8])},
    )
