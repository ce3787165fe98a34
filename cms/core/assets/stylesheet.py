"""Style sheets out of static/css."""

from pathlib import Path

import lightningcss

from .typefaces import TYPEFACES

# Older ones get plain but readable pages: layers and nesting are what they would miss
BROWSERS = ["chrome >= 109", "edge >= 109", "firefox >= 115", "safari >= 15.6"]


def make_stylesheet(source: Path) -> dict[str, bytes]:
    """`css/portal.css`: font rules and everything `source` imports. Raises ValueError that says where it is wrong."""
    fonts = "".join(typeface.css() for typeface in TYPEFACES)
    return {"css/portal.css": (fonts + _bundled(source)).encode()}


def make_survey_stylesheet(source: Path) -> dict[str, bytes]:
    """`css/answering.css`: what only the form of a survey needs. Raises ValueError that says where it is wrong."""
    return {"css/answering.css": _bundled(source).encode()}


def _bundled(source: Path) -> str:
    return lightningcss.bundle_css(str(source), browsers_list=BROWSERS)
