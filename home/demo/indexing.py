"""Search and reference indexes and the residents' search, written once at the end of loading."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.core.models import PortalDocument, PortalImage
from search.services import rebuild_documents


@contextmanager
def indexed_at_the_end(now: datetime) -> Iterator[None]:
    """Index what the block makes when it is done, instead of at every save; nothing, if it made nothing.

    A page is first saved before its topics and places are, so the index of that moment lacks them; and a translated
    page is saved five times. For commands only: the handlers are taken off the whole process.
    """
    before = _size()
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in get_indexed_models():
            post_save.connect(post_save_signal_handler, sender=model)
    if _size() != before:
        call_command("update_index", verbosity=0)
        call_command("rebuild_references_index", verbosity=0)
        rebuild_documents(now=now)


def _size() -> list[int]:
    return [model._default_manager.count() for model in (Page, PortalImage, PortalDocument)]
