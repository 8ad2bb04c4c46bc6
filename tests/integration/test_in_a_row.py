"""How often in a row the clock spoke in a matter, whatever it spoke of: from the second time the manager is first."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, TUESDAY_1230, WEDNESDAY_1200, Business, by, of, quote
from tests.property.world import World
from teum.actions import promises, undo, words
from teum.management.rehearsal import guarantees
from teum.models import Event, Message, Promise, Timer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
TUESDAY_1030, TUESDAY_1200 = cast.at("2026-11-24 10:30"), cast.at("2026-11-24 12:00")


def denied(world: World, galil: Business) -> Promise:
    """The quote, which Dana says she did not get: it is due on Tuesday at 14:00, and a word about it at noon."""
    row = quote(galil)
    world.until(MONDAY_1000)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(MONDAY_1000 + 30 * MINUTE)
    promises.dispute(promise_id=row.pk, by=galil.as_customer, note="missing", now=world.now)
    return row


def spoken(galil: Business) -> list[tuple[int | None, int]]:
    """Of what the clock spoke, and for which time in a row."""
    return [(event.promise, event.facts["round"]) for event in facts(galil, "HoldingSent")]


def facts(galil: Business, kind: str) -> list[Event]:
    return list(of(Event, galil, kind=kind).order_by("id"))


def test_of_a_word_and_of_what_it_is_about_the_clock_speaks_in_a_row(world: World, galil: Business) -> None:
    """The managers are asked as soon as it spoke once, two hours before it would speak again."""
    row = denied(world, galil)
    word = of(Promise, galil, about=row).get()
    world.until(TUESDAY_1230)
    assert spoken(galil) == [(word.pk, 1), (row.pk, 2)]
    asked = facts(galil, "ManagerAsked")
    assert {(event.promise, event.at) for event in asked} == {(row.pk, TUESDAY_1030)}
    assert len(asked) == 2
    letters = of(Message, galil, kind="ask", member=galil.ruth)
    assert all("בפעם ה-2 ברצף" in letter.text for letter in letters) and letters.exists()


def test_the_third_time_is_honest_though_it_is_the_second_word(world: World, galil: Business) -> None:
    denied(world, galil)
    world.until(WEDNESDAY_1200)
    assert [round_ for _, round_ in spoken(galil)] == [1, 2, 3]
    held = list(of(Message, galil, kind="holding").order_by("id"))
    assert ["אין לנו כרגע מועד חדש" in letter.text for letter in held] == [False, False, True]


def test_the_word_of_a_person_between_them_begins_anew(world: World, galil: Business) -> None:
    row = denied(world, galil)
    world.until(TUESDAY_1030 + MINUTE)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="הספק מאחר", now=world.now
    )
    world.until(WEDNESDAY_1200)
    assert [round_ for _, round_ in spoken(galil)] == [1, 1]
    assert {event.promise for event in facts(galil, "ManagerAsked")} == {row.pk}


def test_who_spoke_of_the_case_spoke_of_it(world: World, galil: Business) -> None:
    row = denied(world, galil)
    world.until(TUESDAY_1030 + MINUTE)
    words.give(
        case_id=row.case_id,
        by=by(galil.yael),
        text="החלק יצא מהמחסן",
        next_due=TUESDAY_1200 + 60 * MINUTE,
        now=world.now,
    )
    world.until(TUESDAY_1230)
    assert [round_ for _, round_ in spoken(galil)] == [1, 1, 2], (
        "the first before she spoke, the others after"
    )


def test_a_word_that_was_promised_before_is_a_time_in_a_row_as_well(world: World, galil: Business) -> None:
    """What the clock says of the deed leaves the word of before standing: of that it speaks for the second time."""
    row = quote(galil)
    opened = row.case
    with words.matter.of_case(opened.pk, by=by(galil.yael), now=MONDAY_1000) as found:
        word = words.promise_next(found, about=row, due=WEDNESDAY_1200)
    world.until(WEDNESDAY_1200)
    assert spoken(galil) == [(row.pk, 1), (word.pk, 2)]
    assert {event.promise for event in facts(galil, "ManagerAsked") if event.at < WEDNESDAY_1200} == {word.pk}


def test_what_a_person_took_back_was_no_word(world: World, galil: Business) -> None:
    row = denied(world, galil)
    world.until(TUESDAY_1200)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="הספק מאחר", now=world.now
    )
    undo.act(message_id=of(Message, galil, kind="revised").get().pk, by=by(galil.yael), now=world.now)
    world.until(cast.TUESDAY_1400 - MINUTE)
    assert [round_ for _, round_ in spoken(galil)] == [1, 2]
    asked = [event for event in facts(galil, "ManagerAsked") if event.promise == row.pk]
    held = facts(galil, "HoldingSent")[-1]
    assert asked and all(event.at < held.at for event in asked)


def test_a_word_that_follows_what_is_past_due_is_the_next_time(world: World, galil: Business) -> None:
    """Where a person's word kept the one that was to come meanwhile, a new one is promised as the time passes."""
    row = denied(world, galil)
    word = of(Promise, galil, about=row).get()
    world.until(TUESDAY_1230)
    of(Promise, galil, about=row, state="open").exclude(pk=word.pk).update(state="kept")
    Timer.objects.of(galil.organisation.pk).exclude(promise=row).delete()
    world.until(cast.TUESDAY_1400)
    following = of(Promise, galil, about=row, state="open").get()
    assert following.round == 2


def test_a_word_that_a_waiting_letter_keeps_is_not_named_as_the_next(world: World, galil: Business) -> None:
    """The time moved, which keeps the promised word once it is told; the clock speaks before that letter has left."""
    row = quote(galil)
    world.until(cast.TUESDAY_1400 + 5 * MINUTE)
    word = of(Promise, galil, about=row).get()
    world.goes_away("delivery")
    promises.revise(
        promise_id=row.pk,
        by=by(galil.yael),
        due=cast.at("2026-11-24 17:00"),
        reason="הספק מאחר",
        now=world.now,
    )
    world.until(cast.at("2026-11-24 16:30"))
    assert of(Message, galil, kind="holding", state="queued").exists()
    world.returns("delivery")
    world.until(cast.at("2026-11-24 16:45"))
    word.refresh_from_db()
    assert word.state == "kept"
    assert list(guarantees.next_word_is_promised(world)) == []
    assert of(Promise, galil, about=row, state="open").exists()
