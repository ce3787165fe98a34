"""The page of the project the first portal came from."""

from ..models import HomePage, ProjectPage
from .bodies import stream
from .ingredients import Ingredients
from .texts import in_polish, read
from .tree import child


def project_page(home: HomePage, ingredients: Ingredients) -> ProjectPage:
    """Origin, scope, schedule, financing and office of the project of 2017, in the menu."""
    row = in_polish(read("project"))
    schedule = [{"type": "schedule", "value": row["schedule"]}]
    row["schedule"] = stream(ProjectPage, "schedule", row["slug"], schedule, ingredients)
    row["body"] = stream(ProjectPage, "body", row["slug"], row["body"], ingredients)
    return child(home, ProjectPage(**row, show_in_menus=True), ingredients.today)
