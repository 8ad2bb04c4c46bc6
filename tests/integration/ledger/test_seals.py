"""Seals give every committed event its place in its organisation's chain."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.integration.ledger.tampering import run, unprotected
from teum.actions import promises, seals
from teum.clock.loop import ClockPass
from teum.models import Event, Seal
from teum.queries import seals as queries
from teum.queries.seals import Frontier

pytestmark = pytest.mark.django_db


def places(organisation_id: int) -> list[tuple[int, int]]:
    return list(Seal.objects.of(organisation_id).order_by("position").values_list("position", "event"))


def test_every_event_gets_the_next_place() -> None:
    business = cast.galil()
    promise = cast.quote(business)
    ids = list(Event.objects.of(business.id).order_by("id").values_list("pk", flat=True))
    assert seals.seal() == len(ids)
    assert places(business.id) == list(enumerate(ids, 1))

    promises.report(promise_id=promise.pk, by=cast.by(business.yael), now=cast.TUESDAY_1000)
    more = Event.objects.of(business.id).count() - len(ids)
    assert more > 0
    assert seals.seal() == more
    assert [position for position, _ in places(business.id)] == list(range(1, len(ids) + more + 1))


def test_a_second_pass_finds_nothing() -> None:
    cast.quote(cast.galil())
    frontier = Frontier()
    seals.seal(frontier=frontier)
    with CaptureQueriesContext(connection) as asked:
        assert seals.seal(frontier=frontier) == 0
    assert len(asked) == 1, "it looks behind the last one, and opens no transaction"


def test_a_pass_seals_no_more_than_it_is_told_to() -> None:
    business = cast.galil()
    cast.quote(business)
    count = Event.objects.of(business.id).count()
    assert seals.seal(limit=2) == 2
    assert seals.seal(limit=count) == count - 2
    assert [position for position, _ in places(business.id)] == list(range(1, count + 1))


def test_each_organisation_has_a_chain_of_its_own() -> None:
    first = cast.galil()
    second = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    cast.quote(first)
    cast.quote(second)
    seals.seal()
    for business in (first, second):
        own = set(Event.objects.of(business.id).values_list("pk", flat=True))
        assert {event for _, event in places(business.id)} == own
        assert places(business.id)[0][0] == 1


def test_an_event_that_commits_late_gets_the_next_place_whatever_its_id() -> None:
    business = cast.galil()
    cast.quote(business)
    ids = list(Event.objects.of(business.id).order_by("id").values_list("pk", flat=True))
    late = Event.objects.of(business.id).get(pk=ids[1])
    with unprotected():
        run("DELETE FROM teum_event WHERE id = %s", late.pk)
    frontier = Frontier()
    seals.seal(frontier=frontier)
    late.save(force_insert=True)  # its transaction commits only now
    assert seals.seal(frontier=frontier) == 1
    assert places(business.id)[-1] == (len(ids), late.pk)


def test_two_clocks_take_turns() -> None:
    business = cast.galil()
    mine, theirs = Frontier(), Frontier()
    promise = cast.quote(business)
    assert seals.seal(frontier=mine) > 0
    assert seals.seal(frontier=theirs) == 0
    promises.report(promise_id=promise.pk, by=cast.by(business.yael), now=cast.TUESDAY_1000)
    assert seals.seal(frontier=theirs) > 0
    assert seals.seal(frontier=mine) == 0
    assert mine.reached == theirs.reached
    assert [position for position, _ in places(business.id)] == list(
        range(1, Event.objects.of(business.id).count() + 1)
    )


def test_what_came_very_late_is_found_when_everything_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teum.queries.seals.AT_START", 1)
    business = cast.galil()
    cast.quote(business)
    late = Event.objects.of(business.id).earliest("id")
    with unprotected():
        run("DELETE FROM teum_event WHERE id = %s", late.pk)
    seals.seal()
    late.save(force_insert=True)
    assert seals.seal() == 0
    assert seals.seal_all() == 1


def test_an_hourly_look_finds_what_committed_within_an_hour_and_begins_where_the_ledger_ended_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("teum.queries.seals.LOOK_BACK", 0)
    business = cast.galil()
    clock = ClockPass()
    clock.run(cast.SUNDAY_1000)
    before = Event.objects.of(business.id).latest("id").pk
    cast.quote(business)
    late = Event.objects.of(business.id).filter(pk__gt=before).earliest("id")
    with unprotected():
        run("DELETE FROM teum_event WHERE id = %s", late.pk)
    clock.run(cast.SUNDAY_1000 + timedelta(hours=1))
    assert clock.looked_to[0] == before
    late.save(force_insert=True)
    clock.run(cast.SUNDAY_1000 + timedelta(minutes=61))
    assert late.pk in queries.unsealed().values_list("pk", flat=True)
    clock.run(cast.SUNDAY_1000 + timedelta(hours=2))
    assert not queries.unsealed().exists()


def test_a_look_gives_way_after_a_while_and_goes_on_in_the_next_pass_behind_what_it_saw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("teum.queries.seals.PIECE", 1)
    business = cast.galil()
    cast.quote(business)
    clock = ClockPass(look_seconds=0)
    clock.run(cast.SUNDAY_1000)
    ends = clock.look.until
    assert clock.look.at == 0 and clock.next_at() == cast.SUNDAY_1000
    clock.look.at = ends - 3  # ids of a long-lived database are large
    clock.look_seconds = 60
    monkeypatch.setattr(seals, "seal_piece", lambda look: (cast.quote(business), look.piece()))
    clock.run(cast.SUNDAY_1000 + timedelta(seconds=1))
    assert clock.look.is_done and clock.look.at == ends, "what others write meanwhile does not keep it up"
    assert clock.next_at() != cast.SUNDAY_1000
