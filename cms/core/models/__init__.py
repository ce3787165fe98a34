"""Models of the kernel."""

from .base import BasePage
from .media import PortalDocument, PortalImage, PortalRendition
from .site import ContactSettings
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
    "Topic",
    "User",
]
