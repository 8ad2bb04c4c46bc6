"""The failing example of the first article, made right: from the contact form to the closed case, in virtual time.

The real server, clock, delivery and mail server run in processes of their own; people use the real pages in Chromium.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Mails, Server, eventually, plain

JERUSALEM = ZoneInfo("Asia/Jerusalem")
PASSWORD = "a quiet long sentence"
RUTH, YAEL, DANA = "ruth@galil.example", "yael@galil.example", "dana@example.com"
VAGUE = "אשלח לך את המידע בהקדם"
QUOTE = "אשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00"

NewServer = Callable[..., Server]
NewPage = Callable[..., Page]
Screenshot = Callable[[Page, str], Path]


def at(said: str) -> datetime:
    """A moment in Jerusalem."""
    return datetime.fromisoformat(said).replace(tzinfo=JERUSALEM)


THURSDAY_1740 = at("2026-11-19 17:40")
SUNDAY_0915 = at("2026-11-22 09:15")
TUESDAY_1000, TUESDAY_1230 = at("2026-11-24 10:00"), at("2026-11-24 12:30")
TUESDAY_1330, TUESDAY_1400 = at("2026-11-24 13:30"), at("2026-11-24 14:00")
TUESDAY_1500 = at("2026-11-24 15:00")
WEDNESDAY_1000 = at("2026-11-25 10:00")


@dataclass
class Story:
    """The business, whose people act on real pages."""

    server: Server
    mails: Mails
    new_page: NewPage

    def pass_to(self, moment: datetime) -> None:
        """It is that moment, for every process."""
        self.server.clock.set(moment)

    def page(self, path: str = "/", **options: object) -> Page:
        """A browser of somebody's own, on a page."""
        page = self.new_page(self.server.url, **options)
        page.goto(path)
        return page

    def set_up(self) -> None:
        """The first visit: one form; then Yael is invited by mail and joins."""
        page = self.page("/")
        assert page.url.endswith("/welcome")
        page.fill("[name=organisation]", "מזגני הגליל")
        page.fill("[name=phone]", "04-698-1234")
        page.fill("[name=name]", "רות כהן")
        page.check("[name=gender][value=f]")
        page.fill("[name=email]", RUTH)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.button-main")
        page.goto("/team")
        page.fill("[name=name]", "יעל")
        page.fill("[name=email]", YAEL)
        page.check("[name=gender][value=f]")
        page.click("main button.button-main")
        invitation = plain(self.mails.wait_for(YAEL)[0])
        link = re.search(r"http://\S+/join/\S+", invitation)
        assert link, invitation
        joining = self.page(link[0])
        joining.fill("[name=password]", PASSWORD)
        joining.click("main button.button-main")
        expect(joining.locator("h1").first).to_be_visible()

    def sign_in(self, email: str, **options: object) -> Page:
        """A member at the desk."""
        page = self.page("/account/login/", **options)
        page.fill("[name=login]", email)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.button-main")
        expect(page.locator("h1").first).to_be_visible()
        return page

    def leave_details(self) -> str:
        """A visitor leaves details, and reads who will call, on which number, and when; the path of the page."""
        page = self.page("/contact")
        page.fill("[name=name]", "דנה פרץ")
        page.fill("[name=phone]", "054-765-4321")
        page.fill("[name=email]", DANA)
        page.fill("[name=about]", "הצעת מחיר למזגן")
        page.click("main button.button-main")
        sentence = page.locator("h1")
        expect(sentence).to_contain_text("יעל תתקשר אליך")
        expect(sentence).to_contain_text("ביום ראשון, 22.11, בין 09:00 ל-11:00")
        expect(sentence).to_contain_text("321")
        path = page.locator("main a.button-main").get_attribute("href")
        assert path
        return path

    def open_case(self, desk: Page) -> str:
        """Yael opens the case from her day; its path."""
        desk.goto("/cases")
        desk.click("main [data-open]")
        expect(desk.locator("h1")).to_contain_text("הצעת מחיר למזגן")
        return desk.url.removeprefix(self.server.url)

    def promise_quote(self, desk: Page, case: str) -> None:
        """She records the quote in place of the call."""
        desk.goto(case)
        open_box(desk)
        box = desk.locator("#box")
        box.locator("[name=body]").fill(QUOTE)
        expect(box.locator("[name=window]:checked")).to_have_count(1)
        box.locator("[name=includes]").fill("הצעת מחיר\nמפרט")
        box.locator("[name=replaces]:not([value=none])").first.check()
        box.locator("[name=save]").click()
        expect(desk.locator("article.promise")).to_contain_text("אשלח לך במייל את הצעת המחיר והמפרט")

    def act(self, desk: Page, case: str, kind: str) -> str:
        """She opens an act on the quote's promise; the path of the promise's page."""
        desk.goto(case)
        article = desk.locator("article.promise", has_text="הצעת המחיר והמפרט")
        link = article.locator("h3 a").get_attribute("href")
        desk.goto(f"{link}/{kind}")
        return str(link)

    def revise(self, desk: Page, case: str) -> None:
        """She moves the quote to Wednesday at noon, with a reason."""
        self.act(desk, case, "revisions")
        desk.locator("[name=reason]").fill("היבואן שולח את המחיר המעודכן ביום רביעי בבוקר")
        other = desk.locator("[name=window][value=other]")
        if other.count():
            other.check()
        desk.locator("[name=due_on]").fill("2026-11-25")
        desk.locator("[name=due_at]").fill("12:00")
        desk.click("main button.button-main")
        expect(desk.locator("main")).to_contain_text("עד יום רביעי, 25.11, בשעה 12:00")

    def finish(self, desk: Page, case: str, page_path: str) -> str:
        """She reports it done, Dana confirms, the case closes; the verdict as the desk shows it."""
        promise = self.act(desk, case, "reports")
        desk.click("main button.button-main")
        customer = self.page(page_path, width=390)
        customer.click("main form[action$=confirmations] button")
        expect(customer.locator("main form[action$=confirmations]")).to_have_count(0)
        desk.goto(case)
        expect(desk.locator("main")).to_contain_text("נסגרה")
        desk.goto(promise)
        return desk.locator("main").inner_text()

    def mail(self, address: str, subject: str) -> EmailMessage:
        """The one mail to somebody with these words in its subject, once it is there."""
        found = eventually(lambda: [m for m in self.mails.to(address) if subject in str(m["Subject"])])
        subjects = [str(m["Subject"]) for m in self.mails.to(address)]
        assert len(found) == 1, f"{len(found)} mails with «{subject}» among {subjects}"
        return found[0]


