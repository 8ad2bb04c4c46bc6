"""Conversations with all that comes of them, and their summaries: sent, taken back, confirmed and corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.property.life.asking import WORDS, Life
from tests.property.life.base import BOLD, one_of
from tests.property.life.speaking import _is_told_by_a_call
from tests.property.life.weather import FairLife
from tests.property.words import SPANS, VAGUE, moment
from teum.actions import conversations, summaries
from teum.actions.conversations import Asked, Said, Wished
from teum.actions.promises import Draft
from teum.core.conversation import Channel, Direction, Outcome
from teum.models import Conversation, Message, Promise, Summary, Wish
from teum.queries.verify import verify

CHANNELS, SIDES = st.sampled_from(list(Channel)), st.sampled_from(list(Direction))
OUTCOMES = st.lists(
    st.sampled_from(["made", "promise", "answered", "declined", "open", "nothing"]), max_size=3
)


class Talking(Life):
    """Rules of conversations, for any weather: everybody talks a lot."""

    @rule(
        data=BOLD,
        channel=CHANNELS,
        direction=SIDES,
        reached=st.sampled_from([True, True, True, False]),
        kinds=st.lists(st.sampled_from(["whole", "whole", "vague"]), max_size=2),
        asks=st.lists(WORDS, max_size=1),
        outcomes=OUTCOMES,
        span=st.one_of(st.none(), SPANS),
    )
    def talk(
        self,
        data: Any,
        channel: Channel,
        direction: Direction,
        reached: bool,
        kinds: list[str],
        asks: list[str],
        outcomes: list[str],
        span: timedelta | None,
    ) -> None:
        """A conversation; all that came of it is recorded, or nothing."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        said = Said(
            channel=channel,
            direction=direction,
            reached=reached,
            notes="דיברנו בהקדם",
            promises=[self._agreed(data, kind) for kind in kinds],
            questions=[self._question(data, text) for text in asks],
            wishes=[self._wish(data, outcome, len(kinds)) for outcome in outcomes],
            next_due=moment(self.world.now, span) if span else None,
        )
        rows = self.world.picture.of(Message).values()
        unsettled = [m["id"] for m in rows if _is_told_by_a_call(m, case["id"])]
        found = self.attempt(
            case,
            lambda: conversations.log(case_id=case["id"], by=by, said=said, now=self.world.now),
        )
        if found and reached:
            self.world.by_hand.update(dict.fromkeys(unsettled, self.world.now))
        assert not (found and "vague" in kinds), "a vague promise was recorded"
        assert not (found and {"open", "nothing"} & set(outcomes)), "a wish was left open"
        assert not (found and not reached and (kinds or asks or outcomes)), "nobody was spoken with"

    def _agreed(self, data: Any, kind: str) -> Draft:
        draft = self.draft(data)
        return replace(draft, body=VAGUE[0]) if kind == "vague" else draft

    def _question(self, data: Any, text: str) -> Asked:
        due = moment(self.world.now, data.draw(SPANS))
        return Asked(text=text, is_theirs=data.draw(st.booleans(), label="theirs"), due=due)

    def _wish(self, data: Any, outcome: str, made: int) -> Wished:
        match outcome:
            case "made":
                return Wished(text="מחיר", outcome=Outcome.PROMISED, made=max(made - 1, 0))
            case "promise":
                row = self.pick(data, "open")
                return Wished(text="מחיר", outcome=Outcome.PROMISED, promise=row["id"])
            case "answered":
                return Wished(text="שעות הפתיחה", outcome=Outcome.ANSWERED, answer="פתוח בימי ראשון")
            case "declined":
                return Wished(text="התקנה בשבת", outcome=Outcome.DECLINED)
            case "nothing":
                return Wished(text="שעות הפתיחה", outcome=Outcome.ANSWERED)
        return Wished(text="מחיר", outcome=None)

    @rule(data=BOLD, text=st.sampled_from([None, None, None, "תודה על השיחה", VAGUE[0]]))
    def sum_up(self, data: Any, text: str | None) -> None:
        """The summary of a conversation, composed, or in words that leave out what was agreed."""
        talks = list(self.world.picture.of(Conversation).values())
        if not talks:
            return
        row, by = one_of(data, talks, "conversation"), self.someone(data)
        found = self.attempt(
            self._talked_in(row),
            lambda: summaries.send(conversation_id=row["id"], by=by, text=text, now=self.world.now),
        )
        assert not (found and not row["reached"]), "nobody was reached"
        assert not (found and text == VAGUE[0]), "a vague word went out"

    @rule(data=BOLD, text=st.one_of(st.none(), WORDS))
    def answer_summary(self, data: Any, text: str | None) -> None:
        """Whoever got a summary confirms or corrects it, or somebody who did not."""
        sent = list(self.world.picture.of(Summary).values())
        if not sent:
            return
        row, by = one_of(data, sent, "summary"), self.anyone(data)
        if text is None:
            self.attempt(
                self._talked_in(row),
                lambda: summaries.confirm(summary_id=row["id"], by=by, now=self.world.now),
            )
            return
        self.attempt(
            self._talked_in(row),
            lambda: summaries.correct(summary_id=row["id"], by=by, text=text, now=self.world.now),
        )

    def _talked_in(self, row: dict[str, Any]) -> dict[str, Any]:
        return next(case for case in self.cases() if case["id"] == row["case_id"])

    @invariant()
    def one_letter_a_sitting(self) -> None:
        """What a summary says waits in no notice any more; a promised wish has its promise in the same case."""
        if not self.is_begun():
            return
        picture = self.world.picture
        for wish in picture.of(Wish).values():
            talk = picture.of(Conversation)[wish["conversation_id"]]
            promise = picture.of(Promise).get(wish["promise_id"])
            assert (wish["outcome"] == "promised") == (promise is not None)
            assert promise is None or promise["case_id"] == talk["case_id"]
        for summary in picture.of(Summary).values():
            of_case = [m for m in picture.of(Message).values() if m["case_id"] == summary["case_id"]]
            older = [m for m in of_case if m["id"] < summary["message_id"]]
            assert not [m for m in older if m["state"] == "queued" and m["kind"] in ("agreed", "asked")]

    def teardown(self) -> None:
        """And the rows are what the ledger tells of them."""
        if self.is_begun():
            broken = verify(rebuild_rows=True).broken
            assert broken is None, broken
        super().teardown()


class TalkingLife(Talking, FairLife):
    """In fair weather."""
