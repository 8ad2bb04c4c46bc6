"""The products and services that cases may be about."""

from __future__ import annotations

from teum.actions import organisations
from teum.actions.matter import NoSuchThing
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Missing
from teum.language import text
from teum.models import Service
from teum.models.service import NAME


class ServiceListed(Conflict):
    """The business offers something of this name already. Carries `name`."""

    code = "service_listed"


def add(*, by: Actor, name: str) -> Service:
    """Offer something. Raises `NotAllowed`, `Incomplete`, `ServiceListed`."""
    with organisations.changing(by, Act.MANAGE_SERVICES):
        row: Service = Service.objects.of(by.organisation_id).create(**_named(by, name))
        return row


def change(*, service_id: int, by: Actor, name: str, is_active: bool) -> Service:
    """Call it otherwise, or offer it no more; the cases that are about it stay so. Raises `Missing` besides."""
    with organisations.changing(by, Act.MANAGE_SERVICES):
        row = Service.objects.of(by.organisation_id).filter(pk=service_id).first()
        if row is None:
            raise Missing(service=str(service_id))
        for field, value in {**_named(by, name, but=service_id), "is_active": is_active}.items():
            setattr(row, field, value)
        row.save()
        return row


def kept(organisation_id: int, service: int | None) -> Service | None:
    """The one that something is kept for; None where it is for all. Raises `NoSuchThing`."""
    if service is None:
        return None
    found = Service.objects.of(organisation_id).filter(pk=service).first()
    if found is None:
        raise NoSuchThing(service=str(service))
    return found


def _named(by: Actor, name: str, *, but: int | None = None) -> dict[str, str]:
    """The name as its row keeps it."""
    said = text.line(name)[:NAME].strip()
    if not any(letter.isalnum() for letter in said):
        raise Incomplete(missing=["name"])
    compared = said.casefold()[: 2 * NAME]
    found = Service.objects.of(by.organisation_id).filter(compared=compared).exclude(pk=but or 0).first()
    if found is not None:
        raise ServiceListed(name=found.name)
    return {"name": said, "compared": compared}
