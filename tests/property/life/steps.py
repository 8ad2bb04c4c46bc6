"""Promises live: every step of DOMAIN.md, by whoever may or may not take it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.property.life.base import BOLD, one_of
from tests.property.life.making import Making
from tests.property.words import REASONS, SPANS, VAGUE, moment
from teum.actions import promises
from teum.actions.promises.steps import Next
from teum.management.rehearsal.guarantees.states import LIVE


class Steps(Making):
    """The steps of a promise's life."""

    @rule(data=BOLD, span=SPANS, reason=st.sampled_from([*REASONS, *REASONS, "", VAGUE[0], VAGUE[1]]))
    def revise(self, data: Any, span: timedelta, reason: str) -> None:
        """The owner moves a window: the first time at once, later as a proposal."""
        row, by = self.pick(data, "open", "waiting"), self.someone(data)
        due, seen = moment(self.world.now, span), self.seen(data, row)
        found = self.attempt(
            row,
            lambda: promises.revise(
                promise_id=row["id"], by=by, due=due, reason=reason, seen=seen, now=self.world.now
            ),
        )
        assert not (found and reason in ("", *VAGUE)), "moved for no reason, or for a vague one"
        assert not (found and seen not in (None, row["version"])), "a stale view changed a promise"

    @rule(data=BOLD)
    def agree(self, data: Any) -> None:
        """The customer agrees to a new time that was put to them."""
        proposed = [row for row in self.promises("open", "waiting") if row["proposed_due"]]
        row = one_of(data, proposed, "promise") if proposed else self.pick(data, "open")
        by = self.anyone(data)
        self.attempt(row, lambda: promises.agree(promise_id=row["id"], by=by, now=self.world.now))

    @rule(data=BOLD, note=st.sampled_from(["", "הכול הותקן", VAGUE[2]]))
    def report(self, data: Any, note: str) -> None:
        """The owner says that it is done."""
        row, by, after = self.pick(data, "open"), self.someone(data), self.following(data)
        self.attempt(
            row,
            lambda: promises.report(promise_id=row["id"], by=by, note=note, after=after, now=self.world.now),
        )

    @rule(data=BOLD)
    def confirm(self, data: Any) -> None:
        """The customer, or a member for them, says that it is well."""
        row, by, after = self.pick(data, "reported", "open"), self.anyone(data), self.following(data)
        after = after if by.kind == "member" else Next()
        self.attempt(
            row, lambda: promises.confirm(promise_id=row["id"], by=by, after=after, now=self.world.now)
        )

    @rule(data=BOLD)
    def dispute(self, data: Any) -> None:
        """The customer says that something is missing."""
        row, by = self.pick(data, "reported"), self.anyone(data)
        self.attempt(
            row, lambda: promises.dispute(promise_id=row["id"], by=by, note="חסר המפרט", now=self.world.now)
        )

    @rule(data=BOLD, proof=st.sampled_from(["", "כתבה שאין צורך"]))
    def release(self, data: Any, proof: str) -> None:
        """The creditor lets go."""
        row, by, after = (
            self.pick(data, "open", "waiting", "offered"),
            self.anyone(data),
            self.following(data),
        )
        after = after if by.kind == "member" else Next()
        found = self.attempt(
            row,
            lambda: promises.release(
                promise_id=row["id"], by=by, proof=proof, after=after, now=self.world.now
            ),
        )
        is_ours = row["debtor"] != "customer"
        assert not (found and is_ours and by.kind == "member" and not proof), "released without proof"

    @rule(data=BOLD, disclosure=st.sampled_from(["", "היצרן הפסיק לייצר את הדגם", VAGUE[2]]))
    def withdraw(self, data: Any, disclosure: str) -> None:
        """We take it back, with words."""
        row, by = self.pick(data, "open", "waiting", "offered"), self.someone(data)
        after = self.following(data)
        found = self.attempt(
            row,
            lambda: promises.withdraw(
                promise_id=row["id"], by=by, disclosure=disclosure, after=after, now=self.world.now
            ),
        )
        assert not (found and disclosure in ("", VAGUE[2])), "taken back without clear words"

    @rule(data=BOLD)
    def delegate(self, data: Any) -> None:
        """Somebody else owns it from now on."""
        row, by = self.pick(data, *LIVE), self.someone(data)
        strangers = [self.stage.other.yael.pk]
        heir = data.draw(st.sampled_from([m.pk for m in self.world.members] + strangers), label="heir")
        found = self.attempt(
            row, lambda: promises.delegate(promise_id=row["id"], by=by, owner=heir, now=self.world.now)
        )
        assert not (found and heir in strangers), "delegated to another business"

    @rule(data=BOLD, answer=st.sampled_from(["accept", "decline", "counter"]), span=SPANS)
    def answer_offer(self, data: Any, answer: str, span: timedelta) -> None:
        """The other side answers an offer."""
        row, by, now = self.pick(data, "offered"), self.anyone(data), self.world.now
        acts: dict[str, Callable[[], Any]] = {
            "accept": lambda: promises.accept(promise_id=row["id"], by=by, now=now),
            "decline": lambda: promises.decline(promise_id=row["id"], by=by, now=now),
            "counter": lambda: promises.counter(promise_id=row["id"], by=by, due=moment(now, span), now=now),
        }
        self.attempt(row, acts[answer])

    @rule(data=BOLD)
    def meet_condition(self, data: Any) -> None:
        """What had to come first came."""
        row, by = self.pick(data, "waiting"), self.someone(data)
        self.attempt(row, lambda: promises.meet_condition(promise_id=row["id"], by=by, now=self.world.now))
