"""Members: who joins, who leaves, and what may not be left without anybody."""

from dataclasses import replace
from datetime import datetime, timedelta

from teum.core import permissions
from teum.core import promise as promises
from teum.core.actor import Actor, Role
from teum.core.permissions import Act, NotAllowed
from teum.core.promise import Change, Promise
from teum.core.refusal import Conflict, Invalid, Missing

INVITATION_DAYS = 7


class HandOverFirst(Conflict):
    """They answer for live promises or open cases: name who takes them. Carries `promises` and `cases`, counts."""

    code = "hand_over_first"


class LastPrincipal(Conflict):
    """Somebody has to run the business."""

    code = "last_principal"


class AlreadyMember(Conflict):
    """That address belongs to a member already."""

    code = "already_member"


class InvitationGone(Missing):
    """The invitation was used, replaced, or is older than seven days."""

    code = "invitation_gone"


class WeakPassword(Invalid):
    """The password is too easy to guess. Carries `reasons`."""

    code = "weak_password"


class WrongPassword(Invalid):
    """Somebody with that address signs in here already, with another password."""

    code = "wrong_password"


def require_alive(*, invited_at: datetime | None, now: datetime) -> None:
    """Refuse an invitation that is not there or too old."""
    if invited_at is None or now > invitation_ends(invited_at):
        raise InvitationGone()


def invitation_ends(invited_at: datetime) -> datetime:
    """Until when an invitation's link lets somebody in."""
    return invited_at + timedelta(days=INVITATION_DAYS)


def may_invite(by: Actor, *, role: Role) -> bool:
    """Whether they may send an invitation to somebody in this role."""
    return permissions.may(by, Act.MANAGE_MEMBERS) and _may_name(by, role)


def require_may_invite(by: Actor, *, role: Role) -> None:
    """Refuse an invitation by who does not manage members, or to a role that they may not name."""
    permissions.require(by, Act.MANAGE_MEMBERS)
    require_may_name(by, role=role)


def _may_name(by: Actor, *roles: Role | None) -> bool:
    return Role.PRINCIPAL not in roles or by.role is Role.PRINCIPAL


def require_may_name(by: Actor, *, role: Role, was: Role | None = None) -> None:
    """Only a principal makes somebody a principal, or changes one."""
    if not _may_name(by, role, was):
        raise NotAllowed(act="name_principal")


def require_principal_left(*, role: Role, principals: int) -> None:
    """Refuse to let the only principal go."""
    if role is Role.PRINCIPAL and principals <= 1:
        raise LastPrincipal()


def require_heir(*, heir: int | None, promises: int, cases: int) -> None:
    """Refuse to let somebody go while things rest on them and nobody takes them."""
    if heir is None and (promises or cases):
        raise HandOverFirst(promises=promises, cases=cases)


def hand_over(promise: Promise, *, leaver: int, heir: int) -> Change:
    """What the leaver owned or answered for passes to the heir."""
    answerable = heir if promise.answerable in (leaver, None) else promise.answerable
    owner = heir if promise.owner == leaver else promise.owner
    return promises.delegate(replace(promise, answerable=answerable), owner=owner)
