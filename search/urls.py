"""Public addresses of the search; the same path in every language."""

from django.urls import path
from django.views.generic import RedirectView

from . import feeds, views

to_search = RedirectView.as_view(pattern_name="search", query_string=True, permanent=True)

urlpatterns = [
    path("szukaj/", views.search_page, name="search"),
    path("szukaj/podpowiedzi/", views.suggestions, name="search_suggestions"),
    path("szukaj/atom/", feeds.atom, name="search_atom"),
    path("szukaj/feed.json", feeds.json_feed, name="search_json_feed"),
    path("szukaj/kalendarz.ics", feeds.calendar, name="search_calendar"),
    path("szukaj/wyniki.csv", feeds.table, name="search_csv"),
    # what people type who know the word in another language
    path("search/", to_search),
    path("poshuk/", to_search),
]
