"""When two e-mail addresses are one person's mailbox."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .faults import NotAdmitted

LONGEST = 254
# Providers that deliver name+anything@ to name@; elsewhere a plus may be part of somebody's name
PLUS_IS_A_LABEL = frozenset(
    f"{name}.com" for name in ("gmail", "outlook", "hotmail", "live", "icloud", "me", "fastmail", "protonmail")
) | {"proton.me", "pm.me"}
SAME_PROVIDER = {"googlemail.com": "gmail.com"}
DOTS_ARE_IGNORED = frozenset({"gmail.com"})


def normalise_email(text: str) -> str:
    """The mailbox in one spelling: small letters, IDN domain in ASCII, and what the provider ignores left out.

    Raises NotAdmitted(`bad_email`).
    """
    address = text.strip()
    try:
        if len(address) > LONGEST:
            raise ValidationError(address)
        validate_email(address)
        local, _at, domain = address.lower().rpartition("@")
        domain = domain.encode("idna").decode()
    except (ValidationError, UnicodeError):
        raise NotAdmitted("bad_email") from None
    domain = SAME_PROVIDER.get(domain, domain)
    if domain in PLUS_IS_A_LABEL:
        local = local.split("+", 1)[0] or local
    if domain in DOTS_ARE_IGNORED:
        local = local.replace(".", "")
    return f"{local}@{domain}"
