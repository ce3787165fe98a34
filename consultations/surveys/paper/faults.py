"""Why a form on paper cannot be stored."""

from dataclasses import dataclass
from datetime import datetime

from ..faults import SurveyFault
from .judging import Judged


@dataclass
class SerialTaken(SurveyFault):
    """A form with this serial number has been typed: by whom (a name, empty if nobody knows), when, in which batch."""

    by: str
    at: datetime
    batch: str


@dataclass
class NeedsDecision(SurveyFault):
    """There are errors to correct, or warnings that were not accepted with a note."""

    judged: Judged


class SamePerson(SurveyFault):
    """The form waits for a second person, and it is the first one who types it again."""


class EntryEnded(SurveyFault):
    """The results were approved: no form can join them any more."""


class BatchExists(SurveyFault):
    """The survey has a batch of this name."""


@dataclass
class SerialsTaken(SurveyFault):
    """Forms with these serial numbers have been typed or imported before."""

    serials: list[str]
