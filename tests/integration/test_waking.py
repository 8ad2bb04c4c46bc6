"""A loop sleeps until it must wake: the next moment, a word that something was written, or its next look."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from tests import cast
from tests.cast import SUNDAY_1000
from tests.integration.conftest import eventually
from teum.actions import bell
from teum.clock import ear, loop
from teum.configuration import values
from teum.models import Message, Timer
from teum.now import now
from teum.queries import delivery as outbox
from teum.queries import timers as planned

pytestmark = pytest.mark.django_db(transaction=True)
TOMORROW = timedelta(days=1)


@contextmanager
def sleeper(name: bell.Loop, next_at: datetime | None = None) -> Iterator[list[float]]:
    """A loop that does nothing but note when it looks; what follows happens once it sleeps."""
    stop, looks = threading.Event(), list[float]()

    def look(_: datetime) -> None:
        looks.append(time.monotonic())

    thread = threading.Thread(target=loop._repeat, args=(name, stop, look, lambda _: next_at))
    thread.start()
    try:
        assert eventually(lambda: looks)
        time.sleep(0.3)
        looks.clear()
        yield looks
    finally:
        stop.set()
        thread.join()


def woken(looks: list[float]) -> bool:
    """Whether it looked long before it would have done so by itself."""
    until = time.monotonic() + bell.NEXT_LOOK.total_seconds() / 2
    while not looks and time.monotonic() < until:
        time.sleep(0.02)
    return bool(looks)


# ── who is woken by what ──


def test_a_message_that_is_due_wakes_delivery() -> None:
    business = cast.galil()
    promise = cast.quote(business)
    with sleeper("delivery") as looks:
        with transaction.atomic():
            Message.objects.of(business.id).update(send_at=now())
            bell.ring("delivery", at=now(), now=now())
        assert woken(looks), "it slept on"
    assert promise.pk


def test_a_promise_that_is_due_soon_wakes_the_clock() -> None:
    business = cast.galil(now=now())
    with sleeper("clock") as looks:
        cast.quote(business, now=now(), due=now() + timedelta(minutes=10), body="אשלח לך את הצעת המחיר")
        assert woken(looks), "the owner is asked at once, and the clock slept on"


def test_what_is_taken_back_wakes_nobody() -> None:
    with sleeper("clock") as looks:
        with transaction.atomic():
            cast.galil()
            bell.ring("clock", at=now(), now=now())
            transaction.set_rollback(True)
        assert not woken(looks)


def test_what_can_wait_for_the_next_look_rings_no_bell(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    later = SUNDAY_1000 + bell.NEXT_LOOK + timedelta(seconds=1)
    with django_assert_num_queries(0):
        bell.ring("delivery", at=later, now=SUNDAY_1000)


def test_a_loop_that_is_told_to_stop_does_not_sleep_on() -> None:
    started = time.monotonic()
    with sleeper("delivery"):
        started = time.monotonic()
    assert time.monotonic() - started < 1


def test_it_wakes_at_the_next_moment_by_itself() -> None:
    with sleeper("clock", next_at=now() + timedelta(seconds=1)) as looks:
        assert eventually(lambda: looks)


def test_a_clock_that_a_test_moves_is_followed_at_once(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "clock"
    file.write_text(SUNDAY_1000.isoformat())
    settings.TEUM = replace(settings.TEUM, clock_file=str(file))
    with sleeper("clock", next_at=SUNDAY_1000 + TOMORROW) as looks:
        file.with_suffix(".new").write_text((SUNDAY_1000 + TOMORROW).isoformat())
        file.with_suffix(".new").replace(file)
        assert woken(looks)


def test_who_cannot_listen_looks_all_the_same(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nowhere = values.Database(engine="postgresql", name="nothing", host="127.0.0.1", port="1")
    settings.TEUM = replace(settings.TEUM, direct_database_url=nowhere)
    deaf = ear.Notifications("clock")
    deaf.begin()
    assert deaf.hears(0.01) is False
    deaf.close()


def test_a_connection_that_breaks_is_a_reason_to_look_as_a_write_is() -> None:
    listening = ear.of("clock")
    listening.begin()
    assert listening.hears(0) is False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
    else:
        somebody = threading.Thread(target=lambda: (cast.galil(), connection.close()))
        somebody.start()
        somebody.join()
    assert eventually(lambda: listening.hears(0.1))
    listening.begin()
    assert listening.hears(0) is False
    listening.close()


# ── how long it sleeps ──


@pytest.mark.parametrize(
    ("next_at", "seconds"),
    [
        (None, 5.0),  # nothing ahead
        (SUNDAY_1000 + TOMORROW, 5.0),  # the next look comes first
        (SUNDAY_1000 + timedelta(seconds=3), 2.0),  # a second went by in the pass
        (SUNDAY_1000 + timedelta(seconds=0.5), 0.0),  # it came due in the pass
        (SUNDAY_1000, 0.5),  # somebody else has it
        (SUNDAY_1000 - TOMORROW, 0.5),
    ],
)
def test_how_long_it_sleeps(next_at: datetime | None, seconds: float) -> None:
    moment = SUNDAY_1000 + timedelta(seconds=1)
    assert loop.sleep_seconds(next_at, began=SUNDAY_1000, moment=moment) == seconds


def test_the_next_moments_are_read_from_the_rows() -> None:
    assert planned.next_at() is None and outbox.next_at(now=SUNDAY_1000) is None
    business = cast.galil()
    cast.quote(business)
    timers = Timer.objects.of(business.id).values_list("fire_at", flat=True)
    assert planned.next_at() == min(timers)
    message = Message.objects.of(business.id).get()
    assert outbox.next_at(now=SUNDAY_1000) == message.send_at
    Message.objects.of(business.id).update(state="sending", claimed_at=SUNDAY_1000)
    assert outbox.next_at(now=SUNDAY_1000) == SUNDAY_1000 + timedelta(minutes=2)
