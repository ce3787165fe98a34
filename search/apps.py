"""App configuration of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        # checks and receivers register themselves, once the models are loaded
        from . import attachments, checks, projection, receivers  # noqa: F401, PLC0415  # see above

        projection.register_kind(attachments.KIND, _("document"))
