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
