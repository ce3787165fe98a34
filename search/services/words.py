"""Words: the vocabulary of the documents, the mark of changed names, and what was searched without a result."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from ..analysis.channels import vocabulary
from ..models import EmptySearch, SearchDocument, SearchState, VocabularyTerm

BATCH = 500
STATE = 1  # primary key of the only row
KEPT_DAYS = timedelta(days=90)
MAX_TEXTS_A_DAY = 2000  # against being filled up by a machine
# Somebody's address, telephone or identity number typed into the search is nobody's business
PERSONAL = re.compile(r"@|(?:\d[\s().-]*){9}")


def learn_words(*, documents: Iterable[SearchDocument]) -> int:
    """Add the words of new documents to the vocabulary; how many rows were tried. Frequencies follow at the rebuild."""
    terms = {(row.lang, term) for row in documents if not row.is_deleted for term in vocabulary(row.surface)}
    rows = [VocabularyTerm(lang=lang, term=term) for lang, term in sorted(terms)]
    VocabularyTerm.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def refresh_frequencies() -> int:
    """Count for every word the documents it occurs in, and forget words that occur no more; how many are known."""
    counts: Counter[tuple[str, str]] = Counter()
    for lang, surface in SearchDocument.objects.live().values_list("lang", "surface").iterator(chunk_size=BATCH):
        counts.update((lang, term) for term in vocabulary(surface))
    known = {(row.lang, row.term): row for row in VocabularyTerm.objects.all()}
    _forget([row.pk for word, row in known.items() if word not in counts])
    _count({word: times for word, times in counts.items() if word not in known or known[word].frequency != times})
    return len(counts)


def _forget(keys: list[int]) -> None:
    for start in range(0, len(keys), BATCH):
        VocabularyTerm.objects.filter(pk__in=keys[start : start + BATCH]).delete()


def _count(counts: Mapping[tuple[str, str], int]) -> None:
    VocabularyTerm.objects.bulk_create(
        [VocabularyTerm(lang=lang, term=term, frequency=times) for (lang, term), times in sorted(counts.items())],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["lang", "term"],
        update_fields=["frequency"],
    )


def touch_words() -> None:
    """Say that names, synonyms or promotions have changed; every process reads them again."""
    if not SearchState.objects.filter(pk=STATE).update(words_revision=F("words_revision") + 1):
        # the first ever; whoever comes second at the same moment adds to it
        SearchState.objects.bulk_create([SearchState(pk=STATE)], ignore_conflicts=True)
        SearchState.objects.filter(pk=STATE).update(words_revision=F("words_revision") + 1)


def remember_fingerprint(fingerprint: str) -> None:
    """Note the analysis that all documents were written with."""
    SearchState.objects.update_or_create(pk=STATE, defaults={"fingerprint": fingerprint})


def record_empty_search(*, text: str, lang: str, day: date) -> None:
    """Count a search that found nothing, by day and without anything about who searched."""
    shown = " ".join(text.replace("\x00", " ").split())[:200].strip().casefold()
    if not shown or PERSONAL.search(shown):
        return
    row = EmptySearch.objects.filter(day=day, lang=lang, text=shown)
    if row.update(times=F("times") + 1) or EmptySearch.objects.filter(day=day).count() >= MAX_TEXTS_A_DAY:
        return
    try:
        with transaction.atomic():
            EmptySearch.objects.create(day=day, lang=lang, text=shown)
    except IntegrityError:  # somebody else was first
        row.update(times=F("times") + 1)


def forget_text_searched(*, text: str, lang: str) -> int:
    """Delete the counts of a text that needs no answer; of how many days."""
    return EmptySearch.objects.filter(text=text, lang=lang).delete()[0]


def forget_empty_searches(before: date) -> int:
    """Delete the counts of earlier days (`KEPT_DAYS` says how long they are worth keeping); how many."""
    return EmptySearch.objects.filter(day__lt=before).delete()[0]
