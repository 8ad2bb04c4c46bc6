"""At the counter: what a service keeps to be told is shown before the customer pays; what they choose is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from teum.actions import cases, customers, disclosures, matter
from teum.actions.customers import Contact
from teum.actions.matter import NoSuchThing
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.disclosure import How, ShownChanged
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.models import Case, Disclosure, Service, StandingDisclosure
from teum.queries import standing
from teum.queries.standing import StandingView

HERE = timedelta(minutes=15)
"""So long the customer stands at the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An option that the customer chose, of what they were `shown` (its digest)."""

    option: str
    shown: str


def record(
    *,
    service_id: int,
    by: Actor,
    name: str,
    contacts: Sequence[Contact],
    language: str,
    chosen: Mapping[int, Chosen],
    now: datetime,
) -> Case:
    """Record who stood there, what they were shown, and what they chose; one line confirms it to them.

    `chosen` is by standing disclosure; each that offers options needs one. Raises `ShownChanged` where what is kept
    changed since it was shown, `Incomplete`, `NoSuchOption`, `BadAddress`, `NotAllowed`, `NoSuchThing`.
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
        if not contacts:
            raise Incomplete(missing=["phone"])
        customer = customers.make(by=by, name=name, contacts=contacts, language=language, now=now)
        customer.organisation = service.organisation
        opened = cases.open_in(
            customer, by=by, title=service.name, owner=None, service=service.pk, source="desk", now=now
        )
        kept = StandingDisclosure.objects.of(by.organisation_id).in_bulk([view.id for view in laid])
        told: list[tuple[Disclosure, Chosen | None]] = []
        for view in laid:
            decide_by = now + HERE if view.shown.options else None
            row = disclosures.make_in(opened, view.shown, decide_by=decide_by, standing=kept[view.id])
            told.append((row, chosen.get(view.id)))
        choices = [(row, choice) for row, choice in told if row.promise and choice]
        if not choices:
            cases.tell_received(opened, cases.first_contact(opened))
        for row, choice in choices:
            stands = disclosures.shown_digest(row.told)
            disclosures.decide_in(opened, row, option=choice.option, shown=stands, how=How.COUNTER)
        matter.finish(opened)
        return opened.case


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
