"""Calls: what was said on one is told, and by when the next word comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1000,
    TUESDAY_1230,
    TUESDAY_1330,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    of,
    quote,
)
from tests.property.world import World
from teum.actions import calls, outbox, promises, words
from teum.actions.customers import Contact
from teum.actions.promises.steps import Next
from teum.core.delivery import TIME_TO_CALL
from teum.core.promise import Debtor
from teum.core.refusal import Refused
from teum.models import Case, Event, Message, Promise, Task, Telling, Timer

pytestmark = pytest.mark.django_db
TUESDAY_1600 = at("2026-11-24 16:00")


def call(business: Business, row: Promise, now: Any, **said: Any) -> None:
    """Yael calls the customer."""
    given = {"reached": True, **said}
    calls.log(case_id=row.case_id, by=by(business.yael), now=now, **given)


def test_a_call_that_names_the_next_word_tells_of_what_falls_due_before_it(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    call(galil, row, world.now, next_due=WEDNESDAY_1200)
    assert of(Telling, galil, promise=row, what="call", at=TUESDAY_1000).exists()
    assert of(Promise, galil, nature="update").get().due == WEDNESDAY_1200
    assert not of(Task, galil, promise=row, kind="ask", done_at=None).exists()
    world.until(TUESDAY_1500)
    assert not of(Message, galil, kind="holding").exists(), "they know, so the clock keeps still"
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True


def test_a_call_stops_the_clocks_word_that_waits_and_would_name_another_moment(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("delivery")
    world.until(TUESDAY_1230)
    held = of(Message, galil, kind="holding").get()
    world.until(TUESDAY_1230 + timedelta(minutes=15))
    call(galil, row, world.now, next_due=THURSDAY_1400)
    world.returns("delivery")
    world.until(TUESDAY_1500)
    held.refresh_from_db()
    assert held.state == "overtaken", "it names Wednesday, and the call named Thursday"
    assert of(Promise, galil, nature="update", state="open").get().due == THURSDAY_1400
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True


def test_the_next_word_of_a_letter_that_leaves_after_the_call_is_still_to_come(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("delivery")
    said = words.give(
        case_id=row.case_id, by=by(galil.yael), text="החלק בדרך", next_due=WEDNESDAY_1200, now=world.now
    )
    world.until(TUESDAY_1230)
    call(galil, row, world.now, next_due=THURSDAY_1400)
    world.returns("delivery")
    world.until(WEDNESDAY_1200)
    assert of(Message, galil, kind="update").get().state == "accepted"
    assert of(Message, galil, kind="holding").get().told_at < WEDNESDAY_1200, "nobody waits in vain"
    assert of(Promise, galil, pk=said.pk).get().state == "kept"


def test_what_a_waiting_word_says_of_others_is_said_all_the_same(world: World, galil: Business) -> None:
    row = quote(galil)
    body = "אשלח לך את החשבונית עד יום שלישי, 24.11, בשעה 16:00"
    other = promises.make(
        case_id=row.case_id,
        by=by(galil.yael),
        draft=cast.quote_draft(body=body, due=TUESDAY_1600),
        now=MONDAY_1000,
    )
    world.until(TUESDAY_1230 - timedelta(minutes=5))
    world.goes_away("delivery")
    for each in (row, other):
        Timer.objects.of(galil.id).filter(promise=each, kind="hold").update(fire_at=TUESDAY_1230)
    world.until(TUESDAY_1230)
    assert of(Telling, galil, message=of(Message, galil, kind="holding").get()).count() == 2
    call(galil, row, world.now, next_due=TUESDAY_1500)
    world.returns("delivery")
    world.until(TUESDAY_1330)
    letter = of(Message, galil, kind="holding", state="accepted").get()
    assert [told.promise for told in of(Telling, galil, message=letter)] == [other]


def test_a_call_that_reached_nobody_tells_nothing(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    call(galil, row, world.now, reached=False, next_due=WEDNESDAY_1200)
    world.until(TUESDAY_1500)
    assert [m.state for m in of(Message, galil, kind="holding")] == ["accepted"]


def test_a_call_after_an_outage_does_not_erase_the_miss(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    call(galil, row, world.now, next_due=WEDNESDAY_1200)
    world.returns("clock")
    world.settle()
    missed = of(Event, galil, kind="PromiseMissed", promise=row.pk).get()
    assert missed.facts == {"number": 0, "told": False, "outage": "clock"}
    assert not of(Message, galil, kind="late").exists(), "they were told on the phone"


def test_the_words_that_no_carrier_took_are_told_by_the_call(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.carrier.is_down = True
    world.until(TUESDAY_1400 - TIME_TO_CALL + timedelta(minutes=1))
    message = of(Message, galil, kind="holding").get()
    assert message.state == "failed"
    task = of(Task, galil, message=message, kind="call", done_at=None).get()
    assert task.due <= TUESDAY_1400 and task.member == galil.yael
    call(galil, row, world.now)
    assert not of(Task, galil, message=message, done_at=None).exists()
    world.until(TUESDAY_1500)
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True


def test_who_has_only_a_phone_is_on_somebodys_day_before_due(world: World, galil: Business) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="054-765-0000")])
    row = cast.promise_of(cast.case(galil.yael, shula, promise=cast.chat_draft()))
    world.until(TUESDAY_1330)
    message = of(Message, galil, customer=shula, kind="holding").get()
    assert (message.state, message.reason, message.channel) == ("failed", "by_hand", "phone")
    assert of(Task, galil, message=message, kind="call", member=galil.yael, done_at=None).get().due == row.due
    outbox.sent_by_hand(message_id=message.pk, by=by(galil.yael), now=world.now)
    world.until(TUESDAY_1500)
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True


@pytest.mark.parametrize(
    ("now", "by_when"),
    [(at("2026-11-22 22:07"), at("2026-11-23 09:00")), (SUNDAY_1000, at("2026-11-22 11:00"))],
)
def test_what_was_agreed_waits_to_be_told_by_hand(galil: Business, now: datetime, by_when: datetime) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="whatsapp", address="054-765-0000")])
    cast.case(galil.yael, shula, promise=cast.chat_draft(), now=now)
    message = of(Message, galil, customer=shula, kind="agreed").get()
    assert (message.state, message.reason, message.settled_at) == ("failed", "by_hand", None)
    task = of(Task, galil, message=message, kind="call", member=galil.yael, done_at=None).get()
    assert task.due == by_when
    outbox.sent_by_hand(message_id=message.pk, by=by(galil.yael), now=now)
    assert of(Telling, galil, message=message, at=now).exists()
    assert not of(Task, galil, message=message, done_at=None).exists()


def test_a_resent_message_that_fails_again_is_on_the_day_again(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1000)
    world.carrier.is_down = True
    world.until(TUESDAY_1400 - TIME_TO_CALL + timedelta(minutes=1))
    message = of(Message, galil, kind="holding").get()
    outbox.settle(message_id=message.pk, by=by(galil.yael), outcome="resend", now=world.now)
    world.until(TUESDAY_1400 - timedelta(seconds=1))
    message.refresh_from_db()
    assert message.state == "failed"
    assert of(Task, galil, message=message, kind="call", done_at=None).count() == 1


def test_nothing_is_logged_in_another_business(galil: Business) -> None:
    row = quote(galil)
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    with pytest.raises(Refused) as found:
        calls.log(case_id=row.case_id, by=by(other.ruth), reached=True, now=MONDAY_1000)
    assert found.value.code == "not_found"


def test_a_closed_case_has_no_next_word(galil: Business) -> None:
    row = quote(galil)
    promises.release(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    with pytest.raises(Refused) as found:
        call(galil, row, MONDAY_1000, next_due=WEDNESDAY_1200)
    assert found.value.code == "case_closed"
    assert not of(Event, galil, kind="ConversationLogged").exists()


@pytest.mark.parametrize("outcome", ["", "forgotten"])
def test_an_outcome_that_there_is_not_is_refused(galil: Business, outcome: str) -> None:
    quote(galil)
    message = of(Message, galil, kind="agreed").get()
    with pytest.raises(Refused) as found:
        outbox.settle(message_id=message.pk, by=by(galil.yael), outcome=outcome, now=MONDAY_1000)
    assert found.value.code == "invalid"


def test_a_call_that_keeps_the_last_word_leaves_no_case_without_a_next_step(
    world: World, galil: Business
) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    part = cast.quote_draft(
        body="היבואן ישלח לך את החלק", includes=("החלק",), debtor=Debtor.THIRD_PARTY, channel="visit"
    )
    row = cast.promise_of(cast.case(galil.yael, shula, promise=part))
    world.until(TUESDAY_1330)  # the clock has promised the next word
    yael = by(galil.yael)
    promises.revise(promise_id=row.pk, by=yael, due=WEDNESDAY_1200, reason="הספק מאחר", now=TUESDAY_1330)
    promises.report(promise_id=row.pk, by=yael, now=TUESDAY_1330)
    assert [p.nature for p in of(Promise, galil, state="open")] == ["update"]
    call(galil, row, TUESDAY_1330)
    assert not of(Promise, galil, state="open").exists(), "the call told it all"
    assert of(Case, galil).get().state == "closed"


def test_a_call_that_keeps_the_word_about_what_is_late_promises_the_next_one(
    world: World, galil: Business
) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    row = cast.promise_of(cast.case(galil.yael, shula, promise=cast.quote_draft(channel="phone")))
    world.until(TUESDAY_1330)  # the clock has promised the next word
    first = of(Promise, galil, nature="update").get()
    promises.revise(promise_id=row.pk, by=by(galil.yael), due=TUESDAY_1500, reason="הספק מאחר", now=world.now)
    world.until(TUESDAY_1500 + timedelta(minutes=30))
    call(galil, row, world.now)
    first.refresh_from_db()
    assert first.state == "kept", "what moved the time was told on the phone"
    following = of(Promise, galil, nature="update", state="open").get()
    assert (following.about_id, following.due > world.now) == (row.pk, True)


def test_what_came_late_and_in_silence_is_told_by_whoever_says_that_it_came(
    world: World, galil: Business
) -> None:
    part = cast.quote_draft(
        body="היבואן ישלח לך את החלק", includes=("החלק",), debtor=Debtor.THIRD_PARTY, channel="visit"
    )
    row = cast.promise_of(cast.case(galil.yael, galil.dana, promise=part))
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    after = Next(word_by=WEDNESDAY_1200)
    promises.report(promise_id=row.pk, by=by(galil.yael), after=after, now=world.now)
    world.returns("clock")
    world.until(TUESDAY_1500 + timedelta(minutes=5))
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is False
    assert not of(Message, galil, kind="late").exists(), "what says that it came says so"
    came = of(Message, galil, kind="answered").get()
    assert (came.state, "ולא הודענו לך בזמן" in came.text) == ("accepted", True)


def test_a_word_that_is_late_takes_no_apology_for_what_came_off_the_call_list(
    world: World, galil: Business
) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    part = cast.quote_draft(
        body="היבואן ישלח לך את החלק", includes=("החלק",), debtor=Debtor.THIRD_PARTY, channel="visit"
    )
    row = cast.promise_of(cast.case(galil.yael, shula, promise=part))
    world.until(TUESDAY_1500)  # it is late, nobody called, and the next word is promised
    word = of(Promise, galil, nature="update", state="open").get()
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    came = of(Message, galil, kind="answered").get()
    world.until(word.due + timedelta(minutes=5))  # nor has anybody by then
    anew = of(Message, galil, kind="answered").latest("id")
    assert (anew.state, anew.text.startswith(came.text.rpartition("\n\n")[0])) == ("failed", True)
    assert "ולא הודענו לך בזמן" in came.text
    assert of(Task, galil, kind="call", message=anew, done_at=None).exists()
    call(galil, row, world.now)
    word.refresh_from_db()
    assert (word.state, of(Telling, galil, promise=row, what="late", at=world.now).exists()) == ("kept", True)


def test_who_hears_on_a_call_that_it_is_done_has_heard_the_words_that_were_promised_since(
    world: World, galil: Business
) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    row = cast.promise_of(cast.case(galil.yael, shula, promise=cast.quote_draft(channel="phone")))
    world.until(TUESDAY_1500)
    word = of(Promise, galil, nature="update", state="open").get()
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(word.due + timedelta(minutes=5))  # nobody called, so the clock promised one more
    following = of(Promise, galil, nature="update", state="open", about=row, due__gt=world.now).get()
    call(galil, row, world.now)
    following.refresh_from_db()
    assert (following.state, following.verdict) == ("kept", "kept")
    assert of(Telling, galil, promise=following, what="word", at=world.now).exists()
    world.until(following.due)
    assert not of(Event, galil, kind="PromiseMissed", promise=following.pk).exists()


def test_a_report_is_heard_before_the_word_that_it_keeps_is_due(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1500)  # it is late, they know, and the next word is promised
    word = of(Promise, galil, nature="update", state="open").get()
    promises.report(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1500)
    reported = of(Message, galil, kind="reported").get()
    assert row.due < reported.needed_by == word.due


def test_a_word_that_came_too_late_is_owned_up_to_where_its_matter_is_let_go_of(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(WEDNESDAY_1200 - timedelta(minutes=1))
    word = of(Promise, galil, nature="update", state="open").get()
    later = word.due + timedelta(minutes=5)  # nobody looked in between: the clock was away
    said = {"proof": "ביקשה בטלפון לוותר", "after": Next(word_by=cast.THURSDAY_1400)}
    promises.release(promise_id=row.pk, by=by(galil.yael), now=later, **said)
    (told,) = of(Message, galil, kind="released")
    assert "הבטחנו לך עדכון" in told.text and "אנחנו מתנצלים" in told.text
    assert of(Telling, galil, message=told, promise=word).exists()
    assert of(Promise, galil, pk=word.pk).get().verdict == "late_silent"
