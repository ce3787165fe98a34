"""App configuration of trainings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Trainings")

    def ready(self) -> None:
        from . import search_entries  # noqa: PLC0415  # it needs the models, which are loaded by now

        search_entries.register_entries()
