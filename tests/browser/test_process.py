"""A process from settings to the customer's page: taken ready, followed, and on to its next stage (A5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import cast, cast_page
from tests.browser.conftest import SignIn, choose_language
from tests.browser.test_look import Picture, look
from tests.cast import Business, by, of
from tests.cast_process import FITTING, SURVEY, on_its_way
from teum.actions import processes
from teum.core.said import Said
from teum.models import Message, Process

VIEWS = ((390, "light"), (1280, "light"))


def _line(page: Page, number: int) -> Locator:
    return page.locator("ol.stages > li").nth(number)


def test_a_case_goes_on_from_stage_to_stage_and_its_customer_sees_it(
    galil: Business, sign_in: SignIn, live: Callable[..., Page], picture: Picture
) -> None:
    case = cast.case(galil.yael, galil.dana, title="חדר רחצה", promise=cast.quote_draft())

    ruth = sign_in(galil.ruth)
    ruth.goto("/settings/processes")
    ruth.get_by_role("button", name="שיפוץ חדר רחצה").click()
    expect(ruth.locator("h1")).to_have_text("שיפוץ חדר רחצה")
    expect(ruth.get_by_role("status")).to_contain_text("התהליך עכשיו שלכם")
    assert not look(ruth, "the process", VIEWS)

    yael = sign_in(galil.yael)
    yael.goto(f"/cases/{case.pk}")
    yael.get_by_role("link", name="להתחיל תהליך").click()
    yael.locator("select[name=process]").select_option(label="שיפוץ חדר רחצה")
    yael.get_by_role("button", name="להתחיל").click()
    expect(yael.locator("li[aria-current=step]")).to_contain_text("ביקור ומדידה")

    dana = live(width=390, height=844)
    dana.goto(cast_page.address(galil))
    expect(dana.locator("main")).to_contain_text("שלב 2 מתוך")
    expect(dana.locator("li[aria-current=step]")).to_contain_text("ביקור ומדידה")
    expect(_line(dana, 2)).to_contain_text("ההערכה שלנו: מסתיים בין")
    assert not look(dana, "the page in the first stage", VIEWS)

    promised = yael.locator("article.promise", has_text="אגיע אליך למדוד את חדר הרחצה")
    promised.get_by_role("link", name="בוצע").click()
    yael.locator("main form[method=post] .button-main").last.click()
    expect(yael.locator("article.promise", has_text="אגיע אליך למדוד")).to_contain_text("לאישור")

    dana.goto(cast_page.address(galil))
    dana.get_by_role("button", name="קיבלתי, תודה").click()
    expect(dana.get_by_role("status").filter(has_text="שמחים")).to_be_visible()

    yael.goto(f"/cases/{case.pk}")
    yael.get_by_role("link", name="הלאה: הצעת מחיר").click()
    yael.get_by_role("button", name="לעבור לשלב").click()
    expect(yael.locator("li[aria-current=step]")).to_contain_text("הצעת מחיר")
    assert not look(yael, "the case in the second stage", VIEWS)
    picture(yael, "process-desk-he-1280")

    dana.goto(cast_page.address(galil))
    expect(dana.locator("main")).to_contain_text("שלב 3 מתוך")
    expect(dana.locator("li[aria-current=step]")).to_contain_text("הצעת מחיר")
    expect(_line(dana, 1)).to_have_class("done")
    dana.set_viewport_size({"width": 390, "height": 844})
    picture(dana, "process-page-he-390")
    told = of(Message, galil, kind="agreed", state="queued").latest("id").text
    assert "חדר רחצה, שלב 3 מתוך" in told and "הצעת מחיר מפורטת לשיפוץ" in told


@pytest.mark.parametrize("language", ["he", "en"])
def test_an_agent_takes_the_new_stages_over(
    galil: Business, sign_in: SignIn, picture: Picture, language: str
) -> None:
    case = on_its_way(galil)
    entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=(SURVEY, FITTING))
    processes.change(
        process_id=of(Process, galil).get().pk, by=by(galil.ruth), entry=entry, now=cast.SUNDAY_1000
    )
    yael = sign_in(galil.yael, language=language)
    choose_language(yael, language)
    yael.goto(f"/cases/{case.pk}")
    expect(yael.locator("ol.stages > li")).to_have_count(4)
    assert not look(yael, "the process changed", VIEWS)
    picture(yael, f"process-changed-{language}")
    words = {"he": "לעבור לשלבים החדשים", "en": "Take its stages over"}[language]
    yael.get_by_role("button", name=words).click()
    expect(yael.locator("ol.stages > li")).to_have_count(2)
    expect(yael.get_by_role("button", name=words)).to_have_count(0)
