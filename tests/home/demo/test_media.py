"""Files the demo makes: the same bytes each time, readable by everyone."""

from io import BytesIO

import pytest
from PIL import Image

from cms.core import pdf_fonts
from home.demo import drawings, pdf
from home.demo.texts import read

CONTENT = {
    "title": "Zażółć gęślą jaźń",
    "summary": "",
    "author": "Metropolia rozmawia",
    "language": "pl",
    "sections": [{"heading": "Łąka", "paragraphs": ["Źródło – „cytat”…"], "items": ["jeden", "dwa"]}],
}


@pytest.mark.parametrize("scene", drawings.SCENES)
def test_a_drawing_is_the_same_each_time(scene):
    content = drawings.draw(scene)

    assert drawings.draw(scene) == content
    assert Image.open(BytesIO(content)).size == (1600, 900)


def test_no_two_scenes_look_alike():
    assert len({drawings.draw(scene) for scene in drawings.SCENES}) == len(drawings.SCENES)


def test_every_image_has_a_scene_and_an_alternative_text():
    images = read("images")

    assert {image["scene"] for image in images} == set(drawings.SCENES)
    assert [image["slug"] for image in images if not image["alt"].startswith("Rysunek: ")] == []


def test_a_document_is_the_same_each_time():
    assert pdf.document(CONTENT) == pdf.document(CONTENT)


def test_a_document_names_its_language_and_shows_its_title():
    content = pdf.document(CONTENT)

    assert b"/Lang (pl)" in content
    assert b"/DisplayDocTitle true" in content


def test_a_document_embeds_all_its_fonts():
    """A PDF without them shows boxes for Polish letters on a computer that lacks the font."""
    content = pdf.document(CONTENT)

    assert content.count(b"/FontFile2") == content.count(b"/BaseFont") == len(pdf_fonts.WEIGHTS)
