"""Keys for programs: whom a key lets act."""

import hashlib

from teum.core.actor import Actor
from teum.models import ApiToken
from teum.queries import rows


def digest(clear: str) -> str:
    """What is kept of a key (SHA-256, hex): 192 random bits need no salt."""
    return hashlib.sha256(clear.encode()).hexdigest()


def actor(clear: str) -> Actor | None:
    """The present member who acts by this key, or None; one query."""
    found = ApiToken.objects.everywhere().filter(
        digest=digest(clear), revoked_at=None, member__is_active=True
    )
    row = found.select_related("member").first()
    return rows.actor(row.member) if row else None
