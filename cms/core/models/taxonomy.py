"""Taxonomies everything is described with. One row per entry; its texts carry one column per language
(docs/adr/0005-one-row-per-taxonomy-entry.md), so a rename shows everywhere at once."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.fields import RichTextField

from ..choices import MunicipalityKind, OrganiserKind, TopicIcon
from ..panels import NamePanel

PROFILE_FEATURES = ["h3", "bold", "italic", "link", "ul", "ol"]


class Municipality(models.Model):
    """A local government of the metropolis: one of 22 municipalities or the county around Poznań."""

    name = models.CharField(_("official name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=30, choices=MunicipalityKind)
    teryt = models.CharField(
        _("TERYT code"),
        max_length=7,
        unique=True,
        validators=[RegexValidator(r"^([0-9]{4}|[0-9]{7})\Z", _("A TERYT code has four digits (county) or seven."))],
        help_text=_("Code in the register of the territorial division of the country: 3021 or 3021011."),
        error_messages={"unique": _("Another local government already has this TERYT code.")},
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("county"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="municipalities",
        limit_choices_to={"kind": MunicipalityKind.COUNTY},
    )
    latitude = models.DecimalField(
        _("latitude of the seat"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north, WGS 84."),
    )
    longitude = models.DecimalField(
        _("longitude of the seat"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east, WGS 84."),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("population in the year"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    bip_url = models.URLField(_("Public Information Bulletin (BIP)"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name_pl"), FieldPanel("name_en"), FieldPanel("name_uk")], _("Official name")),
        MultiFieldPanel(
            [FieldPanel("short_name_pl"), FieldPanel("short_name_en"), FieldPanel("short_name_uk")], _("Short name")
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("teryt"), FieldPanel("parent")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldRowPanel([FieldPanel("population"), FieldPanel("population_year")]),
        MultiFieldPanel([FieldPanel("website"), FieldPanel("bip_url"), FieldPanel("email")], _("Addresses")),
    ]

    class Meta:
        verbose_name = _("local government")
        verbose_name_plural = _("local governments")
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name

    def clean(self) -> None:
        super().clean()
        errors = {}
        if (self.kind == MunicipalityKind.COUNTY) != (len(self.teryt) == 4):
            errors["teryt"] = _("A county has a code of four digits, a municipality one of seven.")
        if self.population and not self.population_year:
            errors["population_year"] = _("Say which year the population is of.")
        if errors:
            raise ValidationError(errors)


class Topic(models.Model):
    """A subject that consultations are found by."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address part"),
        max_length=80,
        unique=True,
        help_text=_("Used in addresses and the API; do not change it once it has been published."),
        error_messages={"unique": _("Another topic already has this address part.")},
    )
    icon = models.CharField(_("icon"), max_length=40, choices=TopicIcon, default=TopicIcon.TALK)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("Lower comes first."))

    panels = [
        MultiFieldPanel(
            [NamePanel("name_pl", classname="", placeholder=False), FieldPanel("name_en"), FieldPanel("name_uk")],
            _("Name"),
        ),
        FieldRowPanel([FieldPanel("slug", widget=SlugInput), FieldPanel("icon"), FieldPanel("sort_order")]),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name


class Organiser(models.Model):
    """A body that runs consultations, with a public profile page."""

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(
        _("address part"),
        max_length=80,
        unique=True,
        help_text=_("Used in addresses and the API; do not change it once it has been published."),
        error_messages={"unique": _("Another organiser already has this address part.")},
    )
    kind = models.CharField(_("kind"), max_length=30, choices=OrganiserKind)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("local government"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisers",
        help_text=_("Leave empty for a body that works in the whole metropolis."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.CharField(_("postal address"), max_length=255, blank=True)
    website = models.URLField(_("website"), blank=True)
    profile = RichTextField(_("profile"), blank=True, features=PROFILE_FEATURES)

    panels = [
        MultiFieldPanel(
            [NamePanel("name_pl", classname="", placeholder=False), FieldPanel("name_en"), FieldPanel("name_uk")],
            _("Name"),
        ),
        FieldRowPanel([FieldPanel("slug", widget=SlugInput), FieldPanel("kind"), FieldPanel("municipality")]),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone"), FieldPanel("address"), FieldPanel("website")],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("profile_pl"), FieldPanel("profile_en"), FieldPanel("profile_uk")], heading=_("Profile")
        ),
    ]

    class Meta:
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the public profile in the active language."""
        return reverse("organiser_detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if not (self.email or self.phone or self.address):
            raise ValidationError(
                {"email": _("Give an e-mail, a telephone or a postal address: people must reach you.")}
            )
        if self.kind in {OrganiserKind.LOCAL_GOVERNMENT, OrganiserKind.UNIT} and self.municipality is None:
            raise ValidationError({"municipality": _("Say which local government this is, or is a unit of.")})
