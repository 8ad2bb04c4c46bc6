"""Keys for programs: whom a key lets act."""

import hashlib

from teum.core.actor import Actor
from teum.models import ApiToken, prepared
from teum.queries import rows

_STANDING = prepared.rows(
    lambda digest: (
        ApiToken.objects.everywhere()
        .filter(digest=digest, revoked_at=None, member__is_active=True)
        .select_related("member")
    )
)


def digest(clear: str) -> str:
    """What is kept of a key (SHA-256, hex): 192 random bits need no salt."""
    return hashlib.sha256(clear.encode()).hexdigest()


def actor(clear: str) -> Actor | None:
    """The present member who acts by this key, or None; one query."""
    row = _STANDING.first(digest(clear))
    return rows.actor(row.member) if row else None
