"""Questions about places, about the person who answers, and texts people must see."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from cms.core.blocks.representations import ApiImageChooserBlock
from cms.core.blocks.text import RICH_TEXT_FEATURES

from .kept_lists import list_options
from .keys import KeyBlock
from .options import OptionsBlock, option_content
from .plain import LineBlock, LinesBlock
from .questions import TEXT_LIMIT, ElementBlock, QuestionBlock, picture, question_layout
from .rules import RuleBlock
from .words import Words, filled, rich

POLYGONS = {"Polygon", "MultiPolygon"}
CLAUSE_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class AreaBlock(LinesBlock):
    """An area as GeoJSON, pasted; it has no words, so nothing of it is translated."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned.strip() and area_geometry(cleaned) is None:
            raise ValidationError(_("This is no GeoJSON with one Polygon or MultiPolygon."))
        return cleaned

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


def area_geometry(text: str) -> dict[str, Any] | None:
    """The polygon in a GeoJSON text (a geometry, a feature, or a collection of one); None if there is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for name in ("features", 0, "geometry"):
        if isinstance(found, dict) and name in found:
            found = found[name]
        elif isinstance(found, list) and name == 0 and found:
            found = found[0]
    return found if isinstance(found, dict) and found.get("type") in POLYGONS and found.get("coordinates") else None


class GeoBlock(QuestionBlock):
    """Places on a map, or described in words: the text alternative cannot be switched off."""

    type_name = "geo"
    geometry = blocks.ChoiceBlock(
        label=_("What is marked"),
        choices=[("point", _("points on the map")), ("line", _("lines")), ("polygon", _("areas"))],
        default="point",
    )
    categories = OptionsBlock(label=_("Categories"), columns=(), help_text=_("At most 8; none: all places are alike."))
    min = blocks.IntegerBlock(label=_("At least"), default=0, min_value=0, max_value=10, required=False)
    max = blocks.IntegerBlock(label=_("At most"), default=5, min_value=1, max_value=10)
    comments = blocks.BooleanBlock(label=_("A comment on each place"), required=False, default=True)
    latitude = blocks.DecimalBlock(label=_("Latitude of the centre"), default="52.406", min_value=-90, max_value=90)
    longitude = blocks.DecimalBlock(label=_("Longitude of the centre"), default="16.925", min_value=-180, max_value=180)
    zoom = blocks.IntegerBlock(label=_("Zoom"), default=11, min_value=5, max_value=18)
    area = AreaBlock(label=_("Area of the survey (GeoJSON)"), required=False, rows=3)
    area_check = blocks.ChoiceBlock(
        label=_("Places outside the area"),
        choices=[("off", _("are accepted")), ("warn", _("are accepted with a warning")), ("block", _("are refused"))],
        default="off",
    )

    class Meta:
        icon = "site"
        label = _("Places on a map")
        form_layout = question_layout(
            "geometry",
            "categories",
            settings=("min", "max", "comments", "latitude", "longitude", "zoom", "area", "area_check"),
        )

    def own_content(self, value: Any) -> dict[str, Any]:
        view = {"latitude": float(value["latitude"]), "longitude": float(value["longitude"]), "zoom": value["zoom"]}
        plain = {name: value[name] for name in ("geometry", "min", "max", "comments", "area_check")}
        area = area_geometry(value["area"] or "")
        return {**plain, "categories": option_content(value["categories"]), "area": area, "ui": view}


PRESENCE = [("off", _("not asked")), ("optional", _("may be left out")), ("required", _("must be answered"))]
# part: the text of its question, the list of its options, the segment of results it makes
PARTS = {
    "municipality": (_("Where do you live?"), "municipalities", "municipality"),
    "age_band": (_("How old are you?"), "age_bands", "age_band"),
    "gender": (_("Your gender"), "genders", "gender"),
    "role": (_("What connects you with this place?"), "roles", "role"),
}


class AboutYouBlock(ElementBlock):
    """A few questions about the person, the same in every survey, so that results can be compared by them."""

    municipality = blocks.ChoiceBlock(label=_("Municipality"), choices=PRESENCE, default="optional")
    age_band = blocks.ChoiceBlock(label=_("Age"), choices=PRESENCE, default="optional")
    gender = blocks.ChoiceBlock(label=_("Gender"), choices=PRESENCE, default="off")
    role = blocks.ChoiceBlock(label=_("Role in the matter"), choices=PRESENCE, default="off")
    postcode = blocks.ChoiceBlock(label=_("Postcode"), choices=PRESENCE, default="off")
    visible_if = RuleBlock()

    class Meta:
        icon = "user"
        label = _("About you")
        form_layout = BlockGroup(
            children=["municipality", "age_band", "gender", "role", "postcode"], settings=["visible_if"]
        )

    def contents(self, value: Any, uid: str) -> list[dict[str, Any]]:
        shown = [part for part in (*PARTS, "postcode") if value[part] != "off"]
        common = {"visible_if": value["visible_if"]}
        return [
            filled(
                {"key": part, "uid": f"{uid}-{part}", "required": value[part] == "required", **common, **_part(part)}
            )
            for part in shown
        ]


def _part(part: str) -> dict[str, Any]:
    if part == "postcode":
        words = Words(_("Your postcode"))
        return {"type": "short_text", "text": words, "input": "postcode", "max_length": 10, "segment": part}
    text, kept, segment = PARTS[part]
    display = {"display": "select"} if part == "municipality" else {}
    return {
        "type": "single_choice",
        "text": Words(text),
        "options": list_options(kept),
        "segment": segment,
        "ui": display,
    }


class ContactBlock(QuestionBlock):
    """Name and address, kept apart from the answers and encrypted; only in surveys linked to the person."""

    type_name = "contact"
    name = blocks.ChoiceBlock(label=_("Full name"), choices=PRESENCE, default="required")
    organisation = blocks.ChoiceBlock(label=_("Organisation"), choices=PRESENCE, default="off")
    address = blocks.ChoiceBlock(label=_("Address"), choices=PRESENCE, default="off")
    email = blocks.ChoiceBlock(label=_("E-mail"), choices=PRESENCE, default="optional")
    phone = blocks.ChoiceBlock(label=_("Telephone"), choices=PRESENCE, default="off")
    by_law = blocks.BooleanBlock(
        label=_("Required by law"), required=False, help_text=_("Spatial Planning Act, art. 8i(5): name and address.")
    )

    class Meta:
        icon = "mail"
        label = _("Contact")
        form_layout = question_layout("name", "organisation", "address", "email", "phone", settings=("by_law",))

    def own_content(self, value: Any) -> dict[str, Any]:
        asked = {name: value[name] for name in ("name", "organisation", "address", "email", "phone")}
        if value["by_law"]:
            asked |= {"name": "required", "address": "required"}
        fields = {name: presence for name, presence in asked.items() if presence != "off"}
        return {"fields": fields, "by_law": value["by_law"], "private": True}


class ConsentBlock(QuestionBlock):
    """An information people acknowledge, or a consent they may give; the box is never ticked in advance."""

    type_name = "consent"
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("information", _("information, read and acknowledged")),
            ("consent", _("consent that may be refused")),
            ("publication", _("permission to publish")),
        ],
        default="information",
    )
    body = blocks.RichTextBlock(label=_("Text"), features=CLAUSE_FEATURES, required=False)

    class Meta:
        icon = "clipboard-list"
        label = _("Information or consent")
        form_layout = question_layout("kind", "body")

    def own_content(self, value: Any) -> dict[str, Any]:
        body = rich(value["body"])
        text_hash = hashlib.sha256(f"{value['text']}\x1f{body}".encode()).hexdigest()
        return {"kind": value["kind"], "body": body, "text_hash": text_hash}


class ContentBlock(ElementBlock):
    """A text or a picture between questions."""

    type_name = "content"
    is_question = False
    text = LineBlock(label=_("Heading"), max_length=TEXT_LIMIT, required=False)
    body = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES, required=False)
    image = ApiImageChooserBlock(label=_("Picture"), required=False)
    look = blocks.ChoiceBlock(
        label=_("Look"), choices=[("plain", _("plain")), ("notice", _("framed notice"))], default="plain"
    )
    visible_if = RuleBlock()
    key = KeyBlock()

    class Meta:
        icon = "doc-full"
        label = _("Text or picture")
        form_layout = BlockGroup(children=["text", "body", "image"], settings=["look", "visible_if", "key"])

    def content(self, value: Any) -> dict[str, Any]:
        words = {"text": Words(value["text"] or ""), "body": rich(value["body"])}
        look = "" if value["look"] == "plain" else value["look"]
        return filled({**words, "image": picture(value["image"]), "look": look, "visible_if": value["visible_if"]})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (cleaned["text"] or cleaned["image"] or (cleaned["body"] and cleaned["body"].source.strip())):
            raise StructBlockValidationError(
                block_errors={"body": ValidationError(_("Write a text or choose a picture."))}
            )
        return cleaned
