"""Messages that wait to be sent: which may go now, and when there is something to do next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, StrIndex
from django.db.models.lookups import GreaterThan

from teum.core import delivery as rules
from teum.core import envelope
from teum.models import Carrier, Message, prepared
from teum.models.tenancy import OrganisationRows

NEEDED_OF_THE_DUE = Coalesce("needed_by", "send_at")
"""Orders by need what is found by its moment: by `message_needed` all that is to come would be read for it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a message goes: a customer of a business; or a `member` of it, where several such may leave together."""

    organisation: int
    customer: int | None
    member: int | None


def queued() -> OrganisationRows[Message]:
    """Everybody's messages that wait, the next one first."""
    return Message.objects.everywhere().filter(state="queued").order_by("send_at", "id")


def free(*, now: datetime, but: Collection[tuple[str, int]] = ()) -> OrganisationRows[Message]:
    """The messages that may go now, without those of a channel and business named.

    To one customer of one case they go in the order in which they were written (`core.delivery.IN_THE_WAY`).
    """
    return _free(now, now + rules.GOES_AHEAD, _named(but))


def _free(now: datetime, ahead: datetime, but: str) -> OrganisationRows[Message]:
    found = queued().filter(send_at__lte=now).filter(~Q(_held(now)) | Q(needed_by__lte=ahead))
    return found.filter(~_is_put_off(now)).exclude(_is_among(but))


def _named(lines: Collection[tuple[str, int]]) -> str:
    """Channels of businesses as one text, however many: what is asked of the database is the same each time."""
    return "".join(f" {channel} {organisation};" for channel, organisation in sorted(lines))


def _is_among(named: str) -> GreaterThan:
    """Whether its channel of its business is named."""
    organisation = Cast("organisation_id", TextField())
    mine = Concat(Value(" "), "channel", Value(" "), organisation, Value(";"), output_field=TextField())
    return GreaterThan(StrIndex(Value(named, output_field=TextField()), mine), 0)


def _is_put_off(now: datetime) -> Exists:
    """Whether its carrier was found away, and it is not time to look again."""
    carriers = Carrier.objects.everywhere().filter(
        organisation=OuterRef("organisation"), channel=OuterRef("channel"), again_at__gt=now
    )
    return Exists(carriers)


def lines(
    *, now: datetime, but: Collection[tuple[str, int]] = (), limit: int
) -> list[tuple[int, tuple[str, int]]]:
    """The numbers of the first messages that may go now, each with its channel and business."""
    may_go, soon = free(now=now, but=but), now + rules.NEEDED_SOON
    found: list[tuple[int, tuple[str, int]]] = []
    for rows in (_soonest(may_go, soon), _others(may_go, soon)):
        listed = rows.values_list("pk", "channel", "organisation_id")[: limit - len(found)]
        found += [(number, (channel, organisation)) for number, channel, organisation in listed]
    return found


def _soonest(found: OrganisationRows[Message], soon: datetime) -> OrganisationRows[Message]:
    """Of these, what is needed by then, the first one first; `_others` are to follow."""
    return found.filter(needed_by__lte=soon).order_by("needed_by", "send_at", "id")


def _others(found: OrganisationRows[Message], soon: datetime) -> OrganisationRows[Message]:
    return found.filter(Q(needed_by=None) | Q(needed_by__gt=soon))


def wait_seconds(message_id: int, *, now: datetime) -> float | None:
    """How long until a message's moment; None where it does not wait for one."""
    send_at = queued().filter(pk=message_id).values_list("send_at", flat=True).first()
    return (send_at - now).total_seconds() if send_at else None


def _held(now: datetime) -> Exists:
    """Whether one before it is under way: queued, in the air, or tried again, at whichever address.

    Not what waits to leave with another and leaves with this one, to the same address; nor, where it cannot, what waits
    by choice and was not tried (`core.envelope.may_be_passed`): a reminder or a word that moves nothing would hold back
    a change of time until tomorrow. Whatever was tried, or went on to another address, is waited for: that is a matter
    of minutes. A code needs no exception: it is needed so soon that it goes ahead.
    """
    goes_along = Q(channel=OuterRef("channel"), address=OuterRef("address"), language=OuterRef("language"))
    waits = Q(state="queued", send_at__gt=now, may_join_at__lte=now, attempts=0)
    before = Message.objects.everywhere().filter(
        organisation=OuterRef("organisation"),
        case=OuterRef("case"),
        customer=OuterRef("customer"),
        pk__lt=OuterRef("pk"),
        state__in=rules.IN_THE_WAY,
    )
    return Exists(before.filter(~(waits & (goes_along | Q(kind__in=envelope.ROUTINE, reason="")))))


def to_claim(
    *, limit: int, now: datetime, but: Collection[tuple[str, int]] = (), only: int | None = None
) -> dict[int, Reader]:
    """The next messages that may go now and that no other process is claiming, or `only` one, if it is among them.

    Each with its reader; what is needed soon before all else. Locked where several processes can claim at once.
    """
    ahead, soon = now + rules.GOES_AHEAD, now + rules.NEEDED_SOON
    if only:
        found = _one_to_claim(only, now, ahead)
    else:
        named = _named(but)
        found = _needed_to_claim(limit)(now, ahead, soon, named)
        found += _more_to_claim(limit - len(found))(now, ahead, soon, named) if len(found) < limit else []
    return {row.pk: Reader(row.organisation_id, row.customer_id, _member(row)) for row in found}


def _member(row: Message) -> int | None:
    return row.member_id if row.kind in envelope.TO_OUR_OWN else None


