"""What the front of house adds to the admin: the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from consultations.selectors import workload


class YourConsultationsPanel(Component):
    """The consultations of the editor's sections that are open, close soon, or owe their results."""

    name = "your_consultations"
    template_name = "wagtailadmin/home/your_consultations.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"workload": workload(parent_context["request"].user, timezone.now())}


@hooks.register("construct_homepage_panels")
def add_your_consultations(request: HttpRequest, panels: list[Component]) -> None:
    """What waits for the editor comes first."""
    panels.insert(0, YourConsultationsPanel())
