"""A change of an agreement on the customer's page and at the desk: what changes first, line beside line."""

from dataclasses import replace

from tests.cast import Business
from tests.cast_alignment import PRICE
from tests.cast_signing import MINUTE, changed, in_force
from tests.integration.test_agreements import LATER
from tests.web.conftest import Browser, SetClock, words
from tests.web.test_agreements import page_of
from teum.core.alignment import Answer


def test_her_page_shows_first_what_changes_beside_what_it_was(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    first = in_force(galil)
    row = changed(galil, first, cost=Answer(price=replace(PRICE, vat=0)))
    clock(LATER + MINUTE)
    address = page_of(galil)
    url = f"{address}/agreements/{row.pk}"
    assert "ואת כל השאר בבת אחת" in words(visitor.see(address))
    visitor.send(f"{url}/openings")
    page = visitor.see(address)
    assert page.index('id="part-cost"') < page.index('id="part-you_get"'), "what changes comes first"
    shown = words(page)
    assert "לפני השינוי 3.3" in shown and "אחרי השינוי 3.3" in shown
    assert "3 חלקים שלא משתנה בהם דבר" in shown
    assert "נשארו 2 אישורים, ואז אפשר לחתום" in shown, "what changes, and all else in one"
    assert "אושר: כל השאר נשאר כפי שנחתם" in visitor.send_and_see(f"{url}/unchanged")
    assert "נשאר אישור אחד, ואז אפשר לחתום" in words(visitor.see(address))
    visitor.send(f"{url}/sections", section="cost")
    assert f"{url}/signatures" in visitor.see(address)


def test_the_desk_shows_what_a_version_says_otherwise(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = changed(galil, in_force(galil), note=Answer(text="בלי רעש לפני שמונה"))
    clock(LATER + MINUTE)
    shown = words(yael.see(f"/agreements/{row.pk}"))
    assert "לפני השינוי זה לא היה חלק מההסכם אחרי השינוי 1.3" in shown
    assert "2 מתי" in shown and "2.1" in shown
