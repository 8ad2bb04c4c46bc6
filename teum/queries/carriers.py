"""Which of a business's carriers are away, and how much waits for each; shown to whoever runs the business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.core import delivery
from teum.core.actor import Actor
from teum.models import Carrier, Message
from teum.queries import members


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayView:
    """A carrier that has been away for some minutes: of which channel, since when, and how much waits for it."""

    channel: str
    since: datetime
    waiting: int


def away(*, by: Actor, now: datetime) -> tuple[AwayView, ...]:
    """What keeps messages waiting; nothing for anybody but the one who sees to it, nor for the first minutes."""
    long = Carrier.objects.of(by.organisation_id).filter(away_since__lte=now - delivery.WORTH_TELLING)
    found = [_view(row, now=now) for row in long.order_by("id")]
    found = [view for view in found if view.waiting]
    if not found or members.managers(by.organisation_id)[0].pk != by.member_id:
        return ()
    return tuple(found)


def _view(row: Carrier, *, now: datetime) -> AwayView:
    waiting = Message.objects.of(row.organisation_id).filter(
        channel=row.channel, state__in=delivery.IN_THE_WAY, send_at__lte=now
    )
    assert row.away_since
    return AwayView(channel=row.channel, since=row.away_since, waiting=waiting.count())
