"""Kiosks: a signed address for each device, which says where it stands and until when it may be used."""

import uuid
from datetime import date, datetime

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from .faults import NotAdmitted

PLACE_LENGTH = 60


def kiosk_ticket(survey_key: uuid.UUID, place: str, until: date) -> str:
    """The last part of the address of the kiosk at `place`, valid to the end of the day `until`."""
    content = {"survey": survey_key.hex, "place": place[:PLACE_LENGTH], "until": until.isoformat()}
    return _signer().sign_object(content)


def read_kiosk(survey_key: uuid.UUID, ticket: str, now: datetime) -> str:
    """Where the kiosk stands. Raises NotAdmitted: `kiosk-unknown`, `kiosk-expired`."""
    try:
        content = _signer().unsign_object(ticket)
    except (BadSignature, ValueError):
        raise NotAdmitted("kiosk-unknown") from None
    if content.get("survey") != survey_key.hex:
        raise NotAdmitted("kiosk-unknown")
    if date.fromisoformat(content["until"]) < timezone.localtime(now).date():
        raise NotAdmitted("kiosk-expired")
    return str(content["place"])


def _signer() -> Signer:
    # the address of a step joins a token and this by a dot, so neither may have one
    return Signer(salt="consultations.surveys.kiosk", sep="~")
