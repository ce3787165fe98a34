"""App configuration of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415  # importing registers the checks, and models are loaded only now
