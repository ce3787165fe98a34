"""What holds for all templates: they compile, their parts exist, blocks draw their previews, nothing breaks the CSP."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode

from cms.core.blocks import BodyStreamBlock
from cms.core.templatetags.icon_tags import icon
from consultations.blocks import DocumentsStreamBlock, TimelineStreamBlock
from home.blocks import ScheduleStreamBlock

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
STAFF_ONLY = ("wagtailadmin/", "modeladmin/", "wagtaildocs/")
PUBLIC = [name for name in TEMPLATES if not name.startswith(STAFF_ONLY)]
# The content security policy refuses these; the last one would ask another host for something.
FORBIDDEN = {
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "other host": re.compile(
        r"""<(?:script|img|link|iframe|source)\b[^>]*\b(?:src|href)=["'](?:https?:)?//""", re.IGNORECASE
    ),
}
# Block -> what its preview must show
PREVIEWS = {
    BodyStreamBlock: {
        "heading": ['<h2 id="s-jak-wziac-udzial">Jak wziąć udział?</h2>'],
        "paragraph": ["<b>12 grudnia</b>"],
        "quote": ["<blockquote>", "Ławka w cieniu", "<figcaption>uczestniczka warsztatów"],
        "notice": ["notice--warning", "Spotkanie przeniesiono na 3 grudnia."],
        "accordion": ["<summary>Czy muszę mieć konto?</summary>", "<p>Nie.</p>"],
        "table": ["<caption>Liczba głosów</caption>", 'scope="col"', 'scope="row"', 'tabindex="0"', "412"],
        "timeline": ['<ol class="steps">', 'datetime="2026-11-16"', "marzec 2027"],
        "image": ["<figcaption>", "Widok na Wartę w Luboniu"],
        "gallery": ["Przed", "Po"],
        "documents": ["<h2>Materiały</h2>"],
        "video": ['href="https://example.org/film"', "Jak czytać plan miejscowy?"],
        "call_to_action": ["<h2>Masz pomysł na nowy park?</h2>", 'href="https://example.org/"', "około 4 minut."],
        "contact": ["Biuro konsultacji", "mailto:biuro@example.org", "tel:610000000"],
        "map": ["Rynek Łazarski", "geo:52.3986,16.9021", "bez schodów"],
    },
    DocumentsStreamBlock: {"document": ["Projekt planu", "Gdzie będzie można budować."]},
    TimelineStreamBlock: {"step": ['datetime="2026-12-12"', "Koniec zbierania uwag"]},
    ScheduleStreamBlock: {
        "schedule": ["<caption>Harmonogram szkoleń</caption>", 'datetime="2017-10-03"', "pracownicy samorządowi"],
    },
}
CASES = [(stream, name, shown) for stream, blocks in PREVIEWS.items() for name, shown in blocks.items()]


def included(nodes: NodeList) -> set[str]:
    """Names of the templates that the nodes include by a constant name."""
    found = [node.template for node in nodes.get_nodes_by_type(IncludeNode)]
    return {name.var for name in found if isinstance(name, FilterExpression) and isinstance(name.var, str)}


def source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_templates_are_found():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles_and_its_parts_exist(name):
    nodes = get_template(name).template.nodelist

    assert all(isinstance(node, Node) for node in nodes)
    for part in included(nodes):
        get_template(part)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if "{% icon " in source(name)])
def test_icons_exist(name):
    for glyph in re.findall(r'{% icon "([^"]+)"', source(name)):
        assert icon(glyph).startswith("<svg")


@pytest.mark.parametrize("name", PUBLIC)
def test_public_template_keeps_to_the_content_security_policy(name):
    assert [fault for fault, pattern in FORBIDDEN.items() if pattern.search(source(name))] == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("style element", "<style>"),
        ("style attribute", '<p style="color:red">'),
        ("inline script", '<script type="module">'),
        ("event handler", '<button class="btn" onclick="go()">'),
        ("other host", '<img alt="" src="https://example.org/a.png">'),
    ],
)
def test_breach_of_the_policy_is_found(fault, text):
    assert FORBIDDEN[fault].search(text)


@pytest.mark.parametrize("stream", PREVIEWS, ids=lambda stream: stream.__name__)
def test_every_block_has_a_case(stream):
    assert set(stream().child_blocks) == set(PREVIEWS[stream])


@pytest.mark.parametrize(("stream", "name", "shown"), CASES, ids=[name for _stream, name, _shown in CASES])
def test_block_draws_its_preview(stream, name, shown):
    block = stream().child_blocks[name]
    html = block.render(block.get_preview_value())

    assert [text for text in shown if text not in html] == []
    assert "None" not in html
