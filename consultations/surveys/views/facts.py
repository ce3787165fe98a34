"""What people are told before they start: whether the survey is open, how long it takes, what is promised."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.utils.translation import gettext as _

from ..choices import Channel, Policy
from ..forms.localised import localised
from ..hints import estimate
from ..models import SurveyPage

SOON, OPEN, CLOSED, PREPARING = "soon", "open", "closed", "preparing"


@dataclass(frozen=True, slots=True)
class Opening:
    """Facts for the first page of a survey. `state` is soon, open, closed or preparing; `minutes` is at least 1."""

    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    minutes: int
    questions: int
    promise: str
    privacy: str
    policy: str
    channel: str
    keeps_drafts: bool


def opening_of(page: SurveyPage, channel: str, language: str, now: datetime) -> Opening:
    """The facts of `page` for somebody who comes by `channel`."""
    version = page.live_version
    definition = localised(version, language) if version else None
    seconds = estimate(definition.raw) if definition else 0
    return Opening(
        state=_state(page, now),
        opens_at=page.opening_moment,
        closes_at=page.closing_moment,
        minutes=max(1, ceil(seconds / 60)),
        questions=len(definition.questions) if definition else 0,
        promise=promise_of(page.policy, channel),
        privacy=privacy_of(linked=page.linked),
        policy=page.policy,
        channel=channel,
        keeps_drafts=page.drafts == "link" and channel == Channel.WEB,
    )


def _state(page: SurveyPage, now: datetime) -> str:
    if page.live_version is None:
        return PREPARING
    if page.accepts_responses(now):
        return OPEN
    opens = page.opening_moment
    return SOON if opens is not None and now < opens else CLOSED


def promise_of(policy: str, channel: str) -> str:
    """What a policy can hold, said honestly."""
    if channel == Channel.KIOSK and policy == Policy.DEVICE:
        policy = Policy.OPEN
    return {
        Policy.OPEN: _("You can answer more than once. We count answers, not people."),
        Policy.DEVICE: _(
            "One response from each device. A cookie recognises it, so this is a weak safeguard: on a shared device "
            "somebody else can answer too."
        ),
        Policy.EMAIL: _(
            "One response from each e-mail address. We send you a link that works once, and do not keep the address."
        ),
        Policy.CODE: _("One response for each invitation code."),
    }[Policy(policy)]


def privacy_of(*, linked: bool) -> str:
    """Whether answers can be traced to a person."""
    if linked:
        return _("Your answers are linked to you: you can see and erase them, and the organiser knows they are yours.")
    return _("Your answers are anonymous: we store neither who you are nor your address on the internet.")
