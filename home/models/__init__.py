"""Page types of the front of house."""

from .accessibility import AccessibilityStatementPage
from .home import HomePage
from .news import NewsIndexPage, NewsPage
from .project import ProjectPage
from .standard import StandardPage

__all__ = [
    "AccessibilityStatementPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "ProjectPage",
    "StandardPage",
]
