"""What pages are made of, looked up by the keys the data files use."""

from dataclasses import dataclass
from datetime import date

from cms.core.models import Municipality, Organiser, PortalDocument, PortalImage, Topic


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Rows by their key: municipalities by TERYT code, everything else by slug; `today` is the day of loading."""

    today: date
    municipalities: dict[str, Municipality]
    topics: dict[str, Topic]
    organisers: dict[str, Organiser]
    images: dict[str, PortalImage]
    documents: dict[str, PortalDocument]
