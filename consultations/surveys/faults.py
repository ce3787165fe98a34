"""Why something about a survey cannot be done. Views and endpoints turn each into words and a status."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .questionnaire.refusals import Refusal
from .questionnaire.validation import AnswerError


class SurveyFault(Exception):
    """Base of all refusals below."""


@dataclass
class SurveyClosed(SurveyFault):
    """Nobody can answer now; the moments are those the survey itself sets, if it does."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass
class AnswersInvalid(SurveyFault):
    """Answers that must be corrected first."""

    errors: Sequence[AnswerError] = field(default_factory=tuple)


class AlreadyAnswered(SurveyFault):
    """This person, device or invitation has answered, and the survey takes one response of each."""


class KeyReused(SurveyFault):
    """The idempotency key was used before, with other answers (draft-ietf-httpapi-idempotency-key-header, 2.7)."""


@dataclass
class VersionRetired(SurveyFault):
    """The version answered is no longer accepted; `current` is the number of the one that is."""

    current: int


@dataclass
class NotAdmitted(SurveyFault):
    """No right to answer; `reason` is a stable code such as `ticket-expired`, `unknown_code`, `pow-failed`."""

    reason: str


class DraftUnknown(SurveyFault):
    """No draft has this token, or it has expired."""


class ReceiptUnknown(SurveyFault):
    """No response has this receipt, or it was erased."""


@dataclass
class PublicationRefused(SurveyFault):
    """The survey has faults that must be mended before it can be published."""

    refusals: Sequence[Refusal] = field(default_factory=tuple)


@dataclass
class ResultsNotPublished(SurveyFault):
    """Nobody but staff may see the results now.

    `reason` is "never", "open" (published after the survey closes, at `when` if that is known), "approval" (staff have
    not approved them yet), "few" (too few responses so far) or "unanswerable" (the survey has no version).
    """

    reason: str
    when: datetime | None = None


@dataclass
class DivisionUnknown(SurveyFault):
    """Results cannot be divided, or filtered, by the question or column of this name."""

    name: str
