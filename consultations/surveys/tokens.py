"""Secrets that only people hold, and their keyed digests, which is all the portal stores of them.

Everything is keyed with SURVEY_SECRET: whoever has only the database can neither recompute a digest nor try out
e-mail addresses against it.
"""

import hashlib
import hmac
import re
import secrets

from django.conf import settings

# No letter or digit that is taken for another when read aloud or copied by hand (0 O 1 I L)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECEIPT_LENGTH = 9  # 31^9: 44.6 bits
RECEIPT_ATTEMPTS = 5  # codes a submission may get, should the first ones be taken
CODE_LENGTH = 8
KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{22,128}")


def new_token() -> str:
    """22 characters for an address, 128 bits."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """An invitation code of 8 characters."""
    return "".join(secrets.choice(ALPHABET) for _position in range(CODE_LENGTH))


def is_key(text: str) -> bool:
    """Whether `text` can be the key of a submission: 22 to 128 letters, digits, `-` or `_`, as a UUID is."""
    return KEY_SHAPE.fullmatch(text) is not None


def digest(purpose: str, *parts: object) -> str:
    """HMAC-SHA256 of the parts as hex, keyed for `purpose`, so that digests of different purposes never meet."""
    message = "\x1f".join((purpose, *map(str, parts)))
    secret = settings.SURVEY_SECRET or settings.SECRET_KEY
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def receipt_code(survey_key: object, key: str, attempt: int = 0) -> str:
    """The receipt of the submission with this key, `ABC-DEF-234`: the same each time, so that a retry shows it again.

    `attempt` gives another one, for the rare case that two submissions meet in the same code.
    """
    number = int(digest("receipt-code", survey_key, key, attempt), 16)
    letters = []
    for _position in range(RECEIPT_LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return _grouped("".join(letters))


def normalise_receipt(text: str) -> str:
    """What somebody typed as `ABC-DEF-234`; empty if it cannot be a receipt."""
    letters = re.sub(r"[\s-]", "", text[:64]).upper()
    is_receipt = len(letters) == RECEIPT_LENGTH and set(letters) <= set(ALPHABET)
    return _grouped(letters) if is_receipt else ""


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 3] for start in range(0, len(letters), 3))
