"""When the clock asks, holds and speaks: planned from the due moment, the calendar and the quiet time."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from teum.core import events, finding, first_contact, updates, working_time
from teum.core import promise as core
from teum.core import window as windows
from teum.core.finding import Finding, Word
from teum.core.policy import DEFAULT
from teum.core.promise import Debtor, Nature, Promise, State
from teum.core.quiet import Hours, Quiet
from teum.core.updates import Kind, Times
from teum.core.window import Window
from teum.core.working_time import Block, Calendar

JERUSALEM = ZoneInfo("Asia/Jerusalem")
TIMES = Times(calendar=working_time.israel(), quiet=Quiet(zone=JERUSALEM), policy=DEFAULT)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of November 2026 in Jerusalem; the 22nd is a Sunday."""
    return datetime(2026, month, day, hour, minute, tzinfo=JERUSALEM)


def promised(due: datetime, **values: object) -> Promise:
    """An open promise of Yael's."""
    return Promise(state=State.OPEN, window=Window(due=due), owner=1, **values)  # type: ignore[arg-type]


def moments(promise: Promise, now: datetime) -> dict[Kind, datetime]:
    """The planned timers by kind."""
    return {timer.kind: timer.fire_at for timer in updates.plan(promise, times=TIMES, now=now)}


def test_a_tuesday_promise_is_asked_at_ten_and_held_at_half_past_twelve() -> None:
    planned = moments(promised(at(24, 14)), now=at(22, 10))
    assert planned == {Kind.ASK: at(24, 10), Kind.HOLD: at(24, 12, 30), Kind.DUE: at(24, 14)}


def test_the_second_time_in_a_row_the_managers_are_asked_an_hour_of_work_before_the_owner() -> None:
    planned = moments(promised(at(24, 14), round=1), now=at(22, 10))
    assert planned[Kind.MANAGER] == at(24, 9) and planned[Kind.ASK] == at(24, 10)
    morning = moments(promised(at(25, 12), round=2), now=at(24, 12, 30))
    assert morning[Kind.ASK] == at(25, 9) and morning[Kind.MANAGER] == at(24, 16)
    near = moments(promised(at(24, 14), round=1), now=at(24, 13, 50))
    assert near[Kind.MANAGER] == near[Kind.ASK] == at(24, 13, 50)
    assert next(iter(near)) is Kind.MANAGER, "first, also where it is the same moment"


def test_the_owner_is_reminded_by_mail_on_the_day_only_where_the_policy_says_so() -> None:
    mails = replace(TIMES, policy=replace(DEFAULT, remind_by_mail=1))

    def reminded(due: datetime, now: datetime) -> datetime | None:
        planned = {t.kind: t.fire_at for t in updates.plan(promised(due), times=mails, now=now)}
        return planned.get(Kind.OWNER)

    assert reminded(at(24, 14), at(22, 10)) == at(24, 9)
    assert reminded(at(24, 13, 15), at(22, 10)) is None, "fifteen minutes before the ask"
    assert reminded(at(24, 14), at(24, 9, 30)) is None, "made on the day itself"
    assert reminded(at(24, 10), at(22, 10)) == at(24, 9), "they were asked the day before"
    assert reminded(at(24, 9, 15), at(22, 10)) is None, "too late to say it"
    assert reminded(at(24, 12), at(22, 10)) is None, "the ask comes then"
    assert reminded(at(28, 20), at(22, 10)) == at(26, 9), "the last open day before a closed one"
    assert Kind.OWNER not in moments(promised(at(24, 14)), now=at(22, 10))


def test_a_word_is_held_no_earlier_than_its_last_hours_however_early_a_deed_is() -> None:
    early = replace(TIMES, policy=replace(DEFAULT, hold_minutes=4320, ask_minutes=5760))
    for nature, held in ((Nature.UPDATE, at(26, 12, 30)), (Nature.DEED, at(23, 14))):
        planned = updates.plan(promised(at(26, 14), nature=nature), times=early, now=at(17, 10))
        assert [timer.fire_at for timer in planned if timer.kind is Kind.HOLD] == [held]


def test_a_sunday_morning_promise_is_asked_on_thursday_and_held_after_shabbat() -> None:
    planned = moments(promised(at(29, 9)), now=at(22, 10))
    assert planned == {Kind.ASK: at(26, 16), Kind.HOLD: at(28, 19, 59), Kind.DUE: at(29, 9)}


