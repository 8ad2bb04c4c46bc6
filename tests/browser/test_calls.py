"""In a real browser: a change is undone before anybody reads it, and a call list leads on from every call."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import SignIn
from tests.cast import Business, of
from tests.web.conftest import SetClock
from teum.actions import links, outbox, promises
from teum.models import ContactPoint, Message, Promise

Picture = Callable[[Page, str], None]
BEFORE, AFTER = "עד יום שלישי, 24.11, בשעה 14:00", "עד יום רביעי, 25.11, בשעה 12:00"


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana, of which she was told."""
    row = cast.quote(galil)
    agreed = of(Message, galil, kind="agreed").get()
    outbox.sent_by_hand(message_id=agreed.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    return row


def test_a_change_is_undone_within_ten_seconds(
    galil: Business,
    promise: Promise,
    sign_in: SignIn,
    live: Callable[..., Page],
    clock: SetClock,
    picture: Picture,
) -> None:
    dana = live(width=390, height=664)
    dana.goto(f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}")
    desk = sign_in(galil.yael)
    desk.goto(f"/promises/{promise.pk}/revisions")
    desk.locator("[name=reason]").fill("החלק מתעכב")
    desk.locator("[name=window][value=other]").check()
    desk.locator("[name=due_on]").fill("2026-11-25")
    desk.locator("[name=due_at]").fill("12:00")
    desk.click("main button.button-main")
    expect(desk.locator(".sentence")).to_contain_text(BEFORE)  # nothing has left yet
    expect(desk.locator(".sentence-small")).to_contain_text(AFTER)
    picture(desk, "undo-he-1280")
    dana.reload()
    expect(dana.locator("h1")).to_contain_text(AFTER)

    clock(cast.SUNDAY_1000 + timedelta(seconds=8))
    desk.get_by_role("button", name="ביטול הפעולה").click()
    expect(desk.locator(".notices")).to_contain_text("בוטל: הכול כמו שהיה")
    expect(desk.locator(".sentence")).to_contain_text(BEFORE)
    dana.reload()
    expect(dana.locator("h1")).to_contain_text(BEFORE)
    assert of(Message, galil, kind="revised").get().state == "overtaken"


@pytest.mark.parametrize(("width", "language"), [(390, "he"), (1280, "en")])
def test_the_call_list_leads_on(
    galil: Business,
    promise: Promise,
    sign_in: SignIn,
    clock: SetClock,
    picture: Picture,
    width: int,
    language: str,
) -> None:
    promises.revise(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        due=cast.WEDNESDAY_1200,
        reason="החלק מתעכב",
        now=cast.SUNDAY_1000,
    )
    desk = sign_in(galil.yael, width=width, language=language)
    desk.locator("a[href='/calls']").first.click()
    card = desk.locator("article", has_text="דנה פרץ").first
    expect(card).to_contain_text("הסיבה: החלק מתעכב.")
    assert card.locator("a[href='tel:+972547654321']").count() == 1
    picture(desk, f"calls-{language}-{width}")

    card.locator("button[value=no_answer]").click()
    later = desk.locator("section[aria-labelledby=calls-later] article").first
    expect(later).to_contain_text("10:20")
    message = of(Message, galil, kind="revised").get()
    assert message.send_at == cast.SUNDAY_1000 + timedelta(hours=1)

    clock(cast.SUNDAY_1000 + timedelta(minutes=20))
    desk.reload()
    desk.locator("section[aria-labelledby=calls-now] article").first.locator(
        "button[value=wrong_number]"
    ).click()
    expect(desk.locator(".notices")).to_be_visible()
    message.refresh_from_db()
    assert message.send_at == cast.SUNDAY_1000 + timedelta(minutes=20), "its mail goes at once"
    assert of(ContactPoint, galil, address=cast.DANA_PHONE).get().is_broken


def test_still_no_answer_is_two_taps(
    galil: Business, promise: Promise, sign_in: SignIn, picture: Picture
) -> None:
    desk = sign_in(galil.yael, width=390)
    desk.goto(f"/cases/{promise.case_id}")
    ways = [
        box
        for way in desk.locator("aside section").first.locator(".button").all()
        if (box := way.bounding_box())
    ]
    gaps = {round(below["y"] - above["y"] - above["height"]) for above, below in pairwise(ways)}
    assert len(ways) > 3 and len(gaps) == 1, f"the ways to the customer stand unevenly: {gaps}"
    desk.get_by_role("link", name="עדיין אין תשובה").click()
    picture(desk, "holding-he-390")
    desk.locator("button[name=next_due]").nth(1).click()
    expect(desk.locator(".notices")).to_contain_text("העדכון נרשם.")
    assert "עוד אין לנו תשובה סופית" in of(Message, galil, kind="update").get().text
