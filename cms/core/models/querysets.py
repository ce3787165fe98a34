"""What of the page tree the public may see."""

from collections.abc import Iterable
from typing import Self

from django.db.models import F, Q
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet


def hidden_paths() -> list[str]:
    """Tree paths of the pages a view restriction is set on, and of their aliases in other languages.

    Wagtail's own `.public()` forgets the aliases, so a private page's other-language tree would be public. Restrictions
    are few: one small query here is cheaper than a subquery in every list.
    """
    rows = PageViewRestriction.objects.values_list("page__path", "page__aliases__path")
    return sorted({path for row in rows for path in row if path})


def outside(paths: Iterable[str], field: str = "path") -> Q:
    """Condition “neither one of these pages nor below one”; `field` leads from the rows to the page's path."""
    condition = Q()
    for path in paths:
        condition &= ~Q(**{f"{field}__startswith": path})
    return condition


class BasePageQuerySet(PageQuerySet):
    """Page filters of the portal."""

    def visible(self, hidden: Iterable[str] | None = None) -> Self:
        """Live pages that everybody may read; `hidden` are the `hidden_paths`, read here unless they are known."""
        return self.live().filter(outside(hidden_paths() if hidden is None else hidden))

    def with_language(self) -> Self:
        """With the language of the text, which `BasePage.content_language` asks for, in the same query."""
        return self.select_related("locale").annotate(source_language=F("alias_of__locale__language_code"))


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
