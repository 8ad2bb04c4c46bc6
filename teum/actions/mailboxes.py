"""The mailbox: who reads it, and how far it was read. One reader at a time, over however many machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from teum.models import Mailbox, Member, Message, Organisation

LEASE = timedelta(seconds=90)
"""A reader that has not said for so long that it is there has lost the mailbox to the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The mailbox as its reader has it: its number, how far it was read, and since when it is looked at."""

    mailbox: int
    validity: int
    uid: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in which mailbox a mail was found."""

    mailbox: int
    validity: int
    uid: int


def is_wanted() -> bool:
    """Whether there is a business to read for."""
    return Organisation.objects.exists()


def hold(name: str, *, reader: str, now: datetime) -> bool:
    """Take the mailbox, or keep it; False where another reader has it. Before its first look it is everybody's."""
    mine = Q(held_by=reader) | Q(held_until=None) | Q(held_until__lte=now)
    with transaction.atomic():
        held = Mailbox.objects.filter(mine, name=name).update(held_by=reader, held_until=now + LEASE)
        return bool(held) or not Mailbox.objects.filter(name=name).exists()


def let_go(name: str, *, reader: str) -> None:
    """Leave it to the next one."""
    Mailbox.objects.filter(name=name, held_by=reader).update(held_until=None, held_by="")


def begin(name: str, *, reader: str, validity: int, next_uid: int, now: datetime) -> Held:
    """How far it was read. What lies in it at the first look is left as it is.

    Where the server counts anew, all that came since that first look is read again; what is known already is passed
    over by its content.
    """
    with transaction.atomic():
        found, _ = Mailbox.objects.get_or_create(
            name=name,
            defaults={
                "validity": validity,
                "uid": next_uid - 1,
                "since": now,
                "held_by": reader,
                "held_until": now + LEASE,
            },
        )
        if found.validity != validity:
            found.validity, found.uid = validity, 0
            found.save(update_fields=["validity", "uid"])
        return Held(mailbox=found.pk, validity=found.validity, uid=found.uid, since=found.since)


def pass_by(place: Place) -> bool:
    """As part of reading a mail: it is read from here on. False where somebody has read it."""
    row = Mailbox.objects.select_for_update(no_key=True).get(pk=place.mailbox)
    if row.validity != place.validity or row.uid >= place.uid:
        return False
    row.uid = place.uid
    row.save(update_fields=["uid"])
    return True


def leave(place: Place) -> None:
    """Pass by a mail that was there before the mailbox was ours to read."""
    with transaction.atomic():
        pass_by(place)


def pass_on(member: Member, heir: Member) -> None:
    """Whoever leaves looks at no mail any more; another does."""
    waiting = Message.objects.of(member.organisation_id).filter(
        member=member, kind="unplaced", settled_at=None
    )
    waiting.update(member=heir)
