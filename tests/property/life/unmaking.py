"""What is made a moment ago is undone: a promise, a question, a choice, the end of a case, and all is as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests import cast
from tests.cast_disclosure import shower
from tests.property.life.base import BOLD, one_of
from tests.property.life.weather import FairLife
from tests.property.words import moment
from teum.actions import cases, closings, conversations, disclosures, promises, questions, undo, words
from teum.actions.conversations import Said
from teum.actions.promises import Draft
from teum.core.conversation import Channel, Direction
from teum.management.rehearsal.picture import Picture, Row
from teum.models import (
    Case,
    Conversation,
    Disclosure,
    Message,
    Promise,
    Question,
    Survey,
    Timer,
    Upload,
    Wish,
)


class UndoneLife(FairLife):
    """Fair weather, with members who think better of what they did."""

    @rule(data=BOLD, act=st.sampled_from(["make", "ask", "word", "disclose", "close", "reopen", "talk"]))
    def make_and_undo(self, data: Any, act: str) -> None:
        """Whatever an act made or ended is as it was, and can be done again."""
        case, by = one_of(data, self.cases(), "case"), cast.by(self.stage.galil.yael)
        due, draft = moment(self.world.now, timedelta(hours=30)), self.draft(data)
        before = self.world.picture
        if not self.attempt(case, lambda: self._make(act, case, by, due, draft)):
            return
        mine = [
            m for m in self.world.picture.of(Message).values() if m["undoes"] and m["case_id"] == case["id"]
        ]
        wrote = [m for m in mine if m["id"] not in before.of(Message) and m["state"] == "queued"]
        if not wrote:
            return
        message = one_of(data, wrote, "message")
        found = self.attempt(message, lambda: undo.act(message_id=message["id"], by=by, now=self.world.now))
        since = self.world.picture.facts[len(before.facts) :]
        if found and all(fact.actor == by.label for fact in since):
            assert self._as_it_is(self.world.picture) == self._as_it_is(before)

    def _make(self, act: str, case: Row, by: Any, due: datetime, draft: Draft) -> object:
        now, pk = self.world.now, case["id"]
        acts: dict[str, Callable[[], object]] = {
            "make": lambda: promises.make(case_id=pk, by=by, draft=draft, now=now),
            "ask": lambda: questions.ask(case_id=pk, by=by, text="באיזה צבע?", due=due, now=now),
            "word": lambda: words.give(case_id=pk, by=by, text="הכול מוכן", next_due=due, now=now),
            "disclose": lambda: disclosures.disclose(
                case_id=pk, by=by, shown=shower(), decide_by=due, now=now
            ),
            "close": lambda: cases.close(case_id=pk, by=by, now=now),
            "reopen": lambda: closings.reopen(case_id=pk, by=by, now=now),
            "talk": lambda: conversations.log(
                case_id=pk,
                by=by,
                said=Said(channel=Channel.CALL, direction=Direction.OUT, promises=[draft]),
                now=now,
            ),
        }
        return acts[act]()

    def _as_it_is(self, picture: Picture) -> dict[str, object]:
        """All that there is, but for how often it was changed."""
        tables = (Case, Conversation, Disclosure, Promise, Question, Survey, Upload, Wish)
        held: dict[str, object] = {
            table.__name__: {
                pk: {name: it for name, it in row.items() if name not in ("version", "verdict")}
                for pk, row in picture.of(table).items()
            }
            for table in tables
        }
        timers = picture.of(Timer).values()
        held["timers"] = {(row["promise_id"], row["kind"], row["number"], row["fire_at"]) for row in timers}
        queued = [row for row in picture.of(Message).values() if row["state"] == "queued"]
        held["letters"] = {row["id"] for row in queued}
        return held
