"""Throw away what nobody needs any more."""

from datetime import datetime, timedelta

from teum.documents import store
from teum.models import IdempotentAnswer, Outage, SentForm, Upload

AT_A_TIME = 500
ANSWERS_ARE_KEPT = timedelta(days=7)
OUTAGES_ARE_KEPT = timedelta(days=30)
"""The ledger remembers for ever that the clock was away; these rows are for whoever speaks on its return."""

FILES_ARE_AWAITED = timedelta(hours=1)
"""A file that lies on the disk for so long with no row is what a crash left of an upload that nobody acknowledged."""


def purge(*, now: datetime) -> int:
    """Delete old answers to requests and forms with a key, old outages, files without a row; how many they were."""
    answers = IdempotentAnswer.objects.everywhere().filter(created_at__lt=now - ANSWERS_ARE_KEPT)
    forms = SentForm.objects.filter(sent_at__lt=now - ANSWERS_ARE_KEPT)
    outages = Outage.objects.everywhere().filter(until__lt=now - OUTAGES_ARE_KEPT)
    return sum(old.delete()[0] for old in (answers, forms, outages)) + _sweep(now)


def _sweep(now: datetime) -> int:
    lying = list(store.older_than(now - FILES_ARE_AWAITED))
    swept = 0
    for start in range(0, len(lying), AT_A_TIME):
        batch = lying[start : start + AT_A_TIME]
        known = Upload.objects.everywhere().filter(path__in=[name for _, name in batch])
        kept = set(known.values_list("path", flat=True))
        for organisation_id, name in batch:
            if name not in kept:
                store.drop(organisation_id, name)
                swept += 1
    return swept
