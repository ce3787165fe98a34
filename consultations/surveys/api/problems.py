"""Every way a request can go wrong, as `application/problem+json` (RFC 9457)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEM_JSON = "application/problem+json"
PLACE = "/api/v3/problems/"
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status and its title for people."""

    status: int
    title: Promise


KINDS: Mapping[str, Kind] = {
    "unreadable": Kind(400, _("The request cannot be read as JSON")),
    "idempotency-key": Kind(400, _("The header Idempotency-Key is missing or has a wrong form")),
    "not-admitted": Kind(403, _("You cannot answer this survey this way")),
    "not-open": Kind(403, _("The survey is not open yet")),
    "drafts-off": Kind(403, _("This survey keeps no drafts")),
    "results-not-published": Kind(403, _("The results of this survey are not published")),
    "nothing-here": Kind(404, _("There is nothing at this address")),
    "survey-unknown": Kind(404, _("There is no such survey")),
    "version-unknown": Kind(404, _("There is no such version of the survey")),
    "draft-unknown": Kind(404, _("There is no such draft, or it has expired")),
    "receipt-unknown": Kind(404, _("No response has this receipt")),
    "method-not-allowed": Kind(405, _("This address does not take this method")),
    "already-answered": Kind(409, _("A response was given already; the survey takes one of each person")),
    "version-retired": Kind(409, _("The survey has changed since; please answer its current version")),
    "closed": Kind(410, _("The survey is closed")),
    "too-large": Kind(413, _("The request is too large")),
    "media-type": Kind(415, _("Only JSON is understood here")),
    "answers-invalid": Kind(422, _("The answers need correcting")),
    "request-invalid": Kind(422, _("The request needs correcting")),
    "key-reused": Kind(422, _("This Idempotency-Key was used before, with other answers")),
    "pow-failed": Kind(422, _("The proof of work is missing, wrong or expired")),
    "pow-replayed": Kind(422, _("The proof of work was used before")),
    "too-many-requests": Kind(429, _("Too many requests; please wait")),
    "unavailable": Kind(503, _("The survey cannot be reached for the moment; please try again")),
}


def type_address(name: str) -> str:
    """The address that stands for a kind of problem, the same on every host of the portal."""
    return f"{settings.BASE_URL.rstrip('/')}{PLACE}{name}"


def problem(name: str, detail: str = "", headers: Mapping[str, str] | None = None, **members: Any) -> HttpResponse:
    """The answer for one of KINDS, in the active language, with further `members`."""
    kind = KINDS[name]
    body = {
        "type": type_address(name),
        "title": str(kind.title),
        "status": kind.status,
        **({"detail": detail} if detail else {}),
        **members,
    }
    content = json.dumps(body, ensure_ascii=False)
    return HttpResponse(content, status=kind.status, content_type=PROBLEM_JSON, headers=dict(headers or {}))


def wait(seconds: int, name: str = "too-many-requests") -> HttpResponse:
    """“Try again in so many seconds.”"""
    return problem(name, headers={"Retry-After": str(seconds)})
