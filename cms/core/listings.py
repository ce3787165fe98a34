"""Lists of pages in the admin."""

from django.db.models import QuerySet
from wagtail.admin.views.pages.listing import IndexView


class PageTypeIndexView(IndexView):
    """Pages of one type and their translations; copies that wait for a translation are left out.

    A search goes over all of them and is narrowed afterwards: the search of the admin cannot follow filters to other
    tables, and would have to index every column that some list filters by.
    """

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        return super().annotate_queryset(pages.filter(alias_of__isnull=True))

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        found = super().search_queryset(self.model.objects.all())
        return queryset.filter(pk__in=[page.pk for page in found])
