"""Many responses at once that were gathered elsewhere."""

from datetime import UTC, datetime

import pytest

from consultations.surveys import selectors
from consultations.surveys.faults import AnswersInvalid
from consultations.surveys.models import Response
from consultations.surveys.services import Circumstances, Gathered, rebuild_codes, store_gathered

MOMENT = datetime(2026, 5, 4, 10, 37, tzinfo=UTC)


def gathered(channel: str = "web", **answers: object) -> Gathered:
    return Gathered(answers, Circumstances(locale="pl", channel=channel), MOMENT)


def test_all_are_stored_and_counted(survey):
    people = [gathered(transport="bike", why="Zdrowiej"), gathered("paper", transport="bus", why="ukryte", days=3)]

    stored = store_gathered(survey=survey, version=survey.live_version, gathered=people)

    assert stored == 2
    first, second = Response.objects.order_by("channel")
    assert (first.channel, first.answers) == ("paper", {"transport": "bus", "days": 3})
    assert second.submitted_at == MOMENT.replace(minute=0)
    assert first.receipt_hash != second.receipt_hash
    assert rebuild_codes(survey_key=survey.translation_key) == (2, 0)


def test_one_that_is_not_allowed_stores_none(survey):
    people = [gathered(transport="bike"), gathered(transport="teleport")]

    with pytest.raises(AnswersInvalid):
        store_gathered(survey=survey, version=survey.live_version, gathered=people)
    assert not Response.objects.filter(survey_key=survey.translation_key).exists()


def test_kept_counts_are_forgotten(survey):
    selectors.stale_snapshots(survey.translation_key).create(
        survey_key=survey.translation_key, computed_at=MOMENT, content={}
    )

    store_gathered(survey=survey, version=survey.live_version, gathered=[gathered(transport="bus")])

    assert not selectors.stale_snapshots(survey.translation_key).exists()
