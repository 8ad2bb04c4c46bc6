"""When a message is tried again, and whether it is still true (guarantees 3 and 4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest

from teum.core import delivery
from teum.core.promise import Debtor, Nature, Promise, State
from teum.core.window import Window

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 960), (7, 1_800), (1_000, 1_800)],
)
def test_the_wait_doubles_from_half_a_minute_to_half_an_hour(attempts: int, seconds: float) -> None:
    """wait = min(30 s × 2^(attempts − 1), 1800 s) × (1 − 0.25 × u), 0 ≤ u < 1 drawn from key and attempt."""
    waits = [delivery.wait(attempts=attempts, key=f"key {n}").total_seconds() for n in range(500)]
    assert seconds * 0.75 < min(waits) < seconds * 0.76
    assert seconds * 0.99 < max(waits) <= seconds
    assert len(set(waits)) > 490, "they spread"


def test_one_message_waits_the_same_wherever_it_is_reckoned() -> None:
    assert delivery.wait(attempts=3, key="a") == delivery.wait(attempts=3, key="a")
    assert delivery.wait(attempts=3, key="a") != delivery.wait(attempts=3, key="b")


@pytest.mark.parametrize(
    ("needed_in_minutes", "most_minutes"),
    [(9, None), (10, None), (11, 1), (12, 2), (30, 10), (60, 8)],  # the fifth wait is eight minutes at most
)
def test_what_is_needed_by_a_moment_is_tried_sooner_or_given_to_a_person(
    needed_in_minutes: int, most_minutes: int | None
) -> None:
    needed_by = NOW + timedelta(minutes=needed_in_minutes)
    again = delivery.next_attempt(attempts=5, key="k", needed_by=needed_by, now=NOW)
    if most_minutes is None:
        assert again is None
    else:
        assert again is not None and NOW < again <= NOW + timedelta(minutes=most_minutes)


@pytest.mark.parametrize(
    ("attempts", "needed_in_seconds", "is_tried"),
    [(1, 540, True), (1, 61, True), (1, 60, False), (1, -5, False), (2, 540, False)],
)
def test_what_is_first_tried_when_it_is_time_to_call_is_tried_once_more(
    attempts: int, needed_in_seconds: int, is_tried: bool
) -> None:
    needed_by = NOW + timedelta(seconds=needed_in_seconds)
    again = delivery.once_more(attempts=attempts, key="k", needed_by=needed_by, now=NOW)
    assert (again is not None) == is_tried
    assert again is None or NOW < again < needed_by
    assert delivery.once_more(attempts=1, key="k", needed_by=None, now=NOW) is None


def attempts_of(*, needed_by: datetime | None, key: str = "k") -> list[datetime]:
    """When a message is tried to which the server says every time that it should come later."""
    at: datetime | None = NOW
    found = []
    while at:
        found.append(at)
        at = delivery.next_attempt(attempts=len(found), key=key, needed_by=needed_by, now=at)
    return found


def test_what_is_needed_is_tried_until_it_is_time_to_call() -> None:
    needed_by = NOW + timedelta(minutes=90)
    tries = attempts_of(needed_by=needed_by)
    assert timedelta(0) <= needed_by - delivery.TIME_TO_CALL - tries[-1] < delivery.APART
    assert max(after - before for before, after in pairwise(tries)) < timedelta(minutes=31)


def test_what_is_needed_by_one_moment_is_not_tried_at_one_moment() -> None:
    needed_by = NOW + timedelta(minutes=40)
    all_tries = [attempts_of(needed_by=needed_by, key=f"key {n}") for n in range(500)]
    assert len({tries[-1] for tries in all_tries}) > 490, "the last attempts spread"
    assert len({tries[-2] for tries in all_tries}) > 490, "as do those a third of what is left before"
    assert all(tries[-1] > needed_by - delivery.TIME_TO_CALL - delivery.APART for tries in all_tries)


def test_one_server_that_was_away_is_not_looked_for_by_all_its_businesses_at_once() -> None:
    for tries in (1, 3, 1_000):
        waits = {delivery.look_again(tries=tries, key=f"email {n}") for n in range(500)}
        longest = min(delivery.FIRST_LOOK * 2 ** min(tries - 1, 9), delivery.LONGEST_LOOK)
        assert len(waits) > 490 and longest * 0.74 < min(waits) < max(waits) <= longest


def test_what_is_needed_by_no_moment_is_tried_for_the_hours_of_a_day() -> None:
    for needed_by in (None, NOW):
        tries = attempts_of(needed_by=needed_by)
        assert timedelta(hours=10) < tries[-1] - NOW < timedelta(hours=12)


def test_what_was_written_a_quarter_of_an_hour_ago_may_meet_the_night() -> None:
    assert delivery.has_waited(waited=delivery.A_WHILE + timedelta(seconds=1))
    assert not delivery.has_waited(waited=delivery.A_WHILE)


def promise(state: State, **said: object) -> Promise:
    return Promise(state=state, window=Window(due=NOW), owner=1, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "state", "debtor", "is_overtaken"),
    [
        ("holding", State.OPEN, Debtor.PROVIDER, False),
        ("holding", State.REPORTED, Debtor.PROVIDER, True),
        ("holding", State.KEPT, Debtor.PROVIDER, True),
        ("holding", State.WITHDRAWN, Debtor.PROVIDER, True),
        ("reminder", State.OFFERED, Debtor.PROVIDER, False),
        ("reminder", State.WAITING, Debtor.PROVIDER, False),
        ("reminder", State.OPEN, Debtor.CUSTOMER, False),
        ("reminder", State.OPEN, Debtor.PROVIDER, True),  # they answered meanwhile
        ("reminder", State.REPORTED, Debtor.CUSTOMER, True),
        ("late", State.KEPT, Debtor.PROVIDER, False),  # it was late all the same
        ("revised", State.KEPT, Debtor.PROVIDER, False),
    ],
)
def test_what_was_true_when_it_was_written_is_asked_again(
    kind: str, state: State, debtor: Debtor, is_overtaken: bool
) -> None:
    told = [(promise(state, debtor=debtor), 0)]
    assert delivery.is_overtaken(kind, told, now=EARLIER) is is_overtaken


def test_a_window_that_moved_is_not_the_one_that_was_held() -> None:
    assert delivery.is_overtaken("holding", [(promise(State.OPEN, number=1), 0)], now=EARLIER)


def test_what_tells_of_several_stays_while_one_of_them_stands() -> None:
    ended, stands = promise(State.KEPT), promise(State.OPEN)
    assert not delivery.is_overtaken("holding", [(ended, 0), (stands, 0)], now=EARLIER)
    assert not delivery.is_overtaken("holding", [], now=EARLIER)


def test_a_holding_word_is_overtaken_once_the_window_is_over() -> None:
    told = [(promise(State.OPEN), 0)]
    assert delivery.is_overtaken("holding", told, now=NOW)
    later = Promise(state=State.OPEN, window=Window(due=NOW + timedelta(hours=1)), owner=1)
    assert not delivery.is_overtaken("holding", [*told, (later, 0)], now=NOW), "one of them stands"
    assert not delivery.is_overtaken("late", told, now=NOW)


@pytest.mark.parametrize(
    ("kind", "state", "number", "is_heard", "is_owed"),
    [
        ("revised", State.OPEN, 2, False, True),
        ("revised", State.OPEN, 2, True, False),
        ("revised", State.OPEN, 3, False, False),  # moved again: that word has to be heard
        ("revised", State.KEPT, 2, False, False),  # they said so themselves, or were told
        ("proposed", State.OPEN, 1, False, True),
        ("proposed", State.OPEN, 2, False, False),
        ("late", State.OPEN, 1, False, True),
        ("late", State.REPORTED, 1, False, True),
        ("late", State.RELEASED, 1, False, False),
        ("withdrawn", State.WITHDRAWN, 1, False, True),
        ("withdrawn", State.WITHDRAWN, 1, True, False),
        ("decided", State.WITHDRAWN, 1, False, True),  # that we do not sign
        ("closing", State.OPEN, 1, False, False),  # what nobody was told of closes nothing
        ("agreed", State.OPEN, 1, False, False),
        ("reported", State.REPORTED, 1, False, False),
    ],
)
def test_a_change_stays_owed_until_it_was_heard(
    kind: str, state: State, number: int, is_heard: bool, is_owed: bool
) -> None:
    of = partial(
        delivery.Told, promise=promise(state, number=number), number=1, is_taken_back=state is State.WITHDRAWN
    )
    told, heard = of(is_heard=is_heard), of(is_heard=True)
    assert delivery.is_owed(kind, [told]) is is_owed
    assert delivery.is_owed(kind, [heard, told]) is is_owed, "each of them has to be heard"


@pytest.mark.parametrize("kind", ["late", "reported"])
def test_a_late_word_is_owed_though_its_matter_ended_unless_it_was_heard(kind: str) -> None:
    word = replace(promise(State.KEPT, number=1), nature=Nature.UPDATE)
    told = delivery.Told(promise=word, number=1, is_heard=False, is_late=True)
    assert delivery.is_owed(kind, [told]) and not delivery.is_owed(kind, [replace(told, is_heard=True)])


@pytest.mark.parametrize(("state", "is_owed"), [(State.REPORTED, True), (State.KEPT, False)])
def test_a_report_of_what_was_late_in_silence_is_owed(state: State, is_owed: bool) -> None:
    told = delivery.Told(promise=promise(state, number=1), number=1, is_heard=False, is_late=True)
    assert delivery.is_owed("answered", [told]) is is_owed
    heard = delivery.Told(promise=promise(state, number=1), number=1, is_heard=True, is_late=True)
    assert not delivery.is_owed("answered", [heard])
