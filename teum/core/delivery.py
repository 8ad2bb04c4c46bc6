"""When a message that was not taken is tried again."""

from datetime import datetime, timedelta

MOST_ATTEMPTS = 6


def next_attempt(*, attempts: int, needed_by: datetime | None, now: datetime) -> datetime | None:
    """The next attempt after `attempts` passing failures, or None: then the next channel is tried.

    Waits 30 s × 2^(attempts − 1), at most 15 minutes; where the message is needed by a moment, the wait is at most a
    third of what is left, and the last attempt leaves time to call.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    wait = min(timedelta(seconds=30 * 2 ** (attempts - 1)), timedelta(minutes=15))
    if needed_by is None or needed_by <= now:
        return now + wait
    left = needed_by - now
    if left < timedelta(minutes=10):
        return None
    return now + min(wait, left / 3)
