"""Customers and how to reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from teum.actions import contacts as points
from teum.actions import envelopes, links
from teum.actions.matter import NoSuchThing
from teum.core import events, permissions, reach
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Invalid
from teum.language import text
from teum.models import ContactPoint, Customer
from teum.models import Event as EventRow
from teum.queries import terms

CHANNELS = ("email", "phone", "sms", "whatsapp", "post", "visit", "portal")


class BadAddress(Invalid):
    """No carrier could take this address. Carries `channel` and `address`."""

    code = "bad_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach a customer."""

    channel: str
    address: str


def make(
    *,
    by: Actor,
    name: str,
    contacts: Sequence[Contact] = (),
    language: str = "he",
    is_verified: bool = True,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    keeps_shabbat: bool = True,
    in_writing: bool = False,
    now: datetime,
) -> Customer:
    """Record a customer, with the link to their page. The contacts stand in the order of preference.

    `in_writing`: they said that bad news is to be written to them at once, without a call first.

    Raises `Incomplete`, `NeverAllowed`, `BadAddress`, `NotAllowed`.
    """
    permissions.require(by, Act.MANAGE_CUSTOMERS)
    name = text.line(name)[:200]
    if not name:
        raise Incomplete(missing=["name"])
    if language not in ("he", "en"):
        raise Invalid(field="language", allowed=["he", "en"])
    clean = [normal(contact) for contact in contacts]
    with transaction.atomic():
        customer = Customer(
            organisation_id=by.organisation_id,
            name=name,
            language=language,
            is_verified=is_verified,
            created_at=now,
            keeps_shabbat=keeps_shabbat,
            prefers_writing=in_writing,
        )
        _keep_quiet(customer, quiet_from, quiet_until)
        customer.save()
        _write_contacts(customer, clean, by=by, now=now)
        if quiet_from or in_writing:
            record_wishes(customer, by=by, now=now)
        if is_verified:
            links.of_customer(customer, now=now)
        return customer


def _write_contacts(customer: Customer, contacts: Sequence[Contact], *, by: Actor, now: datetime) -> None:
    ContactPoint.objects.of(customer.organisation_id).bulk_create(
        ContactPoint(
            organisation_id=customer.organisation_id,
            customer=customer,
            channel=contact.channel,
            address=contact.address,
            position=position,
            given_by=by.label,
            given_at=now,
        )
        for position, contact in enumerate(dict.fromkeys(contacts))
    )


def normal(contact: Contact, *, region: str = "IL") -> Contact:
    """A contact as it is stored: e-mail in lower case, numbers in E.164 where they are possible ones."""
    if contact.channel not in CHANNELS:
        raise BadAddress(channel=contact.channel, allowed=list(CHANNELS))
    address = text.clean(contact.address).strip()
    if contact.channel == "email":
        return Contact(channel="email", address=_email(address))
    if contact.channel in reach.NUMBERS:
        return Contact(channel=contact.channel, address=_number(contact.channel, address, region))
    if not address or len(address) > 254:
        raise BadAddress(channel=contact.channel, address=address[:100])
    return Contact(channel=contact.channel, address=address)


def _email(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddress(channel="email", address=address[:100]) from error
    if len(address) > 254:
        raise BadAddress(channel="email", address=address[:100])
    return address.lower()


def _number(channel: str, address: str, region: str) -> str:
    """Possible is enough: the plan of numbers calls good Israeli mobiles invalid. Star numbers stay as they are."""
    if address.startswith("*") and address[1:].isdigit():
        return address[:20]
    try:
        number = phonenumbers.parse(address, region)
    except phonenumbers.NumberParseException as error:
        raise BadAddress(channel=channel, address=address[:100]) from error
    if not phonenumbers.is_possible_number(number):
        raise BadAddress(channel=channel, address=address[:100])
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def change(
    *,
    customer_id: int,
    by: Actor,
    name: str,
    language: str,
    contacts: Sequence[Contact],
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    keeps_shabbat: bool = True,
    in_writing: bool | None = None,
    now: datetime,
) -> Customer:
    """Change what is known of a customer. Quiet hours are whole, or none; `in_writing` stays where it is not said.

    Raises `Incomplete`, `NeverAllowed` where the hours leave no moment, `BadAddress`, `NoSuchThing`, `NotAllowed`.
    """
    permissions.require(by, Act.MANAGE_CUSTOMERS)
    clean = list(dict.fromkeys(normal(contact) for contact in contacts))
    with transaction.atomic():
        customer = points.of_customer(by.organisation_id, customer_id)
        if customer is None:
            raise NoSuchThing(customer=str(customer_id))
        before, hours = _wishes(customer), _hours(customer)
        customer.name = text.line(name)[:200] or customer.name
        customer.language = language
        _keep_quiet(customer, quiet_from, quiet_until)
        customer.keeps_shabbat = keeps_shabbat
        customer.prefers_writing = customer.prefers_writing if in_writing is None else in_writing
        customer.version += 1
        customer.save()
        _replace_contacts(customer, clean, by=by, now=now)
        if _hours(customer) != hours:
            envelopes.leave_alone(customer, now=now)
        if _wishes(customer) != before:
            record_wishes(customer, by=by, now=now)
        return customer


def record_wishes(customer: Customer, *, by: Actor, now: datetime) -> None:
    """Append to the ledger what a customer wishes for, whoever wrote it down: they, or a member whom they told."""
    wished = _wishes(customer)
    EventRow.objects.of(by.organisation_id).create(
        kind=wished.kind, actor=by.label, at=now, facts=wished.facts
    )


def _wishes(customer: Customer) -> events.PreferenceChanged:
    first = ContactPoint.objects.of(customer.organisation_id).filter(customer=customer).first()
    return events.PreferenceChanged(
        customer=customer.pk,
        channel=first.channel if first else "",
        quiet_from=f"{customer.quiet_from:%H:%M}" if customer.quiet_from else None,
        quiet_until=f"{customer.quiet_until:%H:%M}" if customer.quiet_until else None,
        in_writing=customer.prefers_writing or None,
    )


def _hours(customer: Customer) -> tuple[time | None, time | None, bool]:
    return customer.quiet_from, customer.quiet_until, customer.keeps_shabbat


def _keep_quiet(customer: Customer, since: time | None, until: time | None) -> None:
    """Set the hours in which nothing is sent; those that stand stay, whatever the business changed since."""
    if (since, until) != (customer.quiet_from, customer.quiet_until):
        terms.require_a_moment(customer.organisation, quiet_from=since, quiet_until=until)
        customer.quiet_from, customer.quiet_until = since, until


def _replace_contacts(customer: Customer, contacts: Sequence[Contact], *, by: Actor, now: datetime) -> None:
    """Keep the rows that stay, so that messages still name them."""
    points = ContactPoint.objects.of(customer.organisation_id).filter(customer=customer)
    wanted = {(c.channel, c.address): position for position, c in enumerate(contacts)}
    for point in points:
        position = wanted.pop((point.channel, point.address), None)
        if position is None:
            point.delete()
        elif position != point.position:
            point.position = position
            point.save(update_fields=["position"])
    for (channel, address), position in wanted.items():
        points.create(
            customer=customer,
            channel=channel,
            address=address,
            position=position,
            given_by=by.label,
            given_at=now,
        )
