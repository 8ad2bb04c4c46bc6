"""Who acts: a member, the customer, a visitor of the public form, or the clock."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member is in the organisation."""

    PRINCIPAL = "principal"
    MANAGER = "manager"
    AGENT = "agent"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The one who acts; `member_id` and `role` are set for members only, `customer_id` for customers only."""

    kind: str
    organisation_id: int
    member_id: int | None = None
    role: Role | None = None
    customer_id: int | None = None

    @property
    def label(self) -> str:
        """The actor as the ledger names them: `member:7`, `customer`, `visitor`, `clock`."""
        return f"member:{self.member_id}" if self.member_id else self.kind

    def reaches(self, customer_id: int) -> bool:
        """Whether this customer's things are there for the actor at all: a customer reaches their own alone."""
        return self.customer_id in (None, customer_id)


def member(*, organisation_id: int, member_id: int, role: Role) -> Actor:
    """A member of the organisation."""
    return Actor(kind="member", organisation_id=organisation_id, member_id=member_id, role=role)


def customer(organisation_id: int, customer_id: int) -> Actor:
    """A customer, behind their link."""
    return Actor(kind="customer", organisation_id=organisation_id, customer_id=customer_id)


def visitor(organisation_id: int) -> Actor:
    """Somebody who fills the public form."""
    return Actor(kind="visitor", organisation_id=organisation_id)


def clock(organisation_id: int) -> Actor:
    """The clock: nobody acted, and time passed."""
    return Actor(kind="clock", organisation_id=organisation_id)
