"""Messages with customers as a list, newest first."""

from __future__ import annotations

from django.db.models import Q

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import Message
from teum.queries import keyset, message_view
from teum.queries.keyset import Page
from teum.queries.message_view import MessageView
from teum.queries.promise_list import require_customer


def message_list(
    *,
    by: Actor,
    customer_id: int | None = None,
    state: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[MessageView]:
    """One page of what went between the business and its customers. Raises `Missing`, `NotAllowed`, `BadCursor`."""
    permissions.require(by, Act.SEE_MESSAGES)
    require_customer(customer_id, by=by)
    found = Message.objects.of(by.organisation_id).filter(Q(customer__isnull=False) | Q(direction="in"))
    if customer_id:
        found = found.filter(customer=customer_id)
    if state:
        found = found.filter(state=state)
    if cursor:
        (last_id,) = keyset.decode(cursor, int)
        found = found.filter(pk__lt=last_id)
    rows = list(found.order_by("-id")[: limit + 1])
    shown = rows[:limit]
    return Page(
        items=message_view.of_rows(shown),
        next=keyset.encode([shown[-1].pk]) if len(rows) > limit else None,
    )
