"""Places pages in the tree, once."""

from datetime import date, datetime, time
from typing import TypeVar

from django.utils import timezone
from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)


def child(parent: Page, page: AnyPage, published_on: date) -> AnyPage:
    """The page with the slug of `page` below `parent`: the one found there, unchanged, else `page`, published.

    No revision is made: the page is what its row says, and half of the time of adding one goes into revisions.
    """
    found = parent.get_children().filter(slug=page.slug).first()
    if found is not None:
        return found.specific
    published_at = timezone.make_aware(datetime.combine(published_on, time.min))
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = published_at
    if not parent.is_root():
        page.locale = parent.locale
    parent.add_child(instance=page)
    return page
