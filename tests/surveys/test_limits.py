"""Limits fire, end, and keep no address."""

from datetime import UTC, datetime
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisGone

from consultations.surveys.limits import LIMITS, allow, network_of, spend, truncated

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def request_from(address, forwarded=""):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize("kind", LIMITS)
def test_one_more_than_the_limit_waits_until_the_window_ends(kind):
    limit = LIMITS[kind]
    with time_machine.travel(NOON, tick=False):
        allowed = [allow(request_from("203.0.113.7"), "survey", kind) for _time in range(limit.most)]
        waits = allow(request_from("203.0.113.7"), "survey", kind)

    assert allowed == [0] * limit.most
    assert waits == limit.seconds  # noon is where a window of an hour, and one of a minute, begins
    with time_machine.travel(NOON.timestamp() + waits, tick=False):
        assert allow(request_from("203.0.113.7"), "survey", kind) == 0


@time_machine.travel(NOON, tick=False)
def test_another_network_survey_or_kind_has_its_own_count():
    for _time in range(LIMITS["submit"].most + 1):
        allow(request_from("203.0.113.7"), "survey", "submit")

    assert allow(request_from("203.0.113.99"), "survey", "submit") > 0  # the same network
    assert allow(request_from("203.0.114.7"), "survey", "submit") == 0
    assert allow(request_from("203.0.113.7"), "other", "submit") == 0
    assert allow(request_from("203.0.113.7"), "survey", "page") == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("2001:db8:1:300::1", "2001:db8:1:300::/56"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_address_is_truncated(address, network):
    assert truncated(address) == network


@pytest.mark.parametrize(
    ("proxy", "forwarded", "network"),
    [
        (None, "198.51.100.1", "10.0.0.0/24"),  # nobody vouches for the header
        (("HTTP_X_FORWARDED_PROTO", "https"), "198.51.100.1", "198.51.100.0/24"),
        (
            ("HTTP_X_FORWARDED_PROTO", "https"),
            "192.0.2.1, 198.51.100.1",
            "198.51.100.0/24",
        ),  # the first is the visitor's own
        (("HTTP_X_FORWARDED_PROTO", "https"), "", "10.0.0.0/24"),
    ],
)
def test_forwarded_address_counts_only_behind_a_trusted_proxy(settings, proxy, forwarded, network):
    settings.SECURE_PROXY_SSL_HEADER = proxy

    assert network_of(request_from("10.0.0.5", forwarded)) == network


def test_nothing_in_the_cache_tells_the_address():
    with mock.patch.object(cache, "add", wraps=cache.add) as added:
        allow(request_from("203.0.113.7"), "survey", "submit")

    (call,) = added.call_args_list
    assert "203.0.113" not in str(call)


def test_key_of_a_network_is_another_one_the_next_day():
    seen = []
    with mock.patch.object(cache, "add", side_effect=lambda key, *_rest, **_more: seen.append(key) or True):
        for day in (23, 24):
            with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=UTC), tick=False):
                spend("burst", "203.0.113.0/24", most=1, seconds=10**9, now=datetime(2026, 11, day, 12, tzinfo=UTC))

    assert len(set(seen)) == 2


@pytest.mark.parametrize("failure", [RedisGone("gone"), OSError("gone")])
def test_without_its_cache_nobody_is_turned_away(failure):
    with mock.patch.object(cache, "add", side_effect=failure):
        waits = [allow(request_from("203.0.113.7"), "survey", "submit") for _time in range(30)]

    assert waits == [0] * 30


def test_counter_that_expires_in_between_starts_again():
    with mock.patch.object(cache, "add", return_value=False), mock.patch.object(cache, "incr", side_effect=ValueError):
        assert allow(request_from("203.0.113.7"), "survey", "submit") == 0
