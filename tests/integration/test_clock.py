"""The clock: what is due fires once, in order, and nothing that breaks stops the rest (guarantee 3)."""

import itertools
import logging
import threading
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from tests import cast
from tests.cast import Business, by, of
from tests.integration.conftest import Mailbox
from teum.actions import asks, housekeeping, members, outages, papers, promises, pulses
from teum.actions import timers as acts
from teum.clock import delivery, incidents, loop, timers
from teum.clock.timers import Fired
from teum.models import Event, IdempotentAnswer, Message, Outage, Promise, Pulse, Seal, Task, Timer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "BROKEN", timers.Broken())


def kinds(business: Business) -> list[str]:
    return list(Event.objects.of(business.id).order_by("id").values_list("kind", flat=True))


def planned(promise: Promise) -> dict[str, datetime]:
    found = Timer.objects.of(promise.organisation_id).filter(promise=promise)
    return dict(found.values_list("kind", "fire_at"))


def run(now: datetime) -> Fired:
    """The clock, then delivery, at one moment."""
    fired = timers.once(now)
    delivery.once(now)
    return fired


# ── what fires ──


def test_nothing_fires_before_its_moment(galil: Business) -> None:
    promise = cast.quote(galil)
    assert timers.once(planned(promise)["ask"] - timedelta(seconds=1)) == Fired(
        fired=0, by_kind={}, lag_seconds=0
    )


def test_the_owner_is_asked_then_the_clock_speaks_and_the_miss_was_told(
    galil: Business, mailbox: Mailbox
) -> None:
    promise = cast.quote(galil)
    moments = planned(promise)
    assert run(moments["ask"]).by_kind == {"ask": 1}
    assert Task.objects.of(galil.id).get(kind="ask").member_id == galil.yael.pk
    assert run(moments["hold"]).by_kind == {"hold": 1}
    assert moments["hold"] == cast.TUESDAY_1230
    dana = [mail for mail in mailbox.all() if "dana" in str(mail["To"])]
    assert (
        "עדכון ביניים" in str(dana[-1]["Subject"]) and "25.11" in dana[-1].get_body(("plain",)).get_content()
    )
    assert {str(mail["To"]).split("<")[1] for mail in mailbox.all()} >= {
        "amir@galil.example>",
        "ruth@galil.example>",
    }
    run(cast.TUESDAY_1400)
    missed = Event.objects.of(galil.id).get(kind="PromiseMissed")
    assert missed.facts == {"number": 0, "told": True}


def test_a_clock_that_was_away_finds_the_silence_and_tells_at_once(galil: Business, mailbox: Mailbox) -> None:
    promise = cast.quote(galil)
    run(planned(promise)["ask"])
    assert run(cast.TUESDAY_1500).by_kind == {"due": 1, "hold": 1}
    missed = Event.objects.of(galil.id).get(kind="PromiseMissed")
    assert missed.facts == {"number": 0, "told": False, "outage": "clock"}
    assert Message.objects.of(galil.id).get(kind="late").told_at == cast.TUESDAY_1500
    assert not Message.objects.of(galil.id).filter(kind="holding").exists()


def test_who_could_no_longer_answer_is_not_asked(galil: Business, mailbox: Mailbox) -> None:
    cast.quote(galil)
    assert run(cast.TUESDAY_1330).by_kind == {"ask": 1, "hold": 1}
    assert not Message.objects.of(galil.id).filter(kind="ask").exists()
    assert Message.objects.of(galil.id).filter(kind="holding").exists()


