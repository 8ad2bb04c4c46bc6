"""The clock was away: a fact of every business in which something passed, and one letter to each who manages it."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from teum.actions import letters
from teum.core import actor, events, updates
from teum.language.notices import Party, staff
from teum.models import Event as EventRow
from teum.models import Organisation, Outage, Promise, prepared
from teum.queries import members, rows, timers

logger = logging.getLogger(__name__)


def record(organisation_id: int, *, since: datetime, until: datetime) -> None:
    """Record the absence; where times of ours passed in it, the managers get one letter, however many they were.

    Where that letter cannot be written, the absence is on record all the same: no clock of anybody stands still for it,
    and the managers hear of each time by itself.
    """
    returned = events.ClockReturned(since=since, until=until)
    EventRow.objects.of(organisation_id).create(
        kind=returned.kind, actor=actor.clock(organisation_id).label, at=until, facts=returned.facts
    )
    passed = timers.due_within(organisation_id, since=since, until=until)
    if not passed:
        return
    try:
        with transaction.atomic():
            Outage.objects.of(organisation_id).create(since=since, until=until)
            _tell_managers(organisation_id, passed, since=since, until=until)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("an outage cannot be told to the managers of organisation %s", organisation_id)


def covers(row: Promise, *, now: datetime) -> bool:
    """Whether the managers have a letter about the outage in which this promise's time passed."""
    found = _ended(row.organisation_id, row.due, now)
    return any(updates.is_within(row.due, since=each.since, until=each.until) for each in found)


@prepared.rows
def _ended(organisation: int, due: datetime, now: datetime) -> QuerySet[Outage]:
    return Outage.objects.of(organisation).filter(until__gte=due, until__lte=now)


def _tell_managers(organisation_id: int, passed: int, *, since: datetime, until: datetime) -> None:
    business = Organisation.objects.get(pk=organisation_id)
    zone = rows.zone(business.zone)
    for manager in members.managers(organisation_id):
        letter = staff.outage(
            party=Party(
                business=business.called(manager.language), lang=manager.language, now=until.astimezone(zone)
            ),
            since=since.astimezone(zone).replace(second=0, microsecond=0),
            until=until.astimezone(zone).replace(second=0, microsecond=0),
            passed=passed,
        )
        letters.queue_without_a_case(manager, "outage", letter, now=until)
