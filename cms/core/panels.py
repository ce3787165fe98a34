"""Panels of the kernel's edit forms."""

from wagtail.admin.panels import TitleFieldPanel


class NamePanel(TitleFieldPanel):
    """A name that fills in the slug of a new entry; the slug of an entry that exists stands in addresses already."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return self.instance.pk is None
