"""Blocks made of text."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

RICH_TEXT_FEATURES = ["h3", "h4", "bold", "italic", "link", "document-link", "ol", "ul", "hr"]


class HeadingBlock(blocks.CharBlock):
    """A second-level heading; it gets an id, so that it can be linked to."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Second-level heading of a section.")
        template = "components/streamfield/heading.html"
        preview_value = "Jak wziąć udział?"


class ParagraphBlock(blocks.RichTextBlock):
    """Formatted text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=RICH_TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists, links, headings of lower levels.")
        template = "components/streamfield/paragraph.html"
        preview_value = "<p>Konsultacje trwają do <b>12 grudnia</b>. Każdy głos ma znaczenie.</p>"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Who said it"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("A quotation with its author.")
        template = "components/streamfield/quote.html"
        preview_value = {"text": "Ławka w cieniu to też decyzja miasta.", "attribution": "uczestniczka warsztatów"}


class NoticeBlock(blocks.StructBlock):
    """A short text that must not be overlooked."""

    level = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("information")), ("warning", _("warning")), ("success", _("good news"))],
        default="info",
    )
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link"])

    class Meta:
        icon = "warning"
        label = _("Notice")
        description = _("A framed remark: information, warning or good news.")
        template = "components/streamfield/notice.html"
        preview_value = {"level": "warning", "text": "<p>Spotkanie przeniesiono na 3 grudnia.</p>"}


class AccordionItemBlock(blocks.StructBlock):
    """A question and its answer."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    content = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "list-ul"


class AccordionBlock(blocks.StructBlock):
    """Sections that open one by one."""

    items = blocks.ListBlock(AccordionItemBlock(label=_("Section")), label=_("Sections"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions and answers that unfold; works without JavaScript.")
        template = "components/streamfield/accordion.html"
        preview_value = {"items": [{"heading": "Czy muszę mieć konto?", "content": "<p>Nie.</p>"}]}


class TableBlock(WagtailTableBlock):
    """A plain table with a caption."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(table_options={"contextMenu": True, "renderer": "text"}, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Data in rows and columns, with a caption and headers.")
        template = "components/streamfield/table.html"
        preview_value = {
            "data": [["Gmina", "Głosy"], ["Luboń", "412"], ["Mosina", "388"]],
            "table_caption": "Liczba głosów",
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
        }


class ContactBlock(blocks.StructBlock):
    """Whom to ask."""

    name = blocks.CharBlock(label=_("Name of the person or office"), max_length=160)
    role = blocks.CharBlock(label=_("Role"), max_length=160, required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=40, required=False)
    address = blocks.TextBlock(label=_("Postal address and opening hours"), required=False)

    class Meta:
        icon = "user"
        label = _("Contact")
        description = _("A person or an office with e-mail, telephone and address.")
        template = "components/streamfield/contact.html"
        preview_value = {"name": "Biuro konsultacji", "email": "biuro@example.org", "phone": "61 000 00 00"}


class TimelineItemBlock(blocks.StructBlock):
    """A step and when it happens."""

    date = blocks.DateBlock(label=_("Date"), required=False)
    date_text = blocks.CharBlock(label=_("Date in words"), max_length=80, required=False)
    text = blocks.CharBlock(label=_("What happens"), max_length=255)

    class Meta:
        icon = "date"


class TimelineBlock(blocks.StructBlock):
    """Steps in time."""

    items = blocks.ListBlock(TimelineItemBlock(label=_("Step")), label=_("Steps"), min_num=1)

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("Steps of a process in their order.")
        template = "components/streamfield/timeline.html"
        preview_value = {
            "items": [
                {"date": date(2026, 11, 16), "text": "Początek zbierania głosów"},
                {"date_text": "marzec 2027", "text": "Projekt"},
            ]
        }


class MapBlock(blocks.StructBlock):
    """A place: its coordinates and directions in words; the drawing of the map comes with the geo-surveys."""

    title = blocks.CharBlock(label=_("Name of the place"), max_length=160)
    latitude = blocks.FloatBlock(label=_("Latitude"), min_value=-90, max_value=90)
    longitude = blocks.FloatBlock(label=_("Longitude"), min_value=-180, max_value=180)
    directions = blocks.TextBlock(
        label=_("Directions in words"), help_text=_("Stop, entrance, steps: all that the map would show.")
    )

    class Meta:
        icon = "site"
        label = _("Place")
        description = _("A place on the map with directions in words; nothing is loaded from elsewhere.")
        template = "components/streamfield/map.html"
        preview_value = {
            "title": "Rynek Łazarski",
            "latitude": 52.3986,
            "longitude": 16.9021,
            "directions": "Przystanek Rynek Łazarski, wejście od ulicy Głogowskiej, bez schodów.",
        }
