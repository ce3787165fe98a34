"""Who may answer: the policies of a survey, and the subject each gives to one person, device or invitation.

A subject is a keyed digest. It says nothing by itself and is never stored beside an answer of an anonymous survey.
"""

import re
import uuid

from . import selectors
from .faults import NotAdmitted
from .models import Invitation
from .services.email_links import send_email_link
from .services.invitations import create_invitations
from .tickets import IN_DRAFT, IN_MAIL, code_digest, code_subject, device_subject, issue_ticket, read_ticket
from .tokens import ALPHABET, CODE_LENGTH

__all__ = [
    "IN_DRAFT",
    "IN_MAIL",
    "admit_code",
    "create_invitations",
    "device_cookie",
    "device_subject",
    "has_answered",
    "issue_ticket",
    "normalise_code",
    "read_ticket",
    "send_email_link",
    "was_stored",
]

COOKIE_SECONDS = 365 * 24 * 60 * 60


def device_cookie(survey_key: uuid.UUID) -> str:
    """Name of the cookie that marks a device for this survey."""
    return f"sv_{survey_key.hex[:12]}"


def has_answered(survey_key: uuid.UUID, subject: str) -> bool:
    """Whether the subject has answered this survey; nobody in particular (an empty subject) never has."""
    return bool(subject) and selectors.has_participated(survey_key, subject)


def was_stored(survey_key: uuid.UUID, key: str) -> bool:
    """Whether a response was stored under this key of a submission: a retry needs neither a proof nor a right anew."""
    return selectors.response_by_key(survey_key, key) is not None


def admit_code(*, survey_key: uuid.UUID, code: str) -> str:
    """The subject of an invitation code, however it was typed. Raises NotAdmitted(`unknown_code`).

    A code that was used is admitted: that it has answered is for `has_answered` to say.
    """
    normal = normalise_code(code)
    known = Invitation.objects.filter(survey_key=survey_key, code_hash=code_digest(survey_key, normal)).exists()
    if not known:
        raise NotAdmitted("unknown_code")
    return code_subject(survey_key, normal)


def normalise_code(text: str) -> str:
    """What somebody typed as eight letters and digits; empty if it cannot be an invitation code."""
    letters = re.sub(r"[\s-]", "", text[:64]).upper()
    return letters if len(letters) == CODE_LENGTH and set(letters) <= set(ALPHABET) else ""
