"""Labels for people of the lists used by surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Layout(models.TextChoices):
    """How the questions are laid out in steps."""

    PAGES = "pages", _("pages as built")
    ONE_QUESTION = "one_question", _("one question a page")
    SINGLE_PAGE = "single_page", _("everything on one page")


class Policy(models.TextChoices):
    """Who may answer, and how often; what each promises is said to people in `promise`."""

    OPEN = "open", _("open: anyone, more than once")
    DEVICE = "device", _("once per device (cookie)")
    EMAIL = "email", _("once per e-mail address (one-time link)")
    CODE = "code", _("once per invitation code")


# Policies by which one person, whoever it is, is told from another; a kiosk, where anybody answers, cannot hold them
NAMES_A_PERSON = frozenset({Policy.EMAIL, Policy.CODE})


class Drafts(models.TextChoices):
    """Whether people may interrupt and come back."""

    LINK = "link", _("save and come back by link")
    OFF = "off", _("no saving")


class Channel(models.TextChoices):
    """Which way a response came."""

    WEB = "web", _("portal")
    EMBED = "embed", _("embedded on another website")
    API = "api", _("API")
    KIOSK = "kiosk", _("kiosk")
    PAPER = "paper", _("paper")


class ResponseStatus(models.TextChoices):
    """Whether a response counts. Only complete ones do."""

    COMPLETE = "complete", _("complete")
    REVIEW = "review", _("waits for review")
    VOID = "void", _("void")
    TEST = "test", _("test")
    ERASED = "erased", _("erased by the person")


class ChangeClass(models.TextChoices):
    """What publishing a new version means for the responses there are, from harmless to refused."""

    FIRST = "first", _("first version")
    MINOR = "minor", _("minor: only words or order")
    ADDITIVE = "additive", _("additive: more can be answered")
    RESTRICTIVE = "restrictive", _("restrictive: less can be answered from now on")
    RETIRE = "retire", _("retired: no longer asked, kept in the results")
    BREAKING = "breaking", _("breaking: a different question, counted separately")
    REFUSED = "refused", _("refused")


class Publication(models.TextChoices):
    """When everybody may see the results."""

    NEVER = "never", _("never")
    AFTER_CLOSE = "close", _("after the survey closes")
    AFTER_APPROVAL = "approval", _("when staff have approved them")
    LIVE = "live", _("while people are still answering")


class Right(models.TextChoices):
    """What staff may do with answers: permissions of `Response`, granted to groups, valid in a group's section."""

    SEE_RESULTS = "see_results", "Can see results that are not published"
    READ_ANSWERS = "read_answers", "Can read single responses"
    READ_CONTACTS = "read_contacts", "Can read contact data of responses"
    EXPORT_ANSWERS = "export_answers", "Can export responses"
    CODE_ANSWERS = "code_answers", "Can judge responses, code and publish open answers"
    ENTER_PAPER = "enter_paper", "Can type in and import paper forms"


class OpenAnswerDecision(models.TextChoices):
    """Whether an open answer is published with the results; none is unless somebody chose so."""

    OPEN = "open", _("not decided")
    PUBLISH = "publish", _("publish")
    WITHHOLD = "withhold", _("do not publish")


class ExportFormat(models.TextChoices):
    """Files answers can be taken out in."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX (Excel)"
    JSON = "json", "JSON"
    GEOJSON = "geojson", "GeoJSON"
    SAV = "sav", "SAV (SPSS)"
    CODEBOOK = "codebook", _("codebook (CSV)")


class ExportState(models.TextChoices):
    """How far an export is."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("deleted")
