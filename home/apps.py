"""App configuration of the front of house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from . import search_entries  # noqa: PLC0415  # it needs the models, which are loaded by now

        search_entries.register_entries()
