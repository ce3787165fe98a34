"""App configuration of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        # importing registers the checks, and models are loaded only now
        from . import checks, receivers  # noqa: F401, PLC0415  # see above

        receivers.follow_the_site()
