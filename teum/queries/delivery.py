"""Messages that wait to be sent: which may go now, and when there is something to do next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q

from teum.core import delivery as rules
from teum.models import Message
from teum.models.tenancy import OrganisationRows


def queued() -> OrganisationRows[Message]:
    """Everybody's messages that wait, the next one first."""
    return Message.objects.everywhere().filter(state="queued").order_by("send_at", "id")


def free(*, now: datetime, but: Collection[tuple[str, int]] = ()) -> OrganisationRows[Message]:
    """The messages that may go now, without those of a channel and business named.

    To one customer of one case they go in the order in which they were written (`core.delivery.IN_THE_WAY`).
    """
    found = queued().filter(send_at__lte=now).filter(~Q(_held()) | Q(needed_by__lte=now + rules.GOES_AHEAD))
    for channel, organisation in but:
        found = found.exclude(channel=channel, organisation=organisation)
    return found


def lines(
    *, now: datetime, but: Collection[tuple[str, int]] = (), limit: int
) -> list[tuple[int, tuple[str, int]]]:
    """The numbers of the first messages that may go now, each with its channel and business."""
    found = free(now=now, but=but).values_list("pk", "channel", "organisation_id")[:limit]
    return [(number, (channel, organisation)) for number, channel, organisation in found]


def wait_seconds(message_id: int, *, now: datetime) -> float | None:
    """How long until a message's moment; None where it does not wait for one."""
    send_at = queued().filter(pk=message_id).values_list("send_at", flat=True).first()
    return (send_at - now).total_seconds() if send_at else None


def _held() -> Exists:
    before = Message.objects.everywhere().filter(
        organisation=OuterRef("organisation"),
        case=OuterRef("case"),
        customer=OuterRef("customer"),
        pk__lt=OuterRef("pk"),
        state__in=rules.IN_THE_WAY,
    )
    return Exists(before)


def next_at(*, now: datetime) -> datetime | None:
    """When delivery has something to do next: a message's moment, or the end of a claim that nobody marked.

    What waits for a message before it is looked at when that one's moment comes, or when it goes ahead.
    """
    sending = Message.objects.everywhere().filter(state="sending").aggregate(at=Min("claimed_at"))["at"]
    needed = queued().filter(send_at__lte=now).aggregate(at=Min("needed_by", filter=Q(_held())))["at"]
    moments = [
        free(now=now).values_list("send_at", flat=True).first(),
        queued().filter(send_at__gt=now).values_list("send_at", flat=True).first(),
        needed - rules.GOES_AHEAD if needed else None,
        sending + rules.LEASE if sending else None,
    ]
    return min((moment for moment in moments if moment), default=None)


def lag_seconds(*, now: datetime) -> float:
    """How long the oldest message that has not gone out has been due."""
    oldest = queued().filter(send_at__lte=now).values_list("send_at", flat=True).first()
    return (now - oldest).total_seconds() if oldest else 0.0
