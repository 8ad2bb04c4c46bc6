"""Carriers that are away as a whole: nobody tries them for a while, and what they would carry waits (guarantee 4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from teum.actions import bell
from teum.core import delivery
from teum.models import Carrier


def found_away(organisation_id: int, channel: str, *, now: datetime) -> None:
    """It could not be reached: it is looked for again after a while, by whoever delivers then."""
    with transaction.atomic():
        Carrier.objects.of(organisation_id).get_or_create(organisation_id=organisation_id, channel=channel)
        mine = Carrier.objects.of(organisation_id).select_for_update(no_key=True)
        row = mine.get(channel=channel)
        if row.again_at is not None and row.again_at > now:
            return  # another delivery has found it so just now
        row.tries = min(row.tries + 1, delivery.MOST_LOOKS)
        row.away_since = row.away_since or now
        row.again_at = now + delivery.look_again(tries=row.tries, key=f"{channel} {organisation_id}")
        row.save()


def came_back(organisation_id: int, channel: str, *, now: datetime) -> None:
    """It answered: what waited goes on, as fast as a business sends at any time."""
    mine = Carrier.objects.of(organisation_id).filter(channel=channel)
    mine.update(away_since=None, again_at=None, tries=0)
    bell.ring("delivery", at=now, now=now)
