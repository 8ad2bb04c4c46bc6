"""How often one place may ask."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpRequest
from pytest_django import Settings

from teum.core import rate
from teum.core.rate import Limit
from teum.web import limits
from teum.web.limits import Limiter


class Watch:
    """A clock that a test moves."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def limiter() -> tuple[Limiter, Watch]:
    """Two at once, and one every ten seconds."""
    watch = Watch()
    return Limiter(Limit(a_second=0.1, burst=2), seconds=watch), watch


def test_so_many_at_once_and_then_a_wait() -> None:
    many, watch = limiter()
    for _ in range(2):
        assert many.wait_seconds("here") == 0
        many.count("here")
    assert many.wait_seconds("here") == pytest.approx(10)
    assert many.wait_seconds("there") == 0, "each place has its own"
    watch.at = 10.5
    assert many.wait_seconds("here") == 0


def test_it_remembers_only_so_many_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    many, _ = limiter()
    for place in ("first", "first", "second", "third"):
        many.count(place)
    assert many.wait_seconds("first") == 0, "the quietest was forgotten"
    assert len(many._buckets) == 2


@pytest.mark.parametrize(
    ("proxies", "forwarded", "place"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_what_a_visitor_says_of_their_own_address_counts_for_nothing(
    settings: Settings, proxies: int, forwarded: str, place: str
) -> None:
    settings.TEUM = replace(settings.TEUM, trusted_proxies=proxies)
    request = HttpRequest()
    headers: dict[str, Any] = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    request.META = headers
    assert limits.place(request) == place


@pytest.mark.parametrize(("place", "home"), [
    ("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("unknown", "unknown"),
    ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ffff:1", "2001:db8::/64"), ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
])  # fmt: skip
def test_a_home_with_many_addresses_is_counted_once(place: str, home: str) -> None:
    assert rate.home(place) == home
