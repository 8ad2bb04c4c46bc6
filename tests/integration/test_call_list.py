"""The call list: what became of a call is recorded, and another way is taken where it reached nobody (A12)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import (
    DANA_PHONE,
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1000,
    TUESDAY_1330,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    by,
    of,
    quote,
)
from tests.property.world import World
from teum.actions import calls, cases, promises
from teum.actions.customers import Contact
from teum.core.calls import Result
from teum.core.promise import Debtor
from teum.core.refusal import Refused
from teum.models import ContactPoint, Customer, Event, Message, Promise, Task, Telling
from teum.queries import calls as queries
from teum.queries import verify
from teum.queries.calls import Call

pytestmark = pytest.mark.django_db


def listed(business: Business, now: object, who: object = None) -> list[Call]:
    """What Yael has on her list."""
    return list(queries.call_list(by=by(who or business.yael), now=now))  # type: ignore[arg-type]


def shula(galil: Business) -> Customer:
    """She has two numbers and nothing else."""
    return cast.customer(
        galil.ruth,
        "שולה גבאי",
        [
            Contact(channel="phone", address="+97246980000"),
            Contact(channel="whatsapp", address="+972547650000"),
        ],
    )


def by_hand(galil: Business) -> Message:
    """A message to her that no carrier of ours takes."""
    cast.case(galil.yael, shula(galil), promise=cast.chat_draft(), now=SUNDAY_1000)
    found: Message = of(Message, galil, kind="agreed").order_by("-id")[0]
    return found


def test_a_message_that_reaches_nobody_is_on_the_list_with_its_words(galil: Business) -> None:
    message = by_hand(galil)
    (call,) = listed(galil, SUNDAY_1000)
    assert (call.why, call.message_id, call.customer, call.is_later) == (
        "message",
        message.pk,
        "שולה גבאי",
        False,
    )
    assert [number.address for number in call.numbers] == ["+97246980000", "+972547650000"]
    assert call.words[0].startswith("שלום שולה גבאי, מדברת יעל ברק ממזגני הגליל")
    assert not any("להודעה הזאת" in part for part in call.words)
    assert listed(galil, SUNDAY_1000, galil.dan) == []


def test_who_was_reached_is_told(galil: Business) -> None:
    message = by_hand(galil)
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.REACHED, now=SUNDAY_1000)
    assert of(Telling, galil, message=message, at=SUNDAY_1000).exists()
    assert of(Event, galil, kind="ConversationLogged").get().facts["reached"] is True
    assert listed(galil, SUNDAY_1000) == []
    with pytest.raises(Refused) as found:
        calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.REACHED, now=SUNDAY_1000)
    assert found.value.code == "not_waiting"


def test_no_answer_puts_the_next_try_on_the_list(galil: Business) -> None:
    message = by_hand(galil)
    moments = []
    now = SUNDAY_1000
    for _ in range(3):
        calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=now)
        (call,) = listed(galil, now)
        moments.append((call.tries, call.is_later, call.at))
        now = call.at
    assert moments == [
        (1, True, SUNDAY_1000 + timedelta(minutes=20)),
        (2, True, SUNDAY_1000 + timedelta(minutes=80)),
        (0, True, MONDAY_1000 - timedelta(hours=1)),
    ]
    assert of(Event, galil, kind="CallTried").count() == 3
    assert listed(galil, now)[0].is_later is False


def test_a_wrong_number_is_marked_and_the_next_one_is_called(galil: Business) -> None:
    message = by_hand(galil)
    (call,) = listed(galil, SUNDAY_1000)
    dialled = call.numbers[0].contact
    calls.of_message(
        message_id=message.pk, by=by(galil.yael), result=Result.WRONG_NUMBER, contact=dialled, now=SUNDAY_1000
    )
    assert of(ContactPoint, galil, pk=dialled).get().is_broken
    (call,) = listed(galil, SUNDAY_1000)
    assert [number.address for number in call.numbers] == ["+972547650000"] and not call.is_later
    assert of(Event, galil, kind="CallTried").get().facts == {
        "result": "wrong_number",
        "message": message.pk,
        "contact": dialled,
    }


def test_a_wrong_number_sends_the_mail_at_once(world: World, galil: Business) -> None:
    """What waits to be sent by hand goes by mail where there is an address by now."""
    message = by_hand(galil)
    ContactPoint.objects.of(galil.id).create(
        customer=message.customer, channel="email", address="shula@example.com", position=2
    )
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.WRONG_NUMBER, now=SUNDAY_1000)
    world.until(SUNDAY_1000 + timedelta(minutes=1))
    message.refresh_from_db()
    assert (message.state, message.address) == ("accepted", "shula@example.com")
    assert listed(galil, world.now) == []
    assert verify.verify(rebuild_rows=True).broken is None


def test_a_wrong_number_sends_no_words_whose_time_is_over(world: World, galil: Business) -> None:
    message = by_hand(galil)
    ContactPoint.objects.of(galil.id).create(
        customer=message.customer, channel="email", address="shula@example.com", position=2
    )
    world.until(THURSDAY_1400)
    (call,) = [one for one in listed(galil, world.now) if one.message_id == message.pk]
    assert call.why == "passed"
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.WRONG_NUMBER, now=world.now)
    message.refresh_from_db()
    assert message.state == "failed"
    assert message.pk in {one.message_id for one in listed(galil, world.now)}, (
        "how it stands now is still to be said"
    )


def owed(galil: Business) -> Promise:
    """Dana's part, which has not come."""
    form = cast.quote_draft(body="לשלוח את הטופס החתום", includes=("הטופס",), debtor=Debtor.CUSTOMER)
    return cast.promise_of(cast.case(galil.yael, galil.dana, promise=form))


