"""A payment that did not come after all: written down at the desk, and read on the customer's page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast_page
from tests.cast import Business, of
from tests.integration.test_receipts import take
from tests.web.conftest import Browser, SetClock, field_of, words
from tests.web.test_receipts import NOON, deposit
from teum.core.price import Means
from teum.models import Promise, Reversal

__all__ = ["deposit"]
SAID = {"why": "bounced", "due_on": "2026-11-25", "due_at": "14:00"}


@pytest.fixture
def url(deposit: Promise) -> str:
    return f"/promises/{deposit.pk}/reversals"


def test_a_payment_that_was_kept_is_to_be_paid_again(
    galil: Business, yael: Browser, visitor: Browser, deposit: Promise, url: str, clock: SetClock
) -> None:
    take(galil, deposit, means=Means.CHEQUE)
    clock(NOON + timedelta(hours=1))
    assert url in yael.see(f"/promises/{deposit.pk}")
    asked = yael.see(url)
    assert "התשלום לא הגיע בסוף" in words(asked)
    assert field_of(asked, "due_on") == "2026-11-24", "the time that was agreed, while it lies ahead"
    said = yael.send_and_see(url, **SAID)
    assert "לשלם 1,000 ₪" in said
    again = of(Promise, galil, replaces=deposit).get()
    assert again.state == "open"
    page = words(visitor.see(cast_page.address(galil)))
    assert "הגיעו 1,000 ₪ בצ׳ק, ביום שני, 23.11: התשלום לא התקבל בסוף" in page
    assert "עד עכשיו לא שולם דבר מתוך 4,200 ₪." in page
    assert "עד יום רביעי, 25.11, בשעה 14:00" in page
    page = yael.see(f"/promises/{deposit.pk}")
    assert "התשלום לא הגיע בסוף: לא כובד" in words(page) and url not in page


def test_of_several_it_is_asked_which(galil: Business, yael: Browser, deposit: Promise, url: str) -> None:
    take(galil, deposit, 40_000)
    second = take(galil, deposit, 30_000, Means.CHEQUE)
    asked = yael.see(url)
    assert 'name="due_on"' not in asked, "the payment is open as it is"
    yael.send(url, 422, why="mistake")
    assert not of(Reversal, galil).exists()
    yael.send(url, why="mistake", receipt=str(second.pk))
    assert of(Reversal, galil).get().receipt_id == second.pk


def test_what_another_wrote_down_meanwhile_is_seen_first(
    galil: Business, yael: Browser, deposit: Promise, url: str
) -> None:
    first = take(galil, deposit, 40_000)
    seen = {name: field_of(yael.see(url), name) for name in ("version", "paid")}
    take(galil, deposit, 30_000)
    said = {"why": "mistake", "receipt": str(first.pk)}
    refused = yael.send(url, 422, **said, **seen)
    assert "בינתיים מישהו אחר שינה את זה" in words(refused)
    again = {name: field_of(refused.content.decode(), name) for name in ("version", "paid")}
    yael.send(url, **said, **again)
    assert of(Reversal, galil).count() == 1


def test_of_what_one_tap_said_all_is_taken_back(
    galil: Business, yael: Browser, deposit: Promise, url: str
) -> None:
    yael.send(f"/promises/{deposit.pk}/arrivals")
    yael.send(url, **{**SAID, "why": "mistake"})
    assert of(Promise, galil, replaces=deposit).get().state == "open"


def test_where_nothing_came_there_is_nothing_to_take_back(yael: Browser, deposit: Promise, url: str) -> None:
    assert url not in yael.see(f"/promises/{deposit.pk}")
    assert yael.client.get(url).status_code == 302
