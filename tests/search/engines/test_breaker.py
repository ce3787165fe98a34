"""Three failures within half a minute pause an engine for half a minute; then one request tries."""

import pytest

from search.engines.breaker import CLOSED, Breaker


def after(*failures: float) -> Breaker:
    breaker = CLOSED
    for moment in failures:
        breaker = breaker.after_failure(moment)
    return breaker


@pytest.mark.parametrize(
    ("failures", "is_open"),
    [
        ((), False),
        ((0,), False),
        ((0, 1), False),
        ((0, 1, 2), True),
        ((0, 15, 29.9), True),
        ((0, 15, 30), False),
        ((0, 40, 80, 120), False),
        ((0, 29, 31, 32), True),
    ],
)
def test_three_failures_within_half_a_minute_open_it(failures, is_open):
    assert after(*failures).is_open is is_open


@pytest.mark.parametrize(("now", "is_due"), [(2, False), (31.9, False), (32, True), (500, True)])
def test_a_trial_is_due_half_a_minute_later(now, is_due):
    assert after(0, 1, 2).is_trial_due(now) is is_due


def test_a_closed_one_needs_no_trial():
    assert not CLOSED.is_trial_due(10**9)


def test_a_failed_trial_begins_the_pause_anew():
    breaker = after(0, 1, 2).after_failure(40)

    assert not breaker.is_trial_due(69)
    assert breaker.is_trial_due(70)


def test_failures_of_requests_that_were_under_way_do_not_prolong_the_pause():
    assert after(0, 1, 2).after_failure(3) == after(0, 1, 2)
