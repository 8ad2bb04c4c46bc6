"""Whether a case is there for whoever asks: what one may not see is not there, whatever one would do with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from teum.core import permissions
from teum.core.actor import Actor, Role
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import Case, Promise
from teum.queries.promise_view import PromiseView


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


def require_of(case: Case, promises: Collection[PromiseView], *, by: Actor) -> None:
    """The same, where what they see of its promises is at hand. Raises `Missing`, `NotAllowed`."""
    if not permissions.sees(by, owner_id=case.owner_id, has_promised=bool(promises)):
        raise Missing(case=str(case.pk))
    permissions.require(by, Act.SEE_CASE, owner_id=by.member_id)


def meets(promises: Iterable[PromiseView], *, by: Actor) -> bool:
    """Whether one of these has the reader come or call."""
    return any(
        permissions.meets(by, owner_id=one.who.id, is_open=one.state == "open", channel=one.channel)
        for one in promises
        if one.debtor != "customer"
    )


def customer_version(case_id: int, *, by: Actor) -> int:
    """The number of the last change of whose case it is. Raises `Missing`."""
    found = Case.objects.of(by.organisation_id).select_related("customer").filter(pk=case_id).first()
    return require(found, by=by).customer.version
