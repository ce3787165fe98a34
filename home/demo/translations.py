"""English and Ukrainian versions through wagtail-localize: aliases for all pages, translations for some.

The records are those its own editor makes, so that staff see these pages as translated and go on from there.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    LocaleSynchronization,
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import StringValue, extract_strings
from wagtail_localize.synctree import PageIndex, synchronize_tree

from .texts import LANGUAGES, SOURCE_LANGUAGE, multilingual_texts

Memory = dict[str, str]
"""Polish string -> its translation, both in the escaped form wagtail-localize keeps."""


def locales() -> dict[str, Locale]:
    """The locales of all languages by code."""
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}


def memory(data: Iterable[Any], language: str) -> Memory:
    """The translation memory of the data files' multilingual texts for one language."""
    found: Memory = {}
    for text in multilingual_texts(list(data)):
        found |= zip(_strings(text[SOURCE_LANGUAGE]), _strings(text[language]), strict=True)
    return found


def _strings(text: str) -> list[str]:
    """The strings wagtail-localize cuts a text into: HTML by paragraphs and list items, plain text as a whole."""
    if text.startswith("<"):
        return [string.data for string, _attributes in extract_strings(text)[1]]
    return [StringValue.from_plaintext(text).data]


def translate(page: Page, target: Locale, strings: Memory) -> None:
    """Publish `page` in the language of `target`, unless it is translated already or somebody has rewritten it."""
    source, _created = TranslationSource.get_or_create_from_instance(page)
    segments = list(StringSegment.objects.filter(source=source).select_related("string", "context"))
    unknown = [segment for segment in segments if _has_words(segment) and segment.string.data not in strings]
    if unknown or Translation.objects.filter(source=source, target_locale=target).exists():
        return
    Translation.objects.create(source=source, target_locale=target)
    StringTranslation.objects.bulk_create(_translated(segment, target, strings) for segment in segments)
    _copy(page, source, target, strings.get(page.slug, page.slug))
    translated, _created = source.create_or_update_translation(target, publish=False)
    # at once: wagtail-localize would publish after the end of the transaction
    translated.get_latest_revision().publish()


def _has_words(segment: StringSegment) -> bool:
    """False for a telephone number and the like, which is the same in every language."""
    return any(character.isalpha() for character in segment.string.data)


def _copy(page: Page, source: TranslationSource, target: Locale, slug: str) -> None:
    """A draft with the slug of its language from the start: changing the slug later would leave a redirect."""
    context = OverridableSegment.objects.get(source=source, context__path="slug").context
    original = page.slug
    page.slug = slug
    copy = page.copy_for_translation(target, copy_parents=True)
    page.slug = original
    SegmentOverride.objects.create(context=context, locale=target, data_json=json.dumps(copy.slug))


def _translated(segment: StringSegment, target: Locale, strings: Memory) -> StringTranslation:
    original = segment.string.data
    return StringTranslation(
        translation_of=segment.string,
        context=segment.context,
        locale=target,
        data=strings[original] if _has_words(segment) else original,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )


def synchronise(all_locales: Mapping[str, Locale]) -> None:
    """Keep the English and Ukrainian trees in step with the Polish one; pages without a translation become aliases."""
    source = all_locales[SOURCE_LANGUAGE]
    targets = [locale for code, locale in all_locales.items() if code != SOURCE_LANGUAGE]
    known = set(LocaleSynchronization.objects.values_list("locale_id", flat=True))
    # in bulk, since saving one makes the aliases at once, reading the whole tree for each language
    LocaleSynchronization.objects.bulk_create(
        LocaleSynchronization(locale=locale, sync_from=source) for locale in targets if locale.pk not in known
    )
    page_index = PageIndex.from_database().sort_by_tree_position()
    for locale in targets:
        synchronize_tree(source, locale, page_index=page_index)
