"""What changes the documents of the search: publishing, moving, hiding, renaming.

Pages are marked in the transaction that saves them and projected as soon as their rows are complete: by the signal of
publishing where the transaction still runs, else after its commit. Nothing here may break what staff are doing.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.core.models import Municipality, Organiser, PortalDocument, Topic

from . import services
from .models import SearchDocument, SynonymSet
from .owners import owner_of
from .projection import Source, dependents_of, watch_sources

logger = logging.getLogger(__name__)
Handler = Callable[..., None]
# Columns that drafts, locks and previews write: nobody outside the admin sees them
DRAFT_COLUMNS = frozenset(
    {
        *("latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "live_revision"),
        *("go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"),
    }
)
FILE_FACTS = frozenset({"file_size", "file_hash"})
# Facets whose codes stand in the documents, the field that holds the code, and others that projections read
CODED = {
    Municipality: ("area", "teryt"),
    Topic: ("topic", "slug"),
    Organiser: ("organiser", "slug", "municipality_id"),
}
NAMED = (Municipality, Topic, Organiser, Tag, SynonymSet, Query, SearchPromotion)


def harmless(handler: Handler) -> Handler:
    """A handler whose failure is logged and undone, and changes nothing for whoever sent the signal."""

    @wraps(handler)
    def guarded(sender: Any, raw: bool = False, **kwargs: Any) -> None:
        if raw:  # a fixture: its related rows may be missing; whoever loads one rebuilds
            return
        try:
            with transaction.atomic():
                handler(sender=sender, **kwargs)
        except Exception:
            logger.exception("The search could not follow a change of %s", sender)

    return guarded


# --- what can be found -------------------------------------------------------------------------------------------
def follow(source: Source) -> None:
    """Listen to the rows of a source; with its model as sender, so that other models are deleted as fast as before."""
    post_save.connect(note_saved, sender=source.model)
    pre_delete.connect(note_deletion, sender=source.model)
    if not issubclass(source.model, Page):
        post_delete.connect(forget, sender=source.model)


@harmless
def note_saved(*, instance: models.Model, update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    """Mark what was saved; a draft is none of our business unless something of it can be found."""
    if update_fields is not None and update_fields <= DRAFT_COLUMNS:
        return
    owner = owner_of(instance)
    is_public = not isinstance(instance, Page) or (instance.live and not instance.alias_of_id)
    if is_public or SearchDocument.objects.owned_by([owner]).live().exists():
        services.mark([owner], now=timezone.now())


@harmless
def note_deletion(*, instance: models.Model, **_kwargs: Any) -> None:
    """What reads a row that is about to go is projected without it."""
    services.mark(map(owner_of, dependents_of(instance)), now=timezone.now())


@harmless
def forget(*, instance: models.Model, **_kwargs: Any) -> None:
    """A deleted row takes its documents along."""
    services.remove(owners=[owner_of(instance)], now=timezone.now())


post_delete.connect(forget, sender=Page)
watch_sources(follow)


# --- pages -------------------------------------------------------------------------------------------------------
@receiver(page_published)
@harmless
def project_published(*, instance: Page, **_kwargs: Any) -> None:
    """Write a published page inside the transaction that publishes it; nothing to do if that has ended already."""
    if services.is_marked(owner_of(instance)):
        services.project_page(page=instance, now=timezone.now())


@receiver(page_unpublished)
@harmless
def forget_unpublished(*, instance: Page, **_kwargs: Any) -> None:
    """Take a page out. Sent before a deletion, too, when the row still says that the page is live."""
    services.remove(owners=[owner_of(instance)], now=timezone.now())
    services.mark(map(owner_of, dependents_of(instance)), now=timezone.now())


@receiver(post_page_move)
@harmless
def project_moved(*, instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    """Another place has another address, and perhaps a restriction; another order has not."""
    if url_path_before != url_path_after:
        services.project_subtree(page=instance, now=timezone.now())


@receiver(page_slug_changed)
@harmless
def project_renamed(*, instance: Page, **_kwargs: Any) -> None:
    """The addresses of all pages below have changed."""
    services.project_subtree(page=instance, now=timezone.now())


@receiver(pre_delete, sender=Page)
@harmless
def note_aliases(*, instance: Page, **_kwargs: Any) -> None:
    """Without their source, aliases become pages of their own."""
    aliases = Page.objects.filter(alias_of=instance.pk)
    services.mark(map(owner_of, aliases.only("pk")), now=timezone.now())


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
@harmless
def project_restricted(*, instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Hide or show the page, all below it, and the same in other languages."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:  # else the restriction goes with its page
        services.project_subtree(page=page, now=timezone.now())


@receiver(post_save, sender=Site)
@receiver(post_delete, sender=Site)
@receiver(post_save, sender=Locale)
@harmless
def project_everything(**_kwargs: Any) -> None:
    """Every address may be another one."""
    services.mark_everything(now=timezone.now())


# --- files -------------------------------------------------------------------------------------------------------
@receiver(pre_save, sender=PortalDocument)
@harmless
def forget_replaced_file(*, instance: PortalDocument, **_kwargs: Any) -> None:
    """A file under another name is another file."""
    stored = PortalDocument.objects.filter(pk=instance.pk).values_list("file", flat=True).first()
    if stored is not None and stored != instance.file.name:
        services.forget_text(document=instance)


@receiver(post_save, sender=PortalDocument)
@harmless
def project_file(
    *, instance: PortalDocument, created: bool, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """Title, content, language or collection of a file may be another."""
    if not created and not (update_fields is not None and update_fields <= FILE_FACTS):
        services.file_changed(document=instance, now=timezone.now())


@receiver(pre_delete, sender=PortalDocument)
@harmless
def forget_file(*, instance: PortalDocument, **_kwargs: Any) -> None:
    """The documents of a file go with it."""
    services.drop_file(document=instance, now=timezone.now())


@receiver(post_save, sender=CollectionViewRestriction)
@receiver(post_delete, sender=CollectionViewRestriction)
@harmless
def project_collection(*, instance: CollectionViewRestriction, **_kwargs: Any) -> None:
    """Hide or show the files of a collection and those below it."""
    collection = Collection.objects.filter(pk=instance.collection_id).first()
    if collection is not None:  # else the restriction goes with its collection
        services.collection_changed(collection=collection, now=timezone.now())


# --- names -------------------------------------------------------------------------------------------------------
@harmless
def note_new_code(*, sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    """Documents carry codes: after a change of one, those that have the old one are projected again."""
    facet, *fields = CODED[sender]
    stored = sender._default_manager.filter(pk=instance.pk).values_list(*fields).first()
    if stored is not None and stored != tuple(getattr(instance, field) for field in fields):
        services.mark_having(facet=facet, value=stored[0], now=timezone.now())


@harmless
def note_lost_code(*, sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    """Documents that carry a code whose entry is about to go are projected without it."""
    facet, field, *_others = CODED[sender]
    services.mark_having(facet=facet, value=getattr(instance, field), now=timezone.now())


@harmless
def note_names(**_kwargs: Any) -> None:
    """Names stand in no document; every process reads them again."""
    services.touch_words()


@receiver(post_save, sender=Municipality)
@receiver(post_delete, sender=Municipality)
@harmless
def widen_areas(**_kwargs: Any) -> None:
    """A new local government belongs to the metropolis, another county has other municipalities."""
    services.refresh_areas(now=timezone.now())


for coded in CODED:
    pre_save.connect(note_new_code, sender=coded)
    pre_delete.connect(note_lost_code, sender=coded)
for named in NAMED:
    post_save.connect(note_names, sender=named)
    post_delete.connect(note_names, sender=named)
