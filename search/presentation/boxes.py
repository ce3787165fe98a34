"""A facet as HTML. A page has two hundred boxes: in a template they would take more time than the whole search."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape  # Django's takes five times as long, and looks for lazy and safe texts that are not here

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .facets import Group, Option


def facet(group: Group) -> SafeString:
    """The disclosure of a facet: its name, how many values are ticked, its boxes."""
    title = escape(group.title)
    chosen = f" ({group.chosen})" if group.chosen else ""
    return mark_safe(
        f'<details class="facet" id="facet-{group.name}"{" open" if group.is_open else ""}>\n'
        f"<summary>{title}{chosen}</summary>\n"
        f'<fieldset>\n<legend class="vh">{title}</legend>\n{"".join(_inside(group))}</fieldset>\n</details>'
    )


def _inside(group: Group) -> Iterator[str]:
    if group.fault:
        yield f'<p class="err">{escape(group.fault)}</p>\n'
    if group.name == "lang" and not group.chosen:
        yield _hint(_("Nothing ticked: texts in the language of this page."))
    if group.can_match_all and group.options:
        yield _all_at_once(group)
    yield _list(group.name, group.options) if group.options else _hint(_("Nothing to choose here."))
    if group.left_out:
        yield _hint(_("Only the most frequent ones are listed."))


def _hint(text: str) -> str:
    return f'<p class="hint">{escape(text)}</p>\n'


def _all_at_once(group: Group) -> str:
    checked = " checked" if group.matches_all else ""
    return (
        f'<label class="opt opt--all"><input type="checkbox" form="search-form" '
        f'id="{group.name}-op" name="{group.name}_op" value="all"{checked}>\n'
        f"<span>{escape(_('All ticked ones at once'))}</span></label>\n"
    )


def _list(name: str, options: Iterable[Option]) -> str:
    return f"<ul>\n{''.join(_item(name, option) for option in options)}</ul>"


def _item(name: str, option: Option) -> str:
    beginning, label = _fixed(name, option.id, option.value, option.label)
    checked = " checked" if option.is_selected else ""
    below = _list(name, option.children) if option.children else ""
    return f'{beginning}{checked}>\n{label} <span class="n">({option.total})</span></span></label>{below}</li>\n'


@lru_cache(maxsize=4096)
def _fixed(name: str, box_id: str, value: str, label: str) -> tuple[str, str]:
    """What does not change from search to search, escaped: the box without its end, the label without its end."""
    code = escape(value)
    beginning = (
        f'<li><label class="opt"><input type="checkbox" form="search-form" '
        f'id="{escape(box_id)}" name="{name}" value="{code}"'
    )
    if name == "lang":
        return beginning, f'<span><span class="endonym" lang="{code}">{escape(label)}</span>'
    return beginning, f"<span>{escape(capfirst(label))}"
