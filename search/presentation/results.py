"""A result as HTML. A page has twenty with dozens of parts each: a template would be busy longer than the engine."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape  # Django's takes five times as long, and looks for lazy and safe texts that are not here

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.core.templatetags.icon_tags import icon

from ..analysis.highlighting import Segment
from ..facets import Status
from .hits import ShownHit

# the tag's class and icon
STATUS_TAGS = {
    Status.OPEN: ("tag tag--open", "message-circle"),
    Status.PLANNED: ("tag", "calendar-clock"),
    Status.RESULTS: ("tag tag--results", "chart-no-axes-column"),
    Status.CLOSED: ("tag tag--done", "lock"),
}
SOON_TAG = ("tag tag--soon", "hourglass")
BORDER = "\0"  # between marked and other text; databases refuse it, so no text has one


def result(shown: ShownHit) -> SafeString:
    """The list item of a hit: status, title, where a file belongs, summary, passages, and what decides to open it."""
    lang = f' lang="{escape(shown.lang)}"' if shown.lang else ""
    parts = [
        _status(shown) if shown.status else "",
        _title(shown, lang),
        _file(shown, lang) if shown.is_file else "",
        f"<p{lang}>{marked(shown.hit.lead)}</p>\n" if shown.hit.lead else "",
        *(f'<p class="passage"{lang}>… {marked(passage.segments)} …</p>\n' for passage in shown.hit.passages),
        _facts(shown),
    ]
    return mark_safe(f"<li>{''.join(parts)}</li>\n")


def marked(segments: Iterable[Segment]) -> str:
    """The text as HTML, with what answers the query in `<mark>`."""
    text = "".join(f"{BORDER}{text}{BORDER}" if is_marked else text for text, is_marked in segments)
    # between the pages of a file stands a form feed, which browsers draw as a box; all at once, for a third of the time
    parts = escape(text.replace("\f", " ")).split(BORDER)
    parts[1::2] = [f"<mark>{part}</mark>" for part in parts[1::2]]
    return "".join(parts)


def _status(shown: ShownHit) -> str:
    return _status_tag(shown.status or Status.CLOSED, shown.is_soon, shown.status_label)


@lru_cache(maxsize=512)
def _status_tag(status: Status, is_soon: bool, label: str) -> str:
    css_class, icon_name = SOON_TAG if is_soon else STATUS_TAGS[status]
    words = label if status is Status.OPEN else capfirst(label)
    return f'<p class="result-status"><span class="{css_class}">{icon(icon_name)} {escape(words)}</span></p>\n'


def _title(shown: ShownHit, lang: str) -> str:
    hreflang = f' hreflang="{escape(shown.lang)}"' if shown.lang else ""
    return f'<h3><a href="{escape(shown.hit.url)}"{lang}{hreflang}>{marked(shown.hit.title)}</a></h3>\n'


def _file(shown: ShownHit, lang: str) -> str:
    place = _("File, page %(number)s, on the page") % {"number": shown.hit.page} if shown.hit.page else ""
    link = f'<a href="{escape(shown.hit.container_url)}"{lang}>{escape(shown.hit.container_title)}</a>'
    words = escape(place or _("File on the page"))
    return f'<p class="result-file">{icon("file-text")} <span>{words} {link}</span></p>\n'


def _facts(shown: ShownHit) -> str:
    facts = {
        "kind": "" if shown.is_file else shown.kind,
        "dates": shown.dates,
        "organisers": shown.organisers,
        "area": shown.area,
    }
    items = [_fact(shown.language, name, fact) for name, fact in facts.items() if fact]
    return f'<ul class="meta">\n{"".join(items)}</ul>'


@lru_cache(maxsize=4096)
def _fact(_language: str, name: str, fact: str) -> str:
    """A fact with its icon and name in the active language; the same ones come again and again."""
    icon_name, title = {
        "kind": ("file", _("Kind:")),
        "dates": ("calendar", _("Dates:")),
        "organisers": ("landmark", _("Run by:")),
        "area": ("map-pin", _("Area:")),
    }[name]
    words = capfirst(fact) if name in {"kind", "area"} else fact
    return f'<li>{icon(icon_name)} <span class="vh">{escape(title)}</span> {escape(words)}</li>\n'
