"""What both sides expect, by link: each fills in their own, marks what the other wrote, and the customer approves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast_page
from tests.browser.conftest import SignIn, choose_language
from tests.browser.test_look import Picture, look
from tests.cast import SUNDAY_1000, Business, by
from tests.cast_alignment import ANSWERS, begun, filled
from teum.actions import alignments
from teum.models import Alignment

VIEWS = ((390, "light"), (1280, "light"))
WISH, TILES = "מקלחון שקל לנקות", "תיקון של עד ארבעה אריחים כלול"


def _shared(galil: Business) -> Alignment:
    """Yael wrote down what is ours to say, and shared it."""
    row = begun(galil)
    ours = {key: ANSWERS[key] for key in ("visit", "cost")}
    alignments.say(alignment_id=row.pk, answers=ours, by=by(galil.yael), now=SUNDAY_1000)
    return alignments.show(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)


def test_both_fill_in_their_own_and_the_customer_approves(
    galil: Business, sign_in: SignIn, live: Callable[..., Page], picture: Picture
) -> None:
    row = _shared(galil)
    dana = live(width=390, height=844)
    dana.goto(cast_page.address(galil))
    expect(dana.locator("#alignment-progress")).to_have_text("נשארו לך למלא 2 סעיפים.")
    expect(dana.locator("[data-mine] a").first).to_have_text("מה חשוב לך?")
    assert not look(dana, "their part to fill in", VIEWS)
    dana.set_viewport_size({"width": 390, "height": 844})

    wish = dana.locator("[data-item]", has=dana.locator("[name=wish]"))
    wish.locator("textarea").fill("?!")
    expect(wish.locator("[data-told]")).to_contain_text("זה עדיין חסר")
    picture(dana, "alignment-refused-he-390")
    wish.locator("textarea").press_sequentially(WISH[:4])
    dana.goto("about:blank")  # whoever leaves in the middle of a word comes back to it
    dana.wait_for_timeout(500)
    dana.goto(cast_page.address(galil))
    expect(wish.locator("textarea")).to_have_value(f"?!{WISH[:4]}")
    wish.locator("textarea").fill(WISH)
    expect(wish.locator("[data-told]")).to_have_text("נשמר.")
    expect(dana.locator("#alignment-progress")).to_have_text("נשאר לך למלא סעיף אחד.")

    elsewhere = live(width=1280)
    elsewhere.goto(cast_page.address(galil))
    expect(elsewhere.locator("[name=wish]")).to_have_value(WISH)
    elsewhere.get_by_label("חלבית").check()
    expect(elsewhere.locator("#alignment-progress")).to_have_text("מילאת את כל הסעיפים שלך.")
    expect(elsewhere.locator("[data-looks]")).to_be_visible()
    expect(elsewhere.locator("[data-approves]")).to_be_hidden()
    picture(elsewhere, "alignment-filled-he-1280")

    part = elsewhere.locator("details", has=elsewhere.locator("#counter-tiles"))
    part.locator("summary").click()
    expect(part.locator("textarea")).to_have_value("תיקון אריחים לא כלול")
    part.locator("textarea").fill(TILES)
    elsewhere.get_by_role("button", name="מוסכם עליי: מתי מודדים?").click()
    expect(elsewhere.get_by_text("הסכמת.", exact=True)).to_have_count(1)
    assert elsewhere.evaluate("scrollY") > 0  # where they were
    part.locator("[name=mark][value=change]").click()
    expect(elsewhere.locator("#item-tiles q")).to_have_text(TILES)
    expect(elsewhere.locator("[data-unsettled]")).to_be_visible()

    yael = sign_in(galil.yael)
    yael.goto("/")
    expect(yael.locator("main")).to_contain_text("מולאו הסעיפים מצד")
    picture(yael, "alignment-day-he-1280")
    yael.goto(f"/alignments/{row.pk}")
    expect(yael.locator("section", has=yael.locator("#unseen"))).to_contain_text(WISH)
    assert not look(yael, "what the customer wrote", VIEWS)
    picture(yael, "alignment-desk-he-1280")
    yael.locator("[name=note]").fill("הכניסה מהחניה")
    yael.get_by_role("button", name="לעבור על הניסוח שהוצע").click()
    assert not look(yael, "what stands there and what they want", VIEWS)
    picture(yael, "alignment-take-he-1280")
    yael.locator("main form[method=post] .button-main").last.click()
    expect(yael.locator("[name=note]")).to_have_value("הכניסה מהחניה")
    yael.get_by_role("button", name="מוסכם עלינו").click()
    expect(yael.locator("#unseen")).to_have_count(0)
    yael.locator("[name=wish]").fill("מקלחון שקל לנק")
    yael.goto("/")  # a link in the middle of a word
    yael.goto(f"/alignments/{row.pk}")
    expect(yael.locator("[name=wish]")).to_have_value("מקלחון שקל לנק")
    expect(yael.locator(".draft-note")).to_be_visible()

    dana.goto(cast_page.address(galil))
    expect(dana.locator("main")).to_contain_text(TILES)
    assert not look(dana, "all is filled in", VIEWS)
    dana.set_viewport_size({"width": 390, "height": 844})
    picture(dana, "alignment-ready-he-390")
    dana.get_by_role("button", name="הכול מאושר").or_(dana.locator("[data-approves] button")).first.click()
    expect(dana.get_by_role("status").first).to_be_attached()
    row.refresh_from_db()
    assert row.state == "approved"


@pytest.mark.parametrize("width", [390, 1280])
def test_in_english_it_reads_from_left_to_right(
    galil: Business, live: Callable[..., Page], picture: Picture, width: int
) -> None:
    _shared(galil)
    page = live(width=width, height=900, language="en")
    choose_language(page, "en")
    page.goto(cast_page.address(galil))
    expect(page.locator("#alignment-progress")).to_contain_text("2 items are left for you.")
    assert not look(page, "in English", VIEWS)
    page.set_viewport_size({"width": width, "height": 900})
    picture(page, f"alignment-en-{width}")


def test_without_scripts_a_button_saves(galil: Business, live: Callable[..., Page]) -> None:
    row = _shared(galil)
    page = live(width=390, height=844, scripts=False)
    page.goto(cast_page.address(galil))
    page.locator("[name=wish]").fill(WISH)
    page.get_by_role("button", name="לשמור את מה שכתבתי").click()
    expect(page.locator("#alignment-progress")).to_have_text("נשאר לך למלא סעיף אחד.")
    expect(page.locator("[name=wish]")).to_have_value(WISH)
    row.refresh_from_db()
    assert row.lines["wish"]["by"] == "customer"


@pytest.mark.parametrize("language", ["he", "en"])
def test_the_page_on_which_we_ask_about_an_item(
    galil: Business, sign_in: SignIn, picture: Picture, language: str
) -> None:
    row = filled(galil)
    yael = sign_in(galil.yael, language=language)
    yael.goto(f"/alignments/{row.pk}")
    yael.get_by_role("button", name={"he": "לשאול על זה", "en": "Ask about it"}[language]).first.click()
    assert not look(yael, "asking about an item", VIEWS)
    yael.set_viewport_size({"width": 390, "height": 844})
    picture(yael, f"alignment-ask-{language}-390")
    yael.locator("textarea[name=counter]").fill({"he": "לנקות במה?", "en": "Clean with what?"}[language])
    yael.locator("main form[method=post] .button-main").last.click()
    expect(yael.get_by_role("status").first).to_be_visible()
