"""A visit: one person answering one survey, found by what stands in the address."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from cms.core.models.querysets import outside
from cms.core.site_tree import hidden_for

from .. import selectors
from ..choices import Channel, Drafts
from ..faults import NotAdmitted
from ..forms.localised import localised
from ..forms.order import ordered
from ..forms.steps import Step, steps_of, visible_steps
from ..kiosk import read_kiosk
from ..models import Draft, SurveyPage
from ..questionnaire.structure import Definition
from ..questionnaire.validation import Checked, check_answers
from ..services import Circumstances
from ..services.submission import CLOSING_GRACE
from ..tokens import digest

TERYT = re.compile(r"[0-9]{4,7}")


@dataclass
class Visit:
    """A draft with its survey page; `ticket` is what follows the token in the address."""

    page: SurveyPage
    draft: Draft
    token: str
    ticket: str
    now: datetime

    @property
    def key(self) -> uuid.UUID:
        return self.draft.survey_key

    @property
    def locale(self) -> str:
        return get_language() or self.draft.locale

    @cached_property
    def definition(self) -> Definition:
        return localised(self.draft.version, self.locale)

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.definition, self.page.layout)

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.draft.answers

    @property
    def circumstances(self) -> Circumstances:
        draft = self.draft
        return Circumstances(self.locale, draft.channel, draft.place, draft.municipality)

    @property
    def is_kiosk(self) -> bool:
        return self.draft.channel == Channel.KIOSK

    @property
    def can_return(self) -> bool:
        """Whether the survey offers to be interrupted; not on a kiosk, and not in a frame, where no address is seen."""
        return self.page.drafts == Drafts.LINK and self.draft.channel in (Channel.WEB, Channel.API)

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken of somebody who has started."""
        accepts = self.page.accepts_responses
        return accepts(self.now) or accepts(self.now - CLOSING_GRACE)

    @property
    def submission_key(self) -> str:
        """The idempotency key: of one draft at most one response is stored, however often it is sent."""
        return submission_key_of(self.token)

    def checked(self, pages: tuple[str, ...] | None = None) -> Checked:
        """The answers against the definition; errors of these pages only, if they are given."""
        today = timezone.localdate(self.now)
        return check_answers(self.definition, self.answers, self.circumstances.context, today=today, pages=pages)

    def seen(self, checked: Checked) -> list[Step]:
        """The steps that are visible."""
        return visible_steps(self.steps, checked.visible)

    def elements(self, step: Step) -> list[Any]:
        """The elements of a step, their options in the order this visit sees them."""
        return ordered(step.elements, self.draft.token_hash)

    def url(self, name: str, **kwargs: Any) -> str:
        """Address of a view of this visit."""
        segment = f"{self.token}.{self.ticket}" if self.ticket else self.token
        return reverse(f"survey_{name}", kwargs={"key": self.key, "token": segment, **kwargs})

    @property
    def start_url(self) -> str:
        """Where the visit began, and where a new one can begin."""
        return start_url(self.page, self.draft.channel, self.ticket)


def submission_key_of(token: str) -> str:
    """The key under which the answers of the draft with this token are sent."""
    return digest("submission", token)


def start_url(page: SurveyPage, channel: str, ticket: str) -> str:
    """The first page of the survey on this channel."""
    key = page.translation_key
    if channel == Channel.KIOSK:
        return reverse("survey_kiosk", kwargs={"key": key, "ticket": ticket})
    if channel == Channel.EMBED:
        return reverse("survey_embed", kwargs={"key": key})
    return page.get_url() or reverse("survey_embed", kwargs={"key": key})


def find_page(request: HttpRequest, key: uuid.UUID) -> SurveyPage:
    """The survey in the active language, else in any it has. Raises Http404 if it is not public."""
    pages = SurveyPage.objects.live().filter(outside(hidden_for(request)), translation_key=key)
    found = {page.locale.language_code: page for page in pages.select_related("locale", "alias_of__locale")}
    if not found:
        raise Http404
    return found.get(get_language() or "") or next(iter(found.values()))


def find_visit(request: HttpRequest, key: uuid.UUID, token: str) -> Visit:
    """The visit of `token`, which may be followed by a dot and a ticket. Raises Http404, DraftUnknown, NotAdmitted."""
    page = find_page(request, key)
    now = timezone.now()
    secret, _dot, ticket = token.partition(".")
    draft = selectors.find_draft(secret, now)
    if draft.survey_key != key:
        raise Http404
    visit = Visit(page, draft, secret, ticket, now)
    if visit.is_kiosk and read_kiosk(key, ticket, now) != draft.place:
        raise NotAdmitted("kiosk-unknown")
    return visit


def municipality_of(request: HttpRequest) -> str:
    """TERYT code that a link to the survey named; empty if it named none."""
    code = (request.POST if request.method == "POST" else request.GET).get("gmina", "")
    return code if TERYT.fullmatch(code) else ""
