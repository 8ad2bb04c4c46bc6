"""Nobody is written to in the night, or on Shabbat, because of a moment that is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from tests import cast, cast_alignment
from tests.cast import Business, by, of
from tests.cast_disclosure import shower
from tests.property.world import World
from teum.actions import alignments, delays, disclosures, messages, promises, questions
from teum.actions.customers import Contact
from teum.actions.promises.steps import Next
from teum.core.question import Kind
from teum.models import Customer, Message

pytestmark = pytest.mark.django_db
SHABBAT_1100 = cast.at("2026-11-28 11:00")
HAVDALAH = cast.at("2026-11-28 17:00")
SECONDS_TO_UNDO, TO_GATHER = timedelta(seconds=10), timedelta(minutes=2)


@pytest.mark.parametrize("at", [SHABBAT_1100, cast.at("2026-11-26 23:00")])
def test_what_is_late_already_and_taken_back_is_told_when_they_may_be_written_to(
    world: World, galil: Business, at: datetime
) -> None:
    row = cast.promise_of(cast.case(galil.yael, galil.john))
    world.until(at)
    _take_back(row.pk, galil, world)
    letter = of(Message, galil, kind="withdrawn").get()
    assert letter.state == "queued"
    assert letter.send_at > (HAVDALAH if at == SHABBAT_1100 else cast.at("2026-11-27 07:59"))


def test_its_ten_seconds_to_undo_are_left_by_day(world: World, galil: Business) -> None:
    row = cast.promise_of(cast.case(galil.yael, galil.john))
    world.until(cast.at("2026-11-26 11:00"))
    _take_back(row.pk, galil, world)
    assert of(Message, galil, kind="withdrawn").get().send_at == world.now + SECONDS_TO_UNDO


def test_what_comes_back_at_night_goes_to_their_other_address_in_the_morning(galil: Business) -> None:
    addresses = [Contact(channel="email", address=f"{name}@example.com") for name in ("old", "new")]
    whom = cast.customer(galil.ruth, "Two Addresses", addresses, now=cast.SUNDAY_1000)
    cast.promise_of(cast.case(galil.yael, whom))
    letter = of(Message, galil, customer=whom).earliest("id")
    of(Message, galil, pk=letter.pk).update(state="accepted")
    at_night = cast.at("2026-11-23 03:00")
    assert messages.mark_bounced(letter.pk, reason="no such mailbox", blames_address=True, now=at_night)
    letter.refresh_from_db()
    assert (letter.state, letter.address) == ("queued", "new@example.com")
    assert letter.send_at == cast.at("2026-11-23 08:00")


NIGHT, BEFORE_EIGHT = cast.at("2026-11-23 21:00"), cast.at("2026-11-24 07:45")


def _asks(galil: Business, due: datetime) -> Message:
    """Yael asks Dana for a document, in the evening."""
    row = cast.quote(galil)
    questions.ask(
        case_id=row.case_id, by=by(galil.yael), text="תלוש שכר", kind=Kind.DOCUMENT, due=due, now=NIGHT
    )
    return of(Message, galil, kind="asked").get()


def _shows_a_choice(galil: Business, due: datetime) -> Message:
    disclosures.disclose(
        case_id=cast.quote(galil).case_id, by=by(galil.yael), shown=shower(), decide_by=due, now=NIGHT
    )
    return of(Message, galil, kind="disclosed").get()


def _shows_what_is_agreed(galil: Business, due: datetime) -> Message:
    alignments.show(alignment_id=cast_alignment.begun(galil).pk, by=by(galil.yael), due=due, now=NIGHT)
    return of(Message, galil, kind="asked").get()


@pytest.mark.parametrize("ask", [_asks, _shows_a_choice, _shows_what_is_agreed])
@pytest.mark.parametrize(
    ("due", "leaves"),
    [(BEFORE_EIGHT, NIGHT + SECONDS_TO_UNDO), (cast.WEDNESDAY_1200, cast.at("2026-11-24 08:00"))],
)
def test_what_asks_for_an_answer_before_the_morning_is_written_before_that(
    galil: Business, ask: Callable[[Business, datetime], Message], due: datetime, leaves: datetime
) -> None:
    asked = ask(galil, due)
    assert (asked.needed_by, asked.send_at) == (due, leaves)


@pytest.mark.parametrize(
    ("due", "needed_by", "leaves"),
    [
        (BEFORE_EIGHT, BEFORE_EIGHT, NIGHT + TO_GATHER),
        (cast.at("2026-11-24 08:15"), None, cast.at("2026-11-24 08:00")),
    ],
)
def test_what_is_agreed_for_before_the_morning_is_written_before_that(
    galil: Business, due: datetime, needed_by: datetime | None, leaves: datetime
) -> None:
    cast.quote(galil, body="אשלח לך במייל את ההצעה", due=due, now=NIGHT)
    agreed = of(Message, galil, kind="agreed").get()
    assert (agreed.needed_by, agreed.send_at) == (needed_by, leaves)


def test_no_date_is_heard_of_before_the_next_word_that_it_names(galil: Business) -> None:
    row = cast.quote(galil, body="אשלח לך במייל את ההצעה", due=cast.THURSDAY_1400)
    of(Customer, galil, pk=galil.dana.pk).update(quiet_from=time(19), quiet_until=time(12))
    at, word = cast.at("2026-11-23 19:30"), cast.TUESDAY_1000
    delays.no_date(promise_id=row.pk, by=by(galil.yael), reason="היצרן לא ענה", next_due=word, now=at)
    letter = of(Message, galil, kind="no_date").get()
    assert letter.needed_by == word and letter.send_at < word


def test_who_is_left_alone_by_day_hears_once_an_evening(world: World, galil: Business) -> None:
    of(Customer, galil, pk=galil.dana.pk).update(quiet_from=time(8), quiet_until=time(16))
    cast.quote(galil, body="אשלח לך במייל את ההצעה", due=cast.WEDNESDAY_1200, now=cast.TUESDAY_1000)
    world.until(cast.at("2026-11-26 19:00"))
    told = [letter.told_at for letter in of(Message, galil, kind="holding").order_by("id")]
    assert told == [cast.at("2026-11-24 19:59"), cast.at("2026-11-25 19:59")]


def test_who_is_asked_in_weeks_hears_of_it_within_days(galil: Business) -> None:
    """Else what no carrier takes would be tried until just before it is due."""
    needed_by = _asks(galil, cast.at("2026-12-20 12:00")).needed_by
    assert needed_by and needed_by < NIGHT + timedelta(days=7)


def _take_back(promise: int, galil: Business, world: World) -> None:
    promises.withdraw(
        promise_id=promise,
        by=by(galil.yael),
        disclosure="The supplier has stopped making it",
        after=Next(word_by=cast.at("2026-11-30 12:00")),
        now=world.now,
    )
