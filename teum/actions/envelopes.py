"""Few messages: which leave together to one customer, and which wait for that (`core.envelope`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from teum.actions.matter import Matter
from teum.core import delivery, envelope
from teum.core.envelope import UnderWay
from teum.models import Customer, Message, Telling, prepared
from teum.queries import incidents, terms, timers
from teum.queries.delivery import Reader
from teum.queries.rows import zone

LEFT = ("sending", "accepted", "delivered", "uncertain", "shown_locally")
"""States of a message that has left, or is about to."""


# ── what waits ──


def waits_until(
    opened: Matter, kind: str, *, tells: bool, needed_by: datetime | None, send_at: datetime
) -> datetime | None:
    """Until when a message waits for another with which it leaves; None where it leaves at `send_at`."""
    organisation, customer, now = opened.case.organisation, opened.case.customer, opened.now
    if envelope.is_routine(kind, tells=tells):
        midnight = envelope.day_of(send_at, zone(organisation.zone))
        if midnight > now or not _has_message(customer, midnight, or_waits=True):
            return None
        tomorrow = envelope.tomorrow(terms.quiet(organisation, customer), now)
        return envelope.waits_until(tomorrow, needed_by=needed_by, now=now)
    until = opened.now + envelope.GATHERING
    if opened.by.kind != "clock" or send_at > now:
        return None
    if envelope.waits_until(until, needed_by=needed_by, now=now) is None:
        return None
    more = timers.speaks_again(opened.organisation_id, customer.pk, until=until) or incidents.speaks_again(
        opened.organisation_id, customer.pk
    )
    return until if more else None


def hold_back(ids: Collection[int], *, now: datetime) -> bool:
    """Put claimed messages of one envelope back until tomorrow: all can wait, and the customer has had one today.

    Once: what has waited leaves. It begins anew then, however often it was tried before.
    """
    moments = [_tomorrow(message, now=now) for pk in ids for message in _with_reader(pk)]
    return _put_off(ids, moments, may_join_at=now, attempts=0, reason="", claimed_at=None, claimed_by="")


def rest(ids: Collection[int], *, now: datetime) -> bool:
    """Put claimed messages of one envelope that have waited for long off until their customer may be written to.

    All of them or none: where one cannot wait the customer is written to all the same, and none passes another.
    """
    return _put_off(ids, [_rests_until(message, now=now) for pk in ids for message in _with_reader(pk)])


def leave_alone(customer: Customer, *, now: datetime) -> None:
    """They want other hours left alone: what waits for a moment in them, and can, waits until those are over.

    So does the call that goes ahead of it, which is made until then.
    """
    quiet = terms.quiet(customer.organisation, customer)
    waiting = Message.objects.of(customer.organisation_id).filter(customer=customer, state="queued")
    for message in waiting.only("send_at", "needed_by", "call_by"):
        at = max(message.send_at, now)
        until = envelope.rests_until(quiet, needed_by=message.needed_by, now=at)
        if until is not None:
            called = {"call_by": until} if message.call_by == message.send_at else {}
            waiting.filter(pk=message.pk, send_at=message.send_at).update(send_at=until, **called)


def _put_off(ids: Collection[int], moments: Sequence[datetime | None], **become: Any) -> bool:
    """Put messages in somebody's hands back until the first of these moments; not where one of them cannot wait."""
    until = min((at for at in moments if at), default=None)
    if until is None or None in moments:
        return False
    mine = Message.objects.everywhere().filter(pk__in=ids, state="sending")
    mine.update(state="queued", send_at=until, envelope="", **become)
    return True


def _rests_until(message: Message, *, now: datetime) -> datetime | None:
    if message.customer is None:
        return None
    quiet = terms.quiet(message.organisation, message.customer)
    return envelope.rests_until(quiet, needed_by=message.needed_by, now=now)


_with_reader = prepared.rows(
    lambda message: Message.objects.everywhere().select_related("organisation", "customer").filter(pk=message)
)


