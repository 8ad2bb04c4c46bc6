"""The shower with the flaw: told before anybody pays, and the dearer one chosen with open eyes (A7).

At the counter the screen is turned to the customer; on the page the same is chosen by keyboard alone. Nothing is chosen
beforehand anywhere, and every page of it is accessible, in both languages and at both widths.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import SignIn
from tests.browser.test_look import Picture
from tests.cast import Business, by, of
from tests.cast_disclosure import DAYS, FLAW, kept, shower
from teum.actions import disclosures, links, services, standing
from teum.models import Disclosure, Event, Message, Promise, Service, Task


@pytest.fixture
def service(galil: Business) -> Service:
    """The shower that is on offer, and its flaw, which everybody is told."""
    made = services.add(by=by(galil.ruth), name="מקלחון במבצע")
    standing.keep(service_id=made.pk, by=by(galil.ruth), shown=kept(), days=DAYS, now=cast.SUNDAY_0900)
    return made


def _told(galil: Business) -> Disclosure:
    """Dana is asked to choose until Tuesday at two."""
    row = cast.quote(galil)
    return disclosures.disclose(
        case_id=row.case_id,
        by=by(galil.yael),
        shown=shower(),
        decide_by=cast.TUESDAY_1400,
        now=cast.SUNDAY_1000,
    )


def _page_of(galil: Business) -> str:
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def _nothing_is_chosen(page: Page) -> None:
    expect(page.locator("input[type=radio][name$=option]")).to_have_count(3)
    expect(page.locator("input[type=radio][name$=option]:checked")).to_have_count(0)


def test_at_the_counter_the_dearer_one_is_chosen_with_open_eyes(
    galil: Business, service: Service, sign_in: SignIn, picture: Picture
) -> None:
    desk = sign_in(galil.yael)
    desk.goto("/counter")
    desk.get_by_role("link", name="להראות ללקוח: מקלחון במבצע").click()
    expect(desk.locator("main")).to_contain_text(FLAW)
    expect(desk.locator("main")).to_contain_text("העניין שלנו בה: הדגם האחר יקר יותר")
    _nothing_is_chosen(desk)
    picture(desk, "counter-he-1280")
    desk.fill("[name=name]", "מיכל אור")
    desk.fill("[name=phone]", "054-765-4399")
    desk.fill("[name=email]", "michal@example.com")
    desk.click("main button.button-main")
    expect(desk.locator("main")).to_contain_text("צריך לבחור אחת מהן")
    _nothing_is_chosen(desk)
    desk.get_by_role("radio", name="דגם אחר, בלי פגם").check()
    desk.click("main button.button-main")
    expect(desk.locator("main")).to_contain_text("הבחירה נרשמה.")

    told = of(Disclosure, galil).get()
    assert (told.chosen, told.how) == ("other", "counter")
    (line,) = of(Message, galil, kind="decided")
    assert "זו הבחירה שלך: דגם אחר, בלי פגם" in line.text and "1,790 ₪" in line.text
    made, chosen = (of(Event, galil, kind=kind).get() for kind in ("DisclosureMade", "DecisionMade"))
    assert chosen.facts["shown"] == made.facts["digest"], "what was shown is what is in the ledger"


def test_on_the_page_it_is_chosen_by_keyboard_alone(
    galil: Business, live: Callable[..., Page], picture: Picture
) -> None:
    told = _told(galil)
    page = live(width=390, height=664)
    page.goto(_page_of(galil))
    asked = page.locator("section", has=page.locator(f"#choice-{told.pk}"))
    expect(asked).to_contain_text(FLAW)  # with open eyes: what it is, beside what it costs
    expect(asked).to_contain_text("העניין שלנו בה: הדגם האחר יקר יותר")
    _nothing_is_chosen(page)
    picture(page, "customer-choice-he-390")
    options = page.locator("input[type=radio][name=option]")
    for _ in range(60):
        page.keyboard.press("Tab")
        if options.first.evaluate("e => e === document.activeElement"):
            break
    else:
        raise AssertionError("the options cannot be reached with the keyboard")
    _nothing_is_chosen(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[type=radio][value=other]")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="זו הבחירה שלי")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("הבחירה שלך נרשמה")
    expect(page.locator("main")).to_contain_text("יעל ברק תבצע את מה שבחרת")
    assert of(Disclosure, galil).get(pk=told.pk).chosen == "other"
    assert of(Promise, galil, includes=["דגם אחר, בלי פגם"]).exists()


def test_whom_it_matters_to_is_heard_and_everybody_is_told(
    galil: Business, service: Service, live: Callable[..., Page], sign_in: SignIn
) -> None:
    told = _told(galil)
    page = live(width=390, height=664)
    page.goto(_page_of(galil))
    matters = page.locator("section", has=page.locator(f"#choice-{told.pk}")).locator("details")
    matters.locator("summary").click()
    matters.locator("textarea").fill("לי זה מפריע, כי המקלחון מול הדלת")
    matters.get_by_role("button", name="שליחה").click()
    expect(page.locator("main")).to_contain_text("תודה שסיפרת לנו")
    asked = of(Task, galil, kind="standing").select_related("member__user").get().member
    manager = sign_in(asked)
    manager.get_by_role("link", name="לספר על כך לכולם").first.click()
    manager.get_by_role("link", name="בזה: מקלחון במבצע").click()
    expect(manager.locator("textarea[name=what]")).to_have_value(FLAW)
