"""What every question has, and the questions answered with words, numbers and dates."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from cms.core.blocks.representations import ApiImageChooserBlock

from .keys import KeyBlock
from .plain import LineBlock, LinesBlock
from .rules import RuleBlock
from .words import Words, filled

TEXT_LIMIT = 250
COMMON_SETTINGS = [
    "visible_if",
    "key",
    "required_message",
    "help",
    "image",
    "private",
    "results",
    "variable_label",
    "meaning_changed",
]


def question_layout(*main: str, settings: tuple[str, ...] = ()) -> BlockGroup:
    """Text, hint, what the type needs and “required” in sight; everything else folded under “Settings”."""
    return BlockGroup(children=["text", "hint", *main, "required"], settings=[*settings, *COMMON_SETTINGS])


class ElementBlock(blocks.StructBlock):
    """One thing on a page of a survey. `type_name` is its type in `ankieta/1`."""

    type_name = ""
    is_question = True

    def contents(self, value: Any, uid: str) -> list[dict[str, Any]]:
        """Compiled elements of this block in one language, texts as `Words`; mostly one."""
        return [{"key": value["key"], "uid": uid, "type": self.type_name, **self.content(value)}]

    def content(self, value: Any) -> dict[str, Any]:
        raise NotImplementedError


class QuestionBlock(ElementBlock):
    """Base of all questions."""

    text = LineBlock(label=_("Question"), max_length=TEXT_LIMIT)
    hint = LineBlock(label=_("Hint"), max_length=500, required=False)
    required = blocks.BooleanBlock(label=_("Must be answered"), required=False)
    visible_if = RuleBlock()
    key = KeyBlock()
    required_message = LineBlock(label=_("Message when it was left out"), max_length=250, required=False)
    help = LinesBlock(label=_("Longer explanation"), required=False, rows=2, help_text=_("Folded below the question."))
    image = ApiImageChooserBlock(label=_("Picture"), required=False)
    private = blocks.BooleanBlock(
        label=_("Contains personal data"),
        required=False,
        help_text=_("Never in public results or open data; deleted when the answers are anonymised."),
    )
    results = blocks.ChoiceBlock(
        label=_("Results"),
        choices=[("public", _("public")), ("officials", _("officials only")), ("hidden", _("hidden"))],
        default="public",
    )
    variable_label = LineBlock(label=_("Label in the codebook"), max_length=255, required=False)
    meaning_changed = blocks.BooleanBlock(
        label=_("The meaning has changed"),
        required=False,
        help_text=_("Counts earlier answers separately: the question gets a new key when the survey is published."),
    )

    class Meta:
        icon = "help"
        label_format = "{text}"
        form_classname = "struct-block survey-question"

    def content(self, value: Any) -> dict[str, Any]:
        return {**self.common(value), **filled(self.own_content(value))}

    def common(self, value: Any) -> dict[str, Any]:
        """What questions of all types have; open results and answers that may be left out are the rule."""
        words = {name: Words(value[name] or "") for name in ("text", "hint", "required_message", "help")}
        plain = {name: value[name] for name in ("required", "visible_if", "private", "variable_label")}
        results = value["results"] if value["results"] != "public" else ""
        return filled({**words, **plain, "results": results, "image": picture(value["image"])})

    def own_content(self, value: Any) -> dict[str, Any]:
        """What only this type has."""
        return {}


def picture(image: Any) -> dict[str, Any]:
    """Compiled reference to an image of the library."""
    return {"id": image.pk, "alt": image.default_alt_text} if image is not None else {}


class ShortTextBlock(QuestionBlock):
    """One line."""

    type_name = "short_text"
    input = blocks.ChoiceBlock(
        label=_("Kind of text"),
        choices=[
            ("text", _("any")),
            ("e-mail", _("e-mail")),
            ("phone", _("telephone")),
            ("postcode", _("postcode")),
            ("url", _("web address")),
        ],
        default="text",
    )
    max_length = blocks.IntegerBlock(label=_("Longest answer"), default=255, min_value=1, max_value=499)
    autocomplete = blocks.ChoiceBlock(
        label=_("The browser may fill in"),
        choices=[
            ("name", _("full name")),
            ("email", _("e-mail")),
            ("tel", _("telephone")),
            ("postal-code", _("postcode")),
            ("street-address", _("address")),
            ("organization", _("organisation")),
        ],
        required=False,
    )

    class Meta:
        icon = "minus"
        label = _("Short text")
        form_layout = question_layout("input", settings=("max_length", "autocomplete"))

    def own_content(self, value: Any) -> dict[str, Any]:
        return {name: value[name] for name in ("input", "max_length", "autocomplete")}


class LongTextBlock(QuestionBlock):
    """Several lines."""

    type_name = "long_text"
    max_length = blocks.IntegerBlock(label=_("Longest answer"), default=2000, min_value=1, max_value=10_000)
    rows = blocks.IntegerBlock(label=_("Lines shown"), default=5, min_value=2, max_value=20)

    class Meta:
        icon = "pilcrow"
        label = _("Long text")
        form_layout = question_layout(settings=("max_length", "rows"))

    def own_content(self, value: Any) -> dict[str, Any]:
        return {"max_length": value["max_length"], "ui": filled({"rows": value["rows"]})}


class NumberBlock(QuestionBlock):
    """A number."""

    type_name = "number"
    min = blocks.DecimalBlock(label=_("At least"), required=False)
    max = blocks.DecimalBlock(label=_("At most"), required=False)
    decimals = blocks.IntegerBlock(label=_("Decimal places"), default=0, min_value=0, max_value=4)
    unit = LineBlock(label=_("Unit"), max_length=30, required=False)

    class Meta:
        icon = "order"
        label = _("Number")
        form_layout = question_layout("min", "max", "unit", settings=("decimals",))

    def own_content(self, value: Any) -> dict[str, Any]:
        limits = {name: plain_number(value[name]) for name in ("min", "max")}
        return {**limits, "decimals": value["decimals"], "unit": Words(value["unit"] or "")}


def plain_number(value: Any) -> int | float | None:
    """A decimal as JSON has it, whole numbers without a point."""
    if value is None or value == "":
        return None
    return int(value) if value == int(value) else float(value)


class DateBlock(QuestionBlock):
    """A day, a month or a year."""

    type_name = "date"
    min = blocks.DateBlock(label=_("Not before"), required=False)
    max = blocks.DateBlock(label=_("Not after"), required=False)
    until_today = blocks.BooleanBlock(label=_("Not in the future"), required=False)
    from_today = blocks.BooleanBlock(label=_("Not in the past"), required=False)
    partial = blocks.BooleanBlock(label=_("A year or a month is enough"), required=False)

    class Meta:
        icon = "date"
        label = _("Date")
        form_layout = question_layout("min", "max", settings=("until_today", "from_today", "partial"))

    def own_content(self, value: Any) -> dict[str, Any]:
        earliest = "today" if value["from_today"] else iso(value["min"])
        latest = "today" if value["until_today"] else iso(value["max"])
        return {"min": earliest, "max": latest}

    def content(self, value: Any) -> dict[str, Any]:
        return {**super().content(value), "partial": bool(value["partial"])}


def iso(day: Any) -> str:
    """`YYYY-MM-DD`, or nothing."""
    return day.isoformat() if day else ""


class YesNoBlock(QuestionBlock):
    """Yes, no, and perhaps no opinion."""

    type_name = "yes_no"
    yes_label = LineBlock(label=_("Text of “yes”"), max_length=80, required=False)
    no_label = LineBlock(label=_("Text of “no”"), max_length=80, required=False)
    no_opinion = blocks.BooleanBlock(label=_("Offer “no opinion”"), required=False, default=True)

    class Meta:
        icon = "check"
        label = _("Yes or no")
        form_layout = question_layout("no_opinion", settings=("yes_label", "no_label"))

    def content(self, value: Any) -> dict[str, Any]:
        return {**super().content(value), "no_opinion": bool(value["no_opinion"])}

    def own_content(self, value: Any) -> dict[str, Any]:
        return {"labels": filled({"yes": Words(value["yes_label"] or ""), "no": Words(value["no_label"] or "")})}
