"""The schedule table of the project page: typed rows instead of a table typed by hand."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.core.blocks.representations import ApiDocumentChooserBlock

from .choices import ScheduleRecruitment


class ScheduleRowBlock(blocks.StructBlock):
    """One event of the schedule with its dates."""

    event = blocks.CharBlock(label=_("Event"), max_length=255)
    dates = blocks.ListBlock(blocks.DateBlock(label=_("Day")), label=_("Days"), default=[], min_num=0)
    date_text = blocks.CharBlock(
        label=_("Date in words"),
        max_length=80,
        required=False,
        help_text=_("If the days are not known yet, e.g. “June 2017”."),
    )
    place = blocks.CharBlock(label=_("Place"), max_length=255, required=False)
    audience = blocks.CharBlock(label=_("For whom"), max_length=255, required=False)
    recruitment = blocks.ChoiceBlock(
        label=_("Registration"), choices=ScheduleRecruitment.choices, default=ScheduleRecruitment.NOT_APPLICABLE
    )
    programme_file = ApiDocumentChooserBlock(label=_("Programme (file)"), required=False)
    programme_url = blocks.URLBlock(label=_("Programme (address)"), required=False)

    class Meta:
        icon = "date"
        label = _("Row of the schedule")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {}
        if not cleaned["dates"] and not cleaned["date_text"].strip():
            errors["date_text"] = ValidationError(_("Give at least one day, or the date in words."))
        if cleaned["programme_file"] and cleaned["programme_url"]:
            errors["programme_url"] = ValidationError(_("Choose a file or give an address, not both."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class ScheduleTableBlock(blocks.StructBlock):
    """A schedule: event, dates, place, audience, registration, programme."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=255)
    rows = blocks.ListBlock(ScheduleRowBlock(label=_("Row")), label=_("Rows"), min_num=1)

    class Meta:
        icon = "date"
        label = _("Schedule")
        description = _("Events of a project with dates, place, audience, registration and programme.")
        template = "components/streamfield/schedule_table.html"
        preview_value = {
            "caption": "Harmonogram szkoleń",
            "rows": [
                {
                    "event": "Szkolenie z metod prowadzenia konsultacji",
                    "dates": [date(2017, 10, 3), date(2017, 10, 6)],
                    "place": "Poznań",
                    "audience": "pracownicy samorządowi",
                    "recruitment": "online",
                }
            ],
        }


class ScheduleStreamBlock(blocks.StreamBlock):
    """Schedules of a project page."""

    schedule = ScheduleTableBlock()
