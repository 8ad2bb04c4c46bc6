"""Make and revoke the keys by which programs act for a member."""

import secrets
from datetime import datetime

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Missing
from teum.language import text
from teum.models import ApiToken, Member
from teum.queries.tokens import digest

PREFIX = "teum_"


def make(*, member: Member, name: str, now: datetime) -> tuple[ApiToken, str]:
    """Make a key for a member: its row, and the key in clear, which is nowhere kept."""
    clear = PREFIX + secrets.token_urlsafe(24)
    row = ApiToken.objects.of(member.organisation_id).create(
        member=member, name=name[:100], digest=digest(clear), created_at=now
    )
    return row, clear


def make_own(*, by: Actor, name: str, now: datetime) -> str:
    """Make a key for whoever asks; the key in clear. Raises `NotAllowed`, `Incomplete`."""
    permissions.require(by, Act.MANAGE_MEMBERS)
    named = text.clean(name).strip()
    if not named:
        raise Incomplete(missing=["name"])
    member = Member.objects.of(by.organisation_id).get(pk=by.member_id or 0)
    return make(member=member, name=named, now=now)[1]


def end(*, token_id: int, by: Actor, now: datetime) -> None:
    """End a key of the business, whoever made it. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.MANAGE_MEMBERS)
    if not revoke(token_id=token_id, organisation_id=by.organisation_id, now=now):
        raise Missing(key=str(token_id))


def revoke(*, token_id: int, organisation_id: int, now: datetime) -> bool:
    """End a key; whether there was one to end."""
    standing = ApiToken.objects.of(organisation_id).filter(pk=token_id, revoked_at=None)
    return bool(standing.update(revoked_at=now))


__all__ = ["digest", "end", "make", "make_own", "revoke"]
