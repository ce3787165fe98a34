"""Texts for people inside compiled content, so that the languages of a survey can be laid over each other."""

import re
from collections.abc import Mapping
from typing import Any

from wagtail.rich_text import RichText, expand_db_html

# Draftail names each paragraph anew when it is opened: nobody has changed a word
EDITORS_MARK = re.compile(r' data-block-key="[^"]*"')


class Words(str):
    """A text that has a translation; any other string of compiled content is the same in every language."""

    __slots__ = ()


def rich(value: RichText | None) -> Words:
    """Rich text as the HTML people see, with the addresses its links have now and without the editor's own marks."""
    source = value.source.strip() if value else ""
    return Words(EDITORS_MARK.sub("", expand_db_html(source)) if source else "")


def filled(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content without what says nothing: None, False, empty texts, lists and mappings; zero stays."""
    return {name: value for name, value in content.items() if value is not False and value not in (None, "", [], {})}
