"""What follows the commit: done once, however many changes the transaction made."""

from collections.abc import Callable

from django.db import transaction


def once_after_commit(action: Callable[[], object]) -> None:
    """Run `action` when the transaction commits, unless it is waiting already; an error of it is logged, no more."""
    waiting = transaction.get_connection().run_on_commit
    if all(entry[1] is not action for entry in waiting):
        transaction.on_commit(action, robust=True)
