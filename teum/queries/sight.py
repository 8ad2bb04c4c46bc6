"""Whether a case is there for whoever asks: what one may not see is not there, whatever one would do with it."""

from __future__ import annotations

from teum.core import permissions
from teum.core.actor import Actor, Role
from teum.core.refusal import Missing
from teum.models import Case, Promise


def reaches(case: Case, *, by: Actor) -> bool:
    """A customer's own, any of the business's; for a partner, what they answer for or have promised something in."""
    if not by.reaches(case.customer_id):
        return False
    if by.role is not Role.PARTNER:
        return True
    theirs = Promise.objects.of(case.organisation_id).filter(case=case, owner=by.member_id)
    return permissions.sees(by, owner_id=case.owner_id, has_promised=theirs.exists())


def require(case: Case | None, *, by: Actor) -> Case:
    """The case. Raises `Missing`."""
    if case is None or not reaches(case, by=by):
        raise Missing(case=str(case.pk if case else ""))
    return case


def customer_version(case_id: int, *, by: Actor) -> int:
    """The number of the last change of whose case it is. Raises `Missing`."""
    found = Case.objects.of(by.organisation_id).select_related("customer").filter(pk=case_id).first()
    return require(found, by=by).customer.version
