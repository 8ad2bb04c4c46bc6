"""The page of the policy in a browser: what typed numbers would do is shown as one types, and nothing is kept."""

from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.cast import Business
from teum.models import Organisation


def test_what_a_number_does_is_shown_while_typing(galil: Business, sign_in: SignIn) -> None:
    page = sign_in(galil.ruth)
    page.goto("/settings/policy")
    expect(page.locator("#foreseen")).to_contain_text("12:30")
    with page.expect_response("**/settings/policy/preview"):
        page.locator("#id_hold_minutes_0").fill("60")
    expect(page.locator("#foreseen")).to_contain_text("13:00")
    with page.expect_response("**/settings/policy/preview"):
        page.locator("#id_hold_minutes_1").select_option("1440")
    expect(page.locator("#foreseen")).to_contain_text("עד 7 ימים")
    assert Organisation.objects.get(pk=galil.id).policy == {}
