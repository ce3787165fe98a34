"""What endpoints take and give, as far as it is the same for every survey."""

import json
import math
import re
from typing import Annotated, Any, Literal, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser
from pydantic import BaseModel, ConfigDict, Field

Language = Literal["pl", "en", "uk"]
Shape = Literal["native", "surveyjs"]
Format = Literal["native", "surveyjs", "jsonforms"]
VersionNumber = Annotated[int, Field(ge=1, le=2_147_483_647, description="The version answered; else the current one.")]
Answers = Annotated[
    dict[str, Any],
    Field(description="Key of a question -> answer, as `answer_schema` of the definition says; or `data` of SurveyJS."),
]
Teryt = Annotated[str, Field(pattern=r"^([0-9]{6,7})?$", description="TERYT code: for conditions on the municipality.")]
Sealed = Annotated[str, Field(max_length=4096, pattern=r"^[\x20-\x7e]*$")]
IDEMPOTENCY_KEY = r'^"?[A-Za-z0-9_-]{22,128}"?$'
DEEPEST = 64  # levels of a body; answers have at most ten
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes neither in a text


class Body(BaseModel):
    """A JSON object with known members only, of exactly their types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answered(Body):
    """Members that every body with answers has."""

    version: VersionNumber | None = None
    locale: Language | None = None
    municipality: Teryt = ""
    answers: Answers


class Check(Answered):
    """Answers to be checked, all of them or those of some pages."""

    pages: Annotated[list[str], Field(max_length=200)] | None = None


class NewDraft(Answered):
    """The first state of a draft."""

    answers: Answers = {}


class ChangedDraft(Body):
    """The next state of a draft: all answers, not only the new ones."""

    answers: Answers
    locale: Language | None = None


class NewResponse(Answered):
    """A whole response."""

    altcha: Sealed = Field("", description="The solved challenge as base64, where the survey asks for proof of work.")
    form_token: Sealed = Field("", description="From the challenge; it is checked if it is sent.")
    ticket: Sealed = Field("", description="The ticket of the one-time link of an e-mail.")
    code: Annotated[str, Field(max_length=64)] = Field("", description="An invitation code.")
    draft: Annotated[str, Field(pattern=r"^([A-Za-z0-9_-]{22})?$")] = Field("", description="Deleted with success.")


class ReceiptCode(Body):
    """A receipt, however it was typed."""

    code: Annotated[str, Field(max_length=64)]


class Checked(BaseModel):
    """What somebody with these answers sees next."""

    visible: list[str] = Field(description="Keys of the visible questions, in order.")
    pages: list[str] = Field(description="Keys of the visible pages, in order.")
    next_page: str | None = Field(description="The visible page after the last one of `pages`.")
    ignored: list[str] = Field(description="Questions that are hidden; their answers are not stored.")


class Stored(BaseModel):
    """A response that was stored; the receipt cannot be had again, except with the same Idempotency-Key."""

    receipt: str
    submitted_at: str
    message: str
    ignored: list[str]


class DraftToken(BaseModel):
    """A new draft. Whoever has the token has the answers."""

    token: str
    href: str
    version: int
    expires_at: str


class DraftState(BaseModel):
    """A draft as it was saved last."""

    version: int
    locale: str
    answers: dict[str, Any]
    expires_at: str


class OwnResponse(BaseModel):
    """What a receipt leads to."""

    version: int
    locale: str
    status: str
    submitted_at: str
    answers: dict[str, Any]


class StrictParser(Parser):
    """JSON as RFC 8259 has it, of texts that can be stored, and not deeper than any answer is."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body. Raises ValueError (or RecursionError) for anything else; ninja makes a 400 of it."""
        parsed = json.loads(request.body, parse_constant=_refuse)
        _check(parsed, DEEPEST)
        return parsed


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _check(value: Any, levels: int) -> None:
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise ValueError(value)
    if isinstance(value, float) and not math.isfinite(value):  # 1e999 is read as infinity
        raise ValueError(value)
    if isinstance(value, dict | list):
        if not levels:
            raise ValueError(levels)
        for member in [*value.keys(), *value.values()] if isinstance(value, dict) else value:
            _check(member, levels - 1)
