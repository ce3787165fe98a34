"""The steps of a survey: showing one, taking its answers, going back, interrupting."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..faults import NotAdmitted, SurveyClosed
from ..forms.filling import fields_of
from ..forms.reading import read_answers
from ..forms.steps import Step, after, before, find, newly_visible, unfinished
from ..questionnaire.structure import Element
from ..questionnaire.validation import AnswerError, Checked
from ..services import forget_draft, save_draft
from ..services.draft_links import send_draft_link
from ..spam import allow, form_suspicions
from .context import step_context
from .refusals import refusal, refusing
from .responding import chrome_of, form_view, framed
from .visits import Visit, find_visit


@dataclass(frozen=True, slots=True)
class Notice:
    """Words above a step, and the status of the answer they come with."""

    text: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What one request shows or takes: a step, or only those of its elements that an answer has just opened."""

    visit: Visit
    step: Step
    only: frozenset[str]
    to_check: bool

    @property
    def elements(self) -> list[Element]:
        """The elements concerned, in order."""
        elements = self.visit.elements(self.step)
        return [one for one in elements if one.key in self.only] if self.only else elements

    def url(self, only: Collection[str] = ()) -> str:
        """Address of the step, with the elements it is limited to."""
        query = [f"also={'.'.join(only)}"] if only else []
        query += ["check=1"] if self.to_check else []
        address = self.visit.url("step", number=self.step.number)
        return f"{address}?{'&'.join(query)}" if query else address


