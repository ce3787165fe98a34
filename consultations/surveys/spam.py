"""Signs that a response was not written by somebody who answers the survey. Nothing here refuses an honest person.

A suspicion is a stable word stored with the response, which then waits for review. Only a form token that is forged or
older than a day is refused: the form has to be opened anew, with the answers kept.
"""

import logging
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from redis.exceptions import RedisError

from .faults import NotAdmitted
from .limits import LIMITS, Limit, allow, spend
from .similarity import fingerprint, is_near
from .tokens import digest

__all__ = ["HONEYPOT", "LIMITS", "Limit", "allow", "answer_suspicions", "form_suspicions", "form_token"]

logger = logging.getLogger(__name__)

HONEYPOT = "website"  # name of the field that people do not see and programs like to fill
QUICKEST = 3  # seconds in which nobody reads a page and answers it
FORM_LIFE = timedelta(hours=24)
CLOCKS_DIFFER_BY = timedelta(minutes=5)
LINK = re.compile(r"https?://|www\.|<a\s|\[url", re.IGNORECASE)
LINKS_ARE_MANY = 2
REMEMBERED = 300  # fingerprints of texts for each survey
REMEMBER_FOR = 24 * 60 * 60
BURST = Limit(300, 600)  # an alarm for staff, no suspicion: a campaign on the radio looks the same
DEEPEST = 6  # levels of an answer in which texts are looked for
LONGEST_TEXT, MOST_TEXTS = 2000, 20  # what is looked at: comparing must stay cheap, whatever is sent


def form_token(survey_key: uuid.UUID, version: int, now: datetime) -> str:
    """A signed hidden field: of which survey and version a form is, and when it was shown."""
    return _signer().sign_object({"survey": survey_key.hex, "version": version, "at": int(now.timestamp())})


def form_suspicions(token: str, honeypot: str, now: datetime, survey_key: uuid.UUID) -> tuple[str, ...]:
    """`honeypot` and `too_fast`, if they are so. Raises NotAdmitted: `form-forged`, `form-stale` (after 24 hours)."""
    age = now.timestamp() - _shown_at(token, survey_key)
    if age > FORM_LIFE.total_seconds():
        raise NotAdmitted("form-stale")
    if age < -CLOCKS_DIFFER_BY.total_seconds():
        raise NotAdmitted("form-forged")
    found = {"honeypot": bool(honeypot.strip()), "too_fast": age < QUICKEST}
    return tuple(name for name, holds in found.items() if holds)


def answer_suspicions(
    survey_key: uuid.UUID, answers: Mapping[str, Any], now: datetime, *, key: str = ""
) -> tuple[str, ...]:
    """`links` and `near_duplicate`, if they are so; also raises the alarm when responses come in a burst.

    Texts are compared with those of other submissions of the last day; `key` is the key of this one, so that a
    retry is not taken for a copy of itself.
    """
    texts = list(islice(_texts(answers, DEEPEST), MOST_TEXTS))
    _watch_burst(survey_key, now)
    found = {
        "links": any(len(LINK.findall(text)) >= LINKS_ARE_MANY for text in texts),
        "near_duplicate": _repeats(survey_key, texts, digest("submission-text", key)[:16] if key else ""),
    }
    return tuple(name for name, holds in found.items() if holds)


def _signer() -> Signer:
    return Signer(salt="consultations.surveys.form", sep="~")


def _shown_at(token: str, survey_key: uuid.UUID) -> float:
    try:
        content = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        raise NotAdmitted("form-forged") from None
    if content.get("survey") != survey_key.hex:
        raise NotAdmitted("form-forged")
    return float(content["at"])


def _texts(value: Any, levels: int) -> Iterator[str]:
    """Every text in the answers, however they are built."""
    if isinstance(value, str):
        yield value[:LONGEST_TEXT]
    elif levels and isinstance(value, Mapping):
        for member in value.values():
            yield from _texts(member, levels - 1)
    elif levels and isinstance(value, list):
        for member in value:
            yield from _texts(member, levels - 1)


def _repeats(survey_key: uuid.UUID, texts: list[str], owner: str) -> bool:
    """Whether somebody else sent nearly one of these texts today; they are remembered for the next ones.

    Two requests at the same moment may forget one another's texts: that costs a suspicion, never an answer.
    """
    secret = digest("similarity", survey_key)
    fresh = [one for one in (fingerprint(text, secret) for text in texts) if one is not None]
    if not fresh:
        return False
    place = f"surveys:texts:{survey_key.hex}"
    try:
        known: list[tuple[int, str]] = cache.get(place, [])
        others = [(one, whose) for one, whose in known if not owner or whose != owner]
        cache.set(place, [*others, *((one, owner) for one in fresh)][-REMEMBERED:], timeout=REMEMBER_FOR)
    except (RedisError, OSError):
        logger.exception("Texts cannot be compared")
        return False
    return any(is_near(one, [other for other, _whose in others]) for one in fresh)


def _watch_burst(survey_key: uuid.UUID, now: datetime) -> None:
    over = spend("burst", survey_key, most=BURST.most, seconds=BURST.seconds, now=now)
    first = over and not spend("burst-alarm", survey_key, most=1, seconds=BURST.seconds, now=now)
    if first:
        logger.warning("Survey %s: more than %d responses in ten minutes", survey_key, BURST.most)
