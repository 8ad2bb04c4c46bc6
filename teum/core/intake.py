"""A form on a business's own site: what it asks a stranger, and how it tells people from programs (A11)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from teum.core.alignment import Item, Kind, Side, Topic

TOPICS = (Topic.NEEDS, Topic.TIMES, Topic.THEIR_PART)
"""What may be asked before anybody of ours has said anything; how to answer them, every form asks by itself."""
KINDS = (Kind.TEXT, Kind.CHOICE, Kind.DATED)
SOONEST = timedelta(seconds=2)
"""Nobody reads a form, fills it in and sends it faster than this."""
LATEST = timedelta(days=1)
"""What was opened longer ago than this may ask what nobody asks any more."""
PROOF_BITS = 14
"""So many bits of a proof are zero: some 16,000 tries, about a second of a phone while its owner writes."""


def asked(items: Sequence[Item], chosen: Collection[str] = ()) -> tuple[Item, ...]:
    """The items of a template that a stranger is asked: those that were `chosen` by their keys, else the usual ones.

    What they need they can say; the rest mostly follows from what is said while one talks.
    """
    may_be = possible(items)
    usual = tuple(item for item in may_be if item.topic is Topic.NEEDS)
    return tuple(item for item in may_be if item.key in chosen) or usual or may_be


def possible(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a template that a stranger may be asked."""
    return tuple(
        item for item in items if item.side is Side.CUSTOMER and item.topic in TOPICS and item.kind in KINDS
    )


def must_be_said(item: Item) -> bool:
    """Whether the form needs it: what they want. The rest can still be said while one talks."""
    return item.is_required and item.topic is Topic.NEEDS


def is_too_soon(opened_at: datetime, *, now: datetime) -> bool:
    """Whether it came back faster than a person writes."""
    return now - opened_at < SOONEST


def is_too_old(opened_at: datetime, *, now: datetime) -> bool:
    """Whether it was opened too long ago."""
    return now - opened_at > LATEST


def is_proved(seal: str, proof: str, *, bits: int = PROOF_BITS) -> bool:
    """Whether somebody worked for it: the SHA-256 of `seal:proof` begins with so many zero bits."""
    if not proof.isascii() or not proof.isdigit() or len(proof) > 12:
        return False
    digest = hashlib.sha256(f"{seal}:{proof}".encode()).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - bits) == 0
