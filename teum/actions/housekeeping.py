"""Throw away what nobody needs any more."""

from datetime import datetime, timedelta

from teum.models import IdempotentAnswer, Outage

ANSWERS_ARE_KEPT = timedelta(days=7)
OUTAGES_ARE_KEPT = timedelta(days=30)
"""The ledger remembers for ever that the clock was away; these rows are for whoever speaks on its return."""


def purge(*, now: datetime) -> int:
    """Delete old answers to requests that named a key, and old outages; how many they were."""
    answers = IdempotentAnswer.objects.everywhere().filter(created_at__lt=now - ANSWERS_ARE_KEPT)
    outages = Outage.objects.everywhere().filter(until__lt=now - OUTAGES_ARE_KEPT)
    return sum(old.delete()[0] for old in (answers, outages))
