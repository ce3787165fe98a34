"""What was searched for, in words and as links that take one criterion back or change it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cms.core.templatetags.date_tags import long_date

from ..analysis.tokens import tokenise
from ..query import MAX_PAGE, SearchQuery
from ..result import Correction, SearchResult
from .names import Names
from .texts import FACET_TITLES

MAX_WAYS = 4  # out of an empty result


@dataclass(frozen=True, slots=True)
class Chip:
    """A criterion that is set, and the address without it; `lang` is the language of its label if it has its own."""

    title: str
    label: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Another search: its name, its address, how many results it has; `lang` as in `Chip`."""

    label: str
    url: str
    total: int = 0
    lang: str = ""


def address(path: str, query: SearchQuery) -> str:
    """The one address of a search, from its first page."""
    rest = query.to_querystring(with_page=False)
    return f"{path}?{rest}" if rest else path


def last_page(query: SearchQuery, result: SearchResult) -> int:
    """Number of the last page that can be asked for; the search answers with it to every later one."""
    return max(1, min(MAX_PAGE, -(-result.total // query.size)))


def chips(query: SearchQuery, names: Names, path: str) -> list[Chip]:
    """Every criterion that is set, in the order of the page."""
    found = [
        Chip(str(title), label, address(path, query.without(name, value)), value if name == "lang" else "")
        for name, title in FACET_TITLES.items()
        for label, value in sorted((names.of(name, value), value) for value in query.selected.get(name, ()))
    ]
    return [*_text_chip(query, path), *found, *_date_chips(query, path)]


def _text_chip(query: SearchQuery, path: str) -> list[Chip]:
    if not query.text:
        return []
    return [Chip(_("Words"), _("“%(words)s”") % {"words": query.text}, address(path, replace(query, text="")))]


def _date_chips(query: SearchQuery, path: str) -> list[Chip]:
    found = []
    if query.date_from:
        label = _("from %(date)s") % {"date": long_date(query.date_from)}
        found.append(Chip(_("Dates"), label, address(path, replace(query, date_from=None))))
    if query.date_to:
        label = _("to %(date)s") % {"date": long_date(query.date_to)}
        found.append(Chip(_("Dates"), label, address(path, replace(query, date_to=None))))
    return found


def summary(chips: Iterable[Chip]) -> str:
    """The criteria in one line, for titles: “park”, Luboń, open."""
    return ", ".join(chip.label for chip in chips)


def corrected_text(query: SearchQuery, corrections: Sequence[Correction]) -> str:
    """The words that were searched for in place of those typed; empty where the typed ones were."""
    applied = {one.typed: one.corrected for one in corrections if one.applied}
    return _respelled(query.text, applied) if applied else ""


def other_spellings(query: SearchQuery, corrections: Sequence[Correction], path: str) -> list[Way]:
    """Searches with the words as corrected or best offered, and with one of them as offered otherwise."""
    offered = [one for one in corrections if not one.applied]
    applied = [one for one in corrections if one.applied]
    best = {one.typed: one.corrected for one in (*reversed(offered), *applied)}
    texts = [_respelled(query.text, best | {one.typed: one.corrected}) for one in offered]
    known = {query.text, corrected_text(query, corrections)}
    return [Way(text, address(path, replace(query, text=text))) for text in dict.fromkeys(texts) if text not in known]


def _respelled(text: str, spellings: Mapping[str, str]) -> str:
    """The text with other words in place of those typed, which are named as folded."""
    for token in reversed(list(tokenise(text))):
        if token.text in spellings:
            text = text[: token.start] + spellings[token.text] + text[token.end :]
    return text


def ways_out(query: SearchQuery, alternatives: Sequence[tuple[str, str, int]], names: Names, path: str) -> list[Way]:
    """Searches without what is chosen in one facet, which do find something; `alternatives` as the search names them:
    (facet, its value or "" for several, total)."""
    totals = [(facet, total) for facet, _value, total in alternatives if query.selected.get(facet)]
    return [
        Way(_chosen(query, facet, names), address(path, query.without(facet)), total)
        for facet, total in totals[:MAX_WAYS]
    ]


def _chosen(query: SearchQuery, facet: str, names: Names) -> str:
    return ", ".join(sorted(names.all_of(facet, query.selected[facet])))


def in_other_languages(query: SearchQuery, result: SearchResult, names: Names, path: str) -> list[Way]:
    """The same search for texts in the languages that were not asked for, where they have results."""
    if query.selected.get("lang"):
        return []
    return [
        Way(names.of("lang", one.value), address(path, _only(query, "lang", one.value)), one.count, one.value)
        for one in result.facets.get("lang", ())
        if one.count and one.value != query.language
    ]


def _only(query: SearchQuery, facet: str, value: str) -> SearchQuery:
    return replace(query, selected={**query.selected, facet: frozenset({value})}, page=1)


def starting_points(query: SearchQuery, result: SearchResult, names: Names, path: str) -> Mapping[str, list[Way]]:
    """Searches for one status or one topic by the facet's title, for those who have no word yet."""
    return {
        str(FACET_TITLES[facet]): [
            Way(names.of(facet, one.value), address(path, _only(query, facet, one.value)), one.count)
            for one in result.facets.get(facet, ())
            if one.count
        ]
        for facet in ("status", "topic")
    }
