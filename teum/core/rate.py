"""How fast messages may leave: a token bucket, as values. Times are seconds of a steady clock."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

HOME_BITS = 64
"""Of an IPv6 address, those that a provider gives to one home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many at once, and so many a second after that."""

    a_second: float
    burst: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """How many may leave, as of a time."""

    level: float
    at: float


def full(limit: Limit, *, at: float) -> Bucket:
    """The bucket of one who has sent nothing yet."""
    return Bucket(level=limit.burst, at=at)


def refilled(bucket: Bucket, limit: Limit, *, at: float) -> Bucket:
    """The bucket at a later time."""
    return Bucket(level=min(limit.burst, bucket.level + (at - bucket.at) * limit.a_second), at=at)


def taken(bucket: Bucket, limit: Limit, *, at: float) -> Bucket:
    """The bucket after one more left."""
    now = refilled(bucket, limit, at=at)
    return Bucket(level=now.level - 1, at=at)


def wait_seconds(bucket: Bucket, limit: Limit, *, at: float) -> float:
    """How long until one may leave."""
    return max(0.0, (1 - refilled(bucket, limit, at=at).level) / limit.a_second)


def place(remote: str, forwarded: str, *, proxies: int) -> str:
    """The address from which somebody asks: what the `proxies` in front say of it, where there are any."""
    hops = [hop.strip() for hop in forwarded.split(",")]
    return hops[-proxies] if proxies and len(hops) >= proxies and hops[-proxies] else remote


def home(place: str) -> str:
    """From where somebody asks, as it is counted: a home has one IPv4 address, and 2^64 of IPv6."""
    try:
        address = ipaddress.ip_address(place)
    except ValueError:
        return place
    if not isinstance(address, ipaddress.IPv6Address):
        return place
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, HOME_BITS), strict=False))
