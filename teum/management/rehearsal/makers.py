"""Promises are made: as a business makes them, or as this one made them last month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from teum.actions import cases, contact, promises
from teum.actions.promises import Draft
from teum.core import reach
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.past import Made
from teum.management.rehearsal.world import World
from teum.models import Case, ContactPoint, Promise

KINDS = {
    "plain": 55,
    "visit": 14,
    "offer": 8,
    "condition": 8,
    "customer": 6,
    "third": 5,
    "form": 2,
    "contact": 2,
}
"""What is promised, by weight; `form` and `contact` are first contacts, promised from the opening hours."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Makers:
    """Who makes promises, when, and for when."""

    world: World
    owners: Owners

    def plan(self, count: int, days: list[date], like: Sequence[Made]) -> None:
        """Have so many promises made over these days, with those that come of talks, questions, choices and mails.

        Where last month's are given, they are made all, whatever else is promised: they are what a policy is tried on.
        """
        for one in like:
            self.world.at(one.at, lambda one=one: self.make(one.due - one.at, like=one))  # type: ignore[misc]
        if like:
            return
        for number, (made, lead) in enumerate(sorted(self._as_drawn(count, days))):
            self.world.at(made, lambda number=number, lead=lead: self._make_up(number, lead))  # type: ignore[misc]

    def _make_up(self, number: int, lead: timedelta) -> None:
        """Make a promise, unless as many as were to be made by now have been made by others."""
        if self.world.promises <= number:
            self.make(lead)

    def _as_drawn(self, count: int, days: list[date]) -> Iterator[tuple[datetime, timedelta]]:
        """Moments in opening hours, now and then outside, and how far ahead the due lies."""
        rng, calendar = self.world.rng, self.world.calendar
        open_days = [on for on in days if calendar.is_open_day(on)]
        for _ in range(count if open_days else 0):
            opens, closes = rng.choice(calendar.spans_on(rng.choice(open_days)))
            made = opens + (closes - opens) * rng.random()
            if rng.random() < 0.04:
                made += timedelta(hours=rng.randint(4, 40))
            yield sayings.moment(made, self.world.zone), self._lead()

    def _lead(self) -> timedelta:
        rng = self.world.rng
        spans = [
            (1 * MINUTE, 15 * MINUTE),
            (15 * MINUTE, 60 * MINUTE),
            (1 * HOUR, 9 * HOUR),
            (9 * HOUR, 96 * HOUR),
        ]
        low, high = rng.choices([*spans, (96 * HOUR, 240 * HOUR)], [3, 8, 30, 47, 12])[0]
        return low + (high - low) * rng.random()

    def make(self, lead: timedelta, *, like: Made | None = None) -> None:
        """A promise of any kind or like one of last month, in a new case or an open one, now and then for another."""
        kind = like.kind if like else self.world.rng.choices(list(KINDS), list(KINDS.values()))[0]
        if kind == "form":
            self._fill_form()
            return
        customer = self.world.rng.choice(self.world.business.customers)
        theirs = Case.objects.of(self.world.organisation).filter(customer=customer, state="open")
        standing = list(theirs.order_by("id"))
        if kind == "contact":
            self._open(customer, None)
            return
        due = sayings.moment(
            self.world.now + max(lead, 2 * MINUTE), self.world.zone, grain_minutes=self._grain(lead)
        )
        due = max(due, self.world.now + MINUTE)
        draft = sayings.draft(self.world.rng, kind, due=due, now=self.world.now, zone=self.world.zone)
        if like:
            draft = replace(draft, start=like.start and self._begin(due - (like.due - like.start), due))
        draft = self._reaching(customer, draft)
        if standing and self.world.rng.random() < 0.1:
            self._add(standing[0], sayings.spoilt(self.world.rng, draft))
        if standing and self.world.rng.random() < 0.6:
            self._add(self.world.rng.choice(standing), draft)
        else:
            self._open(customer, draft)

    def _begin(self, at: datetime, due: datetime) -> datetime:
        return min(sayings.moment(max(at, self.world.now + MINUTE), self.world.zone, grain_minutes=1), due)

    @staticmethod
    def _grain(lead: timedelta) -> int:
        return 1 if lead < HOUR else 15 if lead < 24 * HOUR else 30

    def _reaching(self, customer: int, draft: Draft) -> Draft:
        """The promise on a channel on which the customer can be reached."""
        known = ContactPoint.objects.of(self.world.organisation).filter(customer=customer, is_broken=False)
        is_reached = draft.channel in reach.channels(known.values_list("channel", flat=True))
        return draft if is_reached else replace(draft, channel="visit")

    def _add(self, case: Case, draft: Draft) -> None:
        live = Promise.objects.of(self.world.organisation).filter(
            case=case, nature="deed", state__in=["open", "waiting", "offered"]
        )
        replaced = live.order_by("id").values_list("pk", flat=True).first()
        if replaced and self.world.rng.random() < 0.15:
            draft = replace(draft, replaces=replaced)
        made = self.world.attempt(
            lambda: promises.make(
                case_id=case.pk, by=self.world.somebody(case.owner_id), draft=draft, now=self.world.now
            )
        )
        if made:
            self.owners.take_on(made.pk)
            self.owners.think_better(made.pk)

    def _open(self, customer: int, draft: Draft | None) -> None:
        by = self.world.somebody()
        title = self.world.rng.choice(sayings.TITLES)
        opened = self.world.attempt(
            lambda: cases.open_case(
                customer_id=customer, by=by, title=title, promise=draft, now=self.world.now
            )
        )
        if opened:
            self._take_on_newest(opened)

    def _fill_form(self) -> None:
        number = self.world.rng.randint(0, 999_999)
        received = self.world.attempt(
            lambda: contact.receive(
                organisation_id=self.world.organisation,
                name="מבקר",
                phone=f"054-8{number:06d}",
                email=f"visitor{number}@example.com",
                about="דחוף, תחזרו אליי בהקדם",
                now=self.world.now,
            )
        )
        if received:
            self._take_on_newest(received.case)

    def _take_on_newest(self, case: Case) -> None:
        newest = Promise.objects.of(self.world.organisation).filter(case=case).order_by("-id")
        self.owners.take_on(newest.values_list("pk", flat=True)[0])
