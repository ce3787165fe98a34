"""A result as HTML. A page has twenty with dozens of parts each: a template would be busy longer than the engine."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape  # Django's takes five times as long, and looks for lazy and safe texts that are not here

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
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


def result(shown: ShownHit) -> SafeString:
    """The list item of a hit: status, title, where a file belongs, summary, passages, and what decides to open it."""
    lang = f' lang="{escape(shown.lang)}"' if shown.lang else ""
    parts = [
        _status(shown) if shown.status else "",
        _title(shown, lang),
        _file(shown, lang) if shown.is_file else "",
        f"<p{lang}>{marked(shown.hit.lead)}</p>\n" if shown.hit.lead else "",
        *(f'<p class="passage"{lang}>… {marked(passage.segments)} …</p>\n' for passage in shown.passages),
        _facts(shown),
    ]
    return mark_safe(f"<li>{''.join(parts)}</li>\n")


def marked(segments: Iterable[Segment]) -> SafeString:
    """The text, escaped, with what answers the query in `<mark>`."""
    return mark_safe("".join(map(_segment, segments)))


def _segment(segment: Segment) -> str:
    # between the pages of a file stands a form feed, which browsers draw as a box
    text = escape(segment.text.replace("\f", " "))
    return f"<mark>{text}</mark>" if segment.marked else text


def _status(shown: ShownHit) -> str:
    css_class, icon_name = SOON_TAG if shown.is_soon else STATUS_TAGS[shown.status or Status.CLOSED]
    label = shown.status_label if shown.status is Status.OPEN else capfirst(shown.status_label)
    return f'<p class="result-status"><span class="{css_class}">{icon(icon_name)} {escape(label)}</span></p>\n'


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
        "kind": "" if shown.is_file else capfirst(shown.kind),
        "dates": shown.dates,
        "organisers": shown.organisers,
        "area": capfirst(shown.area),
    }
    names = _fact_names(get_language() or "")
    items = [f"<li>{names[name]} {escape(fact)}</li>\n" for name, fact in facts.items() if fact]
    return f'<ul class="meta">\n{"".join(items)}</ul>'


@lru_cache(maxsize=8)
def _fact_names(language: str) -> dict[str, str]:
    """Icon and name of each fact in `language`, which is the active one."""
    facts = {
        "kind": ("file", _("Kind:")),
        "dates": ("calendar", _("Dates:")),
        "organisers": ("landmark", _("Run by:")),
        "area": ("map-pin", _("Area:")),
    }
    return {
        name: f'{icon(icon_name)} <span class="vh">{escape(title)}</span>' for name, (icon_name, title) in facts.items()
    }
