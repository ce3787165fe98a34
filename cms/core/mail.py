"""Mail of the portal: one place for template, language, sender and log. Nothing here logs or stores an address."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send_text(*, to: str, subject: str, template: str, context: Mapping[str, Any]) -> bool:
    """Send one plain-text mail in the active language; whether the mail server took it.

    A server that does not is logged and not raised: no page may fail, or show who has a mailbox, because of it.
    """
    body = render_to_string(template, dict(context)).strip() + "\n"
    message = EmailMessage(subject=" ".join(subject.split()), body=body, to=[to])
    message.extra_headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices in return
    try:
        return bool(message.send())
    except OSError:  # of smtplib too: its errors are OSErrors
        logger.exception("A mail made from %s could not be sent", template)
        return False