def open_box(desk: Page) -> None:
    """Unfold the promise box."""
    if not desk.locator("#box [name=body]").is_visible():
        desk.locator("#promise-box > summary").click()


@pytest.fixture
def story(new_server: NewServer, mails: Mails, new_page: NewPage) -> Story:
    """The business as it is on a Thursday evening."""
    server = new_server(at=THURSDAY_1740)
    server.start()
    told = Story(server, mails, new_page)
    told.set_up()
    return told


def test_the_article_made_right(story: Story, screenshot: Screenshot) -> None:
    # 1. Thursday 17:40: a visitor leaves details and knows who calls, where and when.
    page_path = story.leave_details()
    received = story.mail(DANA, "קיבלנו את פנייתך")
    assert "יעל תתקשר אליך" in plain(received)
    assert page_path in plain(received)
    customer = story.page(page_path, width=390)
    expect(customer.locator("h1")).to_contain_text("יעל תתקשר אליך")

    # 2. Sunday morning: Yael calls, and types what she said. Vague words are refused and nothing is lost.
    story.pass_to(SUNDAY_0915)
    desk = story.sign_in(YAEL)
    expect(desk.locator("main")).to_contain_text("דנה פרץ")
    expect(desk.locator("main a[href^='tel:']").first).to_be_visible()
    case = story.open_case(desk)
    open_box(desk)
    desk.locator("#box [name=body]").fill(VAGUE)
    expect(desk.locator("#box-vague")).to_contain_text("בהקדם")
    expect(desk.locator("#box-echo mark, #box-echo .vague").first).to_have_text("בהקדם")
    assert desk.locator("#box [name=window]:not([value=other])").count() >= 3
    screenshot(desk, "story-vague-1280-he")
    with desk.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith("/promises")
    ) as sent:
        desk.locator("#box [name=save]").click()
    assert sent.value.status == 422
    expect(desk.locator("#box [name=includes]")).to_be_visible()
    expect(desk.locator("#box [name=replaces]").first).to_be_attached()
    desk.close()

    desk = story.sign_in(YAEL)
    desk.goto(case)
    open_box(desk)
    expect(desk.locator("#box [name=body]")).to_have_value(VAGUE)

    # 3. Saved whole; the customer's page shows who, what, when and how; one tap opens WhatsApp.
    story.promise_quote(desk, case)
    customer.reload()
    expect(customer.locator("h1")).to_contain_text(
        "יעל תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00"
    )
    expect(customer.locator("main")).to_contain_text("מפרט")
    by_hand(story, desk)

    # 4. Tuesday 10:00: Yael is asked and shown the holding update; nobody answers; at 12:30 the clock sends it.
    story.pass_to(TUESDAY_1000)
    asked = story.mail(YAEL, "נעמוד בזה")
    assert "עוד לא סיימנו" in plain(asked)
    desk.goto("/")
    expect(desk.locator("main")).to_contain_text("12:30")
    look_at_both(story, desk, page_path, screenshot)
    story.pass_to(TUESDAY_1230)
    holding = plain(story.mail(DANA, "עדכון ביניים"))
    assert "עד יום רביעי, 25.11, בשעה 12:00" in holding
    assert "עדכון ביניים" in str(story.mail(RUTH, "עדכון ביניים")["Subject"])
    customer.reload()
    expect(customer.locator("main")).to_contain_text("עד יום רביעי, 25.11, בשעה 12:00")

    # 5. At 13:30 she moves it, with a reason; Dana is told at once.
    story.pass_to(TUESDAY_1330)
    story.revise(desk, case)
    story.pass_to(TUESDAY_1330.replace(second=11))
    moved = plain(story.mail(DANA, "שינוי מועד"))
    assert "היבואן שולח את המחיר" in moved
    assert "עד יום רביעי, 25.11, בשעה 12:00" in moved
    story.pass_to(TUESDAY_1400.replace(minute=5))

    # 6. Reported and confirmed: the case closes with no open ends, and the ledger holds.
    story.pass_to(WEDNESDAY_1000)
    ended = story.finish(desk, case, page_path)
    assert "קוימה במועד המעודכן" in ended
    verified = story.server.run("verify", "--rebuild", "--json")
    assert verified.returncode == 0, verified.stdout


