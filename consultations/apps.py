"""App configuration of consultations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        from . import search_entries  # noqa: PLC0415  # it needs the models, which are loaded by now

        search_entries.register_entries()
