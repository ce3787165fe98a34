"""Pages that say why it cannot go on, and what can be done."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..choices import Channel
from ..faults import AlreadyAnswered, DraftUnknown, NotAdmitted, ReceiptUnknown, SurveyClosed, SurveyFault
from ..forms.summary import in_words
from ..kiosk import read_kiosk
from ..models import SurveyPage
from .responding import chrome_of, framed
from .visits import Visit, find_page, start_url

View = Callable[..., HttpResponse]


def refusing(view: View) -> View:
    """Turn refusals that a view does not deal with itself into pages with a way out."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except SurveyFault as fault:
            return refusal(request, fault, **kwargs)

    return answer


def refusal(request: HttpRequest, fault: SurveyFault, visit: Visit | None = None, **kwargs: Any) -> HttpResponse:
    """The page for a refusal. With a visit whose answers cannot be sent any more, they are shown to be copied."""
    status, title, text = _words(fault)
    page = visit.page if visit else find_page(request, kwargs["key"])
    channel, ticket = (visit.draft.channel, visit.ticket) if visit else _way(page, kwargs)
    context = {
        "title": title,
        "text": text,
        "fault": fault,
        "page": None,
        "survey": page,
        "start_url": start_url(page, channel, ticket),
        "is_kiosk": channel == Channel.KIOSK,
        "chrome": chrome_of(channel),
        "answered": answered(visit) if visit else [],
    }
    # a frame must show it too, though without a draft nobody knows whether it stands in one
    return framed(render(request, "surveys/refusal.html", context, status=status), page, Channel.EMBED)


def _way(page: SurveyPage, kwargs: dict[str, Any]) -> tuple[str, str]:
    """Channel and ticket of an address that leads to no draft: a kiosk must find back to its first page."""
    ticket = kwargs.get("ticket") or str(kwargs.get("token", "")).partition(".")[2]
    try:
        read_kiosk(page.translation_key, ticket, timezone.now())
    except NotAdmitted:
        return Channel.WEB, ""
    return Channel.KIOSK, ticket


def answered(visit: Visit) -> list[tuple[str, list[str]]]:
    """Questions that were answered, with the answers in words."""
    checked = visit.checked()
    questions = [visit.definition.questions[key] for key in checked.visible.questions]
    rows = [(str(one.text), in_words(one, visit.answers.get(one.key))) for one in questions]
    return [(text, lines) for text, lines in rows if lines]


def _words(fault: SurveyFault) -> tuple[int, str, str]:
    """Status, title and text of a refusal."""
    if isinstance(fault, SurveyClosed):
        return 410, _("The survey is closed"), _("Answers are no longer taken, so these have not been sent.")
    if isinstance(fault, AlreadyAnswered):
        return 409, _("You have already answered"), _("This survey takes one response, and it has yours.")
    if isinstance(fault, DraftUnknown):
        return (
            404,
            _("There are no saved answers here"),
            _("The answers have been sent, deleted, or kept for as long as they could be. You can start again."),
        )
    if isinstance(fault, ReceiptUnknown):
        return 404, _("No answers have this code"), _("Check the code. The answers may also have been erased.")
    if isinstance(fault, NotAdmitted):
        return 403, *_not_admitted(fault.reason)
    return 409, _("This cannot be done"), _("Start again, please.")


def _not_admitted(reason: str) -> tuple[str, str]:
    """Title and text for one of the codes of `NotAdmitted`."""
    if reason == "ticket-expired":
        return _("This link has expired"), _("Ask for a new one on the page of the survey.")
    if reason == "no-cookie":
        return (
            _("Your browser keeps no cookies"),
            _("This survey takes one response from each device, and recognises it by a cookie. Allow cookies here."),
        )
    if reason == "no-kiosk":
        return _("This survey cannot be answered on a kiosk."), _("Open the survey from its page, please.")
    if reason.startswith("kiosk"):
        return _("This kiosk is no longer set up"), _("Its address has expired. Tell the staff, please.")
    return _("This link does not lead to the survey"), _("Open the survey from its page, please.")
