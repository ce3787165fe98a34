"""What must not stand in the log."""

import logging
import re

# Whoever knows the part after the survey's key has somebody's answers that are not sent yet, or their ticket
PRIVATE = re.compile(r"(/ankieta/[0-9a-f-]{36}/|/surveys/[0-9a-f-]{36}/drafts/)[^\s\"']+")


class WithoutPrivateAddresses(logging.Filter):
    """Leaves the parts of addresses that let their reader act for somebody out of every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(PRIVATE.sub(r"\1…", one) if isinstance(one, str) else one for one in record.args)
        if isinstance(record.msg, str):
            record.msg = PRIVATE.sub(r"\1…", record.msg)
        return True
