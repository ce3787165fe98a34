"""Questions answered by choosing, rating, ordering or sharing out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.representations import ApiImageChooserBlock

from .kept_lists import list_choices, list_options
from .keys import OPTION_KEY_LENGTH, KeyBlock
from .options import OptionsBlock, option_content
from .plain import LineBlock
from .questions import QuestionBlock, picture, plain_number, question_layout
from .words import Words, filled

ORDERS = [("built", _("as built")), ("random", _("random")), ("alphabetical", _("alphabetical"))]


class ChoiceQuestionBlock(QuestionBlock):
    """Base of single and multiple choice: own options or a list kept elsewhere."""

    options = OptionsBlock(label=_("Options"))
    list = blocks.ChoiceBlock(label=_("Or a list kept elsewhere"), choices=list_choices, required=False)
    order = blocks.ChoiceBlock(label=_("Order"), choices=ORDERS, default="built")

    def own_content(self, value: Any) -> dict[str, Any]:
        own = option_content(value["options"])
        order = "" if value["order"] == "built" else value["order"]
        return {"options": own or list_options(value["list"] or ""), "ui": filled({"order": order, **self.ui(value)})}

    def ui(self, value: Any) -> dict[str, Any]:
        return {}


class SingleChoiceBlock(ChoiceQuestionBlock):
    """One of several."""

    type_name = "single_choice"
    display = blocks.ChoiceBlock(
        label=_("Shown as"),
        choices=[("radio", _("buttons")), ("select", _("drop-down")), ("autocomplete", _("drop-down with search"))],
        default="radio",
    )

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        form_layout = question_layout("options", "list", settings=("display", "order"))

    def ui(self, value: Any) -> dict[str, Any]:
        return {"display": "" if value["display"] == "radio" else value["display"]}


class MultiChoiceBlock(ChoiceQuestionBlock):
    """Any of several."""

    type_name = "multi_choice"
    min = blocks.IntegerBlock(label=_("At least"), required=False, min_value=0, max_value=50)
    max = blocks.IntegerBlock(label=_("At most"), required=False, min_value=1, max_value=50)

    class Meta:
        icon = "list-ul"
        label = _("Multiple choice")
        form_layout = question_layout("options", "list", settings=("min", "max", "order"))

    def own_content(self, value: Any) -> dict[str, Any]:
        return {**super().own_content(value), "min": value["min"], "max": value["max"]}


# preset: first point, last point, its end labels
SCALES = {
    "agreement": (1, 5, _("strongly disagree"), _("strongly agree")),
    "quality": (1, 5, _("very bad"), _("very good")),
    "likelihood": (1, 5, _("very unlikely"), _("very likely")),
    "recommend": (0, 10, _("not at all likely"), _("extremely likely")),
}


class ScaleBlock(QuestionBlock):
    """A point on a scale with named ends. A preset gives points and labels; labels written here go before it."""

    type_name = "scale"
    preset = blocks.ChoiceBlock(
        label=_("Kind of scale"),
        choices=[
            ("agreement", _("agreement, 1 to 5")),
            ("quality", _("quality, 1 to 5")),
            ("likelihood", _("likelihood, 1 to 5")),
            ("recommend", _("recommendation, 0 to 10")),
            ("own", _("own points and labels")),
        ],
        default="agreement",
    )
    no_opinion = blocks.BooleanBlock(label=_("Offer “no opinion”"), required=False, default=True)
    first = blocks.IntegerBlock(label=_("First point"), default=1, min_value=0, max_value=1)
    last = blocks.IntegerBlock(label=_("Last point"), default=5, min_value=3, max_value=11)
    from_label = LineBlock(label=_("Label of the first point"), max_length=80, required=False)
    mid_label = LineBlock(label=_("Label of the middle"), max_length=80, required=False)
    to_label = LineBlock(label=_("Label of the last point"), max_length=80, required=False)

    class Meta:
        icon = "arrows-up-down"
        label = _("Scale")
        form_layout = question_layout(
            "preset", "no_opinion", settings=("first", "last", "from_label", "mid_label", "to_label")
        )

    def content(self, value: Any) -> dict[str, Any]:
        return {**super().content(value), "no_opinion": bool(value["no_opinion"])}

    def own_content(self, value: Any) -> dict[str, Any]:
        first, last, low, high = SCALES.get(value["preset"], (value["first"], value["last"], "", ""))
        return {
            "from": first,
            "to": last,
            "from_label": Words(value["from_label"] or low),
            "mid_label": Words(value["mid_label"] or ""),
            "to_label": Words(value["to_label"] or high),
        }


class MatrixBlock(QuestionBlock):
    """The same question about several things."""

    type_name = "matrix"
    rows = OptionsBlock(label=_("Rows"), columns=())
    columns = OptionsBlock(label=_("Columns"), columns=())
    no_opinion = blocks.BooleanBlock(label=_("Offer “no opinion” in each row"), required=False)
    many = blocks.BooleanBlock(label=_("Several answers in a row"), required=False)
    require_each = blocks.BooleanBlock(label=_("Every row must be answered"), required=False)

    class Meta:
        icon = "table"
        label = _("Matrix")
        form_layout = question_layout("rows", "columns", settings=("no_opinion", "many", "require_each"))

    def own_content(self, value: Any) -> dict[str, Any]:
        lists = {name: option_content(value[name]) for name in ("rows", "columns")}
        return {**lists, "many": value["many"], "no_opinion": value["no_opinion"]}

    def content(self, value: Any) -> dict[str, Any]:
        return {**super().content(value), "require_each": bool(value["require_each"])}


class RankingBlock(QuestionBlock):
    """Things put in order, the best first."""

    type_name = "ranking"
    options = OptionsBlock(label=_("What is ordered"), columns=())
    top = blocks.IntegerBlock(
        label=_("How many places"), required=False, min_value=1, max_value=10, help_text=_("Empty: all of them.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Ranking")
        form_layout = question_layout("options", "top")

    def own_content(self, value: Any) -> dict[str, Any]:
        return {"options": option_content(value["options"]), "top": value["top"]}


class ImageOptionBlock(blocks.StructBlock):
    """A picture to choose; the alternative text of the picture says how it differs from the others."""

    label = LineBlock(label=_("Label"), max_length=250)
    image = ApiImageChooserBlock(label=_("Picture"))
    hint = LineBlock(label=_("Hint"), max_length=500, required=False)
    key = KeyBlock(max_length=OPTION_KEY_LENGTH)
    retired = blocks.BooleanBlock(label=_("No longer offered"), required=False)

    class Meta:
        icon = "image"
        form_layout = blocks.struct_block.BlockGroup(children=["label", "image"], settings=["hint", "key", "retired"])


class ImageChoiceBlock(QuestionBlock):
    """One or several pictures."""

    type_name = "image_choice"
    options = blocks.ListBlock(ImageOptionBlock(label=_("Picture")), label=_("Pictures"), default=[])
    multiple = blocks.BooleanBlock(label=_("Several may be chosen"), required=False)
    min = blocks.IntegerBlock(label=_("At least"), required=False, min_value=0, max_value=12)
    max = blocks.IntegerBlock(label=_("At most"), required=False, min_value=1, max_value=12)

    class Meta:
        icon = "image"
        label = _("Choice of pictures")
        form_layout = question_layout("options", "multiple", settings=("min", "max"))

    def own_content(self, value: Any) -> dict[str, Any]:
        options = [image_option(option) for option in value["options"]]
        return {"options": options, **{name: value[name] for name in ("multiple", "min", "max")}}


def image_option(option: Any) -> dict[str, Any]:
    """A compiled option with its picture."""
    words = {name: Words(option[name] or "") for name in ("label", "hint")}
    return filled({"key": option["key"], **words, "image": picture(option["image"]), "retired": option["retired"]})


class BudgetBlock(QuestionBlock):
    """Points or money shared out."""

    type_name = "budget"
    mode = blocks.ChoiceBlock(
        label=_("What is shared out"),
        choices=[
            ("points", _("points")),
            ("money", _("money, in any amounts")),
            ("pick_within", _("money: things with a price")),
        ],
        default="points",
    )
    total = blocks.DecimalBlock(label=_("In all"), default=100, min_value=1)
    options = OptionsBlock(label=_("On what"), columns=("min", "max", "step", "cost"))
    currency = LineBlock(label=_("Currency"), default="PLN", max_length=10, required=False)
    spend_all = blocks.BooleanBlock(label=_("All of it must be spent"), required=False, default=True)

    class Meta:
        icon = "calculator"
        label = _("Budget")
        form_layout = question_layout("mode", "total", "options", settings=("currency", "spend_all"))

    def own_content(self, value: Any) -> dict[str, Any]:
        return {
            "mode": value["mode"],
            "total": plain_number(value["total"]),
            "options": option_content(value["options"]),
            "currency": "" if value["mode"] == "points" else value["currency"],
        }

    def content(self, value: Any) -> dict[str, Any]:
        return {**super().content(value), "spend_all": bool(value["spend_all"])}
