"""The ways to reach a customer as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teum.core import reach
from teum.models import Case, ContactPoint, prepared

_CONTACTS = prepared.rows(
    lambda organisation, customer: ContactPoint.objects.of(organisation).filter(customer=customer)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """A way to reach a customer, in the order in which they prefer them.

    One that was given over their page `is_proven` once a member has heard from them that it is theirs.
    """

    id: int
    channel: str
    address: str
    is_broken: bool
    is_proven: bool = True

    @property
    def takes_codes(self) -> bool:
        """Whether a code to sign with can go there: it is known to be theirs, and a carrier of ours serves it."""
        return self.is_proven and not self.is_broken and self.channel in reach.AUTOMATIC

    @property
    def is_doubtful(self) -> bool:
        """Whether they are written to there, and nobody knows for certain that it is they."""
        return not (self.is_proven or self.is_broken)


def of_case(case: Case) -> tuple[ContactView, ...]:
    """How the customer of a case is reached, what they prefer first."""
    return tuple(of_row(point) for point in _CONTACTS(case.organisation_id, case.customer_id))


def in_person(contacts: Sequence[ContactView]) -> tuple[ContactView, ...]:
    """Their number and where they live, for who has to come or to call, and no other way to reach them."""
    return tuple(point for point in contacts if point.channel in reach.IN_PERSON and not point.is_broken)


def of_row(point: ContactPoint) -> ContactView:
    """A row as it is shown."""
    return ContactView(
        id=point.pk,
        channel=point.channel,
        address=point.address,
        is_broken=point.is_broken,
        is_proven=point.given_on_id is None,
    )


def tail_of(contacts: Sequence[ContactView]) -> str:
    """The last three digits of the number on which the customer is called."""
    return "".join(ch for ch in reach.number(contacts) if ch.isdigit())[-3:]


def numbers(organisation_id: int, customers: Iterable[int]) -> dict[int, str]:
    """The first number on which each of these customers is called; those who have none are not among them."""
    points = ContactPoint.objects.of(organisation_id).filter(
        customer__in=list(customers), channel__in=reach.NUMBERS, is_broken=False
    )
    found: dict[int, str] = {}
    for customer, address in points.values_list("customer", "address"):
        found.setdefault(customer, address)
    return found
