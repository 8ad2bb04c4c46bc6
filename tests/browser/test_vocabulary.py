"""The page of vague words in a browser: a sentence is tried as one types, with one question a pause."""

from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.cast import Business


def test_a_sentence_is_marked_while_typing_with_one_question_a_pause(
    galil: Business, sign_in: SignIn
) -> None:
    page = sign_in(galil.ruth)
    page.goto("/settings/words")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    with page.expect_response("**/settings/words/trial"):
        page.locator("#id_trial").press_sequentially("נחזור אליך בהקדם", delay=5)
    expect(page.locator("#tried mark")).to_have_text("בהקדם")
    expect(page.locator("#tried q")).to_have_text("בהקדם")
    assert len(asked) == 1
    expect(page.locator("#id_trial")).to_have_value("נחזור אליך בהקדם")