def by_hand(story: Story, desk: Page) -> None:
    """The notice of what was agreed also goes by WhatsApp, from Yael's own number."""
    desk.goto("/messages")
    desk.locator("main a", has_text="מה סיכמנו").first.click()
    form = desk.locator("main form[action$='/by-hand']")
    expect(form).to_have_count(1)
    answer = desk.request.post(
        story.server.url + str(form.get_attribute("action")),
        form={"csrfmiddlewaretoken": str(form.locator("[name=csrfmiddlewaretoken]").input_value())},
        headers={"Referer": desk.url},
        max_redirects=0,
    )
    assert answer.status == 303
    assert answer.headers["location"].startswith("https://wa.me/972547654321?text=")
    desk.reload()
    expect(desk.locator("main form[action$='/by-hand']")).to_have_count(0)


def look_at_both(story: Story, desk: Page, page_path: str, screenshot: Screenshot) -> None:
    """Pictures of the desk and of the customer's page, at both widths and in both languages."""
    state = desk.context.storage_state()
    for width in (1280, 390):
        for language in ("he", "en"):
            for name, path in (("day", "/"), ("customer", page_path)):
                page = story.new_page(story.server.url, width=width, language=language)
                page.context.add_cookies(state["cookies"])  # type: ignore[arg-type]
                page.goto(path)
                if page.locator("html").get_attribute("lang") != language:
                    page.locator("form[action$='/language'] button").first.evaluate(
                        "b => b.form.requestSubmit(b)"
                    )
                    page.wait_for_url(lambda _: True)
                expect(page.locator("html")).to_have_attribute("lang", language)
                expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "he" else "ltr")
                wide = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert wide <= 0, f"{name} scrolls sideways at {width} in {language}"
                screenshot(page, f"story-{name}-{width}-{language}")


def promised(story: Story) -> tuple[Page, str, str]:
    """Up to the quote, promised for Tuesday at 14:00: the desk, the case's path, the customer's path."""
    page_path = story.leave_details()
    story.pass_to(SUNDAY_0915)
    desk = story.sign_in(YAEL)
    case = story.open_case(desk)
    story.promise_quote(desk, case)
    story.pass_to(TUESDAY_1000)
    story.mail(YAEL, "נעמוד בזה")
    return desk, case, page_path


def test_a_revision_after_due_is_late_but_told(story: Story) -> None:
    desk, case, page_path = promised(story)
    story.pass_to(TUESDAY_1230)
    story.mail(DANA, "עדכון ביניים")
    story.pass_to(TUESDAY_1400)
    story.pass_to(TUESDAY_1500)
    story.revise(desk, case)
    story.pass_to(WEDNESDAY_1000)
    assert "באיחור, עודכן מראש" in story.finish(desk, case, page_path)


def test_while_the_clock_was_off_is_a_miss_that_is_told_on_return(story: Story) -> None:
    desk, case, page_path = promised(story)
    state = desk.context.storage_state()
    story.pass_to(TUESDAY_1000.replace(minute=30))
    assert story.server.stop() == 0
    story.pass_to(TUESDAY_1500)
    story.server.start()
    late = plain(story.mail(DANA, "איחרנו"))
    assert "לא הודענו לך בזמן" in late
    assert "עד יום רביעי, 25.11, בשעה 12:00" in late
    assert not [m for m in story.mails.to(DANA) if "עדכון ביניים" in str(m["Subject"])]
    desk = story.new_page(story.server.url)
    desk.context.add_cookies(state["cookies"])  # type: ignore[arg-type]
    story.pass_to(WEDNESDAY_1000)
    assert "באיחור ללא עדכון" in story.finish(desk, case, page_path)
