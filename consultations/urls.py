"""Public addresses of organisers."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", include("consultations.surveys.urls")),
    path("organizatorzy/", views.organiser_list, name="organiser_list"),
    path("organizatorzy/<slug:slug>/", views.organiser_detail, name="organiser_detail"),
]
