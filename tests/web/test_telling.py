"""What the customer knows now: what was told, and what they still have to hear."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, SetClock, words
from teum.actions import calls, cases, moves, promises
from teum.actions.customers import Contact
from teum.core.calls import Result
from teum.models import ContactPoint, Customer, Message, Promise

VISIT = "אגיע אליך לבדוק את המזגן ביום שני, 23.11, בין 10:00 ל-12:00"


@pytest.fixture
def sara(galil: Business) -> Customer:
    """Reads Hebrew; has a number only."""
    return cast.customer(galil.ruth, "שרה לוי", [Contact(channel="phone", address="+972501112233")])


@pytest.fixture
def visit(galil: Business, sara: Customer) -> Promise:
    """Sara's visit on Monday, opened on Sunday at ten; the message that says so waits for a hand."""
    draft = cast.quote_draft(
        body=VISIT,
        includes=("בדיקה",),
        channel="visit",
        start=cast.MONDAY_1000,
        due=cast.MONDAY_1000 + timedelta(hours=2),
    )
    return cast.promise_of(cast.case(galil.yael, sara, promise=draft))


def known(browser: Browser, promise: Promise) -> tuple[str, str]:
    """What the desk says that the customer knows, and what they still have to hear."""
    page = browser.see(f"/cases/{promise.case_id}")
    card = words(page[page.index('aria-labelledby="next"') : page.index("</section>")])
    knows, _, untold = card.partition("מה עוד צריך למסור ללקוח")
    return knows, untold


def told_on_the_phone(galil: Business, promise: Promise) -> None:
    waiting = of(Message, galil, case=promise.case_id, state="failed", settled_at=None).get()
    calls.of_message(
        message_id=waiting.pk, by=cast.by(galil.yael), result=Result.REACHED, now=cast.SUNDAY_1000
    )


def test_they_know_nothing_of_what_waits_for_a_hand(visit: Promise, yael: Browser) -> None:
    knows, untold = known(yael, visit)
    assert "עדיין לא נמסר" in knows and "ביום שני" not in knows
    assert "ביום שני" in untold and "לשליחה ידנית או לשיחה" in untold


def test_they_know_it_once_somebody_told_them(galil: Business, visit: Promise, yael: Browser) -> None:
    told_on_the_phone(galil, visit)
    knows, untold = known(yael, visit)
    assert "ביום שני" in knows and not untold


def test_of_a_visit_that_moved_they_know_the_former_time_until_they_hear_it(
    galil: Business, visit: Promise, yael: Browser
) -> None:
    told_on_the_phone(galil, visit)
    promises.revise(
        promise_id=visit.pk,
        by=galil.as_clock,
        start=cast.MONDAY_1000 + timedelta(days=1),
        due=cast.MONDAY_1000 + timedelta(days=1, hours=2),
        reason="הרכב של הטכנאי נתקע",
        now=cast.SUNDAY_1000,
    )
    knows, untold = known(yael, visit)
    assert "ביום שני" in knows and "ביום שלישי" not in knows
    assert "ביום שלישי" in untold and "לשליחה ידנית או לשיחה" in untold
    told_on_the_phone(galil, visit)
    knows, untold = known(yael, visit)
    assert "ביום שלישי" in knows and not untold


