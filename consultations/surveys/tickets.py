"""Tickets: the right of one person to answer one survey, as text for an address, sealed so that nobody can read it.

A ticket carries the digest of the person. It is encrypted and not only signed, because addresses end up in access logs,
and a digest there, beside a time, would tell when that person answered.
"""

import uuid
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken

from .faults import NotAdmitted
from .sealing import cipher
from .tokens import digest

IN_MAIL = timedelta(hours=24)
IN_DRAFT = timedelta(days=30)
LONGEST = 512  # characters; ours have 162
BYTES_OF_TIME = 6


def issue_ticket(survey_key: uuid.UUID, subject: str, now: datetime, lifetime: timedelta = IN_DRAFT) -> str:
    """Letters, digits, `-` and `_` that admit `subject` (64 hex digits) to the survey for `lifetime`."""
    expires = int((now + lifetime).timestamp()).to_bytes(BYTES_OF_TIME, "big")
    sealed = cipher("ticket").encrypt_at_time(survey_key.bytes + expires + bytes.fromhex(subject), int(now.timestamp()))
    return sealed.decode().rstrip("=")


def read_ticket(survey_key: uuid.UUID, ticket: str, now: datetime) -> str:
    """The subject the ticket was issued for. Raises NotAdmitted: `ticket-unknown` or `ticket-expired`."""
    content = _opened(ticket)
    key, expires, subject = content[:16], content[16 : 16 + BYTES_OF_TIME], content[16 + BYTES_OF_TIME :]
    if key != survey_key.bytes:
        raise NotAdmitted("ticket-unknown")
    if int.from_bytes(expires, "big") < now.timestamp():
        raise NotAdmitted("ticket-expired")
    return subject.hex()


def device_subject(survey_key: uuid.UUID, cookie: str) -> str:
    """Digest of the device that holds this cookie."""
    return digest("device", survey_key, cookie)


def email_subject(survey_key: uuid.UUID, address: str) -> str:
    """Digest of a normalised e-mail address."""
    return digest("email", survey_key, address)


def code_subject(survey_key: uuid.UUID, code: str) -> str:
    """Digest of a normalised invitation code; invitations are stored under another one (`code_digest`)."""
    return digest("code", survey_key, code)


def code_digest(survey_key: uuid.UUID, code: str) -> str:
    """What is stored of an invitation. It differs from the subject: else the two tables would tell which were used."""
    return digest("invitation", survey_key, code)


def _opened(ticket: str) -> bytes:
    try:
        if len(ticket) > LONGEST:
            raise InvalidToken
        return cipher("ticket").decrypt(ticket.encode() + b"=" * (-len(ticket) % 4))
    except (InvalidToken, UnicodeEncodeError):
        raise NotAdmitted("ticket-unknown") from None
