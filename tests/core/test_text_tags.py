"""One-letter words stay with the word that follows, and nothing else changes."""

import pytest
from django.template import Context, Template

from cms.core.templatetags.text_tags import keep_together


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O czym decydujemy w tym miesiącu?", "O~czym decydujemy w~tym miesiącu?"),
        ("ławki i cień nad Wartą", "ławki i~cień nad Wartą"),
        ("rada i w tym", "rada i~w~tym"),
        ("розмова з мешканцями", "розмова з~мешканцями"),
        ("plan na 5 lat", "plan na 5 lat"),
        ("Poznań w", "Poznań w"),
        ("", ""),
    ],
)
def test_keep_together(text: str, expected: str) -> None:
    assert keep_together(text) == expected.replace("~", "\u00a0")


@pytest.mark.parametrize("source", ["{{ text|keep_together }}", "{% firstof text as found %}{{ found|keep_together }}"])
def test_text_is_escaped_once(source: str) -> None:
    html = Template("{% load text_tags %}" + source).render(Context({"text": "Ścieżki & <b>w lesie</b>"}))

    assert html == "Ścieżki &amp; &lt;b&gt;w lesie&lt;/b&gt;"
