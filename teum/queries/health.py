"""Is all well: when the clock and delivery last gave a sign of life, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.models import Message, Pulse, Timer


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopView:
    """A loop's last sign of life; None where it never ran."""

    name: str
    at: datetime | None
    lag_seconds: float
    was_away_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthView:
    """The loops, and the oldest things that wait for them although their moment has come."""

    loops: tuple[LoopView, ...]
    broker: LoopView | None
    inbox: LoopView | None
    oldest_timer: datetime | None
    oldest_message: datetime | None
    waiting_messages: int


def health(*, now: datetime, has_broker: bool = False, has_inbox: bool = False) -> HealthView:
    """How the machine is; also when a broker last took messages, and when the mailbox was last read."""
    pulses = {pulse.name: pulse for pulse in Pulse.objects.all()}
    timers = Timer.objects.everywhere().filter(fire_at__lte=now).order_by("fire_at")
    queued = Message.objects.everywhere().filter(state="queued", send_at__lte=now).order_by("send_at")
    return HealthView(
        loops=tuple(_loop(name, pulses.get(name)) for name in ("clock", "delivery")),
        broker=_loop("broker", pulses.get("broker")) if has_broker else None,
        inbox=_loop("inbox", pulses.get("inbox")) if has_inbox else None,
        oldest_timer=timers.values_list("fire_at", flat=True).first(),
        oldest_message=queued.values_list("send_at", flat=True).first(),
        waiting_messages=queued.count(),
    )


def _loop(name: str, pulse: Pulse | None) -> LoopView:
    if pulse is None:
        return LoopView(name=name, at=None, lag_seconds=0, was_away_since=None)
    return LoopView(
        name=name, at=pulse.at, lag_seconds=pulse.lag_seconds, was_away_since=pulse.was_away_since
    )
