"""What was agreed leaves only while it is true: one message for what stands at the moment of leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, THURSDAY_1400, WEDNESDAY_1200, Business, by, of
from tests.integration.conftest import Mailbox
from teum.actions import contact, outbox, promises
from teum.actions.customers import Contact
from teum.actions.promises.steps import Next
from teum.clock import delivery
from teum.models import Message, Promise, Task, Telling

pytestmark = pytest.mark.django_db
SOON = SUNDAY_1000 + timedelta(seconds=60)
"""Before what was agreed leaves."""
LATER = SUNDAY_1000 + timedelta(minutes=10)


def second(business: Business, first: Promise) -> Promise:
    """One more promise of the same sitting."""
    return promises.make(
        case_id=first.case_id,
        by=by(business.yael),
        draft=cast.quote_draft(
            body="אתקשר אליך ביום רביעי, 25.11, בשעה 12:00",
            includes=("תשובות לשאלות",),
            channel="phone",
            due=WEDNESDAY_1200,
        ),
        now=SUNDAY_1000,
    )


def revise(business: Business, row: Promise) -> None:
    promises.revise(
        promise_id=row.pk, by=by(business.yael), due=THURSDAY_1400, reason="הספק שלח דגם אחר", now=SOON
    )


def sent(mailbox: Mailbox) -> list[str]:
    """The texts of the mails that arrived in the end."""
    delivery.once(LATER)
    return [mail.get_body(("plain",)).get_content() for mail in mailbox.all()]


def test_a_time_that_moved_before_it_was_told_is_told_once_and_whole(
    galil: Business, mailbox: Mailbox
) -> None:
    revise(galil, cast.quote(galil))
    (text,) = sent(mailbox)
    assert "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) השתנה." in text
    assert "עד יום חמישי, 26.11, בשעה 14:00" in text and "כולל: הצעת מחיר, מפרט." in text
    assert of(Message, galil, kind="agreed").get().state == "overtaken"


def test_what_else_was_agreed_is_still_told_without_it(galil: Business, mailbox: Mailbox) -> None:
    first = cast.quote(galil)
    other = second(galil, first)
    revise(galil, first)
    assert len(sent(mailbox)) == 1, "both leave in one envelope"
    (agreed,) = [message.text for message in of(Message, galil, kind="agreed", state="accepted")]
    assert "בשעה 12:00" in agreed and "24.11" not in agreed
    assert of(Telling, galil, promise=other, what="agreed", at=LATER).exists()


def test_a_time_that_moves_after_it_was_told_says_what_changed_alone(
    galil: Business, mailbox: Mailbox
) -> None:
    row = cast.quote(galil)
    delivery.once(SUNDAY_1000 + timedelta(minutes=3))
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=THURSDAY_1400, reason="הספק שלח דגם אחר", now=LATER
    )
    (text,) = [m.text for m in of(Message, galil, kind="revised")]
    assert "כולל:" not in text


def test_who_took_it_over_is_named(galil: Business, mailbox: Mailbox) -> None:
    row = cast.quote(galil)
    promises.delegate(promise_id=row.pk, by=by(galil.yael), owner=galil.dan.pk, now=SOON)
    (text,) = sent(mailbox)
    assert "דן שגב ישלח לך" in text and "יעל ברק" not in text


def test_what_was_done_meanwhile_is_not_announced_any_more(galil: Business, mailbox: Mailbox) -> None:
    row = cast.quote(galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=SOON)
    assert of(Message, galil, kind="agreed").get().state == "overtaken"
    (text,) = sent(mailbox)
    assert "זה מה שסיכמנו" not in text


def test_what_was_taken_back_is_not_announced_any_more(galil: Business, mailbox: Mailbox) -> None:
    row = cast.quote(galil)
    promises.withdraw(
        promise_id=row.pk,
        by=by(galil.yael),
        disclosure="הדגם הופסק אצל היצרן.",
        after=Next(close=True),
        now=SOON,
    )
    (text,) = sent(mailbox)
    assert "הדגם הופסק" in text


def test_an_offer_that_is_accepted_at_once_is_told_once(galil: Business, mailbox: Mailbox) -> None:
    row = cast.quote(galil, answer_by=cast.MONDAY_1000)
    promises.accept(promise_id=row.pk, by=by(galil.yael), now=SOON)
    (text,) = sent(mailbox)
    assert text.count("יעל ברק תשלח לך") == 1 and "מתאים לך?" not in text


def test_a_first_contact_that_moves_before_its_answer_left_is_told_once(
    galil: Business, mailbox: Mailbox
) -> None:
    saturday = cast.at("2026-11-21 11:00")
    contact.receive(
        organisation_id=galil.id, name="רוני", phone="054-765-4399", email="roni@example.com", about="מזגן", now=saturday
    )  # fmt: skip
    row = of(Promise, galil).get()
    promises.revise(
        promise_id=row.pk,
        by=by(galil.ruth),
        due=WEDNESDAY_1200,
        reason="הטכנאי חולה",
        now=saturday + timedelta(hours=1),
    )
    delivery.once(cast.at("2026-11-22 10:00"))
    assert "הטכנאי חולה" in mailbox.only().get_body(("plain",)).get_content()
    assert of(Message, galil, kind="received").get().state == "overtaken"


def on_the_phone_only(business: Business) -> Promise:
    """A promise to somebody whom no carrier reaches: its notice waits for a person who calls."""
    shula = cast.customer(business.ruth, "שולה גבאי", [Contact(channel="phone", address="054-765-0000")])
    return cast.promise_of(cast.case(business.yael, shula, promise=cast.chat_draft(), now=SUNDAY_1000))


def to_call(business: Business) -> list[Message]:
    """The words with which somebody is asked to call."""
    tasks = of(Task, business, kind="call", done_at=None).order_by("id")
    return [task.message for task in tasks.select_related("message")]


def test_nobody_is_asked_to_call_with_a_time_that_moved(galil: Business) -> None:
    revise(galil, on_the_phone_only(galil))
    (words,) = to_call(galil)
    assert words.kind == "revised" and "עד יום חמישי, 26.11, בשעה 14:00" in words.text
    assert of(Message, galil, kind="agreed").get().state == "overtaken"


def test_what_else_was_agreed_is_one_call_with_it(galil: Business) -> None:
    first = on_the_phone_only(galil)
    second(galil, first)
    (words,) = to_call(galil)
    assert words.kind == "agreed" and "בשעה 14:00" in words.text and "בשעה 12:00" in words.text


def test_what_a_person_has_said_is_not_said_again(galil: Business) -> None:
    first = on_the_phone_only(galil)
    (words,) = to_call(galil)
    outbox.sent_by_hand(message_id=words.pk, by=by(galil.yael), now=SOON)
    second(galil, first)
    (words,) = to_call(galil)
    assert "בשעה 14:00" not in words.text and "בשעה 12:00" in words.text
