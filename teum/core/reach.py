"""On which channels a customer can be reached, by the kinds of addresses that are known of them."""

from collections.abc import Iterable
from typing import Protocol

NUMBERS = frozenset({"phone", "sms", "whatsapp"})
"""One number takes calls, texts and chats alike; a member writes from their own phone."""
ANYWHERE = frozenset({"visit", "post", "portal"})
"""What needs no address that is kept for messages: to come, to post, the customer's page."""


def channels(addresses: Iterable[str]) -> frozenset[str]:
    """The channels on which addresses of these kinds reach somebody."""
    given = frozenset(addresses)
    by_number = NUMBERS if given & NUMBERS else frozenset()
    return ANYWHERE | by_number | (given & {"email"})


class Point(Protocol):
    """A way to reach somebody, as it is known."""

    @property
    def channel(self) -> str:
        """On which channel."""

    @property
    def address(self) -> str:
        """Where."""

    @property
    def is_broken(self) -> bool:
        """Whether it turned out not to reach them."""


def number(points: Iterable[Point]) -> str:
    """The first number that reaches them, or nothing."""
    works = (point for point in points if point.channel in NUMBERS and not point.is_broken)
    return next((point.address for point in works), "")
