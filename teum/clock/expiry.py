"""What nobody marked, and what could not leave in time: each in a transaction of its own (guarantee 4).

One that raises is logged with its id and tried again after a while; it holds up no other, and no delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from teum.actions import messages
from teum.clock.patience import alone
from teum.clock.timers import Broken
from teum.core import delivery as rules
from teum.queries import delivery as read

BROKEN = Broken()


def leases(*, now: datetime) -> list[int]:
    """Messages whose process died between sending and marking: they become uncertain."""
    return _each(read.stale(now - rules.LEASE), lambda pk: messages.mark_uncertain(pk, now=now), now=now)


def waits(*, now: datetime, but: Collection[int] = ()) -> None:
    """What has waited until it is time to call, for a carrier that is away or its turn: somebody is asked to.

    Asked at the end of a pass, so that what can leave yet has left. `but`: what others have in their hands.
    """
    by = now + rules.TIME_TO_CALL
    put_off = read.waited_too_long(now, by)
    _each(put_off, lambda pk: messages.mark_away(pk, reason=rules.AWAY, now=now), now=now)
    behind = [pk for pk in read.left_behind(now, by, now - rules.A_CHANCE) if pk not in but]
    _each(behind, lambda pk: messages.mark_out_of_time(pk, now=now), now=now)


def _each(ids: Iterable[int], mark: Callable[[int], None], *, now: datetime) -> list[int]:
    """Those that were marked."""
    waiting, marked = BROKEN.waiting(now), []
    for pk in ids:
        if pk in waiting:
            continue
        if alone(pk, lambda pk=pk: mark(pk)):  # type: ignore[misc]
            BROKEN.forget(pk)
            marked.append(pk)
        else:
            BROKEN.add(pk, now)
    return marked
