"""Rows as the values that the core decides on."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from teum.core import counter
from teum.core.actor import Actor, Role
from teum.core.actor import member as member_actor
from teum.core.promise import LIVE as LIVE_STATES
from teum.core.promise import Condition, Debtor, Nature, Promise, State
from teum.core.window import Window
from teum.models import Member
from teum.models import Promise as PromiseRow

LIVE = tuple(str(state) for state in State if state in LIVE_STATES)
"""The states of promises that have not ended, as rows hold them."""


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone of that name."""
    return ZoneInfo(name)


def read_moment(said: str) -> datetime:
    """A moment as a database holds it in JSON: SQLite in UTC, without saying so."""
    at = datetime.fromisoformat(said)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def moment(said: str | None) -> datetime | None:
    """The same of one that need not be there."""
    return read_moment(said) if said else None


def window(due: datetime, start: datetime | None, zone_name: str) -> Window:
    """A stored window, in the zone in which it was promised."""
    there = zone(zone_name)
    return Window(due=due.astimezone(there), start=start.astimezone(there) if start else None)


def asked_times(said: Iterable[str], zone_name: str) -> tuple[Window, ...]:
    """The windows that a question names for an appointment, in the zone of that."""
    return tuple(counter.of_interval(one, zone=zone(zone_name)) for one in said)


def promise(row: PromiseRow) -> Promise:
    """A promise's row as its value."""
    condition = None
    if row.condition_due:
        condition = Condition(due=row.condition_due, term=row.term or None)
    return Promise(
        id=row.pk,
        state=State(row.state),
        window=window(row.due, row.start, row.zone),
        owner=row.owner_id,
        answerable=row.answerable_id,
        nature=Nature(row.nature),
        debtor=Debtor(row.debtor),
        channel=row.channel,
        version=row.version,
        number=row.number,
        revisions=row.revisions,
        condition=condition,
        proposed=window(row.proposed_due, row.proposed_start, row.zone) if row.proposed_due else None,
        answer_by=row.answer_by,
        replaces=row.replaces_id,
        about=row.about_id,
        round=row.round,
    )


def actor(row: Member) -> Actor:
    """A member's row as the one who acts."""
    return member_actor(organisation_id=row.organisation_id, member_id=row.pk, role=Role(row.role))
