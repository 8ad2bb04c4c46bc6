"""Throw away what nobody needs any more."""

from datetime import datetime, timedelta

from teum.models import IdempotentAnswer

ANSWERS_ARE_KEPT = timedelta(days=7)


def purge(*, now: datetime) -> int:
    """Delete old answers to requests that named a key; how many they were."""
    old = IdempotentAnswer.objects.everywhere().filter(created_at__lt=now - ANSWERS_ARE_KEPT)
    deleted, _ = old.delete()
    return deleted
