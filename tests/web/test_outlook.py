"""The page is true at every moment: what is late or in doubt says so, what is done is not told as still to come."""

from collections.abc import Iterator
from datetime import datetime
from re import search

import pytest

from tests import cast, cast_page, cast_upload
from tests.cast import Business, by, of
from tests.property.world import World, beginning
from tests.web.conftest import Browser, SetClock, words
from teum.actions import callbacks, delays, promises, questions, uploads
from teum.core.question import Kind
from teum.models import Message, Promise
from teum.queries import case_view, holding

NOON = cast.at("2026-11-22 12:00")
AFTER = cast.at("2026-11-22 17:00")
LATE = "לא עמדנו במועד הזה, ואנחנו מתנצלים."
DOUBT = "ייתכן שלא נעמוד במועד הזה."


@pytest.fixture
def world(galil: Business) -> Iterator[World]:
    """Virtual time, in which the real clock and the real delivery run."""
    with beginning(galil, cast.SUNDAY_1000) as found:
        yield found


def _first(page: str) -> str:
    return words(page[page.index("<h1") : page.index("</section>")])


def _call(galil: Business) -> Promise:
    quote = cast.quote(galil)
    return callbacks.ask(case_id=quote.case_id, by=galil.as_customer, start=NOON, now=cast.SUNDAY_1000)


