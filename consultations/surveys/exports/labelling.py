"""Options by their words instead of their keys, for people who read a table."""

from collections.abc import Mapping

from ..questionnaire.locales import in_locale
from ..questionnaire.structure import NO_OPINION
from ..results.cells import Value
from ..results.columns import Column, Kind
from ..sentences import FIXED_LABELS
from .source import Source


def labels_of(column: Column, language: str) -> dict[str, str]:
    """Words of what can be chosen in a column, by key; empty where nothing is chosen by key."""
    if column.series is None or column.kind not in {Kind.CHOICE, Kind.SCALE}:
        return {}
    element = column.series.element
    listed = element.columns if element.type == "matrix" else element.options
    found = {option.key: in_locale(option.label, language) or option.key for option in listed}
    if element.type == "yes_no":
        found = {key: str(FIXED_LABELS[key]) for key in ("yes", "no")}
    if element.is_single:
        return found
    own = in_locale(element.settings.get("no_opinion_label"), language)
    return {**found, NO_OPINION: found.get(NO_OPINION) or own or str(FIXED_LABELS[NO_OPINION])}


class Labeller:
    """Replaces keys by words in rows of cells, where the options of the export ask for that."""

    def __init__(self, source: Source) -> None:
        self._labels: list[tuple[int, Mapping[str, str]]] = []
        if source.options.labels:
            every = ((place, labels_of(one, source.options.language)) for place, one in enumerate(source.columns))
            self._labels = [(place, labels) for place, labels in every if labels]

    def __call__(self, cells: list[Value]) -> list[Value]:
        """The same list, changed."""
        for place, labels in self._labels:
            key = cells[place]
            if isinstance(key, str):
                cells[place] = labels.get(key, key)
        return cells
