"""Mails that came in, on the pages: what the desk says of them, where one without a case goes, what the customer reads."""

from __future__ import annotations

import pytest

from tests import cast, cast_mail
from tests.cast import Business, of
from tests.web.conftest import Browser, signed_in, words
from teum.actions import inbox, links, messages, outgoing
from teum.core.inbox import Mail
from teum.models import Case, Message, Promise, Question

SAID = cast_mail.WORDS


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana."""
    return cast.quote(galil)


@pytest.fixture
def letter(galil: Business, promise: Promise) -> Message:
    """What Dana was told of it."""
    found: Message = of(Message, galil, kind="agreed").select_related("case").get()
    return found


@pytest.fixture
def page(galil: Business) -> str:
    """The address of Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def receive(mail: Mail) -> Message:
    """It lands."""
    came = inbox.receive(mail, now=cast.SUNDAY_1000)
    assert came
    return came


def test_a_reply_is_on_the_day_in_the_case_and_on_the_customers_page(
    yael: Browser, visitor: Browser, letter: Message, page: str
) -> None:
    receive(cast_mail.answer_to(letter, files=("תוכנית.pdf",)))
    day = words(yael.see("/"))
    assert f"מייל מאת דנה פרץ: {SAID}" in day and "כתיבת תשובה" in day
    case = words(yael.see(f"/cases/{letter.case_id}"))
    assert "הגיע מייל מאת דנה פרץ. התשובה שלנו תגיע" in case and "הגיע מייל מהלקוח או מהלקוחה." in case
    theirs = words(visitor.see(page))
    assert f"כתבת {SAID}" in theirs and "יעל ברק תשיב לך על המייל שלך" in theirs
    assert f"כתבת: {SAID}" in words(visitor.see(f"{page}/history?case={letter.case_id}"))


def test_a_message_says_what_was_attached_and_where_it_is(
    yael: Browser, galil: Business, letter: Message
) -> None:
    came = receive(cast_mail.answer_to(letter, files=("תוכנית.pdf", "a.jpg"), is_cut=True))
    shown = words(yael.see(f"/messages/{came.pk}"))
    assert "תוכנית.pdf, a.jpg. הקבצים לא נשמרו כאן; הם נמצאים בתיבת הדואר." in shown
    assert "המייל ארוך ממה שנשמר כאן" in shown


def test_a_claim_is_shown_as_one(yael: Browser, visitor: Browser, letter: Message, page: str) -> None:
    came = receive(cast_mail.mail())
    assert "כל אחד יכול לכתוב שם כתובת" in words(yael.see(f"/messages/{came.pk}"))
    assert f"מייל בשם דנה פרץ, שלא נבדק ממי הוא: {SAID}" in words(yael.see("/"))
    case = words(yael.see(f"/cases/{letter.case_id}"))
    assert "מייל בשם דנה פרץ, שלא נבדק ממי הוא." in case
    theirs = words(visitor.see(page))
    assert f"מייל בשמך, שלא יכולנו לבדוק ממי הוא {SAID}" in theirs and "כתבת" not in theirs


def test_a_thanks_is_seen_with_one_tap_and_stands_in_the_history(
    yael: Browser, visitor: Browser, letter: Message, page: str
) -> None:
    receive(cast_mail.answer_to(letter, "תודה רבה!"))
    assert "מייל מאת דנה פרץ: תודה רבה!" in words(yael.see("/"))
    assert "במייל, בשמך: תודה רבה!" in words(visitor.see(f"{page}/history?case={letter.case_id}"))


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_stranger_gets_a_case_with_one_tap(galil: Business, language: str) -> None:
    came = receive(cast_mail.mail(sender="noa@example.com", sender_name="נועה", subject=""))
    assert came.member
    who = signed_in(came.member, language)
    assert "noa@example.com" in words(who.see("/"))
    shown = who.see(f"/messages/{came.pk}")
    assert f"/messages/{came.pk}/cases/new" in shown
    text = words(who.send_and_see(f"/messages/{came.pk}/cases/new"))
    assert SAID in text and "נועה" in text
    who.send(f"/messages/{came.pk}/cases/new", 409)


