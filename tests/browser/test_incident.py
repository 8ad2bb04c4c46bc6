"""An incident over fifty cases in a real browser: chosen, written once, seen, told with progress, the quiet ones later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import cast, cast_incident
from tests.browser.conftest import SignIn
from tests.cast import SUNDAY_1000, Business, of
from tests.web.conftest import SetClock
from teum.clock import delivery
from teum.clock import incidents as telling
from teum.models import Affected, Customer, Message, Organisation, Promise

SHOWN = "מוצגות כאן בלבד: לא הוגדר שרת דואר"
"""How far it came, where no mail server is named."""
FIFTY, QUIET = 50, 4


@pytest.fixture
def touched(galil: Business) -> list[Promise]:
    """Fifty promises, each to a customer of its own and each with a time of its own; four may be written to later."""
    found = cast_incident.customers(galil, FIFTY - 10, minutes_apart=3)
    found += cast_incident.customers(galil, 10, language="en", minutes_apart=3)
    # What a demo shows in its outbox counts as told: no mail server is needed here.
    Organisation.objects.filter(pk=galil.id).update(is_demo=True)
    quiet = [whose.pk for whose, _ in found[:QUIET]]
    Customer.objects.of(galil.id).filter(pk__in=quiet).update(quiet_from=time(8), quiet_until=time(15))
    return [row for _, row in found]


def _write(page: Page) -> None:
    page.fill("[name=title]", "הרכב התקלקל")
    page.fill("[name=known_on]", "2026-11-22")
    page.fill("[name=known_at]", "09:40")
    page.fill("[name=found_by]", "צוות ההתקנות")
    page.fill("[name=what_he]", cast_incident.HE.what)
    page.fill("[name=matters_he]", cast_incident.HE.matters)
    page.fill("[name=what_en]", cast_incident.EN.what)
    page.fill("[name=matters_en]", cast_incident.EN.matters)
    page.fill("[name=days]", "2")


def _clean(page: Page) -> None:
    """No barrier, and nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{width} px too wide"


def test_fifty_are_told_with_progress_each_their_own_time_and_the_quiet_ones_later(
    galil: Business,
    touched: list[Promise],
    sign_in: SignIn,
    clock: SetClock,
    picture: Callable[[Page, str], None],
) -> None:
    page = sign_in(galil.amir, width=1280)
    page.goto("/incidents")
    page.click("text=קרה משהו")
    page.fill("[name=text]", "המפרט")
    page.click("text=לחפש אותן")
    expect(page.locator("main")).to_contain_text(f"זה נוגע ב-{FIFTY} הבטחות")
    page.locator(f"#tell-{touched[-1].pk}").uncheck()
    _write(page)
    _clean(page)
    picture(page, "incident-new-he-1280")
    page.click("text=לראות מה ייאמר לכל אחד")

    expect(page.locator("#draft")).to_have_text(f"זה נוגע ב-{FIFTY - 1} הבטחות")
    expect(page.locator("main")).to_contain_text("עכשיו עד יום חמישי, 26.11, בשעה 14:00")
    _clean(page)
    picture(page, "incident-draft-he-1280")
    page.click("text=להודיע להם עכשיו")
    expect(page.locator("#so-far-1")).to_have_text(f"0 מתוך {FIFTY - 1} קיבלו הודעה")
    _clean(page)
    picture(page, "incident-undo-he-1280")
    page.click(".notices button")  # not yet, after all
    expect(page.locator("main")).to_contain_text("בוטל: איש לא קיבל הודעה, וזאת שוב טיוטה.")
    expect(page.locator("#draft")).to_have_text(f"זה נוגע ב-{FIFTY - 1} הבטחות")
    page.click("text=להודיע להם עכשיו")

    page.locator("main summary").click()
    page.locator("#line-1-1").focus()
    assert telling.once(SUNDAY_1000 + cast_incident.UNDO) == FIFTY - 1
    delivery.once(SUNDAY_1000 + timedelta(minutes=1))
    told = FIFTY - 1 - QUIET
    # the page looks by itself
    expect(page.locator("#so-far-1")).to_have_text(f"{told} מתוך {FIFTY - 1} {SHOWN}", timeout=15_000)
    expect(page.locator("main")).to_contain_text("ההודעה תצא ביום ראשון, 22.11, בשעה 15:00.")
    expect(page.locator("#line-1-1")).to_be_focused()
    expect(page.locator("main details .letter").first).to_be_visible()  # what was opened stays open
    _clean(page)
    picture(page, "incident-progress-he-1280")

    later = cast.at("2026-11-22 15:01")
    clock(later)
    delivery.once(later)
    # Nothing was to leave for hours, so it looks only now and then; whoever comes back to it sees at once.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#so-far-1")).to_have_text(f"{FIFTY - 1} מתוך {FIFTY - 1} {SHOWN}", timeout=15_000)
    assert of(Affected, galil, state="told").count() == FIFTY - 1
    assert of(Message, galil, kind="revised").count() == FIFTY - 1
    moved = {row.pk: cast.fresh(row).due - row.due for row in touched}
    assert moved.pop(touched[-1].pk) == timedelta(0), "who was left out keeps their time"
    assert set(moved.values()) == {timedelta(days=2)}, "each moves from their own time"