def test_what_is_due_fires_in_the_order_of_its_moments(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[datetime] = []
    whole = acts.act
    monkeypatch.setattr(
        acts,
        "act",
        lambda *args, fire_at, **facts: (seen.append(fire_at), whole(*args, fire_at=fire_at, **facts)),
    )
    for hour in (14, 11, 13, 12):
        moment = cast.at(f"2026-11-24 {hour}:00")
        cast.quote(galil, body=f"אשלח לך במייל את ההצעה עד יום שלישי, 24.11, בשעה {hour}:00", due=moment)
    fired = timers.once(cast.TUESDAY_1500)
    assert seen == sorted(seen) and fired.fired == len(seen) == 12


def test_follow_ups_that_are_due_by_then_fire_in_the_same_pass(galil: Business) -> None:
    cast.quote(galil)
    whole = timers.once(cast.TUESDAY_1500)
    assert whole.fired == 3
    assert timers.once(cast.TUESDAY_1500).fired == 0, "nothing was left for a second pass"
    week = timers.once(cast.TUESDAY_1500 + timedelta(days=7))
    assert week.fired >= 3, "the next word that was promised had its own moments"


def test_lag_is_how_late_the_latest_one_fired(galil: Business) -> None:
    promise = cast.quote(galil)
    assert timers.once(planned(promise)["ask"] + timedelta(seconds=90)).lag_seconds == 90


def test_whoever_takes_it_over_after_the_owner_was_asked_is_asked(galil: Business, mailbox: Mailbox) -> None:
    promise = cast.quote(galil)
    moment = planned(promise)["ask"]
    run(moment)
    promises.delegate(promise_id=promise.pk, by=by(galil.yael), owner=galil.dan.pk, now=moment)
    assert [task.member for task in of(Task, galil, kind="ask", done_at=None)] == [galil.dan]
    run(moment + timedelta(minutes=1))
    assert any("dan@" in str(mail["To"]) for mail in mailbox.all())


@pytest.mark.parametrize("has_answered", [False, True])
def test_whoever_takes_over_from_a_leaver_who_was_asked_is_asked(
    galil: Business, mailbox: Mailbox, has_answered: bool
) -> None:
    """Also a manager who was asked of it herself before, and answered: it is hers now."""
    promise = cast.quote(galil)
    moment = planned(promise)["ask"]
    run(moment)
    if has_answered:
        task = of(Task, galil, kind="ask").get()
        task.pk, task.member, task.done_at = None, galil.amir, moment
        task.save()
    members.deactivate(member_id=galil.yael.pk, by=by(galil.ruth), heir=galil.amir.pk, now=moment)
    assert [task.member for task in of(Task, galil, kind="ask", done_at=None)] == [galil.amir]
    run(moment + timedelta(minutes=1))
    asked = [mail for mail in mailbox.all() if "amir@" in str(mail["To"])]
    assert "הצעת" in asked[-1].get_body(("plain",)).get_content()
    assert of(Event, galil, kind="OwnerAsked").latest("id").facts["member"] == galil.amir.pk


def test_a_promise_that_was_kept_fires_nothing(galil: Business) -> None:
    promise = cast.quote(galil)
    by = cast.by(galil.yael)
    promises.report(promise_id=promise.pk, by=by, now=cast.MONDAY_1000)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=cast.MONDAY_1000 + timedelta(hours=1))
    assert timers.once(cast.TUESDAY_1500).fired == 0


def test_an_owner_who_says_that_it_will_be_kept_moves_the_clocks_word(galil: Business) -> None:
    promise = cast.quote(galil)
    asks.on_track(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.TUESDAY_1000)
    assert timers.once(cast.TUESDAY_1330).by_kind == {"ask": 1}
    assert timers.once(cast.at("2026-11-24 13:45")).by_kind == {"hold": 1}


def test_a_hand_over_after_a_miss_records_no_second_miss(galil: Business) -> None:
    cast.quote(galil)
    timers.once(cast.TUESDAY_1500)
    members.deactivate(
        member_id=galil.yael.pk,
        by=cast.by(galil.ruth),
        heir=galil.dan.pk,
        now=cast.TUESDAY_1500 + timedelta(minutes=5),
    )
    timers.once(cast.TUESDAY_1500 + timedelta(minutes=10))
    assert kinds(galil).count("PromiseMissed") == 1
    assert Message.objects.of(galil.id).filter(kind="late").count() == 1


# ── what breaks ──


