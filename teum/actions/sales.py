"""At the counter: what a service keeps to be told is shown before the customer pays; what they choose is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from teum.actions import cases, customers, disclosures, matter
from teum.actions.customers import Contact
from teum.actions.matter import Matter, NoSuchThing
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.disclosure import How, ShownChanged
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict
from teum.models import Case, Customer, Disclosure, Service, StandingDisclosure
from teum.queries import known as known_customers
from teum.queries import standing
from teum.queries.standing import StandingView

HERE = timedelta(minutes=15)
"""So long the customer stands at the counter."""


class KnownCustomer(Conflict):
    """Somebody of the business's is reached there already. Carries `customers`."""

    code = "known_customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Who stands at the counter: somebody known, with a new case or one that is open, else a new customer.

    `is_new`: it is somebody else, though a customer is reached at the same address.
    """

    customer: int | None = None
    case: int | None = None
    name: str = ""
    contacts: Sequence[Contact] = ()
    language: str = "he"
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An option that the customer chose, of what they were `shown` (its digest)."""

    option: str
    shown: str


def record(
    *,
    service_id: int,
    by: Actor,
    whose: Whose,
    chosen: Mapping[int, Chosen],
    now: datetime,
) -> Case:
    """Record who stood there, what they were shown, and what they chose; one line confirms it to them.

    `chosen` is by standing disclosure; each that offers options needs one. Raises `ShownChanged` where what is kept
    changed since it was shown, `KnownCustomer`, `Incomplete`, `NoSuchOption`, `BadAddress`, `CaseClosed`, `NotAllowed`,
    `NoSuchThing`.
    """
    permissions.require(by, Act.DECIDE)
    with transaction.atomic():
        service = (
            Service.objects.of(by.organisation_id)
            .select_related("organisation")
            .filter(pk=service_id, is_active=True)
            .first()
        )
        if service is None:
            raise NoSuchThing(service=str(service_id))
        laid = standing.laid(service_id, by=by, now=now)
        for view in laid:
            _require_seen(view, chosen.get(view.id))
        if whose.case is not None:
            with matter.of_case(whose.case, by=by, now=now) as opened:
                opened.require_open()
                cases.be_about(opened, opened.case.service or service)
                _tell(opened, laid, chosen)
                return opened.case
        customer = _customer(whose, by=by, now=now)
        customer.organisation = service.organisation
        opened = cases.open_in(
            customer, by=by, title=service.name, owner=None, service=service.pk, source="desk", now=now
        )
        if not _tell(opened, laid, chosen):
            cases.tell_received(opened, cases.first_contact(opened))
        matter.finish(opened)
        return opened.case


def _customer(whose: Whose, *, by: Actor, now: datetime) -> Customer:
    """The one who is known, else a new one: nobody stands twice in the list because nobody looked."""
    if whose.customer is not None:
        found = Customer.objects.of(by.organisation_id).filter(pk=whose.customer, erased_at=None).first()
        if found is None:
            raise NoSuchThing(customer=str(whose.customer))
        return found
    if not whose.contacts:
        raise Incomplete(missing=["phone"])
    clean = [customers.normal(contact) for contact in whose.contacts]
    known = [] if whose.is_new else known_customers.at([contact.address for contact in clean], by=by)
    if known:
        raise KnownCustomer(customers=[str(one.id) for one in known])
    return customers.make(by=by, name=whose.name, contacts=clean, language=whose.language, now=now)


def _tell(opened: Matter, laid: Sequence[StandingView], chosen: Mapping[int, Chosen]) -> bool:
    """Record what was shown and chosen; whether there was anything to choose."""
    kept = StandingDisclosure.objects.of(opened.organisation_id).in_bulk([view.id for view in laid])
    told: list[tuple[Disclosure, Chosen | None]] = []
    for view in laid:
        decide_by = opened.now + HERE if view.shown.options else None
        row = disclosures.make_in(opened, view.shown, decide_by=decide_by, standing=kept[view.id])
        told.append((row, chosen.get(view.id)))
    choices = [(row, choice) for row, choice in told if row.promise and choice]
    for row, choice in choices:
        stands = disclosures.shown_digest(row.told)
        disclosures.decide_in(opened, row, option=choice.option, shown=stands, how=How.COUNTER)
    return bool(choices)


def _require_seen(view: StandingView, choice: Chosen | None) -> None:
    """They saw just what stands, and chose of it."""
    if choice is None:
        if view.shown.options:
            raise Incomplete(missing=["option"])
        return
    if choice.shown != view.digest:
        raise ShownChanged(shown=view.digest)
    if view.shown.options:
        view.shown.option(choice.option)
