"""Starting the process that makes files, where nothing else does: no queue server, no worker."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable

from django.conf import settings

logger = logging.getLogger(__name__)

SPAWN = "spawn"
Start = Callable[[], object]


def start_process() -> object:
    """`manage.py survey_exports`, which outlives the web process that starts it; it claims its jobs itself."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "survey_exports"]
    process = subprocess.Popen(  # noqa: S603  # our own command, nothing of it from outside
        command, stdin=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=process.wait, daemon=True).start()  # or it would stay behind as a zombie
    return process


def launch(start: Start = start_process) -> None:
    """Have what waits made. With EXPORT_PROCESSES=worker that is the worker's business.

    A process that cannot be started is logged: the jobs stay in the queue, and whoever looks at the screen tries again.
    """
    if settings.EXPORT_PROCESSES != SPAWN:
        return
    try:
        start()
    except OSError:
        logger.exception("The process for exports could not be started")
