"""The customer's card beside a case: drawn anew while somebody is in it, and their keyboard keeps its place."""

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import SignIn
from tests.cast import Business, of
from teum.actions import contacts
from teum.models import ContactPoint


@pytest.fixture
def case(galil: Business, sign_in: SignIn) -> Page:
    """Yael looks at Dana's case."""
    row = cast.quote(galil)
    page = sign_in(galil.yael)
    page.clock.install()
    page.goto(f"/cases/{row.case_id}")
    return page


@pytest.mark.parametrize("where", ["customer-name", f"customer-mailto:{cast.DANA_EMAIL}", "customer-copy"])
def test_the_keyboard_keeps_its_place_when_the_card_is_drawn_anew(
    galil: Business, case: Page, where: str
) -> None:
    place = case.locator(f'[id="{where}"]')
    place.focus()
    expect(place).to_be_focused()
    contacts.broke(ContactPoint.objects.of(galil.id).filter(customer=galil.dana, channel="phone"))
    case.clock.run_for(21_000)
    expect(case.locator("[data-look]")).to_contain_text("לא הצלחנו להגיע לשם.")
    expect(case.locator(f'[id="{where}"]')).to_be_focused()
    assert of(ContactPoint, galil, customer=galil.dana, channel="phone").filter(is_broken=True).exists()
