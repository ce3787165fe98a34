"""Models of surveys: the page, its compiled versions, responses, drafts, and the record of who took part."""

from .drafts import Draft, SpentChallenge
from .option_sets import OptionSet
from .pages import AcceptsResponses, SurveyPage
from .participation import Invitation, ParticipationBucket, ParticipationRegister
from .responses import Response, ResponseContact, ResultSnapshot, SurveyCode
from .versions import SurveyVersion

__all__ = [
    "AcceptsResponses",
    "Draft",
    "Invitation",
    "OptionSet",
    "ParticipationBucket",
    "ParticipationRegister",
    "Response",
    "ResponseContact",
    "ResultSnapshot",
    "SpentChallenge",
    "SurveyCode",
    "SurveyPage",
    "SurveyVersion",
]
