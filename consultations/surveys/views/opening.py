"""Beginning to answer: in the portal, from a mailed link, in a frame of another website, on a kiosk."""

import uuid
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import admission
from ..choices import NAMES_A_PERSON, Channel, Policy
from ..faults import AlreadyAnswered, NotAdmitted, SurveyClosed
from ..kiosk import read_kiosk
from ..models import SurveyPage
from ..services import Circumstances, start_draft
from ..spam import allow
from ..tokens import new_token
from .facts import opening_of
from .refusals import refusing
from .responding import chrome_of, form_view, framed, origins_of
from .visits import find_page, municipality_of

SECOND = "someone_else"


@require_POST
@form_view
@refusing
def start(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Begin a draft for whoever may answer, and show its first step."""
    page = find_page(request, key)
    channel, place = _channel(request, page)
    wait = 0 if channel == Channel.KIOSK else allow(request, key, "page")
    if wait:
        return too_many(request, page, channel, wait)
    if page.policy == Policy.DEVICE and channel == Channel.WEB:
        return _start_on_device(request, page, place)
    try:
        ticket = _ticket(request, page, channel)
    except NotAdmitted as fault:
        if fault.reason != "unknown_code":
            raise
        return _first_page(request, page, channel, 422, code_error=_("Check the code: no invitation has it."))
    return _begin(request, page, channel, place, ticket)


def _channel(request: HttpRequest, page: SurveyPage) -> tuple[str, str]:
    """How this person came, and the place of the kiosk or website. Raises NotAdmitted for a forged kiosk."""
    if "kiosk" in request.POST:
        return Channel.KIOSK, read_kiosk(page.translation_key, request.POST["kiosk"], timezone.now())
    if request.POST.get("channel") == Channel.EMBED:
        site = request.POST.get("site", "")
        return Channel.EMBED, urlsplit(site).netloc[:60] if site in origins_of(page) else ""
    return Channel.WEB, ""


def _ticket(request: HttpRequest, page: SurveyPage, channel: str) -> str:
    """What the address of the steps carries besides the draft's token. Raises NotAdmitted, AlreadyAnswered."""
    key, now = page.translation_key, timezone.now()
    if channel == Channel.KIOSK:
        if page.policy in NAMES_A_PERSON:
            raise NotAdmitted("no-kiosk")  # the page says so and shows no button
        return request.POST["kiosk"]
    if page.policy == Policy.CODE:
        if allow(request, key, "code"):
            raise NotAdmitted("unknown_code")
        subject = admission.admit_code(survey_key=key, code=request.POST.get("code", ""))
    elif page.policy == Policy.EMAIL:
        subject = admission.read_ticket(key, request.POST.get("ticket", ""), now)
    elif page.policy == Policy.DEVICE:
        raise NotAdmitted("no-cookie")  # in a frame of another website browsers keep none
    else:
        return ""
    if admission.has_answered(key, subject):
        raise AlreadyAnswered
    return admission.issue_ticket(key, subject, now)


def _start_on_device(request: HttpRequest, page: SurveyPage, place: str) -> HttpResponse:
    """Begin unless this device has answered; somebody else at the same device begins with a cookie of their own."""
    key = page.translation_key
    name = admission.device_cookie(key)
    cookie = request.COOKIES.get(name, "")
    if cookie and SECOND not in request.POST and admission.has_answered(key, admission.device_subject(key, cookie)):
        context = {"title": _("This device has already answered"), "survey": page, "chrome": chrome_of(Channel.WEB)}
        return render(request, "surveys/device.html", context, status=409)
    response = _begin(request, page, Channel.WEB, place, "")
    if not cookie or SECOND in request.POST:
        response.set_cookie(
            name,
            new_token(),
            max_age=admission.COOKIE_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _begin(request: HttpRequest, page: SurveyPage, channel: str, place: str, ticket: str) -> HttpResponse:
    version = page.live_version
    if version is None:
        raise SurveyClosed(page.opens_at, page.closes_at)
    circumstances = Circumstances(get_language() or "", channel, place, municipality_of(request))
    token = start_draft(survey=page, version=version, circumstances=circumstances, now=timezone.now())
    segment = f"{token}.{ticket}" if ticket else token
    return HttpResponseRedirect(reverse("survey_resume", kwargs={"key": page.translation_key, "token": segment}))


@require_POST
@form_view
@refusing
def mail_link(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Send the link to the address typed; the answer is the same whether or not a mail goes out."""
    page = find_page(request, key)
    channel, _place = _channel(request, page)
    wait = allow(request, key, "email")
    if wait:
        return too_many(request, page, channel, wait)

    def address_of(ticket: str) -> str:
        return request.build_absolute_uri(reverse("survey_enter", kwargs={"key": key, "ticket": ticket}))

    email = request.POST.get("email", "")
    try:
        admission.send_email_link(
            survey=page, email=email, address_of=address_of, locale=get_language() or "", now=timezone.now()
        )
    except NotAdmitted:
        words = _("Enter an e-mail address in the form name@example.org.")
        return _first_page(request, page, channel, 422, email_error=words, email=email)
    context = {"title": _("Check your mail"), "survey": page, "chrome": chrome_of(channel)}
    return framed(render(request, "surveys/mailed.html", context), page, channel)


@require_safe
@form_view
@refusing
def enter(request: HttpRequest, key: uuid.UUID, ticket: str) -> HttpResponse:
    """The page behind a mailed link. Opening it begins nothing: programs that check mail open links too."""
    page = find_page(request, key)
    subject = admission.read_ticket(key, ticket, timezone.now())
    if admission.has_answered(key, subject):
        raise AlreadyAnswered
    return _first_page(request, page, Channel.WEB, ticket=ticket)


@require_safe
@form_view
@refusing
def embedded(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The first page in a frame of another website."""
    page = find_page(request, key)
    referrer = urlsplit(request.headers.get("Referer", ""))
    return _first_page(request, page, Channel.EMBED, site=f"{referrer.scheme}://{referrer.netloc}")


@require_safe
@form_view
@refusing
def kiosk(request: HttpRequest, key: uuid.UUID, ticket: str) -> HttpResponse:
    """The first page on a kiosk."""
    page = find_page(request, key)
    read_kiosk(key, ticket, timezone.now())
    return _first_page(request, page, Channel.KIOSK, kiosk=ticket)


def _first_page(request: HttpRequest, page: SurveyPage, channel: str, status: int = 200, **extra: str) -> HttpResponse:
    """The first page outside of Wagtail's serving: with an error, in a frame, or with what a link brought along."""
    opening = opening_of(page, channel, get_language() or "", timezone.now())
    context = {
        "title": page.title,
        "page": None,
        "survey": page,
        "opening": opening,
        "chrome": chrome_of(channel),
        "is_kiosk": channel == Channel.KIOSK,
        **extra,
    }
    return framed(render(request, "surveys/first.html", context, status=status), page, channel)


def too_many(request: HttpRequest, page: SurveyPage, channel: str, seconds: int) -> HttpResponse:
    """“Wait a little”, for what has no answers to lose."""
    context = {"title": _("Wait a moment"), "survey": page, "chrome": chrome_of(channel), "seconds": seconds}
    response = render(request, "surveys/wait.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return framed(response, page, channel)