@prepared.rows
def _one_to_claim(message: int, now: datetime, ahead: datetime) -> QuerySet[Message]:
    return _unclaimed(_free(now, ahead, "").filter(pk=message), 1)


@cache
def _needed_to_claim(limit: int) -> prepared.Kept[Message]:
    def build(now: datetime, ahead: datetime, soon: datetime, but: str) -> QuerySet[Message]:
        return _unclaimed(_soonest(_free(now, ahead, but), soon), limit)

    return prepared.rows(build)


@cache
def _more_to_claim(limit: int) -> prepared.Kept[Message]:
    def build(now: datetime, ahead: datetime, soon: datetime, but: str) -> QuerySet[Message]:
        return _unclaimed(_others(_free(now, ahead, but), soon), limit)

    return prepared.rows(build)


def _unclaimed(found: OrganisationRows[Message], limit: int) -> QuerySet[Message]:
    known = found.only("organisation_id", "customer_id", "member_id", "kind")
    return known.select_for_update(skip_locked=True, no_key=True)[:limit]


def is_due(*, now: datetime, but: Collection[tuple[str, int]] = ()) -> bool:
    """Whether any message may go now."""
    return _goes_at.first(now, now + rules.GOES_AHEAD, _named(but)) is not None


@prepared.column
def _goes_at(now: datetime, ahead: datetime, but: str) -> QuerySet[Message, datetime]:
    return _free(now, ahead, but).values_list("send_at", flat=True)[:1]


@prepared.column
def _comes_at(now: datetime) -> QuerySet[Message, datetime]:
    return queued().filter(send_at__gt=now).values_list("send_at", flat=True)[:1]


@prepared.column
def _needed_by(now: datetime) -> QuerySet[Message, datetime | None]:
    """Of those that wait for another, and not for their carrier, what is needed first."""
    waiting = queued().filter(_held(now), ~_is_put_off(now), send_at__lte=now, needed_by__isnull=False)
    return waiting.order_by(NEEDED_OF_THE_DUE).values_list("needed_by", flat=True)[:1]


@prepared.column
def _looks_again_at(now: datetime) -> QuerySet[Carrier, datetime | None]:
    found = Carrier.objects.everywhere().filter(again_at__gt=now).order_by("again_at")
    return found.values_list("again_at", flat=True)[:1]


@prepared.column
def _put_off(now: datetime) -> QuerySet[Message, datetime | None]:
    """By when what waits for its carrier is needed, the first of all about which nobody is asked to call."""
    waiting = queued().filter(_is_put_off(now), send_at__lte=now, needed_by__isnull=False)
    waiting = waiting.exclude(reason__in=rules.CALLED)
    return waiting.order_by(NEEDED_OF_THE_DUE).values_list("needed_by", flat=True)[:1]


@prepared.column
def waited_too_long(now: datetime, by: datetime) -> QuerySet[Message, int]:
    """What waits for a carrier that is away, is needed by a moment, and nobody is asked to call with yet."""
    waiting = queued().filter(_is_put_off(now), send_at__lte=now, needed_by__lte=by)
    waiting = waiting.exclude(reason__in=rules.CALLED)
    return waiting.order_by("needed_by", "send_at", "id").values_list("pk", flat=True)


@prepared.column
def left_behind(now: datetime, by: datetime, since: datetime) -> QuerySet[Message, int]:
    """What may go since then and did not, and is needed by a moment that is close, and nobody is asked to call with."""
    waiting = queued().filter(send_at__lte=since, needed_by__gt=now, needed_by__lte=by)
    waiting = waiting.exclude(reason__in=rules.CALLED)
    return waiting.order_by("needed_by", "send_at", "id").values_list("pk", flat=True)


@prepared.column
def stale(by: datetime) -> QuerySet[Message, int]:
    """What was claimed by then, and was not marked since."""
    sending = Message.objects.everywhere().filter(state="sending", claimed_at__lte=by)
    return sending.order_by("claimed_at", "id").values_list("pk", flat=True)


def away() -> set[tuple[str, int]]:
    """The channels, each of a business, whose carriers were found away and have taken nothing since."""
    return {(row.channel, row.organisation_id) for row in _AWAY()}


_AWAY = prepared.rows(lambda: Carrier.objects.everywhere().filter(again_at__isnull=False))


@prepared.column
def _claimed_at() -> QuerySet[Message, datetime | None]:
    sending = Message.objects.everywhere().filter(state="sending", claimed_at__isnull=False)
    return sending.order_by("claimed_at").values_list("claimed_at", flat=True)[:1]


def next_at(*, now: datetime) -> datetime | None:
    """When delivery has something to do next: a message's moment, or the end of a claim that nobody marked.

    What waits for a message before it is looked at when that one's moment comes, or when it goes ahead; what waits for
    its carrier when that is looked for again, or when it is time to call with it. Where something may go now, that is
    its moment, however long it has waited.
    """
    at_once = _goes_at.first(now, now + rules.GOES_AHEAD, "")
    if at_once:
        return at_once
    needed, sending, looks_again = _needed_by.first(now), _claimed_at.first(), _looks_again_at.first(now)
    put_off = _put_off.first(now) if looks_again else None  # else no carrier is away
    moments = [
        _comes_at.first(now),
        needed - rules.GOES_AHEAD if needed else None,
        sending + rules.LEASE if sending else None,
        looks_again,
        put_off - rules.TIME_TO_CALL if put_off else None,
    ]
    return min((moment for moment in moments if moment), default=None)


def lag_seconds(*, now: datetime) -> float:
    """How long the oldest message that has not gone out has been due."""
    oldest = queued().filter(send_at__lte=now).values_list("send_at", flat=True).first()
    return (now - oldest).total_seconds() if oldest else 0.0
