"""The customer asks for a call on their page: three windows, one tap."""

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, SetClock, words
from teum.actions import links
from teum.models import Promise

NOON = cast.at("2026-11-22 12:00")


@pytest.fixture
def page(galil: Business) -> str:
    """Dana's page, with one matter on it."""
    cast.quote(galil)
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def _calls(galil: Business, page: str) -> str:
    return f"{page}/cases/{of(Promise, galil).earliest('id').case_id}/calls"


def _said(start: object = NOON) -> dict[str, object]:
    return {"start": start.isoformat() if hasattr(start, "isoformat") else start}


def test_three_windows_are_offered_and_one_tap_is_a_promise(
    galil: Business, visitor: Browser, page: str, clock: SetClock
) -> None:
    clock(cast.SUNDAY_1000)
    text = words(visitor.see(page))
    assert "למספר שמסתיים ב-321" in text
    for window in ("22.11, בין 12:00 ל-13:00", "22.11, בין 15:00 ל-16:00", "23.11, בין 09:00 ל-10:00"):
        assert window in text
    text = visitor.send_and_see(_calls(galil, page), **_said())
    assert "תודה. נתקשר אליך ביום ראשון, 22.11, בין 12:00 ל-13:00." in text
    assert "יעל ברק תתקשר אליך לבקשתך ביום ראשון, 22.11, בין 12:00 ל-13:00" in text
    assert "אפשר לקבל שיחה מאיתנו" not in text, "no second one while one is owed"


def test_a_second_tap_does_nothing(galil: Business, visitor: Browser, page: str) -> None:
    for _ in range(2):
        assert "תודה. נתקשר אליך" in visitor.send_and_see(_calls(galil, page), **_said())
    assert of(Promise, galil, channel="phone").count() == 1
    other = _said(cast.at("2026-11-22 15:00"))
    assert "כבר קבענו שיחה" in visitor.send_and_see(_calls(galil, page), **other)


@pytest.mark.parametrize("start", ["", "soon", "2026-11-22T12:00:00", "2026-11-22T03:00:00+02:00"])
def test_what_was_not_offered_is_refused_kindly(
    galil: Business, visitor: Browser, page: str, start: str
) -> None:
    text = visitor.send_and_see(_calls(galil, page), **_said(start))
    assert "את המועד הזה כבר אי אפשר לבחור" in text
    assert not of(Promise, galil, channel="phone").exists()


def test_who_left_no_number_is_told_so(galil: Business, visitor: Browser) -> None:
    cast.case(galil.yael, galil.john)
    page = visitor.see(f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}")
    assert "We do not know your phone number yet." in words(page)
    assert "/calls" not in page


def test_only_for_what_the_link_covers(galil: Business, visitor: Browser, page: str) -> None:
    johns = cast.case(galil.yael, galil.john)
    visitor.send(f"{page}/cases/{johns.pk}/calls", 404, **_said())
    visitor.send(_calls(galil, "/p/guessed"), 404, **_said())
