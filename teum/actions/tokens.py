"""Make and revoke the keys by which programs act for a member."""

import secrets
from datetime import datetime

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


def revoke(*, token_id: int, organisation_id: int, now: datetime) -> bool:
    """End a key; whether there was one to end."""
    standing = ApiToken.objects.of(organisation_id).filter(pk=token_id, revoked_at=None)
    return bool(standing.update(revoked_at=now))


__all__ = ["digest", "make", "revoke"]
