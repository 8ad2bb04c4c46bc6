"""The article's story in a real browser: we speak again in two days, there is still no answer, and nobody is surprised."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests import cast, cast_page
from tests.browser.conftest import SignIn
from tests.cast import Business, of
from tests.web.conftest import SetClock
from teum.actions import promises
from teum.models import Case, Conversation, Event, Message, Promise, Summary, Telling

CHECKING = "אבדוק עבורך עם היבואן ואתקשר אליך עד יום שלישי, 24.11, בשעה 14:00"
STILL_NONE = "אין עדיין תשובה מהיבואן. אתקשר אליך עד יום חמישי, 26.11, בשעה 14:00."


@pytest.fixture
def case(galil: Business) -> Case:
    """Dana's case; what was promised in it before is done and confirmed."""
    opened = cast.case(galil.yael, galil.dana, title="זמינות של מזגן")
    first = cast.promise_of(opened)
    promises.report(promise_id=first.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    cast_page.deliver(cast.SUNDAY_1000)
    return opened


def _talk(desk: Page, case: Case, notes: str, *, direction: str) -> None:
    """The notes of a call, as the agent types them; what they propose appears by itself."""
    desk.goto(f"/cases/{case.pk}")
    desk.get_by_role("link", name="תיעוד שיחה").click()
    desk.locator(f"input[name=direction][value={direction}]").check()
    with desk.expect_response("**/conversations/proposals"):
        desk.locator("textarea[name=notes]").press_sequentially(notes, delay=1)
    expect(desk.locator("#found fieldset.proposal").first).to_be_visible()


def _take(desk: Page) -> None:
    """The promise among what was proposed, by one tap, with what is included and how it comes."""
    chip = desk.locator("fieldset.proposal", has=desk.locator("[name=p0-take]"))
    chip.get_by_label("לרשום את ההבטחה הזאת").check()
    chip.locator("summary").click()
    chip.locator("[name=p0-includes]").fill("תשובה של היבואן")
    chip.locator("[name=p0-channel]").select_option("phone")


def _asked(dana: Page) -> Locator:
    """The summary that waits for her word."""
    return dana.locator("section", has=dana.locator("h2[id^=summary-]"))


def _answer(dana: Page, what: str) -> None:
    _asked(dana).get_by_role("button", name=what).first.click()


def _no_barrier(page: Page, where: str) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, f"{where}: {[(v['id'], v['nodes'][0]['html'][:120]) for v in found]}"


def test_two_days_later_there_is_still_no_answer_and_nobody_is_surprised(
    galil: Business,
    case: Case,
    clock: SetClock,
    sign_in: SignIn,
    live: Callable[..., Page],
    picture: Callable[[Page, str], None],
) -> None:
    desk = sign_in(galil.yael)
    _talk(desk, case, f"{CHECKING}.", direction="in")
    assert of(Promise, galil, case=case).count() == 1 and not of(Conversation, galil).exists(), "no tap yet"
    _take(desk)
    desk.fill("[name=w0-text]", "לבדוק אם המזגן במלאי")
    desk.locator("[name=w0-outcome]").select_option("answered")
    expect(desk.locator("#hanging-up")).to_contain_text("לבדוק אם המזגן במלאי")
    desk.click("text=מה אפשר לרשום מזה?")
    desk.locator("[name=w0-outcome]").select_option("made:0")
    desk.locator("[name=p0-replaces]").select_option("none")
    picture(desk, "conversation-he-1280")
    _no_barrier(desk, "the box")
    desk.get_by_role("button", name="שמירת השיחה").click()

    expect(desk.locator("textarea[name=text]")).to_have_value(re.compile("עד יום שלישי, 24.11, בשעה 14:00"))
    picture(desk, "summary-he-1280")
    _no_barrier(desk, "the summary")
    desk.get_by_role("button", name="שליחת הסיכום").click()
    expect(desk.locator("main")).to_contain_text("הסיכום בדרך")
    assert not of(Message, galil, kind="agreed", state="queued").exists(), "one letter"
    cast_page.deliver(cast.SUNDAY_1000)

    dana = live(width=390, height=664)
    dana.goto(cast_page.address(galil))
    expect(_asked(dana)).to_contain_text("לבדוק אם המזגן במלאי")
    _no_barrier(dana, "the customer's page")
    _answer(dana, "כן, זה מה שסיכמנו")
    expect(dana.locator("main")).to_contain_text("אישרת את הסיכום")
    assert of(Summary, galil).get().answer == "confirmed"

    clock(cast.TUESDAY_1230)
    _talk(desk, case, STILL_NONE, direction="out")
    _take(desk)
    first = of(Promise, galil, case=case, channel="phone").earliest("id")
    desk.locator("[name=p0-replaces]").select_option(str(first.pk))
    desk.get_by_role("button", name="שמירת השיחה").click()
    desk.get_by_role("button", name="שליחת הסיכום").click()
    cast_page.deliver(cast.TUESDAY_1230)
    assert cast.fresh(first).state == "released"
    told = Telling.objects.of(galil.id).filter(message__kind="summary", at=cast.TUESDAY_1230)
    assert told.exists(), "before the time that was agreed"
    assert not of(Conversation, galil, surprises__gt=0).exists() and not of(
        Event, galil, kind="CustomerSurprised"
    )

    dana.reload()
    expect(dana.locator("#next")).to_contain_text("עד יום חמישי, 26.11, בשעה 14:00")
    summaries = _asked(dana)
    expect(summaries).to_contain_text("עד יום חמישי, 26.11, בשעה 14:00")
    picture(dana, "customer-summary-he-390")
    summaries.locator("summary", has_text="יש כאן משהו לתקן").first.click()
    summaries.locator("textarea").first.fill("ביקשתי גם את המחיר")
    summaries.get_by_role("button", name="שליחת התיקון").first.click()
    expect(dana.locator("main")).to_contain_text("ביקשתי גם את המחיר")
    expect(dana.locator("main")).to_contain_text("יעל ברק תשיב לך")
    desk.goto("/")
    expect(desk.locator("main")).to_contain_text("ביקשתי גם את המחיר")


def test_that_the_business_is_closed_is_said_of_the_time_that_is_chosen(
    galil: Business, case: Case, sign_in: SignIn
) -> None:
    desk = sign_in(galil.yael)
    _talk(desk, case, "אתקשר אליך מחר בשעה 20:00.", direction="in")
    _take(desk)
    closed, times = (
        desk.locator("#id_p0-window-closed"),
        desk.locator("input[name=p0-window]"),
    )
    expect(closed).to_contain_text("20:00 העסק סגור")
    times.nth(1).check()
    expect(closed).to_be_empty()
    times.nth(0).check()
    expect(closed).to_contain_text("20:00 העסק סגור")
    times.last.check()
    desk.locator("[name=p0-due_on]").fill("2026-11-24")
    desk.locator("[name=p0-due_at]").fill("21:30")
    desk.locator("[name=p0-due_at]").press("Tab")
    expect(closed).to_contain_text("21:30 העסק סגור")
