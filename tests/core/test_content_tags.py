"""Ids of headings, and the step a process has reached."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.core.blocks import TimelineBlock
from cms.core.templatetags.content_tags import current_step, heading_id, last_reached

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("heading", "identifier"),
    [
        ("Jak wziąć udział?", "s-jak-wziac-udzial"),
        ("Łąka", "s-laka"),
        ("Як взяти участь", "s-yak-vzyati-uchast"),
        ("!!!", "s-"),
    ],
)
def test_id_is_latin_in_every_script(heading, identifier):
    assert heading_id(heading) == identifier


@pytest.mark.parametrize(
    ("days", "reached"),
    [
        ([], None),
        ([None, None], None),
        ([TODAY + timedelta(days=1)], None),
        ([TODAY], 0),
        ([TODAY - timedelta(days=9), TODAY - timedelta(days=1), TODAY + timedelta(days=1)], 1),
        ([TODAY - timedelta(days=9), None, TODAY, None], 2),
    ],
)
def test_last_step_whose_day_has_come(days, reached):
    assert last_reached(days, TODAY) == reached


def test_current_step_of_a_timeline_block():
    today = timezone.localdate()
    days = [today - timedelta(days=2), today, today + timedelta(days=2)]
    value = TimelineBlock().to_python({"items": [{"date": day.isoformat(), "text": "Krok"} for day in days]})

    assert current_step(value["items"]) == 1
