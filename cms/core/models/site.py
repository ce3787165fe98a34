"""Site-wide settings that staff edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="mail")
class ContactSettings(BaseSiteSetting):
    """Who runs the portal and how to reach them; shown in the footer of every page."""

    operator = models.CharField(_("operator"), max_length=255, blank=True)
    address = models.CharField(_("postal address"), max_length=255, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    accessibility_email = models.EmailField(_("e-mail for accessibility problems"), blank=True)
    bip_url = models.URLField(_("Public Information Bulletin (BIP)"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("operator"), FieldPanel("address"), FieldPanel("email"), FieldPanel("phone")],
            heading=_("Contact"),
        ),
        FieldPanel("accessibility_email"),
        FieldPanel("bip_url"),
    ]

    class Meta:
        verbose_name = _("contact details of the portal")


class SiteVersion(models.Model):
    """One row with a mark that is new after every change of what stands around the pages (cms/core/site_frame.py)."""

    mark = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("version of the site")
        verbose_name_plural = _("versions of the site")

    def __str__(self) -> str:
        return self.mark