def test_a_doubted_mail_goes_into_a_case_of_its_sender_or_aside(
    yael: Browser, galil: Business, promise: Promise
) -> None:
    first = receive(cast_mail.mail(is_checked=False))
    shown = words(yael.see(f"/messages/{first.pk}"))
    assert "לפי שרת הדואר, המייל לא הגיע מהכתובת שכתובה בו." in shown and "לפנייה: מזגן לסלון" in shown
    assert "Re: מזגן לסלון" in words(yael.see("/messages"))
    yael.send(f"/messages/{first.pk}/cases/{promise.case_id}")
    assert of(Question, galil).get().case_id == promise.case_id
    second = receive(cast_mail.mail("בואו לכנס", sender="x@example.com"))
    yael.send(f"/messages/{second.pk}/aside")
    assert not of(Case, galil, source="mail").exists()
    signed_in(galil.sami).send(f"/messages/{second.pk}/aside", 403)


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_mail_that_was_put_into_a_wrong_case_is_taken_out_with_one_tap(
    galil: Business, promise: Promise, visitor: Browser, page: str, language: str
) -> None:
    came = receive(cast_mail.mail(sender="noa@example.com"))
    yael = signed_in(galil.yael, language)
    yael.send(f"/messages/{came.pk}/cases/new")
    yael.send(f"/messages/{came.pk}/place")
    yael.send(f"/messages/{came.pk}/cases/{promise.case_id}")
    assert SAID in words(visitor.see(page)), "Dana reads what is not hers"
    assert f"/messages/{came.pk}/place" in yael.see(f"/messages/{came.pk}")
    shown = yael.send_and_see(f"/messages/{came.pk}/place")
    assert {"he": "לאן הוא שייך?", "en": "Where does it belong?"}[language] in shown
    for place in (page, f"{page}/history?case={promise.case_id}"):
        assert SAID not in words(visitor.see(place))
    case = words(yael.see(f"/cases/{promise.case_id}"))
    assert SAID not in case, "it is not in the case any more"
    assert {
        "he": "מייל שלא שייך לפנייה הזאת הוצא ממנה",
        "en": "took out of the case an email that does not belong in it",
    }[language] in case
    yael.send(f"/messages/{came.pk}/place", 404)


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_reply_about_another_matter_is_moved_there_with_one_tap(
    galil: Business, promise: Promise, letter: Message, visitor: Browser, page: str, language: str
) -> None:
    other = cast.case(galil.dan, galil.dana, title="מזגן לחדר")
    cast.case(galil.dan, galil.john, title="Two quotes")
    came = receive(cast_mail.answer_to(letter))
    yael = signed_in(galil.yael, language)
    shown = yael.see(f"/messages/{came.pk}")
    into = {"he": "להעביר לפנייה: מזגן לחדר", "en": "Move it into the case: מזגן לחדר"}[language]
    assert (
        into in words(shown)
        and "Two quotes" not in shown
        and f'/cases/{promise.case_id}"' not in shown.partition("acts")[2]
    )
    assert f"/messages/{came.pk}/cases/new" in shown and f"/messages/{came.pk}/aside" not in shown
    assert "button-main" not in shown.partition("<dl")[2], "where it is, it most often belongs"
    said = yael.send_and_see(f"/messages/{came.pk}/cases/{other.pk}")
    assert {"he": "ונכתב ללקוח או ללקוחה היכן תגיע התשובה", "en": "told where its answer comes"}[
        language
    ] in said
    assert SAID not in words(visitor.see(f"{page}?case={promise.case_id}"))
    assert f"כתבת {SAID}" in words(visitor.see(f"{page}?case={other.pk}"))


def test_nothing_is_said_of_a_word_to_the_customer_where_none_goes(
    galil: Business, yael: Browser, letter: Message
) -> None:
    came = receive(cast_mail.mail("תודה!", is_checked=True))
    before = of(Message, galil, direction="out").count()
    shown = words(yael.send_and_see(f"/messages/{came.pk}/place"))
    assert "המייל כבר לא בפנייה. לאן הוא שייך?" in shown
    assert of(Message, galil, direction="out").count() == before


def test_a_letter_that_came_back_says_so(yael: Browser, galil: Business, letter: Message) -> None:
    (flying,) = outgoing.claim(worker="x", limit=1, now=cast.SUNDAY_1000.replace(hour=11))
    messages.mark_accepted(flying.pk, now=cast.SUNDAY_1000)
    messages.mark_bounced(flying.pk, reason="bounced_5.1.1", blames_address=True, now=cast.SUNDAY_1000)
    case = words(yael.see(f"/cases/{letter.case_id}"))
    assert "ההודעה חזרה; היא לא הגיעה." in case
