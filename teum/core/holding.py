""" "Still no answer" in two taps: the moments from which that of the next word is picked (A4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from teum.core import updates
from teum.core.updates import Times

MOST = 4
SOONEST = timedelta(minutes=45)
"""A word that comes sooner than this needs no promise."""


def moments(usual: Iterable[datetime], *, times: Times, now: datetime) -> tuple[datetime, ...]:
    """At most four, the soonest first: the policy's own moment, and usual ones at which they may be written to.

    The policy's own is among them in any case.
    """
    own = updates.next_word(calendar=times.calendar, policy=times.policy, now=now, quiet=times.quiet)
    soonest = now.astimezone(UTC) + SOONEST
    others = {at.astimezone(UTC) for at in usual}
    others = {at for at in others if at >= soonest and not times.quiet.is_quiet(at)}
    others.discard(own.astimezone(UTC))
    picked = sorted([own.astimezone(UTC), *sorted(others)[: MOST - 1]])
    return tuple(at.astimezone(times.calendar.zone) for at in picked)
