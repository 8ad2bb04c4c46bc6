"""The promise's life as a state machine: what people, the clock, the carrier and bad luck may do, in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests import cast
from tests.property import guarantees
from tests.property.carrier import Answer
from tests.property.guarantees import LIVE
from tests.property.picture import Row
from tests.property.words import BODIES, REASONS, SPANS, STARTS, VAGUE, moment, spoilt, whole
from tests.property.world import Stage, World
from teum.actions import asks, calls, cases, contact, messages, promises, words
from teum.actions.promises import Draft
from teum.actions.promises.steps import Next
from teum.core.actor import Actor
from teum.models import Case, Customer, Member, Message, Promise

MOST_CASES = 4
BOLD = st.data()


class Life(RuleBasedStateMachine):
    """In fair weather: people do as they like, the clock runs, and the carrier takes what it is handed."""

    stage: ClassVar[Stage]
    touched: int | None = None

    @initialize(start=st.sampled_from(STARTS), draft=st.data())
    def begin(self, start: Any, draft: Any) -> None:
        """A first case with its promise."""
        self.world = World(self.stage, start)
        self.world.__enter__()
        self.open_case(draft)

    def teardown(self) -> None:
        """The ledger holds what it held; then back to the stage."""
        if hasattr(self, "world"):
            try:
                self.world.require_ledger_unchanged()
            finally:
                self.world.__exit__()

    # ── who, and what they act on ──

    def customers(self) -> list[Customer]:
        """Whose cases there may be."""
        return [self.stage.galil.dana, self.stage.galil.john]

    def someone(self, data: Any) -> Actor:
        """A member of the business, most often one of its agents."""
        galil = self.stage.galil
        here = [galil.yael, galil.yael, galil.dan, galil.amir, galil.ruth, galil.sami]
        present = [m for m in here if self.world.picture.of(Member)[m.pk]["is_active"]]
        return cast.by(data.draw(st.sampled_from(present), label="who"))

    def anyone(self, data: Any) -> Actor:
        """A member or the customer."""
        galil = self.stage.galil
        return data.draw(
            st.sampled_from([cast.by(galil.yael), galil.as_customer, cast.by(galil.amir)]), label="who"
        )

    def cases(self, state: str | None = None) -> list[Row]:
        """The cases of the first business."""
        rows = [
            row
            for row in self.world.picture.of(Case).values()
            if row["organisation_id"] == self.stage.galil.id
        ]
        return [row for row in rows if state in (None, row["state"])]

    def promises(self, *states: str) -> list[Row]:
        """The promises of the first business."""
        rows = [
            r for r in self.world.picture.of(Promise).values() if r["organisation_id"] == self.stage.galil.id
        ]
        return [row for row in rows if not states or row["state"] in states]

    def pick(self, data: Any, *states: str) -> Row:
        """One of them: most often in one of these states, now and then in any."""
        rows = self.promises(*states) or self.promises(*LIVE) or self.promises()
        return _one_of(data, rows, "promise")

    def attempt(self, row: Row | None, act: Callable[[], Any]) -> Any:
        """Act on a case's promise, and look at the case afterwards."""
        if row and row["organisation_id"] == self.stage.galil.id:
            self.touched = row["case_id"] if "case_id" in row else row["id"]
        found = self.world.attempt(act)
        self.world.settle()
        return found

    def seen(self, data: Any, row: Row) -> int | None:
        """The version that the act names: none, the current one, or a stale one."""
        return data.draw(st.sampled_from([None, row["version"], row["version"] - 1]), label="seen")

    def following(self, data: Any) -> Next:
        """What is to come after: nothing named, another promise, the end of the case, or a next step that is none."""
        kind = data.draw(st.sampled_from(["nothing", "promise", "close", "both", "vague"]), label="after")
        if kind == "nothing":
            return Next()
        draft = self.draft(data)
        if kind == "vague":
            return Next(promise=replace(draft, body=VAGUE[0]))
        return Next(promise=draft if kind != "close" else None, close=kind in ("close", "both"))

    def draft(self, data: Any) -> Draft:
        """A whole promise of ours, open at once."""
        due = moment(self.world.now, data.draw(SPANS))
        return Draft(
            body=data.draw(st.sampled_from(BODIES)),
            includes=("מפרט",),
            channel="email",
            due=due,
            says_replaces=True,
        )

    # ── promises are made ──

    @precondition(lambda self: len(self.cases()) < MOST_CASES)
    @rule(data=BOLD)
    def open_case(self, data: Any) -> None:
        """A member opens a case, with a promise or with none."""
        whose = data.draw(st.sampled_from(self.customers()), label="customer")
        by = cast.by(self.stage.galil.yael)
        promise = data.draw(st.one_of(st.none(), whole(self.world.now)))
        opened = self.attempt(
            None,
            lambda: cases.open_case(
                customer_id=whose.pk, by=by, title="מזגן לסלון", promise=promise, now=self.world.now
            ),
        )
        self.touched = opened.pk if opened else None

    @precondition(lambda self: len(self.cases()) < MOST_CASES)
    @rule(urgent=st.booleans())
    def fill_form(self, urgent: bool) -> None:
        """A visitor fills the public form."""
        about = "דחוף, תחזרו אליי בהקדם" if urgent else "מזגן שמטפטף"
        self.attempt(
            None,
            lambda: contact.receive(
                organisation_id=self.stage.galil.id,
                name="מבקר",
                phone="054-765-4399",
                email="visitor@example.com",
                about=about,
                now=self.world.now,
            ),
        )

    @rule(data=BOLD)
    def make(self, data: Any) -> None:
        """Somebody records one more promise, sometimes instead of another."""
        case = _one_of(data, self.cases(), "case")
        draft = data.draw(whole(self.world.now))
        live = [row["id"] for row in self.promises(*LIVE) if row["case_id"] == case["id"]]
        replaced = data.draw(st.sampled_from([None, None, *live]), label="instead of")
        by = self.someone(data)
        draft = replace(draft, replaces=replaced)
        self.attempt(case, lambda: promises.make(case_id=case["id"], by=by, draft=draft, now=self.world.now))

    @rule(data=BOLD)
    def make_spoilt(self, data: Any) -> None:
        """Somebody tries to record what is no promise (guarantee 1)."""
        open_ = self.cases("open")
        if not open_:
            return
        case = _one_of(data, open_, "case")
        draft, code = data.draw(spoilt(self.world.now))
        by, before = cast.by(self.stage.galil.yael), self.world.refusals[code]
        self.attempt(case, lambda: promises.make(case_id=case["id"], by=by, draft=draft, now=self.world.now))
        assert self.world.refusals[code] == before + 1, f"not refused as {code}: {draft}"

    @rule(data=BOLD)
    def make_without_saying_whether_instead(self, data: Any) -> None:
        """Where there is another open promise, "instead of, or as well?" must be answered (guarantee 1)."""
        deeds = [row for row in self.promises(*LIVE) if row["nature"] == "deed"]
        if not deeds:
            return
        case_id = _one_of(data, deeds, "promise")["case_id"]
        draft, by = replace(self.draft(data), says_replaces=False), cast.by(self.stage.galil.yael)
        found = self.attempt(
            None, lambda: promises.make(case_id=case_id, by=by, draft=draft, now=self.world.now)
        )
        assert found is None, "recorded without the answer"

    # ── promises live ──

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
        row = _one_of(data, proposed, "promise") if proposed else self.pick(data, "open")
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

    # ── words ──

    @rule(
        data=BOLD, span=SPANS, text=st.sampled_from(["החלק הגיע ונבדק", "the part is here", "", *VAGUE[:2]])
    )
    def give_word(self, data: Any, span: timedelta, text: str) -> None:
        """A member writes to the customer, and says when the next word comes."""
        case, by = _one_of(data, self.cases(), "case"), self.someone(data)
        due = moment(self.world.now, span)
        found = self.attempt(
            case, lambda: words.give(case_id=case["id"], by=by, text=text, next_due=due, now=self.world.now)
        )
        assert not (found and (not text or text in VAGUE)), "an empty or vague word went out"

    @rule(data=BOLD, reached=st.booleans(), span=st.one_of(st.none(), SPANS))
    def call(self, data: Any, reached: bool, span: timedelta | None) -> None:
        """A member calls the customer."""
        case, by = _one_of(data, self.cases(), "case"), self.someone(data)
        due = moment(self.world.now, span) if span else None
        unsettled = [
            m["id"] for m in self.world.picture.of(Message).values() if _is_told_by_a_call(m, case["id"])
        ]
        found = self.attempt(
            case,
            lambda: calls.log(
                case_id=case["id"], by=by, reached=reached, note="דיברנו", next_due=due, now=self.world.now
            ),
        )
        if found and reached:
            self.world.by_hand.update(dict.fromkeys(unsettled, self.world.now))

    @rule(data=BOLD, send=st.booleans())
    def answer_ask(self, data: Any, send: bool) -> None:
        """The owner says that all goes to plan, or sends the holding update now."""
        row, by = self.pick(data, "open"), self.someone(data)
        act = asks.send_now if send else asks.on_track
        self.attempt(row, lambda: act(promise_id=row["id"], by=by, now=self.world.now))

    @rule(data=BOLD)
    def take_back(self, data: Any) -> None:
        """A person undoes a message that has not left."""
        mine = [m for m in self.world.picture.of(Message).values() if m["customer_id"]]
        queued = [m for m in mine if m["state"] == "queued"] or mine
        row, by = _one_of(data, queued, "message"), self.someone(data)
        self.attempt(row, lambda: messages.take_back(message_id=row["id"], by=by, now=self.world.now))

    @rule(data=BOLD, reason=st.sampled_from(["", "הכול טופל", VAGUE[2]]))
    def close(self, data: Any, reason: str) -> None:
        """A member closes a case."""
        case, by = _one_of(data, self.cases(), "case"), self.someone(data)
        self.attempt(case, lambda: cases.close(case_id=case["id"], by=by, reason=reason, now=self.world.now))

    # ── another business ──

    @rule(
        data=BOLD,
        act=st.sampled_from(["revise", "report", "confirm", "release", "delegate", "make", "give", "call"]),
    )
    def stranger(self, data: Any, act: str) -> None:
        """Nobody touches what belongs to another business, nor learns that it is there."""
        now, by, theirs, case = (
            self.world.now,
            self.anyone(data),
            self.stage.other_promise,
            self.stage.other_case,
        )
        due = moment(now, timedelta(hours=2))
        acts: dict[str, Callable[[], Any]] = {
            "revise": lambda: promises.revise(promise_id=theirs, by=by, due=due, reason="חסר נתון", now=now),
            "report": lambda: promises.report(promise_id=theirs, by=by, now=now),
            "confirm": lambda: promises.confirm(promise_id=theirs, by=by, now=now),
            "release": lambda: promises.release(promise_id=theirs, by=by, proof="כן", now=now),
            "delegate": lambda: promises.delegate(
                promise_id=theirs, by=by, owner=self.stage.galil.dan.pk, now=now
            ),
            "make": lambda: promises.make(case_id=case, by=by, draft=self.draft(data), now=now),
            "give": lambda: words.give(case_id=case, by=by, text="הכול מוכן", next_due=due, now=now),
            "call": lambda: calls.log(case_id=case, by=by, reached=True, now=now),
        }
        assert self.attempt(None, acts[act]) is None, f"{act} reached another business"

    # ── time ──

    @rule(span=SPANS)
    def time_passes(self, span: timedelta) -> None:
        """Minutes or days go by."""
        self.world.until(self.world.now + span)

    @rule(
        data=BOLD, before=st.sampled_from([timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=30)])
    )
    def just_before_due(self, data: Any, before: timedelta) -> None:
        """The moment shortly before something is due."""
        ahead = [r["due"] - before for r in self.promises("open") if r["due"] - before > self.world.now]
        if ahead:
            self.world.until(data.draw(st.sampled_from(sorted(ahead))))

    @rule()
    def next_due(self) -> None:
        """Until just after the next due moment."""
        ahead = [row["due"] for row in self.promises(*LIVE) if row["due"] > self.world.now]
        if ahead:
            self.world.until(min(ahead) + timedelta(seconds=1))

    # ── what holds after every step ──

    def is_begun(self) -> bool:
        """Whether there is a world to look at."""
        return hasattr(self, "world")

    @invariant()
    def guarantee_1(self) -> None:
        """Nothing vague."""
        if self.is_begun():
            guarantees.nothing_vague(self.world)

    @invariant()
    def guarantee_2(self) -> None:
        """No open case without a next step."""
        if self.is_begun():
            guarantees.always_a_next_step(self.world)

    @invariant()
    def guarantee_3(self) -> None:
        """No silent lateness."""
        if self.is_begun():
            guarantees.no_silent_lateness(self.world)

    @invariant()
    def guarantee_4(self) -> None:
        """No lost word."""
        if self.is_begun():
            guarantees.no_lost_word(self.world)

    @invariant()
    def guarantee_5(self) -> None:
        """One truth."""
        if self.is_begun():
            guarantees.one_truth(self.world)
            if self.touched:
                guarantees.same_for_everybody(self.world, self.touched)
                self.touched = None


