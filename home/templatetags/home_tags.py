"""Headline and map of the home page."""

from dataclasses import dataclass
from functools import cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from ..map_layout import Tile, label_lines, river_path, view_box

register = template.Library()

LINE = 10.0  # distance of lines in user units of the map


@dataclass(frozen=True, slots=True)
class TileLabel:
    """Where the texts of a tile stand: baselines of the count and of each line of the name."""

    count_y: float
    lines: tuple[tuple[str, float], ...]


@register.filter
def highlighted(title: str, words: str) -> SafeString:
    """The headline with its highlighted words in `<em>`; without them as it is."""
    before, found, after = title.partition(words) if words else (title, "", "")
    if not found:
        return mark_safe(escape(title))
    return format_html("{}<em>{}</em>{}", before, found, after)


@register.simple_tag
def map_view_box() -> str:
    """`viewBox` of the map."""
    return view_box()


@register.simple_tag
def map_river() -> str:
    """`d` of the river's path."""
    return river_path()


@register.simple_tag
def open_count_label(name: str, total: int) -> str:
    """What a tile is called: “Poznań: 3 open consultations”."""
    counted = ngettext("%(name)s: %(total)s open consultation", "%(name)s: %(total)s open consultations", total)
    return counted % {"name": name, "total": total}


@register.simple_tag
@cache
def tile_label(tile: Tile, name: str) -> TileLabel:
    """Texts of a tile, centred in it: the count above the name."""
    if tile.is_large:
        return TileLabel(tile.y + 6, ((name, tile.y + 26),))
    lines = label_lines(name)
    first = tile.y + 17 - 5 * len(lines)
    return TileLabel(first - 12, tuple((line, first + LINE * number) for number, line in enumerate(lines)))
