"""What holds of the core for any promise and any moment: its life, its verdict, its timers, its next attempts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import JERUSALEM, at
from teum.core import case as cases
from teum.core import delivery, events, finding, first_contact, updates, working_time
from teum.core import promise as core
from teum.core.finding import Finding, Word
from teum.core.policy import DEFAULT, Policy
from teum.core.promise import FINAL, LIFE, LIVE, Debtor, Promise, State
from teum.core.quiet import Hours, Quiet
from teum.core.refusal import Refused
from teum.core.updates import DELIVERY, SHORT, Kind, Times
from teum.core.verdict import Verdict, verdict
from teum.core.window import Window

START, END = at("2026-03-01 00:00"), at("2027-10-31 00:00")
MINUTES = int((END - START).total_seconds() // 60)
moments = st.integers(0, MINUTES).map(
    lambda minutes: (START + timedelta(minutes=minutes)).astimezone(JERUSALEM)
)
spans = st.one_of(
    st.integers(1, 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 21 * 24).map(lambda hours: timedelta(hours=hours)),
)
OWN = (Hours(at("2026-01-01 22:00").time(), at("2026-01-01 09:30").time()),)
quiets = st.sampled_from(
    [Quiet(zone=JERUSALEM), Quiet(zone=JERUSALEM, rests=False), Quiet(zone=JERUSALEM, quiet=OWN)]
)
calendars = st.sampled_from([working_time.israel(), working_time.us(), working_time.uk()])
policies = st.sampled_from(
    [DEFAULT, Policy(ask_minutes=1440, hold_minutes=600), Policy(ask_minutes=20, hold_minutes=5)]
)


def promised(due: datetime, **values: object) -> Promise:
    """An open promise of ours."""
    return Promise(**{"state": State.OPEN, "window": Window(due=due), "owner": 1, **values})  # type: ignore[arg-type]


# ── its life ──

WORDS = {"digest": "d"}
LATER = Window(due=at("2028-01-02 12:00"))
OPERATIONS = {
    "accept": lambda p, now: core.accept(p, now=now),
    "counter": lambda p, now: core.counter(p, window=LATER),
    "decline": lambda p, now: core.decline(p),
    "lapse": lambda p, now: core.lapse(p),
    "meet_condition": lambda p, now: core.meet_condition(p, window=LATER, now=now),
    "revise": lambda p, now: core.revise(p, window=_moved(p), reason="a reason", now=now, **WORDS),
    "no_date": lambda p, now: core.no_date(p, reason="a reason", next_due=now + timedelta(days=1), **WORDS),
    "report": lambda p, now: core.report(p, answer_by=now + timedelta(days=2), now=now),
    "confirm": lambda p, now: core.confirm(p, by="creditor", now=now),
    "dispute": lambda p, now: core.dispute(p, window=LATER, **WORDS),
    "release": lambda p, now: core.release(p, by_creditor=True, proof="", digest=None),
    "withdraw": lambda p, now: core.withdraw(p, disclosure="words", **WORDS),
    "delegate": lambda p, now: core.delegate(p, owner=2),
}


def _moved(promise: Promise) -> Window:
    return Window(due=promise.window.due + timedelta(days=1))


@given(
    start=st.sampled_from([State.OPEN, State.OFFERED, State.WAITING]),
    steps=st.lists(st.sampled_from(sorted(OPERATIONS)), max_size=12),
    now=moments,
    span=spans,
)
def test_a_promise_goes_only_where_its_life_leads(
    start: State, steps: list[str], now: datetime, span: timedelta
) -> None:
    promise = promised(now + span, state=start)
    for step in steps:
        may = promise.state in LIFE[step]
        try:
            change = OPERATIONS[step](promise, now)
        except core.NotPossible:
            assert not may
            continue
        assert may
        assert change.promise.state is LIFE[step][promise.state]
        assert change.promise.version == promise.version + 1
        assert change.promise.number >= promise.number
        assert change.events, "a step without a fact"
        for event in change.events:
            assert events.read(event.kind, event.facts) == event
        promise = change.promise
    assert promise.is_live == (promise.state in LIVE)


@pytest.mark.parametrize("operation", sorted(LIFE))
def test_every_operation_of_the_declared_life_is_tried_above(operation: str) -> None:
    assert operation in OPERATIONS


@pytest.mark.parametrize("end", sorted(FINAL))
def test_nothing_leads_out_of_an_end(end: State) -> None:
    for step, act in OPERATIONS.items():
        with pytest.raises(core.NotPossible):
            act(promised(at("2027-01-03 12:00"), state=end), at("2027-01-01 12:00"))
        assert end not in LIFE[step]


def test_a_life_with_a_way_out_of_an_end_fails_at_import() -> None:
    with pytest.raises(RuntimeError):
        core.check_life({**LIFE, "revive": {State.KEPT: State.OPEN}})


@pytest.mark.parametrize(
    "operation", ["report", "confirm", "decline", "lapse", "dispute", "withdraw", "release"]
)
def test_a_life_without_one_of_its_ways_is_another_life(operation: str) -> None:
    less = {name: steps for name, steps in LIFE.items() if name != operation}
    reached = {b for steps in less.values() for b in steps.values()} | set(core.STARTS)
    if reached != set(State) - {State.UNDONE}:
        with pytest.raises(RuntimeError):
            core.check_life(less)
    else:
        core.check_life(less)


@given(now=moments, span=spans, ahead=spans)
def test_nothing_opens_late(now: datetime, span: timedelta, ahead: timedelta) -> None:
    past = Window(due=now - span)
    with pytest.raises(Refused):
        core.accept(promised(past.due, state=State.OFFERED), now=now)
    with pytest.raises(Refused):
        core.meet_condition(promised(now + ahead, state=State.WAITING), window=past, now=now)


@given(now=moments, span=spans, revisions=st.integers(0, 3))
def test_from_the_second_change_on_the_agreed_window_stands_until_they_agree(
    now: datetime, span: timedelta, revisions: int
) -> None:
    promise = promised(now + span, revisions=revisions)
    changed = core.revise(promise, window=LATER, reason="a reason", now=now, digest="d").promise
    assert (changed.window == LATER) == (revisions == 0)
    assert (changed.proposed == LATER) == (revisions > 0)
    if revisions:
        agreed = core.agree(changed, digest="d", now=now).promise
        assert (agreed.window, agreed.proposed) == (LATER, None)


# ── its verdict ──

DUE = at("2027-01-03 12:00")
MADE = events.PromiseMade(
    nature="deed", state="open", debtor="provider", owner=1, channel="email", zone="UTC", due=DUE, digest="d"
)
middles = st.lists(
    st.sampled_from(
        [
            events.PromiseRevised(number=1, due=DUE, late=False, digest="d"),
            events.PromiseTold(number=0, what="holding", how="message"),
            events.PromiseMissed(number=0, told=True),
            events.PromiseMissed(number=1, told=False, outage="clock"),
            events.PromiseReported(answer_by=DUE, late=False),
            events.PromiseDisputed(due=DUE, number=0, digest="d"),
            events.PromiseDelegated(owner=2, answerable=1),
        ]
    ),
    max_size=6,
)
ends = st.sampled_from(
    [
        events.PromiseKept(by="creditor"),
        events.PromiseKept(by="time", late=True),
        events.PromiseReleased(),
        events.PromiseWithdrawn(digest="d", due=DUE),
        events.PromiseDeclined(),
        events.PromiseLapsed(),
    ]
)


@given(middle=middles, end=ends)
def test_a_silent_miss_is_never_erased_and_nothing_else_is_called_one(
    middle: list[events.Event], end: events.Event
) -> None:
    silent = any(isinstance(event, events.PromiseMissed) and not event.told for event in middle)
    assert (verdict([MADE, *middle, end]) is Verdict.LATE_SILENT) == silent
    assert verdict([MADE, *middle]) is None


@given(middle=middles)
def test_a_promise_that_was_late_or_moved_is_never_simply_kept(middle: list[events.Event]) -> None:
    found = verdict([MADE, *middle, events.PromiseKept(by="creditor")])
    late = any(isinstance(event, events.PromiseMissed) for event in middle)
    moved = any(isinstance(event, events.PromiseRevised) for event in middle)
    assert (found is Verdict.KEPT) == (not late and not moved)
    assert (found is Verdict.KEPT_REVISED) == (moved and not late)


# ── its timers ──


@given(now=moments, span=spans, quiet=quiets, calendar=calendars, policy=policies)
def test_the_owner_is_asked_and_the_clock_speaks_before_due(
    now: datetime, span: timedelta, quiet: Quiet, calendar: working_time.Calendar, policy: Policy
) -> None:
    due, times = now + span, Times(calendar=calendar, quiet=quiet, policy=policy)
    planned = {timer.kind: timer.fire_at for timer in updates.plan(promised(due), times=times, now=now)}
    assert planned[Kind.DUE] == due
    assert now <= planned[Kind.ASK] <= planned[Kind.HOLD] < due
    assert span <= timedelta(minutes=15) or planned[Kind.HOLD] <= due - DELIVERY
    if span > SHORT and not calendar.is_open(planned[Kind.ASK]):
        in_time = planned[Kind.HOLD] - SHORT
        assert calendar.working_between(now, in_time) == timedelta(0), "nobody was there to be asked"


@given(now=moments, span=spans, quiet=quiets, policy=policies)
def test_the_clock_never_speaks_in_quiet_time_where_an_allowed_moment_is_left(
    now: datetime, span: timedelta, quiet: Quiet, policy: Policy
) -> None:
    due, times = now + span, Times(calendar=working_time.israel(), quiet=quiet, policy=policy)
    for speaks in (
        updates.holding_at(due, times=times, now=now),
        updates.last_call(due, times=times, now=now),
    ):
        assert now <= speaks < due
        if quiet.is_quiet(speaks):
            first = quiet.next_allowed(now + timedelta(microseconds=1))
            assert first > due - DELIVERY, f"quiet at {speaks}, although {first} was allowed"


@given(now=moments, calendar=calendars, policy=policies)
def test_the_moments_that_the_clock_names_are_ahead_and_in_opening_hours(
    now: datetime, calendar: working_time.Calendar, policy: Policy
) -> None:
    word = updates.next_word(calendar=calendar, policy=policy, now=now)
    assert word > now and calendar.is_open_day(word.astimezone(calendar.zone).date())
    window = first_contact.window(calendar=calendar, policy=policy, now=now)
    assert window.start is not None and now < window.start < window.due
    assert calendar.is_open(window.start)
    assert calendar.working_between(window.start, window.due) > timedelta(0)
    assert updates.answer_by(calendar=calendar, policy=policy, now=now) > now


words = st.lists(
    st.builds(
        Word,
        number=st.integers(0, 1),
        what=st.sampled_from(["agreed", "holding", "revised", "reported", "word", "call", "late"]),
        at=st.one_of(st.none(), st.integers(-600, 600).map(lambda minutes: DUE + timedelta(minutes=minutes))),
        failed=st.booleans(),
    ),
    max_size=5,
)


@given(said=words)
def test_only_a_true_word_taken_before_due_counts_as_told(said: list[Word]) -> None:
    found = finding.at_due(promised(DUE), number=0, due=DUE, words=tuple(said))
    true = ("holding", "revised", "word", "call", "withdrawn")
    told = any(w.number == 0 and w.what in true and w.at is not None and w.at < DUE for w in said)
    assert (found is Finding.TOLD) == told
    assert found is not Finding.MOOT


@given(before=words, more=words)
def test_hearing_more_never_makes_a_told_window_silent(before: list[Word], more: list[Word]) -> None:
    told = Word(number=0, what="holding", at=DUE - timedelta(microseconds=1))
    assert finding.at_due(promised(DUE), number=0, due=DUE, words=(*before, told, *more)) is Finding.TOLD


@given(said=words, state=st.sampled_from(sorted(State)), ahead=st.integers(-5, 5))
def test_the_clock_speaks_only_for_what_is_open_untold_and_ahead(
    said: list[Word], state: State, ahead: int
) -> None:
    now = DUE - timedelta(minutes=ahead)
    found = finding.at_hold(promised(DUE, state=state), number=0, words=tuple(said), now=now)
    true = ("holding", "revised", "word", "call", "withdrawn")
    under_way = any(w.number == 0 and w.what in true and not w.failed for w in said)
    assert (found is Finding.HOLD) == (state is State.OPEN and not under_way and ahead > 0)


# ── delivery, and the case ──


@given(now=moments, attempts=st.integers(1, 80), left=st.one_of(st.none(), st.integers(-60, 4_000)))
def test_another_attempt_is_ahead_leaves_time_to_call_and_comes_to_an_end(
    now: datetime, attempts: int, left: int | None
) -> None:
    needed_by = None if left is None else now + timedelta(minutes=left)
    again = delivery.next_attempt(attempts=attempts, key="k", needed_by=needed_by, now=now)
    is_needed = needed_by is not None and needed_by > now
    if attempts >= delivery.MOST_ATTEMPTS and not is_needed:
        assert again is None
    if again:
        assert again > now
        assert needed_by is None or needed_by <= now or again <= needed_by - delivery.TIME_TO_CALL


open_ends = st.lists(
    st.builds(
        cases.OpenEnd,
        kind=st.sampled_from(["promise", "message"]),
        id=st.integers(1, 9),
        due=st.sampled_from([None, DUE - timedelta(hours=1), DUE + timedelta(hours=1)]),
    ),
    max_size=4,
).map(lambda ends: [end if end.kind == "promise" else replace(end, due=None) for end in ends])


@given(ends=open_ends, wants_close=st.booleans(), has_next=st.booleans(), somebody=st.booleans())
def test_no_act_leaves_an_open_case_without_a_next_step(
    ends: list[cases.OpenEnd], wants_close: bool, has_next: bool, somebody: bool
) -> None:
    is_ahead = any(end.kind == "promise" and end.due is not None and end.due > DUE for end in ends)
    try:
        after = cases.after_act(
            ends, wants_close=wants_close, has_next=has_next, somebody_to_ask=somebody, now=DUE
        )
    except cases.OpenEnds:
        assert wants_close and ends
    except cases.NoNextStep:
        assert somebody and not (is_ahead or has_next or wants_close)
    else:
        if after is cases.After.GOES_ON:
            assert is_ahead or has_next
        elif after is cases.After.CLOSES:
            assert not ends
        else:
            assert ends and not somebody


@given(debtor=st.sampled_from(sorted(Debtor)), now=moments, span=spans, quiet=quiets)
def test_every_live_promise_has_a_timer_at_its_next_moment(
    debtor: Debtor, now: datetime, span: timedelta, quiet: Quiet
) -> None:
    times = Times(calendar=working_time.israel(), quiet=quiet, policy=DEFAULT)
    by = now + span / 2
    for state in sorted(LIVE):
        condition = core.Condition(due=by) if state is State.WAITING else None
        answer_by = by if state in (State.OFFERED, State.REPORTED) else None
        promise = promised(now + span, state=state, debtor=debtor, condition=condition, answer_by=answer_by)
        planned = updates.plan(promise, times=times, now=now)
        reached = by if state is not State.OPEN else now + span
        to_come = [timer.fire_at for timer in planned if timer.kind is not updates.Kind.AGAIN]
        assert max(to_come) == reached
        assert all(now <= timer.fire_at for timer in planned)