@pytest.mark.parametrize(
    ("now", "due", "asked"),
    [
        (at(22, 10), at(24, 12), at(24, 9)),  # as the door opens, an hour and a half before the clock speaks
        (at(26, 10), at(29, 12), at(29, 9)),  # and not on Thursday for Sunday
        (at(28, 19, 59), at(29, 12), at(29, 9)),  # nor on Saturday night
        (at(22, 10), at(24, 11), at(23, 16)),  # half an hour is little: in the last open hour before
        (at(23, 16, 30), at(24, 11), at(23, 16, 45)),  # or in what is left of it
        (at(23, 21), at(24, 11), at(24, 9)),  # better than at night
        (at(28, 21), at(29, 8), at(28, 21)),  # nobody is there in time
    ],
)
def test_whoever_is_asked_is_there_and_has_time_to_act(now: datetime, due: datetime, asked: datetime) -> None:
    planned = moments(promised(due), now=now)
    assert planned[Kind.ASK] == asked <= planned[Kind.HOLD]


def test_no_manager_is_asked_at_night_where_the_morning_leaves_time() -> None:
    planned = moments(promised(at(29, 12), round=1), now=at(28, 19, 59))
    assert planned[Kind.MANAGER] == planned[Kind.ASK] == at(29, 9)
    evening = moments(promised(at(25, 12), round=1), now=at(24, 16, 30))
    assert evening[Kind.MANAGER] == at(24, 16, 45), "in what is left of the day"


def test_made_on_saturday_night_for_sunday_morning_still_holds_before_due() -> None:
    now = at(28, 22)
    planned = moments(promised(at(29, 8)), now=now)
    assert now <= planned[Kind.HOLD] < at(29, 8)


def test_a_promise_due_within_fifteen_minutes_is_asked_about_at_once() -> None:
    now = at(22, 10)
    planned = moments(promised(now + timedelta(minutes=12)), now=now)
    assert planned[Kind.ASK] == now
    assert now < planned[Kind.HOLD] < now + timedelta(minutes=12)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.OPEN, State.REPORTED)])
def test_what_is_over_has_no_timers(state: State) -> None:
    promise = Promise(state=state, window=Window(due=at(24, 14)), owner=1)
    kinds = {timer.kind for timer in updates.plan(promise, times=TIMES, now=at(22, 10))}
    assert kinds <= ({Kind.REMIND, Kind.LAPSE} if state is State.OFFERED else set())


def test_the_customers_part_is_reminded_a_day_before() -> None:
    planned = moments(promised(at(24, 14), debtor=Debtor.CUSTOMER), now=at(22, 10))
    assert planned == {Kind.REMIND: at(23, 14), Kind.DUE: at(24, 14), Kind.AGAIN: at(25, 12)}


@pytest.mark.parametrize(
    ("now", "start", "due"),
    [
        (at(19, 17, 40), at(22, 9), at(22, 11)),  # Thursday evening: Sunday morning
        (at(22, 10), at(22, 10, 30), at(22, 12, 30)),  # inside opening hours: today
        (at(22, 15, 30), at(23, 9), at(23, 11)),  # too late to keep today: the next morning
        (at(20, 12), at(22, 9), at(22, 11)),  # Friday
    ],
)
def test_a_first_contact_is_promised_inside_opening_hours(
    now: datetime, start: datetime, due: datetime
) -> None:
    window = first_contact.window(calendar=TIMES.calendar, policy=DEFAULT, now=now)
    assert (window.start, window.due) == (start, due)


def test_after_a_holiday_sunday_the_first_contact_waits_for_it_to_pass() -> None:
    eve_of_rosh_hashana = datetime(
        2027, 9, 30, 17, 40, tzinfo=JERUSALEM
    )  # Thursday; the feast is Sat-Sun 2-3 October
    window = first_contact.window(calendar=TIMES.calendar, policy=DEFAULT, now=eve_of_rosh_hashana)
    assert window.start == datetime(2027, 10, 4, 9, tzinfo=JERUSALEM)


def test_the_next_word_comes_on_the_next_open_day_at_noon() -> None:
    assert updates.next_word(calendar=TIMES.calendar, policy=DEFAULT, now=at(24, 12, 30)) == at(25, 12)
    assert updates.next_word(calendar=TIMES.calendar, policy=DEFAULT, now=at(26, 12, 30)) == at(29, 12)


OWN_QUIET = Quiet(zone=JERUSALEM, quiet=(Hours(time(8), time(16)),))


