"""Names, synonyms, promotions and the vocabulary as this process knows them, read again when they change."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext, override
from taggit.models import Tag
from wagtail.contrib.search_promotions.models import SearchPromotion

from cms.core.models import Municipality, Organiser, Topic

from .analysis.folding import fold
from .analysis.spelling import Vocabulary
from .choices import LANGUAGE_NAMES, StatusLabel
from .documents import METROPOLIS, label_key
from .expression import Label, Thesaurus, words_of
from .models import SynonymSet, VocabularyTerm
from .projection import kinds

Names = dict[str, dict[str, str]]  # facet -> code -> name, in the order of lists
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@dataclass(frozen=True, slots=True)
class PromotedPage:
    """A page, or an address with its text, that staff put above the results of one text."""

    page_id: int | None
    url: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Words:
    """All that a query's words are read with.

    `names` by language; `promotions` by folded text; `made` keeps what others make of the names, which ends with them.
    """

    names: Mapping[str, Names]
    thesaurus: Thesaurus
    promotions: Mapping[str, Sequence[PromotedPage]]
    counties: Mapping[str, str]  # TERYT code of a municipality -> of its county
    made: dict[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls) -> "Words":
        names, counties = _names()
        return cls(names, _thesaurus(names), _promotions(), counties)


def _names() -> tuple[dict[str, Names], dict[str, str]]:
    """Names of all facet values in every language, Polish where another language has none."""
    municipalities = list(Municipality.objects.select_related("parent"))
    topics, organisers = list(Topic.objects.all()), list(Organiser.objects.all())
    tags = dict(Tag.objects.order_by("name").values_list("slug", "name"))
    names: dict[str, Names] = {}
    for language in LANGUAGES:
        with override(language):
            names[language] = {
                "status": {value: str(label) for value, label in StatusLabel.choices},
                "area": {
                    METROPOLIS: gettext("whole metropolis"),
                    **{one.teryt: one.short_name for one in municipalities},
                },
                "topic": {one.slug: one.name for one in topics},
                "organiser": {one.slug: one.name for one in organisers},
                "kind": {code: str(label) for code, label in kinds().items()},
                "tag": tags,
                "lang": LANGUAGE_NAMES,
            }
    return names, {one.teryt: one.parent.teryt for one in municipalities if one.parent}


def _thesaurus(names: Mapping[str, Names]) -> Thesaurus:
    """Names of facet values find what is filed under them, and synonyms find each other."""
    labels = [
        Label(words, (frozenset({label_key(facet, code)}),))
        for by_facet in names.values()
        for facet in ("area", "topic", "organiser", "tag")
        for code, name in by_facet[facet].items()
        if (words := words_of(name))
    ]
    return Thesaurus.of([*labels, *_synonyms(Thesaurus.of(labels))])


def _synonyms(names: Thesaurus) -> Iterator[Label]:
    for line in SynonymSet.objects.values_list("expressions", flat=True):
        try:
            pairs = SynonymSet(expressions=line).line.pairs()
        except ValueError:  # written before the rules were what they are: better ignored than no search
            continue
        for typed, found in pairs:
            words, meant = words_of(typed), words_of(found)
            yield Label(words, meant)
            # an expression equal to a name also finds what is filed under the name
            yield from (Label(words, label.alternative) for label in names.at(meant) if len(label.words) == len(meant))


def _promotions() -> dict[str, list[PromotedPage]]:
    found: dict[str, list[PromotedPage]] = {}
    for one in SearchPromotion.objects.select_related("query").order_by("sort_order"):
        promoted = PromotedPage(one.page_id, one.external_link_url or "", one.external_link_text or "", one.description)
        found.setdefault(fold(one.query.query_string), []).append(promoted)
    return found


class WordKeeper:
    """The words of this process; one small query tells whether they, and the vocabulary, are still true."""

    def __init__(self) -> None:
        self.last_term = 0  # of the vocabulary, when the words were last looked for
        self._lock = Lock()
        self._revision: int | None = None
        self._words: Words | None = None
        self._held: ContextVar[Words | None] = ContextVar("held_words", default=None)

    @contextmanager
    def held(self) -> Iterator[None]:
        """As long as the block lasts the words stay the same and are looked for once: for the answer to one request."""
        token = self._held.set(self.current())
        try:
            yield
        finally:
            self._held.reset(token)

    def current(self) -> Words:
        held = self._held.get()
        return held if held is not None else self._latest()

    def _latest(self) -> Words:
        # below the ORM, which takes ten times as long: every page of the search asks this
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(words_revision), (SELECT max(id) FROM search_vocabularyterm) FROM search_searchstate"
            )
            revision, last_term = (one or 0 for one in cursor.fetchone())
        self.last_term = last_term
        with self._lock:
            if self._words is None or revision != self._revision:
                self._words, self._revision = Words.read(), revision
            return self._words

    def forget(self) -> None:
        """Read everything again at the next search."""
        self._words = None


class VocabularyKeeper:
    """The vocabularies of this process; only words added since the last look are read.

    Whether there are any is known from the keeper of the words, which every search asks first.
    """

    def __init__(self, words: WordKeeper) -> None:
        self._words = words
        self._lock = Lock()
        self._last_id = 0
        self._by_language: dict[str, Vocabulary] = {}

    def of(self, language: str) -> Vocabulary:
        with self._lock:
            if self._words.last_term > self._last_id:
                self._read()
            return self._by_language.setdefault(language, Vocabulary())

    def _read(self) -> None:
        new = VocabularyTerm.objects.filter(pk__gt=self._last_id).order_by("pk")
        for last_id, lang, term, frequency in new.values_list("pk", "lang", "term", "frequency"):
            self._by_language.setdefault(lang, Vocabulary()).add(term, frequency)
            self._last_id = last_id

    def forget(self) -> None:
        """Read everything again at the next correction."""
        self._last_id, self._by_language = 0, {}


words = WordKeeper()
vocabularies = VocabularyKeeper(words)
