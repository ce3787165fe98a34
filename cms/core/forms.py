"""Forms of the kernel's own models."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm


class PortalImageForm(BaseImageForm):
    """Asks for the alternative text before it is missed: a refused upload has to be chosen again."""

    field_order = ["title", "file", "description", "decorative", "credit", "tags"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        description = self.fields["description"]
        description.label = _("Alternative text")
        description.help_text = _("What the image shows, for people who do not see it.")
