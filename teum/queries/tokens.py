"""Keys for programs: whom a key lets act, and which keys a business has given out."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import ApiToken, prepared
from teum.queries import rows

_STANDING = prepared.rows(
    lambda digest: (
        ApiToken.objects.everywhere()
        .filter(digest=digest, revoked_at=None, member__is_active=True)
        .select_related("member")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """A key that opens something: what it is for, and the member it acts for."""

    id: int
    name: str
    who: str
    made_at: datetime


def digest(clear: str) -> str:
    """What is kept of a key (SHA-256, hex): 192 random bits need no salt."""
    return hashlib.sha256(clear.encode()).hexdigest()


def actor(clear: str) -> Actor | None:
    """The present member who acts by this key, or None; one query."""
    row = _STANDING.first(digest(clear))
    return rows.actor(row.member) if row else None


def standing(*, by: Actor) -> tuple[TokenView, ...]:
    """Every key of the business that opens something, the newest first. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_MEMBERS)
    found = ApiToken.objects.of(by.organisation_id).filter(revoked_at=None, member__is_active=True)
    return tuple(
        TokenView(id=row.pk, name=row.name, who=row.member.name, made_at=row.created_at)
        for row in found.select_related("member").order_by("-id")
    )