@require_safe
@form_view
@refusing
def resume(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """On to where the person stopped: the first step not answered, or the check."""
    visit = find_visit(request, key, token)
    checked = visit.checked()
    step = unfinished(visit.steps, checked.visible, visit.answers, checked.errors)
    return HttpResponseRedirect(visit.url("step", number=step.number) if step else visit.url("check"))


@require_http_methods(["GET", "HEAD", "POST"])
@form_view
@refusing
def step(request: HttpRequest, key: uuid.UUID, token: str, number: int) -> HttpResponse:
    """Show a step, or take its answers and go on."""
    visit = find_visit(request, key, token)
    if not visit.is_open:
        return refusal(request, SurveyClosed(), visit)
    found = find(visit.steps, number)
    if found is None:
        return HttpResponseRedirect(visit.url("check"))
    only = frozenset(request.GET.get("also", "").split(".")) & found.keys
    asked = Asked(visit, found, only, "check" in request.GET)
    return _take(request, asked) if request.method == "POST" else _show(request, asked)


def _show(request: HttpRequest, asked: Asked) -> HttpResponse:
    visit = asked.visit
    checked = visit.checked(())
    if asked.step not in visit.seen(checked):
        return HttpResponseRedirect(_next_url(asked, checked))
    notice = Notice(_("Your answer has opened another question.")) if asked.only else None
    return _page(request, asked, checked, notice=notice)


def _take(request: HttpRequest, asked: Asked) -> HttpResponse:
    visit = asked.visit
    typed = read_answers(asked.elements, request.POST)
    merged = {**visit.answers, **typed}
    visit.draft.answers = {key: answer for key, answer in merged.items() if answer is not None}
    refused = _refused(request, asked)
    if refused:
        return refused
    save_draft(token=visit.token, answers=visit.draft.answers, now=visit.now, locale=visit.locale)
    if "save" in request.POST and visit.can_return:
        return HttpResponseRedirect(f"{visit.url('saved')}?step={asked.step.number}")
    checked = visit.checked(asked.step.pages)
    if "back" in request.POST:
        return HttpResponseRedirect(_previous_url(asked, checked))
    return _judge(request, asked, checked)


def _judge(request: HttpRequest, asked: Asked, checked: Checked) -> HttpResponse:
    """Errors are shown; without any it goes on to questions that the answers have opened, or to the next step."""
    shown = frozenset(request.POST.get("shown", "").split() + request.POST.get("asked", "").split())
    concerned = {one.key for one in asked.elements} & shown
    errors = [error for error in checked.errors if error.question in concerned]
    if errors:
        return _page(request, asked, checked, errors=errors)
    opened = newly_visible(asked.step, checked.visible, shown)
    return HttpResponseRedirect(asked.url(opened) if opened else _next_url(asked, checked))


def _refused(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    """The step once more, with what was typed: for those in too much of a hurry, and for forms that are too old."""
    visit = asked.visit
    wait = 0 if visit.is_kiosk else allow(request, visit.key, "page")
    if wait:
        words = _("That was very fast. Wait a minute, then press “Continue” again; your answers are still here.")
        response = _page(request, asked, visit.checked(()), notice=Notice(words, 429))
        response["Retry-After"] = str(wait)
        return response
    try:
        form_suspicions(request.POST.get("form_token", ""), "", visit.now, visit.key)
    except NotAdmitted:
        words = _("This page was open for a long time. Look at your answers and press “Continue” again.")
        return _page(request, asked, visit.checked(()), notice=Notice(words, 403))
    return None


def _next_url(asked: Asked, checked: Checked) -> str:
    """Where “Continue” leads: the next visible step; for those who came from the check back there, if nothing lacks."""
    visit = asked.visit
    seen = visit.seen(checked)
    if asked.to_check:
        whole = visit.checked()
        lacking = unfinished(visit.steps, whole.visible, visit.answers, whole.errors)
        if lacking is None or lacking.number == asked.step.number:
            return visit.url("check")
        return f"{visit.url('step', number=lacking.number)}?check=1"
    following = after(seen, asked.step.number)
    return visit.url("step", number=following.number) if following else visit.url("check")


def _previous_url(asked: Asked, checked: Checked) -> str:
    visit = asked.visit
    if asked.only:
        return asked.visit.url("step", number=asked.step.number)
    if asked.to_check:
        return visit.url("check")
    previous = before(visit.seen(checked), asked.step.number)
    return visit.url("step", number=previous.number) if previous else visit.start_url


def _page(
    request: HttpRequest,
    asked: Asked,
    checked: Checked,
    *,
    errors: Sequence[AnswerError] = (),
    notice: Notice | None = None,
) -> HttpResponse:
    visit = asked.visit
    status = 422 if errors else notice.status if notice else 200
    seen = frozenset(checked.visible.elements)
    fields = fields_of(asked.elements, visit.answers, errors, seen)
    context: Mapping[str, Any] = {
        **step_context(visit, asked.step, checked, asked.elements, fields),
        "notice": notice.text if notice else "",
        "action": asked.url(sorted(asked.only)),
        # those this further step does not show again
        "asked": " ".join(sorted(seen & asked.step.keys - asked.only)) if asked.only else "",
        "is_first": before(visit.seen(checked), asked.step.number) is None and not asked.only and not asked.to_check,
    }
    response = render(request, "surveys/step.html", dict(context), status=status)
    return framed(response, visit.page, visit.draft.channel)


@require_http_methods(["GET", "HEAD", "POST"])
@form_view
@refusing
def saved(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """The link under which the answers wait, on the screen and, if wanted, by mail."""
    visit = find_visit(request, key, token)
    if not visit.can_return:
        return HttpResponseRedirect(visit.url("resume"))
    context: dict[str, Any] = {
        "title": _("Your answers are saved"),
        "survey": visit.page,
        "visit": visit,
        "chrome": chrome_of(visit.draft.channel),
        "link": request.build_absolute_uri(visit.url("resume")),
        "mail_url": visit.url("saved"),
        "expires_at": visit.draft.expires_at,
    }
    status = 200
    if request.method == "POST":
        status = _mail(request, visit, context)
    return render(request, "surveys/saved.html", context, status=status)


def _mail(request: HttpRequest, visit: Visit, context: dict[str, Any]) -> int:
    """Mail the link; the status of the answer."""
    if allow(request, visit.key, "email"):
        context["email_error"] = _("Too many mails were asked for. Copy the link instead.")
        return 429
    email = request.POST.get("email", "")
    try:
        send_draft_link(
            survey=visit.page,
            email=email,
            link=context["link"],
            locale=visit.locale,
            now=visit.now,
        )
    except NotAdmitted:
        context.update(email_error=_("Enter an e-mail address in the form name@example.org."), email=email)
        return 422
    context["is_mailed"] = True
    return 200


@require_POST
@form_view
@refusing
def forget(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """Delete the draft and begin anew: “start again”, and the end of a visit to a kiosk."""
    visit = find_visit(request, key, token)
    forget_draft(token=visit.token)
    return HttpResponseRedirect(visit.start_url)
