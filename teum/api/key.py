"""Who calls: the member whose key stands in the Authorization header."""

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from teum.core.actor import Actor
from teum.queries import tokens


class Key(HttpBearer):
    """`Authorization: Bearer teum_…`; looked up once a request."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The member who acts, or None."""
        if not hasattr(request, "_teum_actor"):
            request._teum_actor = tokens.actor(token.strip())  # type: ignore[attr-defined]
        return cast(Actor | None, request._teum_actor)  # type: ignore[attr-defined]


KEY = Key()


def caller(request: HttpRequest) -> Actor:
    """The member who acts, in a view that was let through."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined]
