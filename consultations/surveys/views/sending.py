"""Checking the answers, sending them once, and the receipt."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import admission, proof_of_work, selectors
from ..choices import Channel, Policy, ResponseStatus
from ..faults import AnswersInvalid, DraftUnknown, NotAdmitted, SurveyClosed, SurveyFault
from ..forms.summary import in_words
from ..messages import error_text
from ..models import Response
from ..questionnaire.validation import AnswerError, Checked
from ..services import submit
from ..spam import HONEYPOT, allow, answer_suspicions, form_suspicions, form_token
from .refusals import refusal, refusing
from .responding import chrome_of, form_view, framed
from .visits import Visit, find_page, find_visit, start_url, submission_key_of

# The receipt is on the screen only just after sending: the address of this page stays in the history of the browser
RECEIPT_SHOWN = timedelta(hours=2)
FORM_LIFE = timedelta(hours=23)
CHALLENGE = "/api/v3/surveys/%s/challenge/"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the check: what was answered, what is wrong with it, where to change it."""

    key: str
    label: str
    lines: Sequence[str]
    error: str
    change_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@form_view
@refusing
def check(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """All answers before they are sent; POST sends them."""
    try:
        visit = find_visit(request, key, token)
    except DraftUnknown:
        # a second click, or a reload: the first one has sent it
        if request.method == "POST" and _sent_response(key, token):
            return _to_receipt(key, token)
        raise
    if not visit.is_open:
        return refusal(request, SurveyClosed(), visit)
    return _send(request, visit, token) if request.method == "POST" else _show(request, visit)


def _send(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    wait = 0 if visit.is_kiosk else allow(request, visit.key, "submit")
    if wait:
        words = _("Many answers have come from this network. Yours are saved; please send them in %(minutes)s minutes.")
        response = _show(request, visit, notice=words % {"minutes": wait // 60 + 1}, status=429)
        response["Retry-After"] = str(wait)
        return response
    try:
        suspicions = _suspicions(request, visit)
    except NotAdmitted:
        words = _("This page was open for a long time. Look at your answers and send them again.")
        return _show(request, visit, notice=words, status=403)
    try:
        submit(
            survey=visit.page,
            version=visit.draft.version,
            answers=visit.answers,
            circumstances=visit.circumstances,
            key=visit.submission_key,
            subject=_subject(request, visit),
            suspicions=suspicions,
            draft=visit.token,
            now=visit.now,
        )
    except AnswersInvalid as fault:
        return _show(request, visit, errors=fault.errors, status=422)
    except SurveyFault as fault:
        return refusal(request, fault, visit)
    return _to_receipt(visit.key, token)


def _suspicions(request: HttpRequest, visit: Visit) -> tuple[str, ...]:
    """What speaks against a person having answered. Raises NotAdmitted for a form that is forged or too old."""
    sent = request.POST
    found = form_suspicions(sent.get("form_token", ""), sent.get(HONEYPOT, ""), visit.now, visit.key)
    found += answer_suspicions(visit.key, visit.answers, visit.now, key=visit.submission_key)
    return found + _unproven(sent.get("altcha", ""), visit) if visit.page.proof_of_work else found


def _unproven(payload: str, visit: Visit) -> tuple[str, ...]:
    """Without scripts there is no proof of work; then the response waits for review, and so it does with a bad one."""
    if not payload:
        return ("no_proof",)
    try:
        proof_of_work.verify(payload, visit.key, visit.now, key=visit.submission_key)
    except NotAdmitted as fault:
        return (fault.reason,)
    return ()


def _subject(request: HttpRequest, visit: Visit) -> str:
    """Digest of whoever answers, by the survey's policy. Raises NotAdmitted, AlreadyAnswered."""
    policy = visit.page.policy
    if visit.is_kiosk or policy == Policy.OPEN:
        return ""
    if policy != Policy.DEVICE:
        return admission.read_ticket(visit.key, visit.ticket, visit.now)
    cookie = request.COOKIES.get(admission.device_cookie(visit.key), "")
    if not cookie:
        raise NotAdmitted("no-cookie")
    return admission.device_subject(visit.key, cookie)


def _show(
    request: HttpRequest, visit: Visit, *, errors: Sequence[AnswerError] = (), notice: str = "", status: int = 200
) -> HttpResponse:
    checked = visit.checked()
    found = errors or (checked.errors if request.method == "POST" else ())
    rows = answers_of(visit, checked, found)
    # signed with the moment of the start, so that “too fast” is said of the whole survey and not of this page
    signed_at = max(visit.draft.started_at, visit.now - FORM_LIFE)
    context = {
        "title": _("Check your answers before sending them"),
        "page": None,
        "survey": visit.page,
        "visit": visit,
        "chrome": chrome_of(visit.draft.channel),
        "is_kiosk": visit.is_kiosk,
        "steps": rows,
        "errors": [row for _title, answers in rows for row in answers if row.error],
        "notice": notice,
        "form_token": form_token(visit.key, visit.draft.version.number, signed_at),
        "check_url": visit.url("check"),
        "saved_url": visit.url("saved"),
        "forget_url": visit.url("forget"),
        "start_url": visit.start_url,
        "honeypot": HONEYPOT,
        "needs_proof": visit.page.proof_of_work,
        "challenge_url": CHALLENGE % visit.key,
        "back_url": rows[-1][1][-1].change_url.partition("#")[0] if rows else visit.start_url,
    }
    response = render(request, "surveys/check.html", context, status=status)
    return framed(response, visit.page, visit.draft.channel)


def answers_of(visit: Visit, checked: Checked, errors: Sequence[AnswerError]) -> list[tuple[str, list[Answer]]]:
    """Visible steps with their title and their visible questions."""
    wrong = {error.question: error for error in reversed(errors)}
    asked = frozenset(checked.visible.questions)
    found = []
    for step in visit.seen(checked):
        url = f"{visit.url('step', number=step.number)}?check=1"
        answers = []
        for element in step.elements:
            if element.key in asked:
                answer = visit.answers.get(element.key)
                error = error_text(wrong[element.key], element, answer) if element.key in wrong else ""
                lines = in_words(element, answer)
                answers.append(Answer(element.key, str(element.text), lines, error, f"{url}#q-{element.key}"))
        if answers:
            found.append((step.title, answers))
    return found


def _to_receipt(key: uuid.UUID, token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("survey_sent", kwargs={"key": key, "token": token}))


def _sent_response(key: uuid.UUID, token: str) -> tuple[str, Response] | None:
    """Receipt and response of the draft that had this token, if it was sent."""
    submission_key = submission_key_of(token.partition(".")[0])
    response = selectors.response_by_key(key, submission_key)
    if response is None or response.status == ResponseStatus.ERASED:
        return None
    code = selectors.receipt_of(response, submission_key)
    return (code, response) if code else None


@require_safe
@form_view
@refusing
def sent(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """Thanks, what happens next, and the receipt as long as the visit lasts."""
    page = find_page(request, key)
    found = _sent_response(key, token)
    if found is None:
        raise DraftUnknown
    code, response = found
    is_kiosk = response.channel == Channel.KIOSK
    context = {
        "title": _("Your answers have been sent"),
        "page": None,
        "survey": page,
        "chrome": chrome_of(response.channel),
        "is_kiosk": is_kiosk,
        "start_url": start_url(page, response.channel, token.partition(".")[2]),
        "code": code if _is_recent(response.submitted_at, timezone.now()) else "",
        "lookup_url": f"{reverse('survey_receipt')}?survey={key}",
    }
    return framed(render(request, "surveys/sent.html", context), page, response.channel)


def _is_recent(submitted_at: datetime, now: datetime) -> bool:
    """Of anonymous responses only the hour is known, so it is one hour to two."""
    return now - submitted_at < RECEIPT_SHOWN
