"""What really happened, apart from what the product says of it: who was away, what carriers took, what people did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from teum.management.rehearsal.carrier import RehearsedCarrier
from teum.management.rehearsal.picture import Picture


@dataclass
class Outage:
    """From when until when the `clock` or `delivery` was away; open while it is."""

    what: str
    since: datetime
    until: datetime | None = None

    def touches(self, since: datetime, until: datetime) -> bool:
        """Whether it was away at any time between two moments."""
        return self.since <= until and (self.until is None or self.until >= since)


@dataclass
class Scene:
    """One business at a moment, as the guarantees are judged: its rows, and what happened outside of them."""

    now: datetime
    organisation: int
    carrier: RehearsedCarrier = field(default_factory=RehearsedCarrier)
    outages: list[Outage] = field(default_factory=list)
    resent: Counter[int] = field(default_factory=Counter)
    by_hand: dict[int, datetime] = field(default_factory=dict)
    """Messages that a person told, and when."""
    crashes: list[datetime] = field(default_factory=list)
    """When delivery died with messages in its hands: not one of them is sent again unasked."""
    sends_from_hour: int = 6
    """Before that hour of the day no customer is written to, whatever the policy becomes."""
    sends_until_hour: int = 20
    """Nor from that hour on, but for what was begun before."""
    has_run: bool = False
    """Whether the clock ran, and left its sign of life, before the scene began: nobody misses one that never did."""
    picture: Picture = field(default_factory=lambda: Picture({}, ()))
    _over: int = 0

    def is_away(self, what: str) -> bool:
        """Whether the `clock` or `delivery` is away now."""
        return any(outage.until is None and outage.what == what for outage in self._lately())

    def _lately(self) -> list[Outage]:
        """The outages but for those before the first that is not over: it is asked for at every step."""
        while self._over < len(self.outages) and self.outages[self._over].until is not None:
            self._over += 1
        return self.outages[self._over :]

    def goes_away(self, what: str) -> None:
        """From now on the `clock` or `delivery` does not run."""
        if not self.is_away(what):
            self.outages.append(Outage(what, self.now))

    def returns(self, what: str) -> None:
        """It runs again."""
        for outage in self.outages:
            if outage.what == what and outage.until is None:
                outage.until = self.now

    def was_away(self, what: str, since: datetime, until: datetime) -> bool:
        """Whether it was away at any time between two moments."""
        return any(outage.what == what and outage.touches(since, until) for outage in self.outages)

    def ran(self, what: str, span: timedelta, *, since: datetime) -> bool:
        """Whether it ran for longer than `span` at a stretch since a moment."""
        for outage in self.outages:  # in the order in which they began
            if outage.what != what or (outage.until and outage.until < since):
                continue
            if outage.since - since > span:
                return True
            if outage.until is None:
                return False
            since = outage.until
        return self.now - since > span
