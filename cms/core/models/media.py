"""Own image, rendition and document models, so that later fields need no change of model."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

DECORATIVE_WITH_TEXT = _("A decorative image has no alternative text: clear it or untick “decorative”.")
TEXT_MISSING = _("Describe what the image shows, or tick “decorative” if it shows nothing that matters.")


class PortalImage(AbstractImage):
    """An image with an alternative text, or ticked as decorative (WCAG 2.2, success criterion 1.1.1)."""

    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick only if the image tells nothing that the text beside it does not. Screen readers skip it."),
    )
    credit = models.CharField(_("author and licence"), max_length=255, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "decorative", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """Alternative text for `alt`; empty for a decorative image."""
        return "" if self.decorative else self.description

    def clean(self) -> None:
        super().clean()
        if self.decorative == bool(self.description.strip()):
            raise ValidationError({"description": DECORATIVE_WITH_TEXT if self.decorative else TEXT_MISSING})


class PortalRendition(AbstractRendition):
    """A resized or converted version of an image."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("image rendition")
        verbose_name_plural = _("image renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition_of_an_image"
            )
        ]


class PortalDocument(AbstractDocument):
    """A file to download, with its language and a line on how accessible it is."""

    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="pl")
    accessibility_note = models.CharField(
        _("accessibility note"),
        max_length=255,
        blank=True,
        help_text=_("For instance: text layer, tagged, easy to read. A scan without a text layer is not accessible."),
    )

    admin_form_fields = (*Document.admin_form_fields, "language", "accessibility_note")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