def test_the_next_word_is_one_that_may_be_given_outside_quiet_time() -> None:
    """Who wants to be left alone from eight to four is written to between four and eight in the evening."""
    now = at(24, 19, 59)
    assert updates.next_word(calendar=TIMES.calendar, policy=DEFAULT, quiet=OWN_QUIET, now=now) == at(26, 12)
    assert updates.next_word(calendar=TIMES.calendar, policy=DEFAULT, quiet=TIMES.quiet, now=now) == at(
        25, 12
    )
    afternoon = at(24, 16, 30)
    said = updates.next_word(calendar=TIMES.calendar, policy=DEFAULT, quiet=OWN_QUIET, now=afternoon)
    assert said == at(25, 12), "there is time in the evening"


@pytest.mark.parametrize(
    ("now", "due", "word"),
    [
        (at(24, 19, 59), at(25, 12), at(26, 12)),  # by then it is done, or late
        (at(24, 19, 59), at(25, 9), at(25, 12)),
        (at(24, 12, 30), at(24, 14), at(25, 12)),
        (at(22, 12, 30), at(29, 14), at(23, 12)),  # where the clock speaks a week before, they hear meanwhile
    ],
)
def test_the_word_after_a_doubt_comes_after_its_own_time(
    now: datetime, due: datetime, word: datetime
) -> None:
    assert updates.word_after(promised(due), times=TIMES, now=now) == word


ALL_DAY = dict.fromkeys(range(7), (Block(time(0), time(0)),))
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    "due",
    [
        datetime(2027, 3, 14, 3, 5, tzinfo=NEW_YORK),  # the clocks went from two to three
        datetime(2026, 11, 1, 2, 5, tzinfo=NEW_YORK),  # they went from two back to one
    ],
)
def test_in_the_night_of_a_change_of_clocks_an_hour_is_an_hour(due: datetime) -> None:
    night = replace(DEFAULT, hold_minutes=60, ask_minutes=120, quiet_until_hour=0, quiet_from_hour=23)
    times = Times(
        calendar=Calendar(NEW_YORK, ALL_DAY),
        quiet=Quiet(zone=NEW_YORK, allowed=Hours(time(0), time(23)), rests=False),
        policy=night,
    )
    instant = due.astimezone(UTC)
    now = instant - timedelta(hours=20)
    planned = {timer.kind: timer.fire_at for timer in updates.plan(promised(due), times=times, now=now)}
    before = {kind: instant - fire_at.astimezone(UTC) for kind, fire_at in planned.items()}
    assert before == {Kind.ASK: timedelta(hours=2), Kind.HOLD: timedelta(hours=1), Kind.DUE: timedelta()}
    last_call = updates.last_call(due, times=times, now=now)
    assert instant - last_call.astimezone(UTC) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("blocks", "hour", "said"),
    [
        ([(10, 0)], 9, (10, 0)),  # a place that is open until midnight
        ([(16, 0)], 23, (23, 0)),
        ([(9, 13), (16, 19)], 14, (13, 0)),  # in the break at noon: the nearer end of it
        ([(9, 13), (16, 19)], 15, (16, 0)),
        ([(9, 17)], 22, (17, 0)),
    ],
)
def test_the_next_word_comes_inside_the_hours_of_its_day(
    blocks: list[tuple[int, int]], hour: int, said: tuple[int, int]
) -> None:
    day = tuple(Block(time(opens), time(closes)) for opens, closes in blocks)
    calendar = Calendar(JERUSALEM, dict.fromkeys(range(7), day))
    policy = replace(DEFAULT, word_hour=hour)
    assert updates.next_word(calendar=calendar, policy=policy, now=at(24, 12, 30)) == at(25, *said)


def test_what_we_name_ourselves_lies_in_no_hour_that_comes_twice_or_not_at_all() -> None:
    calendar = Calendar(JERUSALEM, ALL_DAY)
    saturday = at(24, 12, month=10)
    twice = replace(DEFAULT, word_hour=1)
    assert updates.next_word(calendar=calendar, policy=twice, now=saturday) == at(25, 2, month=10)
    never = replace(DEFAULT, word_hour=2)
    thursday = datetime(2027, 3, 25, 12, tzinfo=JERUSALEM)
    word = updates.next_word(calendar=calendar, policy=never, now=thursday)
    assert word.astimezone(JERUSALEM).hour == 3
    for minutes in range(0, 24 * 60, 15):
        now = saturday + timedelta(minutes=minutes)
        window = first_contact.window(calendar=calendar, policy=DEFAULT, now=now)
        assert windows.of(due=window.due, start=window.start, zone=JERUSALEM, now=now) == window


