"""News, some of it about consultations of the demo."""

from typing import Any

from consultations.models import ConsultationPage

from ..models import NewsIndexPage, NewsPage
from . import dates
from .bodies import stream
from .ingredients import Ingredients
from .texts import in_polish, read
from .tree import child


def news(index: NewsIndexPage, about: dict[str, ConsultationPage], ingredients: Ingredients) -> list[NewsPage]:
    """Every news item below `index`; `about` are consultations by slug."""
    pages = [_news_page(row, about, ingredients) for row in in_polish(read("news"))]
    return [child(index, page, page.date) for page in pages]


def _news_page(row: dict[str, Any], about: dict[str, ConsultationPage], ingredients: Ingredients) -> NewsPage:
    return NewsPage(
        slug=row["slug"],
        title=row["title"],
        lead=row["lead"],
        date=dates.day(row["date"], ingredients.today),
        body=stream(NewsPage, "body", row["slug"], row["body"], ingredients),
        consultation=about[row["consultation"]] if "consultation" in row else None,
        listing_image=ingredients.images[row["image"]] if "image" in row else None,
    )
