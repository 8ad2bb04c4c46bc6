"""The demo's stage: stories are told side by side, each act at its own moment, while the clock and delivery work."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from teum.actions import cases, outbox
from teum.actions.promises import Draft
from teum.core import actor
from teum.core.actor import Actor
from teum.core.window import Window
from teum.core.working_time import Calendar
from teum.management.demo import past
from teum.management.demo.people import People
from teum.models import Case, Message, Promise

Story = Generator[datetime, datetime, None]
"""Yields the moment of its next act, and is sent that moment when it has come."""


@dataclass
class Stage:
    """The business, its calendar and the present."""

    people: People
    calendar: Calendar
    now: datetime

    def by(self, name: str) -> Actor:
        """A member as the one who acts."""
        return self.people.by(name)

    def by_customer(self, key: str) -> Actor:
        """A customer as the one who acts."""
        return actor.customer(self.people.organisation.pk, self.people.customers[key].pk)

    def ago(self, hours: float) -> datetime:
        """That many working hours ago."""
        return self.calendar.subtract_working(self.now, timedelta(hours=hours))

    def ahead(self, hours: float) -> datetime:
        """That many working hours from now, on a quarter of an hour."""
        return self.after(self.now, hours)

    def after(self, moment: datetime, hours: float) -> datetime:
        """That many working hours after a moment, on a quarter of an hour."""
        at = self.calendar.add_working(moment, timedelta(hours=hours)).replace(second=0, microsecond=0)
        return at + timedelta(minutes=-at.minute % 15)

    def visit(self, hours: float) -> Window:
        """Two hours in one go, at least so many working hours from now."""
        starts = (self.ahead(hours + later) for later in count())
        start = next(at for at in starts if self.after(at, 2) - at == timedelta(hours=2))
        return Window(start=start, due=start + timedelta(hours=2))

    def case(
        self,
        customer: str,
        owner: str,
        title: str,
        *,
        at: datetime,
        body: str,
        includes: Sequence[str],
        service: int | None = None,
        **answers: Any,
    ) -> tuple[Case, Promise]:
        """Open a case with a promise that its owner makes; `answers` are a `Draft`'s."""
        draft = Draft(body=body, includes=includes, says_replaces=True, **{"channel": "email", **answers})
        made = cases.open_case(
            customer_id=self.people.customers[customer].pk,
            by=self.by(owner),
            title=title,
            service=service,
            promise=draft,
            now=at,
        )
        self._send_by_hand(made, owner, at=at)
        return made, Promise.objects.of(made.organisation_id).get(case=made)

    def _send_by_hand(self, case: Case, owner: str, *, at: datetime) -> None:
        """Whoever has no address that a carrier serves hears from the owner's own phone."""
        waits = Message.objects.of(case.organisation_id).filter(case=case, state="failed", settled_at=None)
        for message in waits:
            outbox.sent_by_hand(message_id=message.pk, by=self.by(owner), now=at)

    def tell(self, stories: Iterable[Callable[[Stage], Story]]) -> None:
        """Tell the stories in the order of time, up to now."""
        waiting = [(next(story), position, story) for position, story in enumerate(s(self) for s in stories)]
        heapq.heapify(waiting)
        while waiting:
            moment, position, story = heapq.heappop(waiting)
            past.until(self.people.organisation.pk, moment)
            following = _resume(story, moment)
            if following is not None:
                heapq.heappush(waiting, (max(following, moment), position, story))
        past.until(self.people.organisation.pk, self.now)


def _resume(story: Story, moment: datetime) -> datetime | None:
    try:
        return story.send(moment)
    except StopIteration:
        return None