def _one_of(data: Any, rows: list[Row], what: str) -> Row:
    """One of these rows, drawn by its id."""
    by_id = {row["id"]: row for row in rows}
    return by_id[data.draw(st.sampled_from(sorted(by_id)), label=what)]


def _is_told_by_a_call(message: Row, case_id: int) -> bool:
    states = ("failed", "uncertain", "shown_locally")
    return bool(
        message["case_id"] == case_id
        and message["customer_id"]
        and message["state"] in states
        and not message["settled_at"]
    )


class FairLife(Life):
    """Fair weather, in which nothing is ever late in silence."""

    @invariant()
    def never_silent(self) -> None:
        """Guarantee 3 without exception."""
        if self.is_begun():
            assert self.world.is_fair()
            guarantees.never_silent(self.world)


class FoulLife(Life):
    """The clock and delivery go away and come back, the carrier does what carriers do, and processes die."""

    def customers(self) -> list[Customer]:
        """One of them has no address that a carrier of ours serves."""
        return [*super().customers(), self.stage.shula]

    @rule(what=st.sampled_from(["clock", "delivery"]))
    def goes_away(self, what: str) -> None:
        """The clock or delivery dies."""
        self.world.goes_away(what)

    @precondition(lambda self: self.is_begun() and any(o.until is None for o in self.world.outages))
    @rule(what=st.sampled_from(["clock", "delivery"]))
    def returns(self, what: str) -> None:
        """It is back."""
        self.world.returns(what)
        self.world.settle()

    @rule(is_down=st.booleans())
    def carrier_fails(self, is_down: bool) -> None:
        """The carrier takes nothing for a while, or is back."""
        self.world.carrier.is_down = is_down

    @rule(answers=st.lists(st.sampled_from(list(Answer)), min_size=1, max_size=4))
    def carrier_will(self, answers: list[Answer]) -> None:
        """What the carrier does with the next messages."""
        self.world.carrier.script.extend(answers)

    @rule(data=BOLD, outcome=st.sampled_from(["told", "resend", "dropped", "sent_by_hand"]))
    def deal_with(self, data: Any, outcome: str) -> None:
        """A person deals with a message that failed or is uncertain."""
        mine = [m for m in self.world.picture.of(Message).values() if m["customer_id"]]
        bad = [m for m in mine if m["state"] in ("failed", "uncertain")] or mine
        row, by, now = _one_of(data, bad, "message"), self.someone(data), self.world.now

        def act() -> Message:
            if outcome == "sent_by_hand":
                return messages.sent_by_hand(message_id=row["id"], by=by, now=now)
            return messages.settle(message_id=row["id"], by=by, outcome=outcome, now=now)

        if self.attempt(row, act):
            if outcome == "resend":
                self.world.resent[row["id"]] += 1
            elif outcome != "dropped":
                self.world.by_hand[row["id"]] = now
        self.world.settle()
