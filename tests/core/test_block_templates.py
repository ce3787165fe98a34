"""Blocks with real files: what the previews, which have none, cannot show."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from cms.core.blocks import BodyStreamBlock, HeadingBlock
from tests.factories.core import PortalDocumentFactory, PortalImageFactory
from tests.factories.home import site_tree, standard


def drawn(name: str, value: Any) -> BeautifulSoup:
    """The block of a body, drawn with a value as the database holds it."""
    block = BodyStreamBlock().child_blocks[name]
    return BeautifulSoup(block.render(block.to_python(value)), "html.parser")


def test_image_comes_in_modern_formats_with_its_size(db):
    image = PortalImageFactory(description="Ławka pod dębem", credit="Fot. A. B.")
    figure = drawn("image", {"image": image.pk, "caption": "Nad Wartą"}).figure

    assert figure.picture.source["type"] == "image/avif"
    assert figure.img["src"].endswith(".webp")
    assert (figure.img["alt"], figure.img["loading"]) == ("Ławka pod dębem", "lazy")
    assert int(figure.img["width"]) > 0
    assert int(figure.img["height"]) > 0
    assert figure.figcaption.get_text(" ", strip=True) == "Nad Wartą Fot. A. B."


def test_decorative_image_is_silent_and_needs_no_caption(db):
    image = PortalImageFactory(description="", decorative=True, credit="")
    figure = drawn("image", {"image": image.pk, "caption": ""}).figure

    assert figure.img["alt"] == ""
    assert figure.figcaption is None


def test_gallery_has_a_figure_for_each_image(db):
    images = [{"image": PortalImageFactory().pk, "caption": caption} for caption in ("Przed", "Po")]
    figures = drawn("gallery", {"images": images}).select(".gallery > figure")

    assert len(figures) == 2
    assert all(figure.img for figure in figures)


def test_film_of_our_own_loads_nothing_until_played(db):
    film = PortalDocumentFactory(file__filename="film.mp4")
    captions = PortalDocumentFactory(file__filename="film.vtt", language="uk")
    block = drawn(
        "video", {"title": "Plan", "file": film.pk, "captions": captions.pk, "transcript": "<p>Dzień dobry</p>"}
    )

    assert block.video.has_attr("controls")
    assert block.video["preload"] == "none"
    assert (block.source["src"], block.source["type"]) == (film.url, "video/mp4")
    assert (block.track["src"], block.track["srclang"], block.track["kind"]) == (captions.url, "uk", "captions")
    assert "Dzień dobry" in block.details.get_text()


def test_film_elsewhere_is_a_plain_link(db):
    block = drawn("video", {"title": "Plan", "external_url": "https://example.org/film"})

    assert block.select("video, iframe, details") == []
    assert block.a["href"] == "https://example.org/film"


@pytest.mark.parametrize(("language", "shown"), [("pl", "(PDF, 2,0"), ("en", "English)")])
def test_document_says_type_size_and_foreign_language(db, language, shown):
    document = PortalDocumentFactory(title="Uchwała", language=language, accessibility_note="")
    link = drawn("documents", {"heading": "", "documents": [document.pk]}).a

    assert shown in " ".join(link.get_text().split()).replace("\xa0", " ")
    assert ("English" in link.get_text()) == (language == "en")
    assert link["hreflang"] == language


def test_deleted_document_leaves_no_empty_item(db):
    document = PortalDocumentFactory()
    value = {"heading": "Pliki", "documents": [document.pk, document.pk + 1]}

    assert len(drawn("documents", value).select("li")) == 1


def test_call_to_action_leads_to_a_page_of_the_portal(db):
    page = standard(site_tree().home)
    link = drawn("call_to_action", {"text": "Dalej", "page": page.pk, "heading": "", "explanation": ""})

    assert link.a["href"] == page.url
    assert link.a.get("rel") is None
    assert link.select("h2") == []


def test_markup_in_plain_text_is_shown_not_obeyed():
    assert "<script>" not in HeadingBlock().render("<script>alert(1)</script>")
