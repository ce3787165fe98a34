"""Models of surveys: page, compiled versions, responses, drafts, who took part, and what staff do with answers."""

from .coding import OpenAnswer, Theme
from .drafts import Draft, SpentChallenge
from .exports import ExportJob
from .option_sets import OptionSet
from .pages import AcceptsResponses, SurveyPage
from .paper import PaperBatch, PaperForm
from .participation import Invitation, ParticipationBucket, ParticipationRegister
from .responses import Response, ResponseContact, SurveyCode
from .results import ResultApproval, ResultSnapshot
from .versions import SurveyVersion

__all__ = [
    "AcceptsResponses",
    "Draft",
    "ExportJob",
    "Invitation",
    "OpenAnswer",
    "OptionSet",
    "PaperBatch",
    "PaperForm",
    "ParticipationBucket",
    "ParticipationRegister",
    "Response",
    "ResponseContact",
    "ResultApproval",
    "ResultSnapshot",
    "SpentChallenge",
    "SurveyCode",
    "SurveyPage",
    "SurveyVersion",
    "Theme",
]