def test_a_call_that_was_forgotten_is_late_also_while_no_clock_runs(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    call = _call(galil)
    clock(AFTER)
    page = visitor.see(cast_page.address(galil))
    assert f"סיכמנו להתקשר אליך לבקשתך ביום ראשון, 22.11, בין 12:00 ל-13:00. {LATE}" in _first(page)
    assert "תתקשר אליך לבקשתך ביום ראשון" not in words(page)
    assert "באיחור. סיכמנו: ביום ראשון, 22.11, בין 12:00 ל-13:00" in words(page)
    assert "יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי" in _first(page), (
        "what comes next is said too"
    )
    view = case_view.case_view(call.case_id, by=by(galil.yael), now=AFTER)
    assert view.next and LATE in view.next.sentence, "desk and API say the same"


def test_what_was_told_since_is_said_with_it(
    world: World, galil: Business, visitor: Browser, clock: SetClock
) -> None:
    _call(galil)
    world.until(AFTER)
    clock(AFTER)
    first = _first(visitor.see(cast_page.address(galil)))
    assert LATE in first
    assert search(r"העדכון הבא שלנו יגיע אליך עד יום \S+, \d+\.11, בשעה \d+:\d+", first)


@pytest.mark.parametrize(("at", "said"), [(cast.TUESDAY_1330, DOUBT), (cast.TUESDAY_1500, LATE)])
def test_a_time_that_we_said_may_not_be_kept_says_so(
    world: World, galil: Business, visitor: Browser, clock: SetClock, at: datetime, said: str
) -> None:
    cast.quote(galil)
    world.until(at)
    clock(at)
    first = _first(visitor.see(cast_page.address(galil)))
    assert said in first
    assert "העדכון הבא שלנו יגיע אליך" in first


def test_still_no_answer_in_two_taps_is_said_on_their_page_as_in_the_letter(
    galil: Business, visitor: Browser, yael: Browser, clock: SetClock
) -> None:
    row = cast.quote(galil)
    clock(cast.TUESDAY_1000)
    ready = holding.ready(row.case_id, by=by(galil.yael), now=cast.TUESDAY_1000)
    next_due = ready.moments[0]
    assert next_due < row.due, "the next word comes before the time that it doubts"
    yael.send(f"/cases/{row.case_id}/holding", text=ready.text, next_due=next_due.isoformat())
    letter = of(Message, galil, kind="update").get()
    assert DOUBT in letter.text
    assert DOUBT in words(visitor.see(cast_page.address(galil)))
    assert DOUBT in words(yael.see(f"/cases/{row.case_id}"))


def test_a_new_time_is_no_longer_in_doubt(
    world: World, galil: Business, visitor: Browser, clock: SetClock
) -> None:
    promise = cast.quote(galil)
    world.until(cast.TUESDAY_1330)
    cast_page.move(galil, promise, cast.THURSDAY_1400, "המפעל מתעכב", now=cast.TUESDAY_1330)
    clock(cast.TUESDAY_1330)
    assert DOUBT not in words(visitor.see(cast_page.address(galil)))


def test_no_date_is_said_as_it_was_told(galil: Business, visitor: Browser, clock: SetClock) -> None:
    promise = cast.quote(galil)
    delays.no_date(
        promise_id=promise.pk,
        by=by(galil.yael),
        reason="היצרן לא השיב לנו",
        next_due=cast.WEDNESDAY_1200,
        now=cast.TUESDAY_1000,
    )
    clock(cast.TUESDAY_1000)
    first = _first(visitor.see(cast_page.address(galil)))
    assert "לא נוכל לעמוד במועד הזה. אין לנו עדיין מועד חדש. העדכון הבא שלנו יגיע אליך עד יום רביעי" in first


def test_what_is_done_is_nowhere_told_as_still_to_come(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=cast.SUNDAY_1000)
    other = cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    page = words(visitor.see(f"{cast_page.address(galil)}?case={other.pk}"))
    others = page[page.index("שאר הפניות") :]
    assert "עשינו את מה שסיכמנו: לשלוח לך במייל את הצעת המחיר והמפרט." in others
    assert "תשלח לך" not in others
    assert "כאן דרוש לנו משהו ממך." in others
    view = case_view.case_view(promise.case_id, by=by(galil.yael), now=cast.SUNDAY_1000)
    assert view.next and "עשינו את מה שסיכמנו" in view.next.sentence


def test_after_a_missed_call_they_choose_its_new_time(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    call = _call(galil)
    clock(AFTER)
    address = cast_page.address(galil)
    text = words(visitor.see(address))
    assert "לא התקשרנו במועד שסיכמנו, ואנחנו מתנצלים." in text
    start = cast.at("2026-11-23 10:00")
    text = visitor.send_and_see(f"{address}/cases/{call.case_id}/calls", start=start.isoformat())
    assert "יעל ברק תתקשר אליך לבקשתך ביום שני, 23.11, בין 10:00 ל-11:00" in text
    assert "ביקשת מועד אחר: ביום שני" in text
    moved = of(Promise, galil).get(pk=call.pk)
    assert (moved.state, moved.start, moved.number) == ("open", start, 1), "the same call: its entry moves"


def test_the_entry_of_a_call_that_was_missed_is_not_certain(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    _call(galil)
    feed = f"{cast_page.address(galil)}/calendar.ics"
    assert "STATUS:TENTATIVE" not in visitor.see(feed)
    clock(AFTER)
    assert visitor.see(feed).count("STATUS:TENTATIVE") == 1


def test_once_the_document_came_it_is_not_asked_for(galil: Business, visitor: Browser) -> None:
    quote = cast.quote(galil, condition="צילום של לוח החשמל", condition_due=cast.MONDAY_1000)
    asked = questions.ask(
        case_id=quote.case_id,
        by=by(galil.yael),
        text="צילום של לוח החשמל",
        kind=Kind.DOCUMENT,
        about=quote.pk,
        due=cast.MONDAY_1000,
        now=cast.SUNDAY_1000,
    )
    uploads.receive(
        question_id=asked.pk,
        by=galil.as_customer,
        name="board.pdf",
        content=cast_upload.PDF,
        now=cast.SUNDAY_1000,
    )
    first = _first(visitor.see(cast_page.address(galil)))
    assert "הגיע אלינו: צילום של לוח החשמל. יעל ברק תעבור על זה עד יום שני, 23.11, בשעה 10:00, ואז:" in first
    assert "קודם, עד" not in first


def test_the_steps_stand_in_the_order_of_their_time(galil: Business, visitor: Browser) -> None:
    later = cast.quote(galil, due=cast.THURSDAY_1400, body="אשלח לך במייל את הצעת המחיר והמפרט")
    cast_page.call(galil, later.case, due=cast.TUESDAY_1000, includes=("תיאום",))
    cast_page.call(galil, later.case, due=cast.WEDNESDAY_1200, includes=("מדידה",))
    page = visitor.see(cast_page.address(galil))
    steps = words(page[page.index('class="stages"') :])
    assert steps.index("תיאום") < steps.index("מדידה") < steps.index("הצעת מחיר")
