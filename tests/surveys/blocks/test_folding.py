"""Which questions of the edit form may wait until they are unfolded, and what the form needs for it."""

from typing import Any

from wagtail import blocks

from consultations.surveys.blocks.plain import LineBlock
from consultations.surveys.blocks.questions import QuestionBlock
from consultations.surveys.blocks.survey import ElementsBlock, can_wait

AT_ONCE = {"image_choice", "about_you", "consent", "content"}


def test_questions_of_plain_fields_wait():
    types = ElementsBlock().child_blocks
    assert {name for name, block in types.items() if not can_wait(block)} == AT_ONCE


def test_a_list_or_an_editor_of_texts_cannot_wait():
    class Many(QuestionBlock):
        several = blocks.ListBlock(LineBlock())

    class Rich(QuestionBlock):
        body = blocks.RichTextBlock()

    assert [can_wait(block) for block in (QuestionBlock(), Many(), Rich())] == [True, False, False]


def test_every_field_that_waits_stands_in_the_form():
    """The form sends what its layout names, before and after it is drawn."""
    waiting = [block for block in ElementsBlock().child_blocks.values() if can_wait(block)]
    for block in waiting:
        assert set(block.meta.form_layout.get_sorted_block_names()) == set(block.child_blocks), block.name


def test_elements_of_an_import_get_ids_in_the_form():
    elements = ElementsBlock()
    raw: list[dict[str, Any]] = [{"type": "yes_no", "value": {"text": text}} for text in "ab"]
    states = elements.get_form_state(elements.to_python([*raw, {**raw[0], "id": "kept"}]))
    first, second, third = [state["id"] for state in states]
    assert first
    assert second
    assert first != second
    assert third == "kept"
