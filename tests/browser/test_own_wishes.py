"""What customers ask for on their page, in a real browser without scripts: another time, a call, how to reach them."""

from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.cast import Business, fresh, of
from tests.web.conftest import SetClock
from teum.actions import links
from teum.models import ContactPoint, Message, Promise

VIEWS = [(390, "he", False), (1280, "he", True), (390, "en", True), (1280, "en", False)]
Live = Callable[..., Page]


@pytest.fixture
def offer(galil: Business) -> Promise:
    """Dana is to answer by Monday at ten."""
    return cast.quote(galil, answer_by=cast.MONDAY_1000)


def _address(galil: Business) -> str:
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def _without_scripts(live: Live, galil: Business) -> Page:
    page = live(width=390, height=844, scripts=False)
    page.goto(_address(galil))
    return page


def test_another_time_is_refused_kindly_and_then_named(galil: Business, live: Live, offer: Promise) -> None:
    page = _without_scripts(live, galil)
    page.get_by_text("מתאים לי מועד אחר").click()
    page.fill("[name=due_on]", "2026-11-28")
    page.fill("[name=due_at]", "12:00")
    page.get_by_role("button", name="להציע את המועד הזה").click()
    expect(page.get_by_role("alert")).to_contain_text("בשבת, 28.11 אנחנו סגורים")
    expect(page.locator("[name=due_at]")).to_have_value("12:00")
    page.fill("[name=due_on]", "2026-11-25")
    page.get_by_role("button", name="להציע את המועד הזה").click()
    expect(page.locator("h1")).to_contain_text("עד יום רביעי, 25.11, בשעה 12:00")
    assert fresh(offer).due == cast.WEDNESDAY_1200


def test_one_tap_is_a_call(galil: Business, live: Live) -> None:
    cast.quote(galil)
    page = _without_scripts(live, galil)
    page.get_by_role("button", name="15:00").click()
    expect(page.get_by_text("תודה. נתקשר אליך")).to_be_visible()
    assert of(Promise, galil, channel="phone").get().start == cast.at("2026-11-22 15:00")
    expect(page.get_by_text("אפשר לקבל שיחה מאיתנו")).to_have_count(0)


def test_how_they_like_to_be_reached(galil: Business, live: Live) -> None:
    cast.quote(galil)
    page = _without_scripts(live, galil)
    page.get_by_text("איך להגיע אליך").click()
    page.get_by_label("טלפון (מסתיים ב-321)").check()
    page.fill("[name=quiet_from]", "21:00")
    page.fill("[name=quiet_until]", "09:00")
    page.get_by_role("button", name="שמירה").click()
    expect(page.get_by_text("מעכשיו ננהג לפי זה")).to_be_visible()
    assert ContactPoint.objects.of(galil.id).filter(customer=galil.dana)[0].channel == "phone"


def test_an_entry_is_taken_along(galil: Business, live: Live) -> None:
    cast.quote(galil)
    page = _without_scripts(live, galil)
    page.get_by_text("ליומן שלך").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="להוסיף ליומן").click()
    (event,) = icalendar.Calendar.from_ical(Path(taken.value.path()).read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == cast.TUESDAY_1400


def test_a_link_that_has_ended_brings_a_new_one(galil: Business, live: Live, clock: SetClock) -> None:
    cast.quote(galil)
    address = _address(galil)
    clock(cast.at("2027-07-07 12:00"))
    page = live(width=390, height=844, scripts=False)
    page.goto(address)
    page.get_by_role("button", name="לשלוח לי קישור חדש").click()
    expect(page.get_by_text("הקישור החדש בדרך אליך")).to_be_visible()
    assert of(Message, galil, kind="link").get().address == cast.DANA_EMAIL