def test_what_was_put_to_them_and_agreed_they_know(galil: Business, visit: Promise, yael: Browser) -> None:
    told_on_the_phone(galil, visit)
    for days in (1, 2):
        at = cast.MONDAY_1000 + timedelta(days=days)
        promises.revise(
            promise_id=visit.pk,
            by=cast.by(galil.yael),
            start=at,
            due=at + timedelta(hours=2),
            reason="הרכב של הטכנאי נתקע",
            now=cast.SUNDAY_1000,
        )
        told_on_the_phone(galil, visit)
    knows, untold = known(yael, visit)
    assert "ביום שלישי" in knows and not untold, "they were asked, and what was agreed stands"
    promises.agree(promise_id=visit.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    knows, untold = known(yael, visit)
    assert "ביום רביעי" in knows and not untold


def test_where_nothing_goes_out_by_itself_no_update_is_said_to(
    galil: Business, visit: Promise, yael: Browser
) -> None:
    day, case = yael.see("/"), yael.see(f"/cases/{visit.case_id}")
    for page in map(words, (day, case)):
        assert "צריך להתקשר או לכתוב" in page and "יישלח אל" not in page
    of(ContactPoint, galil, customer=visit.case.customer_id).update(is_broken=True)
    for page in (words(yael.see("/")), words(yael.see(f"/cases/{visit.case_id}"))):
        assert "אין מספר תקין" in page and "יישלח אל" not in page


def test_who_has_an_address_gets_the_update(galil: Business, yael: Browser) -> None:
    promise = cast.quote(galil)
    assert "יישלח אל דנה פרץ עדכון ביניים" in words(yael.see(f"/cases/{promise.case_id}"))


def test_words_whose_time_has_passed_are_not_offered_and_what_is_true_now_is(
    galil: Business, visit: Promise, yael: Browser, clock: SetClock
) -> None:
    message = of(Message, galil, case=visit.case_id, state="failed").get()
    page = words(yael.see(f"/messages/{message.pk}"))
    assert "פתיחה בוואטסאפ וסימון כנשלחה" in page and "נמסר בטלפון" in page
    clock(cast.MONDAY_1000 + timedelta(hours=7))
    page = words(yael.see(f"/messages/{message.pk}"))
    assert "פתיחה בוואטסאפ וסימון כנשלחה" not in page
    assert "המועד שבהודעה עבר" in page and "זה עוד לא קרה, ואנחנו מתנצלים" in page
    assert "נמסר בטלפון איך זה עומד עכשיו" in page
    assert "המועד שבהודעה עבר" in words(yael.send(f"/messages/{message.pk}/by-hand", 409))
    called = words(yael.see("/calls"))
    assert "זה עוד לא קרה" in called and "יש עוד משהו" not in called


def test_words_of_a_time_that_is_another_now_are_not_offered(
    galil: Business, visit: Promise, yael: Browser
) -> None:
    told_on_the_phone(galil, visit)
    tuesday, wednesday = (cast.MONDAY_1000 + timedelta(days=days) for days in (1, 2))
    promises.revise(
        promise_id=visit.pk,
        by=galil.as_clock,
        start=tuesday,
        due=tuesday + timedelta(hours=2),
        reason="הרכב של הטכנאי נתקע",
        now=cast.SUNDAY_1000,
    )
    first = of(Message, galil, kind="revised").get()
    asked = moves.ask(promise_id=visit.pk, by=cast.by(galil.yael), begins=[wednesday], now=cast.SUNDAY_1000)
    moves.accept(question_id=asked.pk, by=cast.by(galil.yael), start=wednesday, now=cast.SUNDAY_1000)
    page = words(yael.see(f"/messages/{first.pk}"))
    assert "פתיחה בוואטסאפ וסימון כנשלחה" not in page and "ביום רביעי" in page


def test_a_new_matter_and_its_first_promise_wait_for_a_hand_as_one_message(
    galil: Business, sara: Customer
) -> None:
    case = cases.open_case(
        customer_id=sara.pk, by=cast.by(galil.yael), title="מזגן לסלון", now=cast.SUNDAY_1000
    )
    first = cast.promise_of(case)
    promises.make(
        case_id=case.pk,
        by=cast.by(galil.yael),
        draft=cast.chat_draft(),
        now=cast.SUNDAY_1000 + timedelta(minutes=5),
    )
    waiting = of(Message, galil, case=case, state="failed").get()
    assert waiting.kind == "agreed" and "הצעת המחיר" in waiting.text
    assert "תתקשר אליך" in waiting.text, "who calls first, and when, is told as well"
    assert cast.fresh(first).state == "open"


@pytest.fixture
def two_matters(galil: Business, sara: Customer, visit: Promise) -> list[Message]:
    """Two of Sara's matters, each with a message that waits for a call."""
    cast.case(galil.yael, sara, title="תנור", promise=cast.chat_draft())
    return list(of(Message, galil, customer=sara, state="failed").order_by("id"))


def test_a_customer_is_called_once_about_all_and_one_tap_tells_all(
    galil: Business, two_matters: list[Message], yael: Browser
) -> None:
    first, second = two_matters
    page = yael.see("/calls")
    assert page.count("<article") == 1 and words(page).count("שלום שרה לוי") == 1
    assert "ביום שני" in words(page) and "הצעת המחיר" in words(page)
    yael.send(f"/messages/{first.pk}/calls", result="reached", also=f"message-{second.pk}")
    assert not of(Message, galil, customer=first.customer_id, settled_at=None).exists()
    assert "שרה לוי" not in words(yael.see("/calls"))


def test_what_was_not_said_in_the_call_stays_on_the_list(two_matters: list[Message], yael: Browser) -> None:
    first, _ = two_matters
    yael.send(f"/messages/{first.pk}/calls", result="reached")
    left = words(yael.see("/calls"))
    assert "שרה לוי" in left and "הצעת המחיר" in left and "ביום שני" not in left


def test_after_no_answer_the_number_is_not_offered_again_at_once(
    two_matters: list[Message], yael: Browser
) -> None:
    first, second = two_matters
    yael.send(f"/messages/{first.pk}/calls", result="no_answer", also=f"message-{second.pk}")
    page = words(yael.see("/calls"))
    assert "להתקשר עכשיו" not in page and page.count("שלום שרה לוי") == 1
