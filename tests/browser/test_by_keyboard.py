"""The main flows without a mouse: every stop of the Tab key is seen, is not covered, and leads on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from tests import cast, cast_disclosure, cast_page, cast_upload
from tests.browser.conftest import SignIn
from tests.cast import SUNDAY_1000, Business, by, of
from teum.actions import conversations, disclosures, promises, questions, summaries
from teum.actions.conversations import Said
from teum.core.conversation import Channel, Direction
from teum.models import Case, Conversation, Disclosure, Promise, Question, Summary, Upload

CHECKING = "אבדוק עבורך עם היבואן ואתקשר אליך עד יום שלישי, 24.11, בשעה 14:00."
STOPS = 150
SEEN = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const drawn = one => one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) > 0;
  const shown = [it, it.nextElementSibling, ...(it.labels || [])].some(drawn);
  const at = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1));
  const clear = at && (it.contains(at) || at.contains(it) || [...(it.labels || [])].some(label => label.contains(at)));
  return shown && clear ? "" : (shown ? "covered: " : "not seen: ") + it.outerHTML.slice(0, 140);
}"""


def to(page: Page, wanted: Locator) -> Locator:
    """Press Tab until the wanted thing has the focus; wherever it stops, one sees where."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        unseen = page.evaluate(SEEN)
        assert not unseen, f"on the way to {wanted}: {unseen}"
        if wanted.evaluate("it => it === document.activeElement"):
            return wanted
    raise AssertionError(f"the Tab key does not reach {wanted}")


def write(page: Page, wanted: Locator, text: str) -> None:
    """Go there and type."""
    to(page, wanted)
    page.keyboard.type(text)


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go there and press a key."""
    to(page, wanted)
    page.keyboard.press(key)


@pytest.fixture
def case(galil: Business) -> Case:
    """Dana's case, with one promise."""
    return cast.case(galil.yael, galil.dana, title="זמינות של מזגן")


def test_an_agent_records_a_conversation_promises_tells_and_closes(
    galil: Business, case: Case, sign_in: SignIn
) -> None:
    desk = sign_in(galil.yael)
    desk.goto(f"/cases/{case.pk}")
    press(desk, desk.get_by_role("link", name="תיעוד שיחה").last)
    expect(desk.locator("h1")).to_contain_text("שיחה עם")
    notes = desk.locator("textarea[name=notes]")
    with desk.expect_response("**/conversations/proposals"):
        write(desk, notes, CHECKING)
    chip = desk.locator("fieldset.proposal").first
    expect(chip).to_be_visible()
    expect(notes).to_be_focused()  # what came with the answer took nothing from whoever types
    with desk.expect_response("**/conversations/proposals"):
        press(desk, chip.locator("[name=p0-take]"), "Space")
    expect(chip.locator("[name=p0-take]")).to_be_focused()
    press(desk, chip.locator("summary"))
    write(desk, chip.locator("[name=p0-includes]"), "תשובה של היבואן")
    expect(chip.locator("[name=p0-channel]")).to_have_value("phone")
    press(desk, chip.locator("[name=p0-replaces]"), "ArrowDown")
    link = desk.locator("#hanging-up .reads a").first
    with desk.expect_response("**/conversations/proposals"):
        link.focus()  # who is there before the answer comes stays there
        chip.locator("[name=p0-channel]").dispatch_event("change")
    desk.wait_for_timeout(100)
    expect(link).to_be_focused()
    press(desk, desk.get_by_role("button", name="שמירת השיחה"))
    expect(desk.locator("h1")).to_have_text("סיכום השיחה")
    press(desk, desk.get_by_role("button", name="שליחת הסיכום"))
    expect(desk.locator("main")).to_contain_text("הסיכום בדרך")
    assert of(Conversation, galil).count() == 1 and of(Promise, galil, channel="phone").exists()

    press(desk, desk.get_by_role("link", name="הודעה על תקלה או עיכוב"))
    expect(desk.locator("h1")).to_have_text("משהו שהלקוח צריך לדעת")
    press(desk, desk.locator("[name=kind]").first, "Space")
    write(desk, desk.locator("[name=what]"), "המנוע שהגיע רועש יותר מהרגיל")
    press(desk, desk.locator("[name=affects]").last, "Space")
    write(desk, desk.locator("[name=no_date]"), "היצרן אינו מחליף את המנוע")
    press(desk, desk.get_by_role("button", name="להודיע ללקוח"))
    expect(desk.locator(".trouble")).to_be_focused()  # what is missing is read first
    press(desk, desk.locator(".trouble a").first)
    expect(desk.locator("[name=matters]")).to_be_focused()
    desk.keyboard.type("הרעש אינו משפיע על הקירור")
    press(desk, desk.get_by_role("button", name="להודיע ללקוח"))
    expect(desk.locator("main")).to_contain_text("המנוע שהגיע רועש יותר מהרגיל")
    assert of(Disclosure, galil).count() == 1

    *others, last = of(Promise, galil, case=case, state="open").order_by("id")
    for row in others:
        promises.release(promise_id=row.pk, by=galil.as_customer, now=SUNDAY_1000)
    desk.goto(f"/cases/{case.pk}")
    press(desk, desk.get_by_role("link", name="סגירת הפנייה"))
    expect(desk.locator("h1")).to_have_text("סגירת הפנייה")
    expect(desk.locator("main")).to_contain_text("אפשר לסגור אחרי שאלה יסתיימו")
    press(desk, desk.locator("dl.facts a"))  # what is still open leads to where it is settled
    desk.wait_for_url(f"**/promises/{last.pk}")
    press(desk, desk.locator("article summary"))
    press(desk, desk.get_by_role("link", name="הלקוח ויתר"))
    expect(desk.locator("h1")).to_have_text("הלקוח ויתר")
    write(desk, desk.locator("[name=proof]"), "בשיחה היום ב-10:00: אין צורך")
    press(desk, desk.locator("[name=after]").first, "ArrowUp")  # from the first to the last
    expect(desk.locator("[name=after][value=close]")).to_be_checked()
    press(desk, desk.get_by_role("button", name="רישום"))
    expect(desk.get_by_role("button", name="פתיחה מחדש")).to_be_visible()
    assert cast.fresh(last).state == "released"


