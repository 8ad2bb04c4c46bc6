"""What customers wish for on their page: a call, another time for an appointment, how to be reached; and their link."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.property.life.asking import Life
from tests.property.life.base import BOLD, one_of
from tests.property.life.weather import FairLife
from tests.property.words import SPANS, moment
from teum.actions import callbacks, links, moves, preferences
from teum.core import callback, counter, events
from teum.core.actor import Actor
from teum.models import Case, ContactPoint, Message, Page, Promise, Question
from teum.queries import terms

HOURS = st.sampled_from(
    [(None, None), (time(22), time(7)), (time(8), time(20)), (time(9), time(15)), (time(12), None)]
)
BODIES = {body for body, _ in callbacks.CALL.values()}


class Wishing(Life):
    """Rules of wishes, for any weather: customers use all of their page."""

    @rule(data=BOLD, which=st.integers(0, 2), later=st.sampled_from([0, 0, 17]))
    def ask_for_a_call(self, data: Any, which: int, later: int) -> None:
        """In one of the windows that are offered, or beside them; whoever is owed one is promised no other."""
        case = one_of(data, self.cases(), "case")
        row = (
            Case.objects.of(self.stage.galil.id).select_related("organisation", "customer").get(pk=case["id"])
        )
        by = data.draw(
            st.sampled_from([self.stage.galil.as_whom(row.customer), self.anyone(data)]), label="by"
        )
        offered = callback.offered(times=terms.times(row.organisation, row.customer), now=self.world.now)
        starts = [window.start for window in offered if window.start]
        for start in starts[which:]:
            begins = start + timedelta(minutes=later)
            found = self.attempt(case, partial(self._ask, row.pk, by, begins))
            assert not (found and later), "it was not offered"
            assert not found or found.start == begins

    def _ask(self, case_id: int, by: Actor, start: datetime) -> Promise:
        return callbacks.ask(case_id=case_id, by=by, start=start, now=self.world.now)

    def _owed(self, case_id: int) -> int:
        return sum(p["case_id"] == case_id and p["body"] in BODIES for p in self.promises("open"))

    @rule(data=BOLD, spans=st.lists(SPANS, min_size=1, max_size=4))
    def ask_to_move(self, data: Any, spans: list[timedelta]) -> None:
        """Other times, of a promise in any state; none of them takes effect by being asked for."""
        row, by = self.pick(data, "open"), self.stage.galil.as_customer
        begins = [moment(self.world.now, span) for span in spans]
        asked = self.attempt(
            row, lambda: moves.ask(promise_id=row["id"], by=by, begins=begins, now=self.world.now)
        )
        assert not asked or asked.about.due == row["due"]

    @rule(data=BOLD, which=st.integers(0, 2), span=SPANS, answer=st.sampled_from(["accept", "offer"]))
    def answer_about_a_move(self, data: Any, which: int, span: timedelta, answer: str) -> None:
        """A time that they asked for suits, or one of ours is offered, which they have not agreed to yet."""
        questions = Question.objects.of(self.stage.galil.id).filter(kind="move").order_by("id")
        listed = list(questions.values("id", "times", "about"))
        if not listed:
            return
        asked = one_of(data, listed, "move")
        row = next(p for p in self.promises() if p["id"] == asked["about"])
        by, now = self.someone(data), self.world.now
        if answer == "accept":
            said = asked["times"][which % len(asked["times"])]
            start = counter.begins(counter.of_interval(said, zone=ZoneInfo("UTC")))
            self.attempt(row, lambda: moves.accept(question_id=asked["id"], by=by, start=start, now=now))
            return
        begins = moment(now, span)
        due = begins + timedelta(hours=2)
        found = self.attempt(
            row, lambda: moves.offer(question_id=asked["id"], by=by, start=begins, due=due, now=now)
        )
        assert not found or found.due == row["due"], "nobody agreed to it"

    @rule(data=BOLD, hours=HOURS, in_writing=st.sampled_from([None, True, False]))
    def prefer(self, data: Any, hours: tuple[time | None, time | None], in_writing: bool | None) -> None:
        """Which way first, when nothing is sent, and whether bad news is written at once."""
        galil = self.stage.galil
        points = ContactPoint.objects.of(galil.id).filter(customer__in=[galil.dana, galil.john])
        first = data.draw(st.sampled_from([None, *points.values_list("pk", flat=True)]), label="first")
        self.attempt(
            None,
            lambda: preferences.prefer(
                by=galil.as_customer,
                first=first,
                quiet_from=hours[0],
                quiet_until=hours[1],
                in_writing=in_writing,
                now=self.world.now,
            ),
        )

    @rule(data=BOLD, address=st.sampled_from(["054-765-4399", "dana@example.org", "12"]))
    def set_right(self, data: Any, address: str) -> None:
        """Another address, in place of one at which somebody was not reached, or of one that works."""
        galil = self.stage.galil
        points = ContactPoint.objects.of(galil.id).filter(customer__in=[galil.dana, galil.john])
        states = dict(points.values_list("pk", "is_broken"))
        chosen = data.draw(st.sampled_from(sorted(states)), label="contact")
        token = links.of_customer(galil.dana, now=self.world.now).token
        found = self.attempt(
            None,
            lambda: preferences.correct(
                by=galil.as_customer, token=token, contact_id=chosen, address=address, now=self.world.now
            ),
        )
        assert not (found and (address == "12" or not states[chosen] or found.customer_id != galil.dana.pk))

    @rule(data=BOLD, replace=st.booleans())
    def end_a_link(self, data: Any, replace: bool) -> None:
        """A member ends a link, or puts another in its place."""
        ids = sorted(Page.objects.of(self.stage.galil.id).values_list("pk", flat=True))
        page_id, by = data.draw(st.sampled_from(ids), label="page"), self.someone(data)
        self.attempt(None, lambda: links.revoke(page_id=page_id, by=by, replace=replace, now=self.world.now))

    @invariant()
    def one_call_at_a_time(self) -> None:
        """No case owes two calls that its customer asked for."""
        if self.is_begun():
            assert all(self._owed(case["id"]) <= 1 for case in self.cases())

    @invariant()
    def written_to_where_they_asked(self) -> None:
        """Nothing that was written after they asked for it in writing waits for a call."""
        if not self.is_begun():
            return
        facts = self.world.picture.facts
        wishes = [(f.at, f.event) for f in facts if isinstance(f.event, events.PreferenceChanged)]
        for row in self.world.picture.of(Message).values():
            before = [e for at, e in wishes if at < row["at"] and e.customer == row["customer_id"]]
            among = [e for at, e in wishes if at == row["at"]]
            asked = bool(before and before[-1].in_writing) and not among
            assert not (asked and row["call_by"]), "they asked to be written to"


class WishingLife(Wishing, FairLife):
    """In fair weather."""
