"""What a rehearsal begins from: hours, special days and a policy, and last month's promises: when they were made,
for when, of what kind, and how many of them came to which end.

Read from a business, it is all that leaves it: no name, no text, no address.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from teum.core import events
from teum.core.promise import Debtor, State
from teum.language.notices import first_contacts
from teum.management.rehearsal import habits
from teum.management.rehearsal.habits import Habits
from teum.models import Event, Organisation, Promise, SpecialDay
from teum.queries import ledger

MONTH = timedelta(days=31)
WEEK = {**{day: [["09:00", "17:00"]] for day in ("6", "0", "1", "2", "3")}, "4": [["09:00", "13:00"]]}
THEIRS: Mapping[str, str] = {Debtor.CUSTOMER: "customer", Debtor.THIRD_PARTY: "third"}
"""Kinds by who is to act, where we are not."""
BEFORE: Mapping[str, str] = {State.OFFERED: "offer", State.WAITING: "condition"}
"""Kinds by what must come before they hold."""


class Made(NamedTuple):
    """A promise of last month: when it was made, its first window, and its kind, as `makers.KINDS` names it."""

    at: datetime
    due: datetime
    start: datetime | None = None
    kind: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Where a rehearsal begins; `made` are promises in the order in which they were made."""

    zone: str = "Asia/Jerusalem"
    country: str = "IL"
    hours: Mapping[str, Any] = field(default_factory=lambda: {"week": WEEK})
    policy: Mapping[str, int] = field(default_factory=dict)
    special_days: tuple[tuple[date, list[list[str]]], ...] = ()
    made: tuple[Made, ...] = ()
    habits: Habits = field(default_factory=Habits)
    """What became of these, as far as that is known."""

    @property
    def days(self) -> int:
        """On how many days from the first to the last one promises were made."""
        made = [one.at.astimezone(ZoneInfo(self.zone)).date() for one in self.made]
        return (max(made) - min(made)).days + 1 if made else 0

    def within(self, days: int) -> tuple[Made, ...]:
        """What was promised in the first so many days."""
        zone = ZoneInfo(self.zone)
        dates = [one.at.astimezone(zone).date() for one in self.made]
        return tuple(one for one, on in zip(self.made, dates, strict=True) if (on - dates[0]).days < days)

    @property
    def said(self) -> dict[str, Any]:
        """What is taken from the business, JSON-ready; nothing where no promises of it are made again."""
        if not self.made:
            return {}
        kinds = Counter(one.kind for one in self.made)
        return {
            "promises": len(self.made),
            "kinds": dict(kinds.most_common()),
            "ends": asdict(self.habits),
            "acts_alike": self.habits.are_known,
        }

    def under(self, policy: Mapping[str, int]) -> Past:
        """The same, under other numbers of the policy."""
        return replace(self, policy={**self.policy, **policy})

    def as_json(self) -> str:
        """To hand to another process."""
        return json.dumps(asdict(self), default=lambda moment: moment.isoformat())


def read(said: str) -> Past:
    """A `Past` as another process wrote it."""
    found = json.loads(said)
    days = [(date.fromisoformat(on), blocks) for on, blocks in found.pop("special_days")]
    made, habits = tuple(map(_made, found.pop("made"))), Habits(**found.pop("habits"))
    return Past(made=made, habits=habits, special_days=tuple(days), **found)


def _made(said: tuple[str, str, str | None, str]) -> Made:
    at, due, start, kind = said
    moments = datetime.fromisoformat(at), datetime.fromisoformat(due)
    return Made(*moments, datetime.fromisoformat(start) if start else None, kind)


def of(organisation: Organisation, *, now: datetime) -> Past:
    """A business as it stands, with its promises of the last 31 days."""
    days = SpecialDay.objects.of(organisation.pk).order_by("on")
    recent = Promise.objects.of(organisation.pk).filter(
        Promise.stands, nature="deed", made_at__gt=now - MONTH, original_due__gt=now - MONTH
    )
    return Past(
        zone=organisation.zone,
        country=organisation.country,
        hours=organisation.hours,
        policy=organisation.policy,
        special_days=tuple(days.values_list("on", "blocks")),
        made=tuple(_as_made(organisation.pk, recent)),
        habits=habits.of(organisation.pk, recent, now=now),
    )


def _as_made(organisation: int, promises: QuerySet[Promise]) -> Iterator[Made]:
    """How they were made, as the ledger tells of it."""
    contacts = {
        pk: "form" if source == "form" else "contact"
        for pk, body, source in promises.values_list("pk", "body", "case__source")
        if first_contacts.is_one(body)
    }
    made = Event.objects.of(organisation).filter(kind="PromiseMade", promise__in=promises.values("pk"))
    for row in made.order_by("at", "id"):
        fact = ledger.value(row)
        assert isinstance(fact, events.PromiseMade)
        yield Made(row.at, fact.due, fact.start, contacts.get(row.promise or 0) or _kind(fact))


def _kind(fact: events.PromiseMade) -> str:
    """The kind that makers make in its place."""
    if fact.debtor in THEIRS:
        return THEIRS[fact.debtor]
    return BEFORE.get(fact.state) or ("visit" if fact.start else "plain")
