"""Encrypting what must be stored and is nobody's to read in the database: with a key made of SURVEY_SECRET."""

import base64
import hashlib
import json
import logging
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import models

from .tokens import digest

logger = logging.getLogger(__name__)


def seal(value: Any) -> bytes:
    """Any JSON value, encrypted."""
    return cipher("sealing-key").encrypt(json.dumps(value).encode())


def unseal(sealed: bytes) -> Any:
    """The value. Raises cryptography.fernet.InvalidToken if SURVEY_SECRET has changed since."""
    return json.loads(cipher("sealing-key").decrypt(sealed))


def cipher(purpose: str) -> Fernet:
    """What encrypts for this purpose only."""
    key = hashlib.sha256(digest(purpose).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SealedJSONField(models.Field):
    """A column of any JSON value, encrypted; None is stored as it is. It can be read, and not be searched.

    What was sealed with another SURVEY_SECRET is read as None: nobody can ever read it again.
    """

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> bytes | None:
        return None if value is None else seal(value)

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Any:
        try:
            return None if value is None else unseal(bytes(value))
        except InvalidToken:
            logger.warning("%s was sealed with another SURVEY_SECRET", self)
            return None
