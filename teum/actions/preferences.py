"""What a customer likes: which way to be reached first, and in which hours nothing is sent to them."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from teum.actions import contacts, customers, envelopes
from teum.actions.customers import Contact
from teum.actions.matter import NoSuchThing
from teum.core import events, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import ContactPoint, Customer, Page
from teum.models import Event as EventRow
from teum.queries import pages, terms


def prefer(
    *,
    by: Actor,
    customer_id: int | None = None,
    first: int | None = None,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    in_writing: bool | None = None,
    now: datetime,
) -> Customer:
    """Change the customer's own wishes, or those of one who told a member; the same once more changes nothing.

    `first` is the contact of theirs that goes ahead of the others. Quiet hours are whole, or none.
    `in_writing`: bad news is written to them at once, and nobody calls first; None leaves that as it is.
    Raises `Incomplete`, `NeverAllowed` where the hours leave no moment, `NoSuchThing`, `NotAllowed`.
    """
    permissions.require(by, Act.MANAGE_CUSTOMERS if by.kind == "member" else Act.PREFER)
    with transaction.atomic():
        customer = _whose(by, customer_id)
        points = list(ContactPoint.objects.of(by.organisation_id).filter(customer=customer))
        ordered = _ordered(points, first)
        before = (points, customer.quiet_from, customer.quiet_until, customer.prefers_writing)
        customer.quiet_from, customer.quiet_until = quiet_from, quiet_until
        customer.prefers_writing = customer.prefers_writing if in_writing is None else in_writing
        if before == (ordered, quiet_from, quiet_until, customer.prefers_writing):
            return customer
        terms.require_a_moment(customer.organisation, quiet_from=quiet_from, quiet_until=quiet_until)
        _write_order(ordered)
        _record(customer, by=by, now=now)
        envelopes.leave_alone(customer, now=now)
        return customer


def correct(*, by: Actor, token: str, contact_id: int, address: str, now: datetime) -> ContactPoint:
    """The customer gives another address in place of one at which they were not reached; what works stays before it.

    `token`: of the link that opens the page on which they do. A link proves nobody: until a member says that it is
    theirs (`prove`), no link is sent to it, and words only as long as that link opens. The very same once more is
    tried again. Raises `BadAddress`, `NoSuchThing`, `NotAllowed`.
    """
    permissions.require(by, Act.PREFER)
    with transaction.atomic():
        customer = _whose(by, None)
        points = list(ContactPoint.objects.of(by.organisation_id).filter(customer=customer))
        links = Page.objects.of(by.organisation_id).filter(pages.opening(now), customer=customer)
        given_on = links.filter(token=token).first()
        broken = next((point for point in points if point.pk == contact_id and point.is_broken), None)
        if broken is None or given_on is None:
            raise NoSuchThing(contact=str(contact_id))
        given = customers.normal(Contact(channel=broken.channel, address=address))
        same = [point for point in points if (point.channel, point.address) == (given.channel, given.address)]
        right = (
            same[0]
            if same
            else ContactPoint(
                organisation_id=by.organisation_id,
                customer=customer,
                channel=given.channel,
                address=given.address,
                given_on=given_on,
                given_by=by.label,
                given_at=now,
            )
        )
        if right != broken:
            broken.delete()
        right.is_broken = False
        right.position = 1 + max(point.position for point in points)
        right.save()
        _record(customer, by=by, now=now)
        return right


def prove(*, by: Actor, customer_id: int, contact_id: int, now: datetime) -> ContactPoint:
    """A member heard from the customer themselves that an address is theirs: from now on it is like any other.

    Once more changes nothing. Raises `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.MANAGE_CUSTOMERS)
    with transaction.atomic():
        customer = _whose(by, customer_id)
        points = ContactPoint.objects.of(by.organisation_id)
        point = points.filter(customer=customer, pk=contact_id, is_broken=False).first()
        if point is None:
            raise NoSuchThing(contact=str(contact_id))
        if point.given_on_id is not None:
            point.given_on = None
            point.save(update_fields=["given_on"])
            customer.version += 1
            customer.save(update_fields=["version"])
            event = events.ContactProven(customer=customer.pk, contact=point.pk, channel=point.channel)
            EventRow.objects.of(by.organisation_id).create(
                kind=event.kind, actor=by.label, at=now, facts=event.facts
            )
        return point


def _whose(by: Actor, customer_id: int | None) -> Customer:
    """The customer who acts, or of whom a member says it, locked."""
    wanted = customer_id if by.kind == "member" else by.customer_id
    customer = contacts.of_customer(by.organisation_id, wanted or 0)
    if customer is None or customer.erased_at is not None:
        raise NoSuchThing()
    return customer


def _ordered(points: list[ContactPoint], first: int | None) -> list[ContactPoint]:
    """Their contacts with one of them in front; the others keep their order."""
    if first is None:
        return points
    if all(point.pk != first for point in points):
        raise NoSuchThing(contact=str(first))
    return sorted(points, key=lambda point: point.pk != first)


def _write_order(points: list[ContactPoint]) -> None:
    for position, point in enumerate(points):
        if point.position != position:
            point.position = position
            point.save(update_fields=["position"])


def _record(customer: Customer, *, by: Actor, now: datetime) -> None:
    customer.version += 1
    customer.save(update_fields=["quiet_from", "quiet_until", "prefers_writing", "version"])
    customers.record_wishes(customer, by=by, now=now)
