"""On which channels a customer can be reached, by the kinds of addresses that are known of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from teum.core import link

NUMBERS = frozenset({"phone", "sms", "whatsapp"})
"""One number takes calls, texts and chats alike; a member writes from their own phone."""
AUTOMATIC = frozenset({"email"})
"""What a carrier of ours serves: a word leaves there by itself."""
ANYWHERE = frozenset({"visit", "post", "portal"})
"""What needs no address that is kept for messages: to come, to post, the customer's page."""

IN_PERSON = NUMBERS | {"visit", "post"}
"""For what somebody of ours has to know the customer's number or where they live."""


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


P = TypeVar("P", bound=Point)


def first(points: Iterable[P]) -> P | None:
    """Of the ways that reach them, in their order, the one that is taken: by a carrier before by hand."""
    ways = list(points)
    return next((point for point in ways if point.channel in AUTOMATIC), ways[0] if ways else None)


def number(points: Iterable[Point]) -> str:
    """The first number that reaches them, or nothing."""
    works = (point for point in points if point.channel in NUMBERS and not point.is_broken)
    return next((point.address for point in works), "")


def way(points: Iterable[Point]) -> str:
    """How a word that nobody gives reaches them: it is `written`, or somebody has to `call`; else `none`."""
    works = {point.channel for point in points if not point.is_broken}
    if works & AUTOMATIC:
        return "written"
    return "call" if works & NUMBERS else "none"


class Door(Protocol):
    """The link over whose page an address was given."""

    @property
    def case_id(self) -> int | None:
        """The one case that it opens; None for all of the customer's."""

    @property
    def expires_at(self) -> datetime:
        """From when on it opens nothing."""

    @property
    def revoked_at(self) -> datetime | None:
        """When a member ended it."""


def takes_words(given_on: Door | None, *, case: int | None, now: datetime) -> bool:
    """Whether what is written about a case may go to an address; one that is theirs for certain takes all.

    Whoever gave it over a page can read there what is written, as long as that link opens: it tells them nothing new.
    A link is never sent to it.
    """
    if given_on is None:
        return True
    is_open = given_on.revoked_at is None and not link.is_over(given_on.expires_at, now=now)
    return is_open and given_on.case_id in (None, case)
