"""The link that lets the owner of an e-mail address answer once."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext, override

from cms.core.mail import send_text

from ..email_addresses import normalise_email
from ..limits import spend
from ..models import SurveyPage
from ..selectors import has_participated
from ..tickets import IN_MAIL, email_subject, issue_ticket

logger = logging.getLogger(__name__)

MAILS_A_DAY = 4  # to one address for one survey: enough for mails that got lost, too few to annoy anybody


def send_email_link(
    *, survey: SurveyPage, email: str, address_of: Callable[[str], str], locale: str, now: datetime
) -> None:
    """Mail the link `address_of(ticket)` to `email`; a mailbox that has answered is told so instead.

    Nothing comes back: whoever typed the address learns from the screen neither whether it has answered nor whether a
    mail went out. The address is stored nowhere. Raises NotAdmitted(`bad_email`) for what is no address.
    """
    key = survey.translation_key
    mailbox = normalise_email(email)
    if spend("email-address", key, mailbox, most=MAILS_A_DAY, seconds=24 * 60 * 60, now=now):
        logger.info("Survey %s: no more mails today to one address", key)
        return
    subject = email_subject(key, mailbox)
    with override(locale):
        context = {"survey": survey.title, "link": "", "hours": int(IN_MAIL.total_seconds() // 3600)}
        if not has_participated(key, subject):
            context["link"] = address_of(issue_ticket(key, subject, now, IN_MAIL))
        title = gettext("Your link to the survey “%(survey)s”") % {"survey": survey.title}
        send_text(to=email.strip(), subject=title, template="surveys/emails/link.txt", context=context)
    logger.info("Survey %s: a mail with a link was handed over", key)
