"""What signing rests on: the alignment that is signed, and a contact point that is proven with a one-time code."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

from teum.actions import contacts, letters, matter, tasks
from teum.actions.matter import Matter, NoSuchThing
from teum.core import agreement as agreements
from teum.core import digest, events, permissions
from teum.core.actor import Actor
from teum.core.agreement import code as core
from teum.core.agreement.code import Code
from teum.core.alignment import Side
from teum.core.permissions import Act
from teum.core.reach import AUTOMATIC
from teum.core.refusal import Conflict
from teum.language.notices import agreement as notices
from teum.models import Agreement, Alignment, ContactPoint, Member, SigningCode
from teum.queries import agreement_sides
from teum.queries import agreements as queries

Thing = TypeVar("Thing", Alignment, Agreement)
MINUTES = int(core.GOOD_FOR.total_seconds() // 60)


class AlignmentOpen(Conflict):
    """One is gone through in this case already. Carries `alignment`."""

    code = "alignment_open"


class AgreementPending(Conflict):
    """A version is before the customer, or waits for our signature. Carries `agreement`."""

    code = "agreement_pending"


class NothingToAmend(Conflict):
    """Only what both agreed to is changed by a next version; it is not in force. Carries `agreement`."""

    code = "nothing_to_amend"


@contextmanager
def of_alignment(alignment_id: int, *, by: Actor, now: datetime) -> Iterator[tuple[Matter, Alignment]]:
    """Lock an alignment's case for an act on it."""
    with _locked(Alignment, alignment_id, "promise__owner", by=by, now=now) as locked:
        yield locked


@contextmanager
def of_agreement(agreement_id: int, *, by: Actor, now: datetime) -> Iterator[tuple[Matter, Agreement]]:
    """Lock an agreement's case for an act on it; to its customer, one that was not theirs is not there."""
    related = ("promise__owner", "replaces", "paper", "alignment")
    with _locked(Agreement, agreement_id, *related, by=by, now=now) as locked:
        yield locked


@contextmanager
def _locked(
    model: type[Thing], pk: int, *related: str, by: Actor, now: datetime
) -> Iterator[tuple[Matter, Thing]]:
    mine = model.objects.of(by.organisation_id).filter(pk=pk)
    case_id = mine.values_list("case", flat=True).first()
    if case_id is None:
        raise NoSuchThing(**{model.__name__.lower(): str(pk)})
    with matter.of_case(case_id, by=by, now=now) as opened:
        row = mine.select_related(*related).get()
        row.case = opened.case
        if row.promise:
            row.promise.case = opened.case
        yield opened, row


def require_not_pending(opened: Matter, alignment: Alignment) -> None:
    """What waits to be signed stays as it was laid before the customer, until it is signed or taken back."""
    found = opened.case.agreement
    if found and found.alignment_id == alignment.pk and found.state in agreements.PENDING:
        raise AgreementPending(agreement=str(found.pk))


def send(*, agreement_id: int, contact_id: int, by: Actor, now: datetime) -> ContactPoint:
    """Send a one-time code to a contact point that is known to be the customer's own.

    Raises `CodeOnItsWay`, `CodesSpent`, `AgreementOver`, `NotWritten`, `NoSuchThing`, `NotAllowed`.
    """
    permissions.require(by, Act.SIGN_AS_CUSTOMER)
    with of_agreement(agreement_id, by=by, now=now) as (opened, row):
        agreements.require_to_sign(queries.value(row))
        point = next((one for one in may_prove(opened) if one.pk == contact_id), None)
        if point is None:
            raise NoSuchThing(contact=str(contact_id))
        number = f"{secrets.randbelow(10**core.DIGITS):0{core.DIGITS}}"
        salt = digest.salt()
        after = core.another(_code(row), digest=digest.of(salt, number), now=now)
        sent = {"contact": point, "channel": point.channel, "address": point.address, "salt": salt}
        SigningCode.objects.of(opened.organisation_id).update_or_create(
            agreement=row, defaults=sent | asdict(after)
        )
        if after.is_last:
            tasks.ask(opened, opened.case.owner, "spent", due=now, promise=row.promise)
        opened.record(
            events.CodeSent(
                agreement=row.pk,
                contact=point.pk,
                channel=point.channel,
                given_by=point.given_by,
                given_at=point.given_at,
                shown_by=point.shown_by,
                shown_at=point.shown_at,
            )
        )
        letter = notices.code(party=letters.party(opened), code=number, minutes=MINUTES)
        letters.queue(opened, "code", letter, contact=point, needed_by=now + core.GOOD_FOR / 3)
        return point


def prove(*, agreement_id: int, code: str, by: Actor, now: datetime) -> None:
    """The customer gives the code back: the contact point is theirs. A wrong one counts.

    Raises `WrongCode`, `NoCode`, `AgreementOver`, `NotWritten`, `NotAllowed`.
    """
    permissions.require(by, Act.SIGN_AS_CUSTOMER)
    with of_agreement(agreement_id, by=by, now=now) as (opened, row):
        agreements.require_to_sign(queries.value(row))
        sent = SigningCode.objects.of(opened.organisation_id).filter(agreement=row).first()
        typed = "".join(letter for letter in code if letter.isdecimal())
        after = core.tried(_code(row), digest.of(sent.salt, typed) if sent else "", now=now)
        assert sent is not None
        SigningCode.objects.of(opened.organisation_id).filter(pk=sent.pk).update(
            tries=after.tries, wrong=after.wrong, proven_at=after.proven_at
        )
        if after.is_last and not after.proven_at:
            tasks.ask(opened, opened.case.owner, "spent", due=now, promise=row.promise)
        if after.proven_at:
            points = ContactPoint.objects.of(opened.organisation_id).filter(pk=sent.contact_id or 0)
            contacts.shown(points.filter(address=sent.address), by="code", now=now)
            opened.record(events.CodeProven(agreement=row.pk, contact=sent.contact_id or 0))
    core.require_proven(after)  # a wrong one is counted, and then refused


def proven(opened: Matter, row: Agreement) -> dict[str, Any]:
    """What is kept with a signature of the contact point that was proven for it. Raises `NoCode`."""
    sent = SigningCode.objects.of(opened.organisation_id).filter(agreement=row).first()
    if sent is None or sent.proven_at is None or opened.now > sent.proven_at + core.GOOD_FOR:
        raise core.NoCode()
    return {
        "contact_id": sent.contact_id,
        "channel": sent.channel,
        "address": sent.address,
        "proven_at": sent.proven_at,
    }


def require_own_name(opened: Matter, row: Agreement, name: str) -> None:
    """A member signs with a name of their own, and with nobody else's of the two sides. Raises `NotYourName`."""
    people = dict(Member.objects.of(opened.organisation_id).values_list("pk", "name"))
    own = people.pop(opened.by.member_id or 0, "")
    customer = agreement_sides.kept(row).sides[Side.CUSTOMER].name
    agreements.require_own_name(name, own=own, others=[*people.values(), customer])


def may_prove(opened: Matter) -> list[ContactPoint]:
    """The contact points to which a code can go: known to be theirs, and served by a carrier of ours."""
    return [point for point in opened.contacts if point.given_on_id is None and point.channel in AUTOMATIC]


def _code(row: Agreement) -> Code | None:
    sent = SigningCode.objects.of(row.organisation_id).filter(agreement=row).first()
    if sent is None:
        return None
    return Code(**{field.name: getattr(sent, field.name) for field in fields(Code)})
