"""The questions of a survey as blocks: pages, and on each page questions and texts."""

import uuid
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import BlockGroup

from .closed import (
    BudgetBlock,
    ImageChoiceBlock,
    MatrixBlock,
    MultiChoiceBlock,
    RankingBlock,
    ScaleBlock,
    SingleChoiceBlock,
)
from .keys import KeyBlock
from .places import CLAUSE_FEATURES, AboutYouBlock, ConsentBlock, ContactBlock, ContentBlock, GeoBlock
from .plain import LineBlock
from .questions import DateBlock, LongTextBlock, NumberBlock, QuestionBlock, ShortTextBlock, YesNoBlock
from .rules import RuleBlock
from .words import Words, filled, rich

WORDS = _("In words and numbers")
CHOICES = _("By choosing")
WEIGHING = _("By weighing")
OTHER = _("Places, people, texts")


class ElementsBlock(blocks.StreamBlock):
    """What may stand on a page of a survey."""

    single_choice = SingleChoiceBlock(group=CHOICES)
    multi_choice = MultiChoiceBlock(group=CHOICES)
    yes_no = YesNoBlock(group=CHOICES)
    image_choice = ImageChoiceBlock(group=CHOICES)
    short_text = ShortTextBlock(group=WORDS)
    long_text = LongTextBlock(group=WORDS)
    number = NumberBlock(group=WORDS)
    date = DateBlock(group=WORDS)
    scale = ScaleBlock(group=WEIGHING)
    matrix = MatrixBlock(group=WEIGHING)
    ranking = RankingBlock(group=WEIGHING)
    budget = BudgetBlock(group=WEIGHING)
    geo = GeoBlock(group=OTHER)
    about_you = AboutYouBlock(group=OTHER)
    contact = ContactBlock(group=OTHER)
    consent = ConsentBlock(group=OTHER)
    content = ContentBlock(group=OTHER)

    class Meta:
        collapsed = True

    def get_form_state(self, value: Any) -> list[dict[str, Any]]:
        """Each with an id, which those of an imported survey may lack: Wagtail tells panels apart by it."""
        return [{**child, "id": child["id"] or str(uuid.uuid4())} for child in super().get_form_state(value)]


def can_wait(block: blocks.Block) -> bool:
    """Whether hidden fields can stand for the block in the edit form: Draftail writes its text anew as it is drawn."""
    return isinstance(block, QuestionBlock) and all(
        isinstance(field, blocks.FieldBlock) and not isinstance(field, blocks.RichTextBlock)
        for field in block.child_blocks.values()
    )


class ElementsAdapter(StreamBlockAdapter):
    """In the edit form, stored questions are drawn once they are unfolded."""

    js_constructor = "surveys.FoldedQuestions"

    def js_args(self, block: ElementsBlock) -> list[Any]:
        *others, meta = super().js_args(block)
        waiting = [name for name, child in block.child_blocks.items() if can_wait(child)]
        return [*others, {**meta, "waiting": waiting}]

    @property
    def media(self) -> forms.Media:
        script: Any = Script("surveys/folded-questions.js", type="module")  # the stubs know paths only
        return super().media + forms.Media(js=[script])


register(ElementsAdapter(), ElementsBlock)


class SurveyPageBlock(blocks.StructBlock):
    """One page of the form."""

    title = LineBlock(label=_("Title of the page"), max_length=160)
    introduction = blocks.RichTextBlock(label=_("Introduction"), features=CLAUSE_FEATURES, required=False)
    elements = ElementsBlock(label=_("Questions and texts"), required=False)
    visible_if = RuleBlock()
    key = KeyBlock()
    hide_title = blocks.BooleanBlock(label=_("Do not show the title"), required=False)

    class Meta:
        icon = "doc-empty"
        label = _("Page")
        label_format = "{title}"
        form_layout = BlockGroup(
            children=["title", "introduction", "elements"], settings=["visible_if", "key", "hide_title"]
        )

    def content(self, value: Any, uid: str) -> dict[str, Any]:
        """The compiled page without its elements."""
        words = {"title": Words(value["title"] or ""), "intro": rich(value["introduction"])}
        plain = {name: value[name] for name in ("visible_if", "hide_title")}
        return filled({"key": value["key"], "uid": uid, **words, **plain})


class SurveyStreamBlock(blocks.StreamBlock):
    """The pages of a survey, in their order."""

    page = SurveyPageBlock()
