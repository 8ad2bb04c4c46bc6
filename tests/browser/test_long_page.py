"""A customer's page at its longest: long names, many matters, two hundred facts behind; nothing is cut, crowded or too wide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast, cast_page
from tests.browser.test_look import look
from tests.cast import Business, by, of
from teum.actions import moves, promises, questions
from teum.actions.promises import Draft
from teum.models import Case, Customer, Organisation

VIEWS = ((390, "light"), (1280, "light"))
NAMES = {
    "he": (
        "משפחת אבן־עזרא־קורצוויל מרחוב שדרות ירושלים הבנויה",
        "מיזוג, חימום ואוורור — הגליל העליון והתחתון בע״מ",
    ),
    "en": (
        "Konstantinos Papadopoulos-Featherstonehaugh III",
        "Upper & Lower Galilee Heating, Cooling and Ventilation Ltd",
    ),
}
TITLES = {
    "he": "החלפת מזגן מיני־מרכזי בסלון, בחדר השינה ובחדר הילדים, כולל פירוק הישן ותיקוני גבס",
    "en": "Replacing the ducted air conditioner in the living room, the bedroom and the nursery, with all plastering",
}
WORD = "https://example.com/" + "averylongaddresswithoutanyplacetobreak" * 3


@pytest.fixture(params=["he", "en"])
def address(request: pytest.FixtureRequest, galil: Business) -> str:
    """The page of a customer of long standing."""
    lang: str = request.param
    name, business = NAMES[lang]
    whose = galil.dana if lang == "he" else galil.john
    Customer.objects.of(galil.id).filter(pk=whose.pk).update(name=name)
    Organisation.objects.filter(pk=galil.id).update(name=business)
    galil.yael.name = (
        "Alexandra-Victoria Montgomery-Wellington" if lang == "en" else "אלכסנדרה־ויקטוריה בן־שמעון־הירשפלד"
    )
    galil.yael.save()
    for number in range(12):
        cast.case(
            galil.yael, whose, title=f"{TITLES[lang]} {number}", promise=None if number else _visit(lang)
        )
    case = of(Case, galil, customer=whose).latest("id")
    for number in range(60):
        row = promises.make(
            case_id=case.pk, by=by(galil.yael), now=cast.SUNDAY_1000,
            draft=cast.quote_draft(body="אשלח לך את המפרט" if lang == "he" else "I'll send you the specification",
                                   includes=(f"{TITLES[lang]} {number}",), says_replaces=True),
        )  # fmt: skip
        promises.report(promise_id=row.pk, by=by(galil.yael), now=cast.SUNDAY_1000)
        promises.confirm(promise_id=row.pk, by=galil.as_whom(whose), now=cast.SUNDAY_1000)
    visit = promises.make(case_id=case.pk, by=by(galil.yael), draft=_visit(lang), now=cast.SUNDAY_1000)
    begins = [cast.at(f"2026-11-25 {hour}:00") for hour in ("09", "11", "13")]
    moves.ask(promise_id=visit.pk, by=galil.as_whom(whose), begins=begins, now=cast.SUNDAY_1000)
    questions.ask(
        case_id=case.pk, by=galil.as_whom(whose), text=f"{TITLES[lang]}? {WORD}", now=cast.SUNDAY_1000
    )
    return f"{cast_page.address(galil, whose)}?case={case.pk}"


def _visit(lang: str) -> Draft:
    return cast.quote_draft(
        body="אתקין לך את המזגן" if lang == "he" else "I'll fit your air conditioner",
        includes=(TITLES[lang], "בדיקה" if lang == "he" else "a check"),
        channel="visit",
        start=cast.at("2026-11-24 10:00"),
        due=cast.at("2026-11-24 12:00"),
        says_replaces=True,
    )


def test_at_its_longest_it_is_whole(
    address: str, live: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    page = live(width=390, height=844)
    page.goto(address)
    lang = page.locator("html").get_attribute("lang")
    for width, _ in VIEWS:
        page.set_viewport_size({"width": width, "height": 844})
        picture(page, f"long-{lang}-{width}")
    assert not look(page, "the page", VIEWS)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address.replace("?", "/history?"))
    expect(page.locator("ol.history")).to_be_visible()
    picture(page, f"long-history-{lang}-390")
    assert not look(page, "the history", VIEWS)
