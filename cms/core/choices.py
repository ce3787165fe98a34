"""Controlled lists of the kernel, with their labels for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MunicipalityKind(models.TextChoices):
    """Kinds of local government; the last digit of a gmina's TERYT code says which (1, 2, 3)."""

    CITY_WITH_COUNTY_RIGHTS = "city_with_county_rights", _("city with county rights")
    COUNTY = "county", _("county")
    URBAN = "urban", _("urban municipality")
    URBAN_RURAL = "urban_rural", _("urban-rural municipality")
    RURAL = "rural", _("rural municipality")


class OrganiserKind(models.TextChoices):
    """Who may run consultations: the original portal's rules name local governments, the association and NGOs."""

    LOCAL_GOVERNMENT = "local_government", _("local government")
    UNIT = "unit", _("unit of a local government")
    ASSOCIATION = "association", _("metropolitan association")
    NGO = "ngo", _("non-governmental organisation")
    OTHER = "other", _("other body")


class TopicIcon(models.TextChoices):
    """Lucide icons a topic may carry; the value is the glyph's name in the package."""

    MAP = "map", _("map")
    BUILDING = "building-2", _("building")
    BUS = "bus", _("bus")
    LEAF = "leaf", _("leaf")
    SCHOOL = "graduation-cap", _("graduation cap")
    THEATRE = "drama", _("theatre masks")
    SPORT = "trophy", _("trophy")
    COMPASS = "compass", _("compass")
    GROWTH = "trending-up", _("rising line")
    COINS = "coins", _("coins")
    PEOPLE = "users", _("people")
    HOME = "house", _("house")
    TREE = "trees", _("trees")
    HEALTH = "heart-pulse", _("heart")
    TALK = "messages-square", _("conversation")
