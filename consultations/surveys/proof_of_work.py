"""Proof of work: a sum that costs a browser a second and us milliseconds, in the format of ALTCHA (version 2).

It is a price for sending many responses, not a proof that a person sends them.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from altcha import Payload, create_challenge, verify_solution
from django.conf import settings
from django.db import IntegrityError, transaction

from .faults import NotAdmitted
from .models import SpentChallenge
from .tokens import digest

ALGORITHM = "PBKDF2/SHA-256"
COST = 5000  # rounds a try; 256 tries on average: about a second on a desktop, a few on an old telephone
VALID_FOR = timedelta(minutes=20)
LONGEST = 4096  # characters of a payload; ours have about 700


def challenge(survey_key: uuid.UUID, now: datetime) -> dict[str, Any]:
    """A new challenge for this survey, `{"parameters": {…}, "signature": "…"}`, valid for 20 minutes."""
    made = create_challenge(
        ALGORITHM, COST, expires_at=now + VALID_FOR, data={"survey": survey_key.hex}, hmac_secret=_secret()
    )
    return made.to_dict()


def verify(payload: str, survey_key: uuid.UUID, now: datetime, *, key: str = "") -> None:
    """Accept a solved challenge once; the same payload again only with the same non-empty `key` of a submission.

    So a retry of one submission passes, and a second submission does not.
    Raises NotAdmitted: `pow-failed` (wrong, expired, of another survey), `pow-replayed`.
    """
    if len(payload) > LONGEST or not verify_solution(payload, _secret()).verified:
        raise NotAdmitted("pow-failed")
    parameters = Payload.from_base64(payload).challenge.parameters
    expires = parameters.expires_at or 0
    if parameters.data != {"survey": survey_key.hex} or expires < now.timestamp():
        raise NotAdmitted("pow-failed")
    _spend(nonce=parameters.nonce, key=key, expires_at=datetime.fromtimestamp(expires, tz=now.tzinfo))


def _spend(*, nonce: str, key: str, expires_at: datetime) -> None:
    spent = digest("challenge", nonce)
    owned = digest("challenge-of", nonce, key) if key else ""
    try:
        with transaction.atomic():  # a unique key decides between two that come at the same moment
            rows = [SpentChallenge(digest=one, expires_at=expires_at) for one in (spent, owned) if one]
            SpentChallenge.objects.bulk_create(rows)
    except IntegrityError:
        if not owned or not SpentChallenge.objects.filter(digest=owned).exists():
            raise NotAdmitted("pow-replayed") from None


def _secret() -> str:
    secret: str = settings.SURVEY_SECRET or settings.SECRET_KEY
    return f"altcha\x1f{secret}"
