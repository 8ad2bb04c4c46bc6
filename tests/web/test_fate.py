"""What an act says of the message that it wrote: what will become of it, and no more."""

import pytest

from tests import cast
from tests.cast import Business, by
from tests.web.conftest import Browser, SetClock, words
from teum.actions import organisations
from teum.actions.customers import Contact
from teum.models import Case, Message, Promise

UPDATE = {"text": "החלק הוזמן מהיבואן", "due_on": "2026-11-26", "due_at": "12:00"}


@pytest.fixture
def mail(galil: Business) -> None:
    """The business has a mail server."""
    organisations.change_mail(
        by=by(galil.ruth), url="smtp://mail.galil.example:587?tls=starttls", mail_from="office@galil.example"
    )


def test_a_message_that_leaves_is_said_to_go_out_now(mail: None, galil: Business, yael: Browser) -> None:
    promise = cast.quote(galil)
    text = yael.send_and_see(f"/cases/{promise.case_id}/updates", **UPDATE)
    assert "העדכון נרשם. ההודעה ללקוח יוצאת עכשיו." in text


def test_a_message_that_waits_for_the_morning_says_until_when(
    mail: None, galil: Business, yael: Browser, clock: SetClock
) -> None:
    promise = cast.quote(galil)
    clock(cast.at("2026-11-22 23:00"))
    text = yael.send_and_see(f"/cases/{promise.case_id}/updates", **UPDATE)
    sent = Message.objects.of(galil.id).get(kind="update")
    assert sent.send_at.astimezone(cast.JERUSALEM).date() == cast.MONDAY_1000.date()
    hour = f"{sent.send_at.astimezone(cast.JERUSALEM):%H:%M}"
    said = f"ההודעה ללקוח תצא ביום שני, 23.11, בשעה {hour}."
    assert said in text
    assert said in words(yael.see(f"/messages/{sent.pk}"))


def test_without_a_mail_server_nothing_is_said_to_go_out(galil: Business, yael: Browser) -> None:
    promise = cast.quote(galil)
    text = yael.send_and_see(f"/cases/{promise.case_id}/updates", **UPDATE)
    assert "העדכון נרשם. ההודעה מוצגת כאן בלבד: לא הוגדר שרת דואר." in text
    assert "יוצאת עכשיו" not in text


def _by_phone(galil: Business) -> Case:
    ron = cast.customer(galil.ruth, "רון אביטל", [Contact(channel="phone", address="+972541112222")])
    return cast.case(galil.yael, ron, promise=cast.chat_draft())


def test_what_waits_for_a_hand_is_said_and_led_to(mail: None, galil: Business, yael: Browser) -> None:
    opened = _by_phone(galil)
    answer = yael.send(f"/cases/{opened.pk}/updates", **UPDATE)
    page = yael.see(answer["Location"])
    waits = Message.objects.of(galil.id).get(kind="update")
    assert "ההודעה מחכה לשליחה ידנית: בוואטסאפ או בשיחה." in words(page)
    assert f'<a href="/messages/{waits.pk}">לפרטי ההודעה</a>' in page


def test_what_was_agreed_waits_for_a_hand_where_no_carrier_takes_it(
    mail: None, galil: Business, yael: Browser
) -> None:
    opened = _by_phone(galil)
    text = yael.send_and_see(
        f"/cases/{opened.pk}/promises",
        body="אשלח בוואטסאפ את המפרט",
        window="|2026-11-25T12:00:00+02:00",
        channel="whatsapp",
        includes="מפרט",
        replaces="none",
        owner=str(galil.yael.pk),
    )
    assert Promise.objects.of(galil.id).filter(case=opened).count() == 2
    assert "נשמר. ההודעה מחכה לשליחה ידנית: בוואטסאפ או בשיחה." in text


def test_a_message_that_can_wait_says_with_what_it_leaves(
    mail: None, galil: Business, yael: Browser, clock: SetClock
) -> None:
    later = cast.quote_draft(body="אשלח לך במייל את הצעת המחיר", due=cast.THURSDAY_1400)
    promise = cast.promise_of(cast.case(galil.yael, galil.dana, promise=later))
    clock(cast.at("2026-11-22 11:00"))
    text = yael.send_and_see(f"/cases/{promise.case_id}/updates", **UPDATE)
    said = "כבר נשלחה היום הודעה ללקוח: ההודעה הזאת תצא יחד עם הבאה, ולכל המאוחר ביום שני, 23.11, בשעה 08:00."
    assert said in text
    sent = Message.objects.of(galil.id).get(kind="update")
    assert said in words(yael.see(f"/messages/{sent.pk}"))