def test_a_timer_that_breaks_is_logged_waits_and_stops_nothing(
    galil: Business, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    poison, sound = cast.quote(galil), cast.quote(galil)
    whole = acts.act

    def act(opened: object, row: Promise, **facts: object) -> None:
        if row.pk == poison.pk:
            raise RuntimeError("broken")
        whole(opened, row, **facts)  # type: ignore[arg-type]

    monkeypatch.setattr(acts, "act", act)
    at = planned(poison)["ask"]
    with caplog.at_level(logging.ERROR):
        assert timers.once(at) == Fired(fired=1, by_kind={"ask": 1}, lag_seconds=0, broken=1)
    broken = Timer.objects.of(galil.id).get(promise=poison, kind="ask")
    assert f"timer {broken.pk} cannot fire" in caplog.text
    assert broken.fire_at == at, "the moment that it is about stays true"
    assert planned(sound).keys() == {"hold", "due"}
    assert timers.once(at + timedelta(seconds=59)).broken == 0, "it waits a minute"
    assert timers.once(at + timedelta(seconds=60)).broken == 1
    assert timers.once(at + timedelta(seconds=179)).broken == 0, "and two after that"
    assert timers.lag_seconds(at + timedelta(seconds=179)) == 179, "and is seen meanwhile"
    monkeypatch.setattr(acts, "act", whole)
    assert timers.once(at + timedelta(seconds=180)).fired == 1


def test_a_database_that_is_away_is_no_fault_of_the_timer(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = cast.quote(galil)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(acts, "act", away)
    with pytest.raises(OperationalError):
        timers.once(planned(promise)["ask"])
    assert timers.BROKEN.waiting(cast.TUESDAY_1500) == set()


# ── the passes of the loop ──


def test_a_pass_leaves_a_sign_of_life_and_seals_what_was_recorded(galil: Business) -> None:
    cast.quote(galil)
    loop.ClockPass().run(cast.SUNDAY_1000)
    assert Pulse.objects.get(name="clock").at == cast.SUNDAY_1000
    assert Seal.objects.of(galil.id).count() == Event.objects.of(galil.id).count() > 0


def test_a_long_backlog_is_worked_off_in_passes_between_which_signs_and_seals_keep_up(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        cast.quote(galil)
    timers.once(cast.TUESDAY_1000)
    seconds = itertools.count(0, 8)
    monkeypatch.setattr(loop, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    passes = loop.ClockPass()
    assert passes.run(cast.TUESDAY_1230).fired == 2, "the rest goes on in the next pass"
    assert Seal.objects.of(galil.id).count() == Event.objects.of(galil.id).count()
    assert Pulse.objects.get(name="clock").at == cast.TUESDAY_1230
    assert passes.run(cast.TUESDAY_1230 + timedelta(seconds=20)).fired == 2


def test_a_pass_with_several_backlogs_seals_between_them(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each may take as long as a pass may: all together longer than anything may go unsealed."""
    unsealed: list[int] = []

    def look(*_: object, **__: object) -> int:
        unsealed.append(Event.objects.of(galil.id).count() - Seal.objects.of(galil.id).count())
        return 0

    cast.quote(galil)
    monkeypatch.setattr(incidents, "once", look)
    monkeypatch.setattr(papers, "once", look)
    loop.ClockPass().run(cast.TUESDAY_1230)
    assert unsealed == [0, 0]


def test_the_lag_of_what_cannot_fire_is_in_the_sign_of_life(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = cast.quote(galil)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(acts, "act", broken)
    loop.ClockPass().run(planned(promise)["ask"] + timedelta(seconds=75))
    assert Pulse.objects.get(name="clock").lag_seconds == 75


def test_an_absence_is_recorded_with_every_business_that_had_something_due(galil: Business) -> None:
    other = cast.galil(name="עסק אחר", domain="other.example")
    cast.quote(galil)
    loop.ClockPass().run(cast.TUESDAY_1000)
    loop.ClockPass().run(cast.TUESDAY_1500)
    returned = Event.objects.of(galil.id).get(kind="ClockReturned")
    assert returned.facts["since"].startswith("2026-11-24T") and returned.at == cast.TUESDAY_1500
    assert "ClockReturned" not in kinds(other)
    assert Pulse.objects.get(name="clock").was_away_since == cast.TUESDAY_1000
    assert kinds(galil).index("ClockReturned") < kinds(galil).index("PromiseMissed"), "first the cause"


def test_managers_get_one_letter_about_an_outage_however_many_times_passed(galil: Business) -> None:
    for whose in (galil.dana, galil.john):
        cast.case(galil.yael, whose)
    loop.ClockPass().run(cast.MONDAY_1000)
    loop.ClockPass().run(cast.TUESDAY_1500)
    letters = Message.objects.of(galil.id).filter(member__isnull=False)
    assert sorted((m.kind, m.member_id) for m in letters) == [
        ("outage", galil.ruth.pk),
        ("outage", galil.amir.pk),
    ]
    assert all("עברו 2 מועדים" in m.text and "15:00" in m.text for m in letters)
    assert Task.objects.of(galil.id).filter(kind="told").count() == 4, "each of them stands on their day"
    assert kinds(galil).count("ManagerTold") == 4
    delivery.once(cast.TUESDAY_1500)


def test_an_outage_in_which_no_time_of_ours_passed_is_no_letter(galil: Business) -> None:
    cast.quote(galil)
    loop.ClockPass().run(cast.MONDAY_1000)
    loop.ClockPass().run(cast.TUESDAY_1330)
    assert kinds(galil).count("ClockReturned") == 1
    assert not Message.objects.of(galil.id).filter(kind="outage").exists()
    assert Message.objects.of(galil.id).filter(kind="manager").count() == 2, (
        "the holding update is told as ever"
    )


def test_two_minutes_without_a_sign_are_no_absence(galil: Business) -> None:
    pulses.beat("clock", now=cast.SUNDAY_1000)
    assert pulses.arrive("clock", now=cast.SUNDAY_1000 + timedelta(minutes=2)) is None
    assert pulses.arrive("clock", now=cast.SUNDAY_1000 + timedelta(minutes=2, seconds=1)) == cast.SUNDAY_1000


def test_only_the_first_who_comes_back_records_the_absence(galil: Business) -> None:
    cast.quote(galil)
    pulses.beat("clock", now=cast.SUNDAY_1000)
    assert pulses.arrive("clock", now=cast.TUESDAY_1500) is not None
    assert pulses.arrive("clock", now=cast.TUESDAY_1500) is None
    assert kinds(galil).count("ClockReturned") == 1


def test_old_answers_to_programs_are_thrown_away(galil: Business) -> None:
    rows = IdempotentAnswer.objects.of(galil.id)
    rows.create(key="old", request="x", created_at=cast.SUNDAY_1000 - timedelta(days=8))
    rows.create(key="new", request="x", created_at=cast.SUNDAY_1000 - timedelta(days=6))
    loop.ClockPass().run(cast.SUNDAY_1000)
    assert [row.key for row in rows.all()] == ["new"]


def test_old_outages_are_thrown_away_and_the_ledger_keeps_them(galil: Business) -> None:
    cast.quote(galil)
    outages.record(galil.id, since=cast.MONDAY_1000, until=cast.TUESDAY_1500)
    loop.ClockPass().run(cast.TUESDAY_1500 + housekeeping.OUTAGES_ARE_KEPT)
    assert Outage.objects.of(galil.id).count() == 1
    loop.ClockPass().run(cast.TUESDAY_1500 + housekeeping.OUTAGES_ARE_KEPT + timedelta(hours=2))
    assert not Outage.objects.of(galil.id).exists()
    assert "ClockReturned" in kinds(galil)


def test_a_loop_survives_what_fails_and_stops_when_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, passes = threading.Event(), []
    monkeypatch.setattr(loop, "AGAIN_SECONDS", 0.001)
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)
    monkeypatch.setattr(loop.connections, "close_all", lambda: None)

    def work(at: datetime) -> None:
        passes.append(1)
        if len(passes) == 2:
            raise OperationalError("away")
        if len(passes) == 4:
            stop.set()

    with caplog.at_level(logging.ERROR):
        loop._repeat("clock", stop, work, lambda _: cast.SUNDAY_1000)
    assert len(passes) == 4
    assert "the clock failed, 1 in a row" in caplog.text


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 0.5), (2, 1.0), (3, 2.0), (6, 16.0), (7, 30.0), (1_000, 30.0)],
)
def test_the_wait_doubles_up_to_half_a_minute(failures: int, seconds: float) -> None:
    assert loop.wait_seconds(failures) == seconds


def test_nobody_is_asked_any_more_about_a_word_that_was_given(galil: Business, mailbox: Mailbox) -> None:
    promise = cast.quote(galil)
    at = cast.MONDAY_1000
    asked = Task.objects.of(galil.id).filter(kind="ask", done_at=None, promise__nature="update")
    while not asked.filter(member=galil.ruth).exists():
        at += timedelta(hours=1)
        run(at)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=at)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=at)
    assert not asked.exists()
