"""The link to answers that somebody interrupted, by mail."""

from datetime import datetime

from django.utils.translation import gettext, override

from cms.core.mail import send_text

from ..email_addresses import normalise_email
from ..limits import spend
from ..models import SurveyPage
from .drafts import DRAFT_KEPT

MAILS_A_DAY = 4  # to one address for one survey


def send_draft_link(*, survey: SurveyPage, email: str, link: str, locale: str, now: datetime) -> None:
    """Mail `link` to `email`, which is stored nowhere. Raises NotAdmitted(`bad_email`) for what is no address."""
    mailbox = normalise_email(email)
    if spend("draft-address", survey.translation_key, mailbox, most=MAILS_A_DAY, seconds=24 * 60 * 60, now=now):
        return
    with override(locale):
        title = gettext("Your answers to “%(survey)s”") % {"survey": survey.title}
        context = {"survey": survey.title, "link": link, "days": DRAFT_KEPT.days}
        send_text(to=email.strip(), subject=title, template="surveys/emails/draft.txt", context=context)
