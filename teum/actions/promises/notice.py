"""The notice of what was agreed: it waits for more of the same sitting, and leaves only while it is true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from teum.actions import letters, moments
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.core.promise import Nature
from teum.language.notices import Letter, delay
from teum.language.notices import customer as notices
from teum.models import Message, Promise, Telling, prepared
from teum.queries import journeys, rows, sentences, telling
from teum.queries.message_view import BY_A_PERSON, UNSAID

KINDS = ("agreed", "received")
_NOTICES = prepared.rows(
    lambda organisation, case: (
        Message.objects.of(organisation).filter(UNSAID, case=case, kind__in=KINDS).order_by("id")
    )
)
"""What tells a promise for the first time."""
_PENDING = prepared.rows(
    lambda organisation, case: (
        Message.objects.of(organisation)
        .filter(UNSAID, Q(kind="agreed") | Q(kind="received", state="failed"), case=case)
        .order_by("id")
    )
)
"""What a fuller one takes in: also the answer to a new matter, where that waits for a hand."""


def tell_agreed(opened: Matter, row: Promise, *, wait_seconds: int | None = None) -> None:
    """One message for what was agreed in one sitting: a notice that still waits is overtaken by a fuller one.

    It waits as long as the policy says, unless `wait_seconds` are given.
    """
    pending = _PENDING.first(opened.organisation_id, opened.case.pk)
    others = _told_by(pending, but=row) if pending and letters.replace(opened, pending) else []
    _queue(opened, "agreed", [*others, row], wait_seconds=wait_seconds)


def leave_out(opened: Matter, row: Promise) -> bool:
    """Another message says now how it stands with this promise: a notice that waits goes without it, or not at all.

    Answers whether one waited.
    """
    waits = _waiting(opened, row)
    for pending in waits:
        others = _told_by(pending, but=row)
        if others:
            _queue(opened, pending.kind, others)
    return bool(waits)


def answered(opened: Matter, row: Promise) -> None:
    """What was asked of them has come, or is needed no more: no request or reminder is sent after it."""
    asking = Message.objects.of(opened.organisation_id).filter(
        UNSAID, case=opened.case, kind__in=("asked", "reminder")
    )
    for message in asking.filter(pk__in=letters.messages_about(row)):
        letters.replace(opened, message)


def closes_no_more(opened: Matter) -> None:
    """No date closes their matter any more: what announces it, or reminds of it, is not sent after that.

    The promised words that it was to give are owed as before.
    """
    said = Telling.objects.of(opened.organisation_id).filter(
        promise__case=opened.case, promise__nature=Nature.CLOSING
    )
    unsaid = Message.objects.of(opened.organisation_id).filter(UNSAID, pk__in=said.values("message"))
    for message in unsaid:
        letters.replace(opened, message)


def say_no_more(opened: Matter, row: Promise) -> None:
    """Nobody says any more what was agreed of it: a notice that waits for a person goes without it, or not at all."""
    mine = Message.objects.of(opened.organisation_id).filter(BY_A_PERSON, kind__in=KINDS)
    for pending in mine.filter(pk__in=letters.messages_about(row)):
        others = _told_by(pending, but=row)
        if letters.replace(opened, pending) and others:
            _queue(opened, pending.kind, others)


def write_anew(opened: Matter, *changed: Promise) -> None:
    """Something of these promises changed that needs no message: a notice that waits says it as it is now."""
    for pending in [message for row in changed for message in _waiting(opened, row)]:
        _queue(opened, pending.kind, _told_by(pending))


def _waiting(opened: Matter, row: Promise) -> list[Message]:
    """The notices of a promise that had not left; they are overtaken."""
    about = letters.messages_about(row)
    found = _NOTICES(opened.organisation_id, opened.case.pk)
    return [message for message in found if message.pk in about and letters.replace(opened, message)]


def _told_by(pending: Message, *, but: Promise | None = None) -> list[Promise]:
    """The promises of a notice that still stand, without one of them."""
    ids = (
        Telling.objects.of(pending.organisation_id).filter(message=pending).values_list("promise", flat=True)
    )
    listed = Promise.objects.of(pending.organisation_id).filter(pk__in=list(ids)).select_related("owner")
    left_out = but.pk if but else None
    return [row for row in listed.order_by("id") if row.state in rows.LIVE and row.pk != left_out]


def _queue(opened: Matter, kind: str, told: Sequence[Promise], *, wait_seconds: int | None = None) -> None:
    gathers = opened.times.policy.agreed_seconds if wait_seconds is None else wait_seconds
    gathers = gathers if opened.by.kind == "member" else 0
    letters.queue(
        opened,
        kind,
        _letter(opened, kind, told),
        tells=[Tells(promise=row.pk, number=row.number, what="agreed") for row in told],
        wait_seconds=gathers,
        needed_by=_needed_by(opened, told, leaves_at=opened.now + timedelta(seconds=gathers)),
    )


def _needed_by(opened: Matter, told: Sequence[Promise], *, leaves_at: datetime) -> datetime | None:
    """The first of their times, where they may be written to no more before it; else it is needed by no moment."""
    by = min((at for row in told if (at := rows.promise(row).next_at) > opened.now), default=None)
    return moments.unless_allowed_before(opened, by, at=leaves_at)


def _letter(opened: Matter, kind: str, told: Sequence[Promise]) -> Letter:
    party = letters.party(opened)
    lines = [(row, _sentence(opened, row)) for row in told]
    if kind == "received" and len(lines) == 1:
        return notices.received(party=party, sentence=lines[0][1])
    where, rest = journeys.entering(opened.case, told, now=opened.now)
    return notices.agreed(
        party=party,
        where=where,
        rest=rest,
        sentences=[(said, row.includes) for row, said in lines if row.state != "offered"],
        offers=[(said, row.includes) for row, said in lines if row.state == "offered"],
    )


def _sentence(opened: Matter, row: Promise) -> str:
    """The promise as they read it; where it comes later than another of which they heard, with that time of it."""
    said = sentences.of_promise(row, opened.case, now=opened.now)
    before = row.replaces if row.replaces_id and row.revisions else None
    old = telling.heard(before).window if before else None
    if before is None or old is None or row.due <= old.due:
        return said
    return f"{said} {delay.instead(before.what, old, opened.case.customer.language, opened.now)}"
