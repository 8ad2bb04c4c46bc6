"""What the customer owes, answered on their page in a real browser, with and without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import cast, cast_upload
from tests.browser.conftest import SignIn, choose_language
from tests.browser.test_look import look
from tests.cast import Business, of
from teum.actions import links
from teum.core.promise import Debtor
from teum.models import Question, Upload

Live = Callable[..., Page]
Picture = Callable[[Page, str], None]
VIEWS = ((390, "light"), (1280, "light"))
WORDS = {
    "he": ("שלחתי או עשיתי את זה", "כן, זה נעשה", "נעדכן אותך"),
    "en": ("I have sent or done it", "Yes, it is done", "You hear from us"),
}


@pytest.mark.parametrize(("language", "scripts"), [("he", False), ("en", True)])
def test_a_customer_says_that_their_part_is_done(
    galil: Business,
    live: Live,
    sign_in: SignIn,
    picture: Picture,
    tmp_path: Path,
    language: str,
    scripts: bool,
) -> None:
    cast.quote(galil, body="לשלוח את הטופס החתום", includes=("הטופס החתום",), debtor=Debtor.CUSTOMER)
    dana = live(width=390, height=844, scripts=scripts, language=language)
    choose_language(dana, language)
    dana.goto(f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}")
    opens, button, hears = WORDS[language]
    dana.get_by_text(opens).click()
    form = tmp_path / "form.pdf"
    form.write_bytes(cast_upload.PDF)
    dana.locator("input[type=file]").set_input_files(form)
    picture(dana, f"their-part-{language}")
    assert not scripts or not look(dana, f"their-part-{language}", VIEWS)
    dana.get_by_role("button", name=button).click()
    expect(dana.locator(".notice", has_text=hears)).to_be_visible()
    picture(dana, f"their-part-done-{language}")
    question = of(Question, galil).get()
    assert question.kind == "done" and of(Upload, galil, question=question).exists()
    yael = sign_in(galil.yael, width=1280, language=language)
    yael.goto(f"/cases/{question.case_id}")
    picture(yael, f"their-part-desk-{language}")
