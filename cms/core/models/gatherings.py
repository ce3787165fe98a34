"""What a meeting of a consultation and a term of a training have in common: when and where people gather."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from .. import structured_data


class Gathering(TranslatableMixin, Orderable):
    """A row of a page with a start, an end, and a place or an address on-line."""

    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=255, blank=True)
    online_url = models.URLField(_("address on-line"), blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("online_url")]),
    ]
    api_fields: ClassVar[list[APIField]] = [APIField(name) for name in ("starts_at", "ends_at", "place", "online_url")]
    translatable_fields: ClassVar[list[TranslatableField | SynchronizedField]] = [
        TranslatableField("place"),
        SynchronizedField("starts_at", overridable=False),
        SynchronizedField("ends_at", overridable=False),
        SynchronizedField("online_url", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("It must end after it starts.")
        if not (self.place or self.online_url):
            errors["place"] = _("Give a place, an address on-line, or both.")
        if errors:
            raise ValidationError(errors)


def event_data(gatherings: Iterable[Gathering], *, url: str, name: str, description: str) -> list[dict[str, Any]]:
    """schema.org events of the gatherings of the page at `url`; each is named by its own title if it has one."""
    return [
        structured_data.event(
            name=getattr(gathering, "title", name),
            url=url,
            starts_at=timezone.localtime(gathering.starts_at).isoformat(),
            ends_at=timezone.localtime(gathering.ends_at).isoformat(),
            place=gathering.place,
            online_url=gathering.online_url,
            description=description,
        )
        for gathering in gatherings
    ]