def _tomorrow(message: Message, *, now: datetime) -> datetime | None:
    """Until when it waits; None where it leaves now."""
    if message.customer is None or message.may_join_at is not None:
        return None
    tells = bool(_tells.first(message.organisation_id, message.pk))
    midnight = envelope.day_of(now, zone(message.organisation.zone))
    if not envelope.is_routine(message.kind, tells=tells):
        return None
    if not _has_message(message.customer, midnight, but=message):
        return None
    until = envelope.tomorrow(terms.quiet(message.organisation, message.customer), now)
    return envelope.waits_until(until, needed_by=message.needed_by, now=now)


_tells = prepared.column(
    lambda organisation, message: (
        Telling.objects.of(organisation).filter(message=message).values_list("pk", flat=True)[:1]
    )
)


def _has_message(
    customer: Customer, since: datetime, *, but: Message | None = None, or_waits: bool = False
) -> bool:
    """Whether a message left to the customer since then; with `or_waits`, or is about to."""
    found = Message.objects.of(customer.organisation_id).filter(customer=customer, direction="out")
    if but is not None:
        found = found.exclude(pk=but.pk).exclude(envelope=but.envelope or but.key)
    left = Q(state__in=LEFT) & (Q(claimed_at__gte=since) | Q(told_at__gte=since))
    waits = Q(state="queued", may_join_at=None) if or_waits else Q()
    return found.filter(left | waits if or_waits else left).exists()


# ── what leaves together ──


def take(leads: Mapping[int, Reader], *, worker: str, now: datetime) -> list[int]:
    """Claim these messages, each with its reader, and what leaves with them; the ids of all.

    Part of the transaction in which they were read.
    """
    claimed = {"state": "sending", "claimed_at": now, "claimed_by": worker}
    found = _envelopes(leads, now=now)
    for ids in found:
        if len(ids) == 1:
            _claim(ids[0], now, worker)
            continue
        (key,) = _KEY(ids[0])
        Message.objects.everywhere().filter(pk__in=ids).update(**claimed, envelope=key)
    return [pk for ids in found for pk in ids]


_KEY = prepared.column(
    lambda message: Message.objects.everywhere().filter(pk=message).values_list("key", flat=True)
)


@prepared.changing
def _claim(message: int, now: datetime, worker: str) -> prepared.Change:
    claimed = {"state": "sending", "claimed_at": now, "claimed_by": worker, "envelope": ""}
    return Message.objects.everywhere().filter(pk=message), claimed


def take_apart(ids: Iterable[int], *, worker: str, now: datetime) -> set[int]:
    """What was claimed for one envelope leaves in several, each alone, and is claimed anew for that; what is ours yet.

    A server may have taken its time to refuse the envelope: what is in doubt by now is a person's.
    """
    ours = Message.objects.everywhere().filter(pk__in=list(ids), state="sending", claimed_by=worker)
    ours.update(envelope="", claimed_at=now)
    return set(ours.values_list("pk", flat=True))


def _envelopes(leads: Mapping[int, Reader], *, now: datetime) -> list[list[int]]:
    """The messages that leave, by envelope; what somebody else has or is about to take stays behind, with what would
    pass it."""
    of_each = [_under_way(reader) for reader in set(leads.values())]
    listed = [row for mine in of_each for row in mine]
    ready = {row.pk for row in listed if _is_ready(row, now)}.union(*(_rests(m, leads, now) for m in of_each))
    theirs = {row.pk for row in listed if row.state == "sending"}
    found = _together(listed, leads.keys(), ready=ready, theirs=theirs, now=now)
    joining = {pk for ids in found for pk in ids} - leads.keys()
    if joining and connection.features.has_select_for_update_skip_locked:
        mine = Message.objects.everywhere().filter(pk__in=joining, state="queued")
        mine = mine.select_for_update(skip_locked=True, no_key=True)
        ready = set(mine.values_list("pk", flat=True))
        found = _together(listed, leads.keys(), ready=ready, theirs=theirs | (joining - ready), now=now)
    others = leads.keys() - {row.pk for row in listed}
    return [*found, *([pk] for pk in others)]


