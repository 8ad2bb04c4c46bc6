"""What is rarer without a mouse: a fault of many, calls, a choice at the counter; and what a customer says of a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import cast, cast_incident, cast_page
from tests.browser.conftest import SignIn
from tests.browser.test_by_keyboard import press, to, write
from tests.cast import SUNDAY_1000, Business, by, fresh, of
from tests.cast_disclosure import DAYS, kept
from teum.actions import outbox, promises, services, standing
from teum.models import Affected, Disclosure, Message, Promise, Question, Task

Live = Callable[..., Page]


def write_moment(page: Page, on: Locator, at: Locator, moment: datetime) -> None:
    """Go to a day and its hour and type their figures, in the order in which this Chromium asks for them."""
    write(page, on, f"{moment:%m%d%Y}")
    expect(on).to_have_value(f"{moment:%Y-%m-%d}")
    write(page, at, f"{moment:%I%M%p}")
    expect(at).to_have_value(f"{moment:%H:%M}")


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana, of which she was told."""
    row = cast.quote(galil)
    agreed = of(Message, galil, kind="agreed").get()
    outbox.sent_by_hand(message_id=agreed.pk, by=by(galil.yael), now=SUNDAY_1000)
    return row


def test_a_fault_of_many_is_chosen_written_and_said_yes_to(galil: Business, sign_in: SignIn) -> None:
    touched = [row for _, row in cast_incident.customers(galil, 3, minutes_apart=3)]
    desk = sign_in(galil.amir)
    desk.goto("/incidents")
    press(desk, desk.get_by_role("link", name="קרה משהו").first)
    desk.wait_for_url("**/incidents/new")
    write(desk, desk.locator("[name=text]"), "המפרט")
    press(desk, desk.get_by_role("button", name="לחפש אותן"))
    expect(desk.locator("main")).to_contain_text("זה נוגע ב-3 הבטחות")
    press(desk, desk.locator(f"#tell-{touched[-1].pk}"), "Space")
    expect(desk.locator(f"#tell-{touched[-1].pk}")).not_to_be_checked()
    write(desk, desk.locator("[name=title]"), "הרכב התקלקל")
    known = SUNDAY_1000 - timedelta(minutes=20)
    write_moment(desk, desk.locator("[name=known_on]"), desk.locator("[name=known_at]"), known)
    write(desk, desk.locator("[name=found_by]"), "צוות ההתקנות")
    write(desk, desk.locator("[name=what_he]"), cast_incident.HE.what)
    write(desk, desk.locator("[name=matters_he]"), cast_incident.HE.matters)
    press(desk, desk.get_by_role("button", name="לראות מה ייאמר לכל אחד"))
    expect(desk.locator("#draft")).to_have_text("זה נוגע ב-2 הבטחות")
    press(desk, desk.get_by_role("button", name="להודיע להם עכשיו"))
    expect(desk.locator("#so-far-1")).to_have_text("0 מתוך 2 קיבלו הודעה")
    assert of(Affected, galil, state="left_out").get().promise_id == touched[-1].pk


def test_a_call_is_said_to_have_reached_nobody_and_then_to_have_told_them(
    galil: Business, promise: Promise, sign_in: SignIn
) -> None:
    due, reason = cast.WEDNESDAY_1200, "החלק מתעכב"
    promises.revise(promise_id=promise.pk, by=by(galil.yael), due=due, reason=reason, now=SUNDAY_1000)
    desk = sign_in(galil.yael)
    press(desk, desk.locator("a[href='/calls']").first)
    desk.wait_for_url("**/calls")
    card = desk.locator("article", has_text="דנה פרץ").first
    press(desk, card.locator("button[value=no_answer]"))
    later = desk.locator("section[aria-labelledby=calls-later] article").first
    expect(later).to_contain_text("10:20")
    press(desk, later.locator("button[value=reached]"))
    expect(desk.locator(".notices")).to_be_visible()
    assert of(Message, galil, kind="revised").get().state == "overtaken", "it was told in the call"
    assert not of(Task, galil, kind="call", done_at=None).exists()


def test_at_the_counter_it_is_chosen(galil: Business, sign_in: SignIn) -> None:
    service = services.add(by=by(galil.ruth), name="מקלחון במבצע")
    standing.keep(service_id=service.pk, by=by(galil.ruth), shown=kept(), days=DAYS, now=cast.SUNDAY_0900)
    desk = sign_in(galil.yael)
    desk.goto("/counter")
    press(desk, desk.get_by_role("link", name="להראות ללקוח: מקלחון במבצע"))
    expect(desk.locator("h1")).to_be_visible()
    to(desk, desk.locator("input[type=radio][name$=option]").first)
    expect(desk.locator("input[type=radio][name$=option]:checked")).to_have_count(0)
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("radio", name="דגם אחר, בלי פגם")).to_be_checked()
    write(desk, desk.locator("[name=name]"), "מיכל אור")
    write(desk, desk.locator("[name=phone]"), "054-765-4399")
    write(desk, desk.locator("[name=email]"), "michal@example.com")
    press(desk, desk.locator("main button.button-main"))
    expect(desk.locator("main")).to_contain_text("הבחירה נרשמה.")
    assert of(Disclosure, galil).get().chosen == "other"


def test_a_customer_says_that_something_is_missing(galil: Business, promise: Promise, live: Live) -> None:
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=SUNDAY_1000)
    page = live(width=390, height=844)
    page.goto(cast_page.address(galil))
    card = page.locator("section[aria-labelledby^=confirm]")
    press(page, card.locator("summary"))
    write(page, card.locator("textarea"), "המפרט חסר")
    press(page, card.locator("form", has=page.locator("textarea")).get_by_role("button"))
    expect(page.locator("main")).to_contain_text("תודה שעדכנת אותנו")
    assert fresh(promise).state == "open"


def test_a_customer_asks_for_another_time(galil: Business, live: Live) -> None:
    visit = cast.appointment(galil)
    page = live(width=390, height=844)
    page.goto(cast_page.address(galil))
    press(page, page.locator("summary", has_text="מתאים לי מועד אחר"))
    press(page, page.get_by_label("ביום רביעי, 25.11, בין 10:00 ל-12:00"), "Space")
    wished = cast.at("2026-11-26 09:00")
    write_moment(page, page.locator("[name=due_on]"), page.locator("[name=due_at]"), wished)
    press(page, page.get_by_role("button", name="לבקש את המועד הזה"))
    waits = page.locator(".notice", has_text="ביקשת מועד אחר")
    expect(waits).to_contain_text("ביום חמישי, 26.11, בין 09:00 ל-11:00")
    assert of(Question, galil).get().about_id == visit.pk and fresh(visit).start == visit.start


def test_still_no_answer_is_two_taps(galil: Business, promise: Promise, sign_in: SignIn) -> None:
    desk = sign_in(galil.yael)
    desk.goto(f"/cases/{promise.case_id}")
    press(desk, desk.get_by_role("link", name="עדיין אין תשובה"))
    desk.wait_for_url("**/holding")
    press(desk, desk.locator("button[name=next_due]").nth(1))
    expect(desk.locator(".notices")).to_contain_text("העדכון נרשם.")
    word = of(Message, galil, kind="update").get()
    assert "עוד אין לנו תשובה סופית" in word.text and word.at - SUNDAY_1000 < timedelta(minutes=1)
