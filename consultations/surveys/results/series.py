"""Questions as results know them: one series for each question, over all versions of a survey."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..questionnaire.definition import Definition, Element, Option, Text

PUBLIC = "public"
SEGMENTS = ("municipality", "age_band")  # questions about the person that have a column of each response
LISTS = ("options", "rows", "columns")


@dataclass(frozen=True, slots=True)
class Series:
    """One question in all versions that ask it; the same `uid` in all of them, and once answered the same key.

    `element` is the question as it was asked last, with every option, row and column it ever had: those offered now
    first, in their order, then those that are not any more, marked as retired. `arrivals` says of each list
    ("options", "rows", "columns") its keys in the order in which versions brought them: the order of columns in
    exports, which no later version changes. `keys` and `texts` are by number of the version.
    """

    uid: str
    element: Element
    arrivals: Mapping[str, tuple[str, ...]]
    keys: Mapping[int, str]
    texts: Mapping[int, Text]
    retired: bool

    @property
    def key(self) -> str:
        """Name of the question in exports and the API."""
        return self.element.key

    @property
    def type(self) -> str:
        """Type of the question; another type is another question."""
        return self.element.type

    @property
    def first_version(self) -> int:
        """Number of the version that asked it first."""
        return min(self.keys)

    @property
    def is_private(self) -> bool:
        """Asks for personal data: never published, taken out when the answers are anonymised."""
        return self.element.settings.get("private") is True

    @property
    def audience(self) -> str:
        """Who may see its results: "public", "officials" or "hidden"."""
        wanted = str(self.element.settings.get("results") or PUBLIC)
        return "officials" if self.is_private and wanted == PUBLIC else wanted


def series_of(versions: Iterable[tuple[int, Definition]]) -> tuple[Series, ...]:
    """Every question of the versions (number, definition): by the version that brought it and its place there.

    Questions that the last version does not ask stand at the end.
    """
    ordered = sorted(versions, key=lambda one: one[0])
    asked: dict[str, dict[int, Element]] = {}
    for number, definition in ordered:
        for question in definition.questions.values():
            asked.setdefault(question.uid, {})[number] = question
    last = ordered[-1][0] if ordered else 0
    every = [_series(uid, elements, last) for uid, elements in asked.items()]
    return tuple(sorted(every, key=lambda one: one.retired))


def _series(uid: str, elements: Mapping[int, Element], last: int) -> Series:
    newest = elements[max(elements)]
    lists = {name: [getattr(one, name) for one in elements.values()] for name in LISTS}
    return Series(
        uid=uid,
        element=replace(
            newest,
            options=_united(lists["options"]),
            rows=_united(lists["rows"]),
            columns=_united(lists["columns"]),
        ),
        arrivals={name: _arrivals(found) for name, found in lists.items()},
        keys={number: one.key for number, one in elements.items()},
        texts={number: one.text for number, one in elements.items()},
        retired=last not in elements,
    )


def _arrivals(lists: Sequence[tuple[Option, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(option.key for options in lists for option in options))


def _united(lists: Sequence[tuple[Option, ...]]) -> tuple[Option, ...]:
    """Options of the last list, and before they went away those of earlier ones; the retired ones at the end."""
    newest = {option.key: option for option in lists[-1]}
    gone = {option.key: replace(option, retired=True) for options in lists for option in options}
    every = {**newest, **{key: option for key, option in gone.items() if key not in newest}}
    return tuple(sorted(every.values(), key=lambda option: option.retired))
