"""Models of the kernel."""

from .base import BasePage
from .media import PortalDocument, PortalImage, PortalRendition
from .site import ContactSettings, SiteVersion
from .taxonomy import Municipality, Organiser, Topic
from .users import User

__all__ = [
    "BasePage",
    "ContactSettings",
    "Municipality",
    "Organiser",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "SiteVersion",
    "Topic",
    "User",
]
