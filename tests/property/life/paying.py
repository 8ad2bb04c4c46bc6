"""Money comes for what was agreed, in part or whole, and now and then it did not come after all."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.property.life.aligning import Aligning
from tests.property.life.base import BOLD, one_of
from tests.property.words import SPANS, moment
from teum.actions import receipts, reversals
from teum.core import events
from teum.core.price import Means
from teum.core.receipt import Why
from teum.management.rehearsal.picture import Row
from teum.models import Agreement, Message, Promise
from teum.queries import receipts as queries

AMOUNTS = st.sampled_from([1, 40_000, 60_000, 100_000, 10**9])


class Paying(Aligning):
    """Rules of payments, for any weather."""

    @rule(data=BOLD, amount=AMOUNTS, means=st.sampled_from(list(Means)), is_stale=st.booleans())
    def money_came(self, data: Any, amount: int, means: Means, is_stale: bool) -> None:
        """Somebody writes it down, who may have seen less of it; never more than is left."""
        row, by = self._a_payment(data, "open"), self.anyone(data)
        before = self._paid_account(row["id"])
        seen = (before.paid if before else 0) + is_stale
        found = self.attempt(
            row,
            lambda: receipts.take(
                promise_id=row["id"],
                by=by,
                amount=amount,
                means=means,
                on=self.world.now.date() - timedelta(days=1),
                seen_paid=seen,
                now=self.world.now,
            ),
        )
        assert not (found and (is_stale or by.kind == "customer")), "not theirs to say, or seen otherwise"
        assert not (found and (before is None or amount > before.left)), "more came than is left"

    @rule(data=BOLD, why=st.sampled_from(list(Why)), span=SPANS)
    def it_did_not_come(self, data: Any, why: Why, span: timedelta) -> None:
        """A payment bounced, or was a mistake: what is left grows by just that, and its customer is told."""
        row, by = self._a_payment(data, "open", "kept"), self.anyone(data)
        before = self._paid_account(row["id"])
        listed = queries.came(self._paid_promise(row["id"])) if before else ()
        receipt = data.draw(st.sampled_from([*listed, None]), label="which")
        found = self.attempt(
            row,
            lambda: reversals.take_back(
                promise_id=row["id"],
                receipt_id=receipt.id if receipt else None,
                why=why,
                due=moment(self.world.now, span),
                by=by,
                now=self.world.now,
            ),
        )
        if not found:
            return
        after = self._paid_account(found.pk)
        assert by.kind == "member" and before and after
        assert before.paid - after.paid == (receipt.amount if receipt else before.unsaid)
        told = Message.objects.of(self.stage.galil.id).filter(case=row["case_id"], at=self.world.now)
        assert told.filter(kind="answered").exists(), "they heard nothing of it"

    def pay_and_bounce(self, data: Any, *, times: int) -> None:
        """Money comes, and then some of it did not."""
        for amount in (40_000, 60_000)[:times]:
            self.money_came(data=data, amount=amount, means=Means.CHEQUE, is_stale=False)
        if times:
            self.it_did_not_come(data=data, why=Why.BOUNCED, span=timedelta(days=1))

    @invariant()
    def what_is_paid_is_what_came(self) -> None:
        """Counted from the facts: what came and was not taken back, of what took each other's place."""
        if not self.is_begun():
            return
        came: dict[int, tuple[int, int]] = {}
        for fact in self.world.picture.counted:
            if isinstance(fact.event, events.PaymentCame) and fact.promise:
                came[fact.event.receipt] = fact.promise, fact.event.amount
            elif isinstance(fact.event, events.PaymentReversed):
                assert came.pop(fact.event.receipt, None), "it never came, or was taken back before"
        paid: Counter[int] = Counter()
        for promise, amount in came.values():
            paid[self._now_paid_by(promise)] += amount
        for pk, amount in paid.items():
            row, account = self._paid_promise(pk), self._paid_account(pk)
            assert account and sum(one.amount for one in account.came) == amount
            versions = Agreement.objects.of(self.stage.galil.id).filter(case=row.case_id).count()
            assert versions > 1 or amount <= account.due, "more came than was ever due"
            is_all = account.left == 0 and versions == 1
            assert not (is_all and row.state == "open"), "all of it came, and it is asked for"

    # ── with what they act ──

    def _a_payment(self, data: Any, *states: str) -> Row:
        """A payment where there is one; else anything."""
        owed = [row for row in self.promises(*states) if row["debtor"] == "customer"]
        theirs = [row for row in owed if self._paid_account(row["id"])]
        return one_of(data, theirs, "payment") if theirs else self.pick(data, *states)

    def _paid_promise(self, pk: int) -> Promise:
        found: Promise = Promise.objects.of(self.stage.galil.id).get(pk=pk)
        return found

    def _paid_account(self, pk: int) -> Any:
        return queries.account(self._paid_promise(pk))

    def _now_paid_by(self, pk: int) -> int:
        """What has taken its place by now."""
        after = {row["replaces_id"]: row["id"] for row in self.promises() if row["state"] != "undone"}
        while pk in after:
            pk = after[pk]
        return pk
