"""What belongs together is one message: several promises of a case that the clock must speak of in one pass."""

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import TUESDAY_1230, TUESDAY_1400, TUESDAY_1500, Business, by, fresh, of
from tests.property.world import World
from teum.actions import promises
from teum.channels.letter import Envelope
from teum.channels.outcome import Outcome
from teum.clock import timers
from teum.management.rehearsal.carrier import RehearsedCarrier
from teum.models import ContactPoint, Event, Message, Promise, Task, Telling, Timer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NOON = cast.at("2026-11-24 12:00")


def another(galil: Business, first: Promise, *, due: datetime = TUESDAY_1400) -> Promise:
    """One more promise in the case of the first, Dan's."""
    draft = cast.quote_draft(
        body="אשלח לך במייל את תעודת האחריות",
        includes=("תעודת אחריות",),
        due=due,
        owner=galil.dan.pk,
        replaces=None,
    )
    return promises.make(case_id=first.case_id, by=by(galil.yael), draft=draft, now=cast.SUNDAY_1000)


def to_dana(galil: Business, kind: str) -> list[Message]:
    return list(of(Message, galil, kind=kind, customer__isnull=False).order_by("id"))


def test_two_holding_updates_of_one_pass_are_one_message_that_tells_both(
    world: World, galil: Business
) -> None:
    first = cast.quote(galil)
    second = another(galil, first)
    world.until(TUESDAY_1500)
    (letter,) = to_dana(galil, "holding")
    assert "הצעת המחיר" in letter.text and "תעודת האחריות" in letter.text
    assert "יעל ברק" in letter.text and "דן שגב" in letter.text
    assert {t.promise_id for t in of(Telling, galil, message=letter)} == {first.pk, second.pk}
    assert of(Event, galil, kind="HoldingSent").count() == 2
    misses = of(Event, galil, kind="PromiseMissed")
    assert {e.promise: e.facts["told"] for e in misses} == {first.pk: True, second.pk: True}
    managers = of(Message, galil, kind="manager")
    assert sorted(m.member.name for m in managers) == sorted([galil.ruth.name, galil.amir.name])
    assert all("הצעת המחיר" in m.text and "תעודת האחריות" in m.text for m in managers)


def test_what_is_done_is_not_in_it(world: World, galil: Business) -> None:
    first = cast.quote(galil)
    second = another(galil, first)
    promises.report(promise_id=second.pk, by=by(galil.dan), now=cast.MONDAY_1000)
    world.until(TUESDAY_1230)
    (letter,) = to_dana(galil, "holding")
    assert "תעודת האחריות" not in letter.text


def test_words_of_different_moments_stay_apart(world: World, galil: Business) -> None:
    first = cast.quote(galil)
    another(galil, first, due=cast.THURSDAY_1400)
    world.until(TUESDAY_1400)
    (letter,) = to_dana(galil, "holding")
    assert "תעודת האחריות" not in letter.text


def test_what_a_call_was_to_say_of_two_is_still_said_of_the_one_that_is_not_late(
    world: World, galil: Business
) -> None:
    early, later = cast.at("2026-11-25 08:30"), cast.at("2026-11-25 09:00")
    first = cast.quote(galil, due=early, body="אשלח לך במייל את הצעת המחיר")
    second = another(galil, first, due=later)
    of(ContactPoint, galil, customer=galil.dana, channel="email").update(is_broken=True)
    world.until(early - MINUTE)
    (both,) = to_dana(galil, "holding")
    assert both.reason == "by_hand"
    assert {t.promise_id for t in of(Telling, galil, message=both)} == {first.pk, second.pk}
    world.until(early + MINUTE)
    _, still = to_dana(galil, "holding")
    assert still.state == "failed" and of(Task, galil, kind="call", message=still, done_at=None).exists()
    assert "תעודת האחריות" in still.text and "הצעת המחיר" not in still.text
    world.until(later)
    misses = of(Event, galil, kind="PromiseMissed")
    assert {e.promise: e.facts["outage"] for e in misses} == {first.pk: "carrier", second.pk: "carrier"}
    assert {message.state for message in to_dana(galil, "holding")} == {"overtaken"}


def test_after_an_outage_a_case_gets_one_message_the_most_urgent_first(world: World, galil: Business) -> None:
    first = cast.quote(galil)
    urgent = another(galil, first, due=NOON)
    world.until(cast.MONDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    world.returns("clock")
    world.until(cast.at("2026-11-24 15:30"))
    (letter,) = to_dana(galil, "late")
    assert letter.state == "accepted"
    assert letter.text.index("תעודת האחריות") < letter.text.index("הצעת המחיר")
    assert letter.text.count("לא הודענו לך בזמן") == 1
    told = {t.promise_id: t.what for t in of(Telling, galil, message=letter)}
    assert told == {urgent.pk: "late", first.pk: "late"}
    misses = of(Event, galil, kind="PromiseMissed").filter(facts__outage="clock")
    assert {event.promise for event in misses} == {first.pk, urgent.pk}
    assert of(Message, galil, kind="manager").count() == 2, "one for each manager, not one for each promise"
    assert fresh(first).state == fresh(urgent).state == "open"


def test_after_an_outage_what_is_late_is_the_subject_whatever_else_the_clock_says_of_the_case(
    world: World, galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[Envelope] = []
    takes = RehearsedCarrier.send

    def send(carrier: RehearsedCarrier, letter: Envelope) -> Outcome:
        left.append(letter)
        return takes(carrier, letter)

    monkeypatch.setattr(RehearsedCarrier, "send", send)
    first = cast.quote(galil)
    another(galil, first, due=NOON)
    world.until(cast.MONDAY_1000)
    world.goes_away("clock")
    world.until(cast.at("2026-11-24 13:30"))
    left.clear()
    world.returns("clock")
    world.until(cast.at("2026-11-24 13:35"))
    (letter,) = [letter for letter in left if letter.to.address == cast.DANA_EMAIL]
    assert "איחרנו, ולא הודענו" in letter.text and "וייתכן שלא נעמוד" in letter.text
    assert "איחרנו" in letter.subject


def test_a_timer_that_was_acted_on_with_another_fires_no_second_time(galil: Business) -> None:
    first = cast.quote(galil)
    another(galil, first)
    assert timers.once(TUESDAY_1500).by_kind["due"] == 1
    assert not Timer.objects.of(galil.id).filter(fire_at__lte=TUESDAY_1500).exists()
    again = timers.once(TUESDAY_1500)
    assert again.fired == 0 and len(to_dana(galil, "late")) == 1
