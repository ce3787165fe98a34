"""App configuration of surveys, an engine that knows neither consultations nor trainings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "consultations.surveys"
    label = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from . import receivers  # noqa: F401, PLC0415  # it needs the models, which are loaded by now