# ── what a timer finds ──

DUE = at(24, 14)
TOLD = Word(number=0, what="holding", at=at(24, 12, 31))
LATE_WORD = Word(number=0, what="holding", at=at(24, 14, 1), written=at(24, 12, 31))
AFTER_DUE = Word(number=0, what="word", at=None, written=at(24, 14, 1))
LATE_CALL = Word(number=0, what="call", at=at(24, 14, 1))
UNDER_WAY = Word(number=0, what="holding", at=None)
FAILED = Word(number=0, what="holding", at=None, failed=True)
AGREED = Word(number=0, what="agreed", at=at(22, 10))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), Finding.SILENT_CLOCK),
        ((AGREED,), Finding.SILENT_CLOCK),
        ((TOLD,), Finding.TOLD),
        ((LATE_WORD,), Finding.SILENT_CARRIER),
        ((AFTER_DUE,), Finding.SILENT_CLOCK),
        ((LATE_CALL,), Finding.SILENT_CLOCK),
        ((UNDER_WAY,), Finding.SILENT_CARRIER),
        ((FAILED,), Finding.SILENT_CARRIER),
        ((AGREED, TOLD), Finding.TOLD),
    ],
)
def test_told_means_taken_by_a_carrier_before_due(words: tuple[Word, ...], found: Finding) -> None:
    assert finding.at_due(promised(DUE), number=0, due=DUE, words=words) is found


def test_a_move_that_the_customer_did_not_hear_of_in_time_is_a_silent_miss() -> None:
    moved = promised(at(25, 14), number=1)
    unheard = Word(number=0, what="revised", at=None)
    assert finding.at_due(moved, number=0, due=DUE, words=(unheard,)) is Finding.SILENT_CARRIER
    heard = Word(number=0, what="revised", at=at(24, 13, 31))
    assert finding.at_due(moved, number=0, due=DUE, words=(heard,)) is Finding.MOOT
    of_the_new_one = Word(number=1, what="holding", at=at(24, 13, 31))
    assert finding.at_due(moved, number=0, due=DUE, words=(of_the_new_one,)) is Finding.MOOT


def test_what_the_customer_owes_is_missed_at_the_time_that_stands() -> None:
    theirs = promised(at(26, 14), number=1, debtor=Debtor.CUSTOMER)
    assert finding.at_due(theirs, number=0, due=DUE, words=()) is Finding.MOOT
    assert finding.at_due(theirs, number=1, due=at(26, 14), words=()) is Finding.TOLD


def test_the_clock_does_not_speak_twice_nor_after_due() -> None:
    assert finding.at_hold(promised(DUE), number=0, words=(), now=at(24, 12, 30)) is Finding.HOLD
    assert finding.at_hold(promised(DUE), number=0, words=(UNDER_WAY,), now=at(24, 12, 30)) is Finding.MOOT
    assert finding.at_hold(promised(DUE), number=0, words=(FAILED,), now=at(24, 12, 30)) is Finding.HOLD
    assert finding.at_hold(promised(DUE), number=0, words=(), now=DUE) is Finding.MOOT
    assert finding.at_hold(promised(DUE, number=1), number=0, words=(), now=at(24, 12)) is Finding.MOOT


def test_only_an_update_is_kept_by_a_word() -> None:
    assert finding.word_is_kept(promised(DUE, nature=Nature.UPDATE))
    assert not finding.word_is_kept(promised(DUE))


def test_a_word_at_the_due_moment_itself_comes_late() -> None:
    due = at(24, 14)
    instant = timedelta(microseconds=1)

    def found(told_at: datetime) -> Finding:
        word = Word(number=0, what="holding", at=told_at, written=due - instant)
        return finding.at_due(promised(due), number=0, due=due, words=(word,))

    assert found(due - instant) is Finding.TOLD
    assert found(due) is Finding.SILENT_CARRIER
    window = Window(due=due)
    assert window.is_over(due) and not window.is_over(due - instant)


def test_what_is_done_at_the_due_moment_itself_is_late() -> None:
    due = at(24, 14)
    for now, is_late in ((due - timedelta(microseconds=1), False), (due, True)):
        (event,) = core.report(promised(due), answer_by=at(26, 17), now=now).events
        assert event == events.PromiseReported(answer_by=at(26, 17), late=is_late)
