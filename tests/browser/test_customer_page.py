"""The customer's page on a phone: the first screen, news without loading again, the keyboard alone, no scripts at all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import cast, cast_disclosure, cast_page
from tests.browser.conftest import choose_language
from tests.cast import Business
from tests.web.conftest import SetClock
from teum.actions import conversations, disclosures, links, promises, questions, summaries
from teum.actions.conversations import Said
from teum.actions.promises.steps import Next
from teum.core.conversation import Channel, Direction
from teum.core.promise import Debtor
from teum.core.question import Kind
from teum.models import Case, Customer, Member, Promise

SUNDAY_1400 = cast.at("2026-11-22 14:00")
WIDTH, HEIGHT = 390, 664
Live = Callable[..., Page]
Told = Callable[[Business, Promise], None]
ENGLISH = {
    "body": "I will send you the quote and the specification by e-mail",
    "includes": ("the quote", "the specification"),
}
INSTALL = {
    "he": {"body": "אתקין לך את המזגן בסלון ואבדוק אותו איתך", "includes": ("התקנה", "בדיקה", "הדרכה קצרה")},
    "en": {
        "body": "I will install the air conditioner in your living room and check it with you",
        "includes": ("installation", "a check", "a short briefing"),
    },
}


def _promise(galil: Business, language: str, **said: object) -> Promise:
    """A promise to Dana in Hebrew or to John in English."""
    whose = galil.dana if language == "he" else galil.john
    draft = cast.quote_draft(**{**(ENGLISH if language == "en" else {}), **said})
    return cast.promise_of(cast.case(galil.yael, whose, promise=draft))


def _address(whose: Customer) -> str:
    return f"/p/{links.of_customer(whose, now=cast.SUNDAY_1000).token}"


def _open(live: Live, galil: Business, language: str = "he", **options: object) -> Page:
    page = live(**{"width": WIDTH, "height": HEIGHT, "language": language, **options})
    choose_language(page, language)
    page.goto(_address(galil.dana if language == "he" else galil.john))
    return page


def _report(galil: Business, promise: Promise) -> None:
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)


def _move_twice(galil: Business, promise: Promise) -> None:
    for due, now in ((cast.WEDNESDAY_1200, cast.MONDAY_1000), (cast.THURSDAY_1400, cast.TUESDAY_1000)):
        cast_page.move(galil, promise, due, "עיכוב במפעל", now=now)


def _withdraw(galil: Business, promise: Promise) -> None:
    promises.withdraw(
        promise_id=promise.pk, by=cast.by(galil.yael), disclosure="הדגם הופסק אצל היצרן.", after=Next(close=True),
        now=cast.MONDAY_1000,
    )  # fmt: skip


STATES: dict[str, tuple[dict[str, object], Told]] = {
    "open": ({}, lambda galil, promise: None),
    "long": ({"channel": "visit", "start": cast.at("2026-11-24 10:00")}, lambda galil, promise: None),
    "offered": ({"answer_by": cast.MONDAY_1000}, lambda galil, promise: None),
    "waiting": ({"condition": "הטופס החתום", "condition_due": cast.MONDAY_1000}, lambda galil, promise: None),
    "reported": ({}, _report),
    "moved twice": ({}, _move_twice),
    "over": ({}, _withdraw),
}


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("state", STATES)
def test_the_first_screen_answers_three_questions(
    galil: Business, live: Live, picture: Callable[[Page, str], None], state: str, language: str
) -> None:
    said, then = STATES[state]
    promise = _promise(galil, language, **{**(INSTALL[language] if state == "long" else {}), **said})
    then(galil, promise)
    page = _open(live, galil, language)
    if state in ("open", "reported"):
        picture(page, f"customer-{state}-{language}-390")
    for answer in ("#next", "#where", "#asked"):
        box = page.locator(answer).bounding_box()
        assert box, answer
        assert box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT, (
            f"{answer} is not on the first screen: {box}"
        )
        assert box["x"] >= 0 and box["x"] + box["width"] <= WIDTH, answer
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("language", ["he", "en"])
def test_what_is_late_and_a_summary_that_waits_leave_room_for_the_three_answers(
    galil: Business, live: Live, clock: SetClock, picture: Callable[[Page, str], None], language: str
) -> None:
    promise = _promise(galil, language, **INSTALL[language], channel="visit")
    talk = conversations.log(
        case_id=promise.case_id, by=cast.by(galil.yael), said=_said(language), now=cast.SUNDAY_1000
    )
    summaries.send(conversation_id=talk.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    cast_page.deliver(cast.SUNDAY_1000)
    clock(cast.at("2026-11-24 17:00"))
    page = _open(live, galil, language)
    picture(page, f"customer-late-summary-{language}-390")
    for answer in ("#next", "#where", "#asked"):
        box = page.locator(answer).bounding_box()
        assert box and box["y"] + box["height"] <= HEIGHT, f"{answer} is not on the first screen: {box}"
    assert page.locator("section[aria-labelledby^=summary] .letter").get_attribute("lang") == language


def _said(language: str) -> Said:
    """A call of which a further promise came."""
    said: dict[str, object] = {"body": "אתקשר אליך", "includes": ("תשובה של היבואן",), "channel": "phone"}
    if language == "en":
        said = {"body": "I will write to you", "includes": ("the importer's answer",), "channel": "email"}
    draft = cast.quote_draft(**said, due=cast.THURSDAY_1400)
    return Said(channel=Channel.CALL, direction=Direction.OUT, promises=[draft])


# ── the worst case: long names, three things waiting, one of each kind first ──

LONG = "החלפת מערכת המיזוג המרכזית בדירת הגג ברחוב דון יצחק אברבנאל"
Wait = Callable[[Business, Case], None]


def _asks(kind: Kind) -> Wait:
    def ask(galil: Business, case: Case) -> None:
        due = None if kind is Kind.DOCUMENT else SUNDAY_1400
        text = "צילום ברור של לוח החשמל הראשי ושל תעודת האחריות המקורית"
        questions.ask(
            case_id=case.pk, by=cast.by(galil.yael), text=text, kind=kind, due=due, now=cast.SUNDAY_1000
        )

    return ask


def _choice(galil: Business, case: Case) -> None:
    disclosures.disclose(
        case_id=case.pk,
        by=cast.by(galil.yael),
        shown=cast_disclosure.shower(),
        decide_by=SUNDAY_1400,
        now=cast.SUNDAY_1000,
    )


def _promised(**said: object) -> Wait:
    def promise(galil: Business, case: Case) -> None:
        cast_page.call(galil, case, **said)

    return promise


def _done(galil: Business, case: Case) -> None:
    _report(
        galil, cast_page.call(galil, case, body="אשלח לך את כל תוצאות הבדיקה", includes=("תוצאות", "מחיר"))
    )


def _moved(galil: Business, case: Case) -> None:
    row = cast_page.call(galil, case, due=cast.TUESDAY_1400)
    for due in (cast.WEDNESDAY_1200, cast.THURSDAY_1400):
        cast_page.move(galil, row, due, "המתקין חולה", now=cast.SUNDAY_1000)


WAITS: dict[str, Wait] = {
    "confirmation": _done,
    "question": _asks(Kind.TEXT),
    "read-back": _asks(Kind.READBACK),
    "document": _asks(Kind.DOCUMENT),
    "choice": _choice,
    "offer": _promised(answer_by=SUNDAY_1400, includes=("התקנה", "בדיקה", "הדרכה")),
    "another time": _moved,
    "condition": _promised(condition="הטופס החתום וצילום תעודת הזהות", condition_due=SUNDAY_1400),
    "their part": _promised(debtor=Debtor.CUSTOMER, due=SUNDAY_1400),
}


def test_the_first_screen_of_a_phone_holds_the_answers_at_their_longest(galil: Business, live: Live) -> None:
    Member.objects.of(galil.id).filter(pk=galil.yael.pk).update(name="אלכסנדרה־מרגלית אבו־חצירא בן־שלמה")
    others = (_done, _asks(Kind.TEXT))
    page, cases = live(width=WIDTH, height=844), {}
    for kind, wait in WAITS.items():
        body = "אשלח לך במייל את הצעת המחיר המעודכנת, את המפרט הטכני ואת תנאי האחריות"
        case = cast.case(galil.yael, galil.dana, title=LONG, promise=cast.quote_draft(body=body))
        for one in (wait, *others):
            one(galil, case)
        cases[kind] = case
    for kind, case in cases.items():
        page.goto(f"{_address(galil.dana)}?case={case.pk}")
        for answer in ("#next", "#where", "#asked"):
            box = page.locator(answer).bounding_box()
            assert box and box["y"] + box["height"] <= 844, f"{kind}: {answer} is below the screen: {box}"
        expect(page.locator("#asked")).to_contain_text("עוד 2 דברים")


def _asked(page: Page) -> Locator:
    """The card that asks whether all of it arrived."""
    return page.locator("section[aria-labelledby^=confirm]")


# ── news ──


def _wait_for_news(page: Page) -> None:
    with page.expect_response("**/live?**"):
        page.clock.fast_forward(20_000)


@pytest.fixture
def watched(galil: Business, live: Live) -> Page:
    """Dana at her page; what was done waits for her word."""
    _report(galil, _promise(galil, "he"))
    page = live(width=WIDTH, height=HEIGHT)
    page.clock.install()
    page.goto(_address(galil.dana))
    return page


def _second(galil: Business) -> None:
    """News: one more promise in the same case."""
    call = cast.quote_draft(
        body="אתקשר אליך לתאם את ההתקנה", includes=("תיאום ההתקנה",), channel="phone", due=cast.THURSDAY_1400
    )
    case = Promise.objects.of(galil.id).get().case_id
    promises.make(case_id=case, by=cast.by(galil.yael), draft=call, now=cast.SUNDAY_1000)


def test_what_happened_shows_without_loading_again(galil: Business, watched: Page) -> None:
    watched.evaluate("window.isTheSame = true")
    _wait_for_news(watched)
    expect(watched.locator("#news button")).to_be_hidden()
    _second(galil)
    _wait_for_news(watched)
    expect(watched.locator("#next")).to_contain_text("יעל ברק תתקשר אליך")
    expect(watched.locator("#news")).to_contain_text("הדף התעדכן.")
    assert watched.evaluate("window.isTheSame")
    _wait_for_news(watched)  # nothing more: the new content knows what it has seen
    expect(watched.locator("#next")).to_contain_text("יעל ברק תתקשר אליך")


def test_what_somebody_types_is_not_taken_from_them(galil: Business, watched: Page) -> None:
    _asked(watched).locator("summary").click()
    _asked(watched).locator("textarea").fill("המפרט חסר")
    watched.locator("h1").click()  # they look away, and what they typed stays
    _second(galil)
    _wait_for_news(watched)
    expect(watched.locator("#next")).not_to_contain_text("תתקשר")
    expect(_asked(watched).locator("textarea")).to_have_value("המפרט חסר")
    button = watched.get_by_role("status").get_by_role("button", name="יש חדש: להציג")
    expect(button).to_be_visible()
    button.click()
    expect(watched.locator("#next")).to_contain_text("יעל ברק תתקשר אליך")
    expect(button).to_be_hidden()


def test_where_the_keyboard_stands_nothing_moves(galil: Business, watched: Page) -> None:
    _asked(watched).locator(".button-main").focus()
    _second(galil)
    _wait_for_news(watched)
    expect(_asked(watched).locator(".button-main")).to_be_focused()
    expect(watched.locator("#news button")).to_be_visible()


def test_what_stood_behind_a_link_leaves_the_screen_when_it_is_revoked(
    galil: Business, watched: Page
) -> None:
    page = links.of_customer(galil.dana, now=cast.SUNDAY_1000)
    links.revoke(page_id=page.pk, by=cast.by(galil.ruth), replace=True, now=cast.SUNDAY_1000)
    _wait_for_news(watched)
    expect(watched.locator("#next")).to_have_count(0)
    expect(watched.locator("main")).not_to_contain_text("הצעת המחיר")


def test_a_page_that_nobody_looks_at_asks_nothing(galil: Business, watched: Page) -> None:
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url) if "/live" in request.url else None)
    watched.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    watched.clock.fast_forward(60_000)
    assert asked == []
    watched.evaluate("delete document.hidden")
    with watched.expect_response("**/live?**"):
        watched.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


# ── without a mouse, and without scripts ──


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_keyboard_alone_answers_and_reads_the_history(galil: Business, live: Live, scripts: bool) -> None:
    promise = _promise(galil, "he")
    _report(galil, promise)
    page = live(width=WIDTH, height=HEIGHT, scripts=scripts)
    page.goto(_address(galil.dana))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#asked a")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(_asked(page).locator(".button-main")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="שמחים שהכול הגיע")).to_be_visible()
    _tab_to(page, "[href*='/history']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("מה סוכם, מה השתנה ומה כתבנו לך")
    expect(page.locator(".history")).to_contain_text("בוצע:")
    _tab_to(page, ".back")
    page.keyboard.press("Enter")
    expect(page.locator("#next")).to_have_text("כל מה שסיכמנו בוצע.")
