"""What changes the frame of every page: pages, their order and restrictions, sites, languages, contact details."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site, get_page_models
from wagtail.signals import post_page_move

from .commits import once_after_commit
from .models import ContactSettings
from .site_frame import renew_version

AROUND = (Site, Locale, PageViewRestriction, ContactSettings)


def follow_the_site() -> None:
    """Listen with each model as sender, so that rows of other models are deleted as fast as before."""
    for model in (*AROUND, *get_page_models()):
        post_save.connect(note_change, sender=model)
    for model in (*AROUND, Page):  # a page of any type is deleted as a `Page` too
        post_delete.connect(note_change, sender=model)
    post_page_move.connect(note_change)


def note_change(**_kwargs: Any) -> None:
    """Make every process read the frame again, once the change can be read."""
    once_after_commit(renew_version)