def test_a_customer_answers_chooses_sends_and_confirms(
    galil: Business, case: Case, live: Callable[..., Page], tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    picture = tmp_path / "לוח.png"
    picture.write_bytes(cast_upload.PNG)
    _await_everything(galil, case)
    page = live(width=390, height=844)
    page.on(
        "filechooser", lambda chooser: chooser.set_files(str(picture))
    )  # listened for long before it comes
    page.goto(cast_page.address(galil))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    card = page.locator("section", has=page.get_by_role("heading", name="שאלה אליך"))
    write(page, card.locator("textarea"), "קומה שלישית")
    press(page, card.get_by_role("button"))
    expect(page.locator("main")).to_contain_text("תודה על התשובה")

    to(page, page.locator("input[type=radio][name=option]").first)
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="זו הבחירה שלי"))
    expect(page.locator("main")).to_contain_text("הבחירה שלך נרשמה")

    page.wait_for_load_state()  # a chooser that is asked for while the page still loads is not shown
    to(page, page.locator("input[type=file]").first)
    expect(page.locator("input[type=file]").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("input[type=file]").first).to_have_value(re.compile("png$"))
    press(page, page.get_by_role("button", name="שליחת הקובץ"))
    expect(page.locator("main")).to_contain_text("תודה, הקובץ הגיע.")

    press(page, page.get_by_role("button", name="כן, זה מה שסיכמנו"))
    expect(page.locator("main")).to_contain_text("אישרת את הסיכום")
    assert of(Summary, galil).get().answer == "confirmed" and of(Upload, galil).count() == 1
    assert of(Question, galil, kind="text").get().answer and of(Disclosure, galil).get().chosen


def _await_everything(galil: Business, case: Case) -> None:
    """A question, a choice, a document and a summary wait for Dana."""
    yael, now = by(galil.yael), SUNDAY_1000
    questions.ask(case_id=case.pk, by=yael, text="באיזו קומה נמצאת הדירה?", due=cast.TUESDAY_1000, now=now)
    disclosures.disclose(
        case_id=case.pk, by=yael, shown=cast_disclosure.shower(), decide_by=cast.TUESDAY_1400, now=now
    )
    cast_upload.document(galil, cast.promise_of(case))
    draft = cast.quote_draft(body="אתקשר אליך", includes=("תשובה",), channel="phone", due=cast.THURSDAY_1400)
    said = Said(channel=Channel.CALL, direction=Direction.OUT, promises=[draft])
    talk = conversations.log(case_id=case.pk, by=yael, said=said, now=now)
    summaries.send(conversation_id=talk.pk, by=yael, now=now)
    cast_page.deliver(now)