def test_their_part_that_has_not_come_is_asked_for(world: World, galil: Business) -> None:
    row = owed(galil)
    world.until(TUESDAY_1500)
    (call,) = listed(galil, world.now)
    assert (call.why, call.promise_id, call.goes_at) == ("theirs", row.pk, None)
    assert "הטופס החתום" in " ".join(call.words)
    calls.of_promise(promise_id=row.pk, by=by(galil.yael), result=Result.REACHED, now=world.now)
    assert listed(galil, world.now) == []


def test_after_three_tries_they_read_that_we_called(world: World, galil: Business) -> None:
    row = owed(galil)
    world.until(TUESDAY_1400 + timedelta(minutes=1))
    for _ in range(3):
        calls.of_promise(promise_id=row.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=world.now)
        (call,) = listed(galil, world.now)
        world.until(call.at)
    told = of(Message, galil, kind="tried").get()
    assert (told.state, told.customer) == ("accepted", galil.dana)
    assert call.at.date() == WEDNESDAY_1200.date() and not listed(galil, world.now)[0].is_later


def test_a_promise_with_a_wrong_number_is_asked_about_in_writing(world: World, galil: Business) -> None:
    row = owed(galil)
    world.until(TUESDAY_1500)
    calls.of_promise(promise_id=row.pk, by=by(galil.yael), result=Result.WRONG_NUMBER, now=world.now)
    assert of(ContactPoint, galil, address=DANA_PHONE).get().is_broken
    told = of(Message, galil, kind="tried").get()
    assert "המספר שרשום אצלנו אינו שלך" in told.text
    assert listed(galil, world.now)[0].numbers == ()


def test_a_promised_call_is_on_the_list_and_once(galil: Business) -> None:
    opened = cases.open_case(
        customer_id=galil.dana.pk, by=by(galil.yael), title="מזגן לסלון", now=SUNDAY_1000
    )
    row = cast.promise_of(opened)
    (call,) = listed(galil, SUNDAY_1000)
    assert (call.why, call.promise_id) == ("promised", row.pk)
    calls.of_promise(promise_id=row.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=row.start)
    (call,) = listed(galil, row.start)
    assert (call.is_later, call.tries) == (True, 1)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=call.at)
    assert not of(Task, galil, kind="call", done_at=None).exists()


def test_a_promise_that_ended_is_called_about_no_more(galil: Business) -> None:
    row = quote(galil)
    promises.release(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    with pytest.raises(Refused) as found:
        calls.of_promise(promise_id=row.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=MONDAY_1000)
    assert found.value.code == "not_possible"


@pytest.mark.parametrize("who", ["sami", "other"])
def test_only_staff_of_the_business_log_calls(galil: Business, who: str) -> None:
    row, message = quote(galil), by_hand(galil)
    actor = by(galil.sami) if who == "sami" else by(cast.galil(name="דודי השרון", domain="s.example").ruth)
    for act in (
        lambda: calls.of_promise(promise_id=row.pk, by=actor, result=Result.NO_ANSWER, now=TUESDAY_1000),
        lambda: calls.of_message(message_id=message.pk, by=actor, result=Result.REACHED, now=TUESDAY_1330),
    ):
        with pytest.raises(Refused) as found:
            act()
        assert found.value.code == "not_found"
    assert not of(Event, galil, kind__in=["CallTried", "ConversationLogged"]).exists()


# ── what the clock says after all is said in place of what was to be said before ──


def test_the_word_that_it_is_late_is_all_that_is_left_to_say(world: World, galil: Business) -> None:
    notice = by_hand(galil)
    world.until(TUESDAY_1500)
    said = {message.kind: message for message in of(Message, galil, customer=notice.customer)}
    assert set(said) == {"agreed", "holding", "late"}
    assert {kind: said[kind].state for kind in ("agreed", "holding")} == {
        "agreed": "overtaken",
        "holding": "overtaken",
    }
    (call,) = [call for call in listed(galil, world.now) if call.message_id]
    assert (call.message_id, call.why) == (said["late"].pk, "message")
    assert not of(Task, galil, message=notice, done_at=None).exists()
    assert verify.verify(rebuild_rows=True).broken is None


def test_what_was_agreed_with_it_and_still_stands_is_said_without_it(world: World, galil: Business) -> None:
    notice = by_hand(galil)
    other = promises.make(
        case_id=notice.case_id or 0,
        by=by(galil.yael),
        draft=cast.chat_draft(
            body="אשלח לך בוואטסאפ את החוזה עד יום חמישי, 26.11, בשעה 14:00", due=cast.THURSDAY_1400
        ),
        now=SUNDAY_1000,
    )
    world.until(TUESDAY_1500)
    waits = [m for m in of(Message, galil, kind="agreed").order_by("id") if m.state == "failed"]
    assert len(waits) == 1 and "החוזה" in waits[0].text and "הצעת המחיר" not in waits[0].text
    assert set(of(Telling, galil, message=waits[0]).values_list("promise", flat=True)) == {other.pk}
    by_hand_now = {call.message_id for call in listed(galil, world.now) if call.message_id}
    assert by_hand_now == {waits[0].pk, of(Message, galil, kind="late").get().pk}
