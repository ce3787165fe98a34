"""What of the page tree the public may see."""

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.expressions import Combinable
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet


def hidden_roots() -> PageQuerySet:
    """Pages under a view restriction: those it is set on, and their aliases in other languages.

    Wagtail's own `.public()` forgets the aliases, so a private page's other-language tree would be public.
    """
    return Page.objects.filter(Q(view_restrictions__isnull=False) | Q(alias_of__view_restrictions__isnull=False))


def visible_condition() -> Combinable:
    """Condition “nobody restricted this page or one above it”, as a subquery: no query of its own."""
    own_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = hidden_roots().annotate(own_path=own_path).filter(own_path__startswith=F("path"))
    return ~Exists(above)


class BasePageQuerySet(PageQuerySet):
    """Page filters of the portal."""

    def visible(self) -> Self:
        """Live pages that everybody may read."""
        return self.live().filter(visible_condition())

    def translated(self) -> Self:
        """Without aliases, whose text stands under another address."""
        return self.filter(alias_of=None)


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