def _rests(mine: Sequence[Message], leads: Mapping[int, Reader], now: datetime) -> set[int]:
    """Of one reader, what only rests until they may be written to: it leaves with what cannot wait for that.

    Not what was written just now, which a person may still undo, nor what the other may say better.
    """
    waits = [row for row in mine if _is_at_rest(row, now)]
    led = next(
        (row for row in mine if row.pk in leads and row.customer_id and row.kind not in envelope.ALONE), None
    )
    if led is None or not waits:
        return set()
    (reader,) = _with_reader(led.pk)
    assert reader.customer
    until = terms.quiet(reader.organisation, reader.customer).next_allowed(now)
    return {row.pk for row in waits if row.send_at == until}


def _is_at_rest(row: Message, now: datetime) -> bool:
    is_untried = (
        row.state == "queued" and not row.attempts and row.call_by is None and row.may_join_at is None
    )
    is_settled = row.undoes is None or delivery.has_waited(waited=now - row.at)
    return is_untried and row.send_at > now and is_settled and row.kind not in delivery.SAY_HOW_IT_STANDS


LOOKED_AT = (
    "customer",
    "member",
    "case",
    "kind",
    "channel",
    "address",
    "language",
    "state",
    "send_at",
    "needed_by",
    "may_join_at",
    "call_by",
    "attempts",
    "reason",
    "at",
    "undoes",
)
_UNDER_WAY = prepared.rows(
    lambda organisation, customer: (
        Message.objects.of(organisation)
        .filter(customer=customer, state__in=delivery.IN_THE_WAY)
        .only(*LOOKED_AT)
    )
)


_TO_MEMBER = prepared.rows(
    lambda organisation, member: (
        Message.objects.of(organisation)
        .filter(member=member, state="queued", kind__in=envelope.TO_OUR_OWN)
        .order_by("id")
        .only(*LOOKED_AT)[: envelope.MOST_TO_OUR_OWN]
    )
)


def _under_way(reader: Reader) -> list[Message]:
    if reader.customer:
        return _UNDER_WAY(reader.organisation, reader.customer)
    return _TO_MEMBER(reader.organisation, reader.member) if reader.member else []


def _may_be_passed(row: Message, now: datetime) -> bool:
    """As `queries.delivery` finds it of those before a message."""
    waits = row.may_join_at is not None and row.may_join_at <= now < row.send_at and row.state == "queued"
    is_untried = row.attempts == 0 and row.reason == ""
    return waits and envelope.may_be_passed(row.kind, is_untried=is_untried)


def _may_pass(row: Message, now: datetime) -> bool:
    """As `queries.delivery` lets it: where none of its case was before it, or it goes ahead of them."""
    goes_ahead = row.needed_by is not None and row.needed_by <= now + delivery.GOES_AHEAD
    return row.customer_id is None or row.case_id is None or goes_ahead


def _is_ready(row: Message, now: datetime) -> bool:
    """Whether it may leave now if another does: its moment has come, it waits for another, or it is tried again.

    One that broke waits for its moment: it would only take the other apart again.
    """
    may_join = row.may_join_at is not None and row.may_join_at <= now
    joins = (may_join or row.attempts > 0) and row.reason != delivery.BROKE
    return row.state == "queued" and (row.send_at <= now or joins)


def _together(
    listed: Iterable[Message], leads: Set[int], *, ready: Set[int], theirs: Set[int], now: datetime
) -> list[list[int]]:
    under_way: defaultdict[tuple[int | None, int | None], list[UnderWay]] = defaultdict(list)
    for row in listed:
        apart = (str(row.pk),) if row.kind in envelope.ALONE else (row.kind,) if row.member_id else ()
        to = (row.channel, row.address, row.language, *apart)
        under_way[row.customer_id, row.member_id].append(
            UnderWay(
                id=row.pk,
                case=row.case_id,
                to=to,
                may_join=row.pk in ready,
                may_be_passed=_may_be_passed(row, now) and row.pk not in theirs,
                is_theirs=row.pk in theirs,
                may_pass=_may_pass(row, now),
            )
        )
    return [ids for mine in under_way.values() for ids in envelope.together(mine, leads)]
