"""The life of the unguessable link to a customer's page: it ends by itself, unless messages go on carrying it."""

from datetime import UTC, datetime, timedelta

LIFE = timedelta(days=180)
"""How long a link opens after the last message that carried it."""
FORWARD = timedelta(days=1)
"""Its end is put forward in steps of this, so that a day's messages write it once."""
AT_ONCE = timedelta(minutes=1)
"""A link is needed within this: somebody waits for it, at night as well."""
RENEWAL = timedelta(hours=1)
"""No second link is sent on request within this of the first."""


def ends_at(now: datetime) -> datetime:
    """Until when a link opens that is made, or carried, now."""
    return now + LIFE


def is_over(expires_at: datetime, *, now: datetime) -> bool:
    """Whether it opens nothing any more but the way to a new one."""
    return expires_at.astimezone(UTC) <= now.astimezone(UTC)


def is_due_forward(expires_at: datetime, *, now: datetime) -> bool:
    """Whether a message that carries it now puts its end forward."""
    return expires_at.astimezone(UTC) < ends_at(now).astimezone(UTC) - FORWARD
