"""The people of a business as its manager sees them: who they are, and what rests on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from teum.core import member as core
from teum.core import permissions
from teum.core.actor import Actor, Role
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import Case, Member, Promise
from teum.queries import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A member; `state` is `active`, `invited` or `inactive`.

    `invitation_ends`: until when the link that was sent lets them in. `may_be_invited`: by who looks, to come (back).
    """

    id: int
    name: str
    email: str
    gender: str
    phone: str
    role: str
    language: str
    state: str
    promises: int
    invitation_ends: datetime | None
    may_be_invited: bool


def team(*, by: Actor) -> list[PersonView]:
    """Everybody of the business, the present first. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_MEMBERS)
    members = list(Member.objects.of(by.organisation_id).order_by("-is_active", "name", "id"))
    live = (
        Promise.objects.of(by.organisation_id)
        .filter(state__in=rows.LIVE)
        .values("owner")
        .annotate(count=Count("id"))
    )
    counts = dict(live.values_list("owner", "count"))
    return [_view(row, counts.get(row.pk, 0), by) for row in members]


def person(member_id: int, *, by: Actor) -> PersonView:
    """One member; everybody may see themselves. Raises `Missing`, `NotAllowed`."""
    if member_id != by.member_id:
        permissions.require(by, Act.MANAGE_MEMBERS)
    row = Member.objects.of(by.organisation_id).filter(pk=member_id).first()
    if row is None:
        raise Missing(member=str(member_id))
    return _view(
        row, Promise.objects.of(by.organisation_id).filter(owner=row, state__in=rows.LIVE).count(), by
    )


def rests_on(member_id: int, *, by: Actor) -> list[str]:
    """What passes to somebody else when this member goes: their live promises, then their open cases."""
    permissions.require(by, Act.MANAGE_MEMBERS)
    promises = (
        Promise.objects.of(by.organisation_id)
        .filter(owner=member_id, state__in=rows.LIVE)
        .select_related("case__customer")
    )
    cases = (
        Case.objects.of(by.organisation_id).filter(owner=member_id, state="open").select_related("customer")
    )
    named = [f"{row.case.customer.name}: {row.what}" for row in promises.order_by("due")[:100]]
    shown = {row.case_id for row in promises}
    return [
        *named,
        *(f"{row.customer.name}: {row.title}" for row in cases.order_by("id")[:100] if row.pk not in shown),
    ]


def _view(row: Member, promises: int, by: Actor) -> PersonView:
    state = "active" if row.is_active else "invited" if row.invitation else "inactive"
    return PersonView(
        id=row.pk, name=row.name, email=row.email, gender=row.gender, phone=row.phone, role=row.role,
        language=row.language, state=state, promises=promises,
        invitation_ends=core.invitation_ends(row.invited_at) if state == "invited" and row.invited_at else None,
        may_be_invited=state != "active" and core.may_invite(by, role=Role(row.role)),
    )  # fmt: skip
