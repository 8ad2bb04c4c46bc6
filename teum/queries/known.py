"""Who of the business's customers is reached at an address, so that nobody is put on the list twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import Case, ContactPoint, Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A customer who is reached there; `cases` are the open ones, each with its subject."""

    id: int
    name: str
    cases: tuple[tuple[int, str], ...]


def at(addresses: Collection[str], *, by: Actor) -> tuple[Known, ...]:
    """Those who are reached at one of these addresses, as they are stored. Raises `NotAllowed`.

    Who only filled in the public form is not among them: nothing shows that the address is theirs.
    """
    permissions.require(by, Act.MANAGE_CUSTOMERS)
    there = ContactPoint.objects.of(by.organisation_id).filter(address__in=list(addresses))
    found = Customer.objects.of(by.organisation_id).filter(
        pk__in=there.values("customer"), erased_at=None, is_verified=True
    )
    rows = list(found.order_by("id"))
    cases: dict[int, list[tuple[int, str]]] = defaultdict(list)
    open_ones = Case.objects.of(by.organisation_id).filter(
        customer__in=[row.pk for row in rows], state="open"
    )
    for case in open_ones.order_by("-id"):
        cases[case.customer_id].append((case.pk, case.title))
    return tuple(Known(id=row.pk, name=row.name, cases=tuple(cases[row.pk])) for row in rows)
