"""Customers use the rest of their page: they ask for a call or another time, and say how they like to be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from teum.actions import callbacks, links, moves, preferences
from teum.core import actor, callback
from teum.core.actor import Actor
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World
from teum.models import ContactPoint, Customer, Page, Promise
from teum.queries import terms

LOOK = timedelta(hours=9)
"""How often customers think of something to wish for."""
CALLED, MOVED, PREFERRED, REVOKED = 0.04, 0.06, 0.02, 0.01
"""How likely a promise makes its customer ask for a call or another time, or name what they prefer; or ends a link."""
HOURS = [(None, None), (time(21), time(7)), (time(8), time(15)), (time(22), time(9))]
"""In which a customer wants no message."""


@dataclass
class Wishers:
    """Customers, with what they wish for."""

    world: World
    owners: Owners
    seen: int = 0
    """The newest promise that made its customer think."""

    def look(self, until: datetime) -> None:
        """Think of what to wish for, now and again until a moment."""
        deeds = Promise.objects.of(self.world.organisation).filter(nature="deed", pk__gt=self.seen)
        for pk in list(deeds.order_by("id").values_list("pk", flat=True)):
            self.seen = pk
            self._wish(pk)
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _wish(self, pk: int) -> None:
        chances = {
            self._ask_for_a_call: CALLED,
            self._ask_to_move: MOVED,
            self._prefer: PREFERRED,
            self._lose_the_link: REVOKED,
        }
        rest = 1 - sum(chances.values())
        act = self.world.rng.choices([*chances, None], [*chances.values(), rest])[0]
        if act:
            wait = timedelta(minutes=self.world.rng.randint(1, 500))
            self.world.after(wait, lambda: act(self.world.promise(pk)))

    def _customer(self, row: Promise) -> Actor:
        return actor.customer(self.world.organisation, row.case.customer_id)

    def _ask_for_a_call(self, row: Promise) -> None:
        whose = Customer.objects.of(self.world.organisation).select_related("organisation")
        customer = whose.get(pk=row.case.customer_id)
        offered = callback.offered(times=terms.times(customer.organisation, customer), now=self.world.now)
        starts = [window.start for window in offered if window.start]
        if not starts:
            return
        start = self.world.rng.choice(starts)
        promised = self.world.attempt(
            lambda: callbacks.ask(
                case_id=row.case_id, by=self._customer(row), start=start, now=self.world.now
            )
        )
        if promised:
            self.owners.take_on(promised.pk)

    def _ask_to_move(self, row: Promise) -> None:
        begins = sayings.moment(
            (row.start or row.due) + timedelta(hours=self.world.rng.randint(2, 50)), self.world.zone
        )
        asked = self.world.attempt(
            lambda: moves.ask(promise_id=row.pk, by=self._customer(row), begins=[begins], now=self.world.now)
        )
        if asked:
            self.owners.take_on(asked.promise_id)

    def _prefer(self, row: Promise) -> None:
        points = ContactPoint.objects.of(self.world.organisation).filter(customer=row.case.customer_id)
        page = Page.objects.of(self.world.organisation).filter(customer=row.case.customer_id).last()
        for point in points.filter(is_broken=True, channel="phone"):
            number = f"054765{self.world.rng.randint(1000, 9999)}"
            self.world.attempt(
                lambda point=point, number=number: preferences.correct(  # type: ignore[misc]
                    by=self._customer(row),
                    token=page.token if page else "",
                    contact_id=point.pk,
                    address=number,
                    now=self.world.now,
                )
            )
        quiet_from, quiet_until = self.world.rng.choice(HOURS)
        self.world.attempt(
            lambda: preferences.prefer(
                by=self._customer(row), quiet_from=quiet_from, quiet_until=quiet_until, now=self.world.now
            )
        )

    def _lose_the_link(self, row: Promise) -> None:
        """Somebody else got hold of it: a member ends it, and puts another in its place."""
        pages = Page.objects.of(self.world.organisation).filter(customer=row.case.customer_id)
        last = pages.order_by("-id").first()
        if last:
            by = self.world.somebody(row.owner_id)
            self.world.attempt(lambda: links.revoke(page_id=last.pk, by=by, replace=True, now=self.world.now))
