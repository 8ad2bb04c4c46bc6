"""The chain of seals, read: what is sealed, what waits, and what a seal covers."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from teum.core import seal as core
from teum.models import Event, Head, Seal, prepared
from teum.models.tenancy import OrganisationRows

LOOK_BACK = 10_000
"""How many ids an empty place is waited for: a transaction may commit after its followers did."""
SEALED_WITHIN = timedelta(seconds=60)
"""A running clock seals long before this: an event that waits longer shows that none runs, or that it cannot."""
MOST_AHEAD = 1_000
PIECE = 10_000
"""So many ids of the ledger are looked through at a time."""
PIECE_SEALED = 1_000
"""So many of them are sealed at a time at most."""
AT_START = 1_000
"""How many ids before the last sealed one a clock begins; what lies further back is looked for once (`unsealed`)."""


def content(event: Event) -> dict[str, object]:
    """What a seal covers of an event: all of it; the moment in UTC to the microsecond."""
    return {
        "id": event.pk,
        "organisation": event.organisation_id,
        "kind": event.kind,
        "case": event.case,
        "promise": event.promise,
        "actor": event.actor,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "facts": event.facts,
    }


def unsealed(*, after: int = 0) -> OrganisationRows[Event]:
    """The events after one, or of the whole ledger, that no seal covers, in the order of their ids."""
    sealed = Seal.objects.everywhere().filter(event=OuterRef("pk"))
    return Event.objects.everywhere().filter(~Exists(sealed), pk__gt=after).order_by("id")


def overdue(*, now: datetime) -> Event | None:
    """The first event that should have its seal by now and has none."""
    return unsealed().filter(at__lt=now - SEALED_WITHIN).first()


def sealed(events: Collection[int]) -> set[int]:
    """Those of these events that a seal covers."""
    return set(_sealed(sorted(events)))


@prepared.column
def _sealed(events: list[int]) -> QuerySet[Seal, int]:
    return Seal.objects.everywhere().filter(event__in=events).values_list("event", flat=True)


@dataclass(slots=True)
class Frontier:
    """How far the ledger was looked at, and which places before that were empty or unsealed then.

    Kept from pass to pass, so that looking costs as much as there is to do.
    """

    reached: int | None = None
    left: set[int] = field(default_factory=set)

    def ahead(self, limit: int) -> list[tuple[int, int]]:
        """The next events to look at, `MOST_AHEAD` at most, in the order of their ids, each with its organisation."""
        if self.reached is None:
            last = Seal.objects.everywhere().aggregate(last=Max("event"))["last"]
            first = Event.objects.everywhere().aggregate(first=Min("pk"))["first"] or 1
            self.reached = max(first - 1, (last or 0) - AT_START)
        # what was left behind lies near: the ledger before that is not looked through for it
        after = min([self.reached, *(event - 1 for event in self.left)])
        found = _ahead(after, self.reached, sorted(self.left))
        return [(event.pk, event.organisation_id) for event in found[:limit]]

    def advance(self, looked_at: Iterable[int], *, sealed: Iterable[int]) -> None:
        """Go on behind these; what is not there or not sealed yet is looked at again, for a while."""
        before = self.reached or 0
        self.reached = max([before, *looked_at])
        self.left.update(range(before + 1, self.reached + 1))
        self.left.difference_update(sealed)
        self.left = {event for event in self.left if event > self.reached - LOOK_BACK}


@prepared.rows
def _ahead(after: int, reached: int, left: list[int]) -> QuerySet[Event]:
    waiting = Event.objects.everywhere().filter(Q(pk__gt=reached) | Q(pk__in=left), pk__gt=after)
    return waiting.order_by("id").only("organisation")[:MOST_AHEAD]


@dataclass(slots=True)
class Look:
    """A walk through the ledger, a piece at a time, for what committed long after its followers did.

    It ends where the ledger ended when it began: nobody who goes on writing keeps it up.
    """

    at: int = 0
    until: int = 0
    since: datetime | None = None

    @classmethod
    def begin(cls, *, after: int = 0, since: datetime | None = None) -> Look:
        """A walk from after an event to where the ledger ends now."""
        return cls(after, Event.objects.everywhere().aggregate(last=Max("pk"))["last"] or 0, since)

    @property
    def is_done(self) -> bool:
        """Whether it has come to its end."""
        return self.at >= self.until

    def piece(self) -> list[tuple[int, int]]:
        """Events of the next piece that no seal covers, each with its organisation; the walk goes on behind them."""
        end = min(self.at + PIECE, self.until)
        waiting = unsealed(after=self.at).filter(pk__lte=end).values_list("pk", "organisation")
        found = list(waiting[:PIECE_SEALED])
        self.at = found[-1][0] if len(found) == PIECE_SEALED else end
        return found


def signature(head: Head) -> str:
    """The signature that the end of a chain must have."""
    return core.signature(
        settings.SECRET_KEY, organisation=head.organisation_id, position=head.position, seal=head.seal
    )


def is_genuine(head: Head) -> bool:
    """Whether sealing itself left the end of this chain as it stands."""
    return hmac.compare_digest(signature(head), head.signature)
