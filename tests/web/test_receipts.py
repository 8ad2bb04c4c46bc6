"""Money that came is written down at the desk, and read on the customer's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast_page
from tests.cast import MONDAY_1000, Business, by, fresh, of
from tests.integration.test_cancellations import approved
from tests.web.conftest import Browser, SetClock, field_of, words
from teum.actions import receipts
from teum.core.price import Means
from teum.models import Agreement, Promise, Receipt

NOON = MONDAY_1000 + timedelta(hours=2)


@pytest.fixture
def deposit(galil: Business, clock: SetClock) -> Promise:
    """Dana owes 1,000 ₪ of 4,200 ₪ by bank transfer, by Tuesday 14:00."""
    row = approved(galil)
    clock(NOON)
    found: Promise = of(Promise, galil, pk=of(Agreement, galil, alignment=row).get().promises["cost"]).get()
    return found


def test_it_came_asks_how_much_and_the_rest_stays_due(
    galil: Business, yael: Browser, deposit: Promise
) -> None:
    html = yael.client.get(f"/promises/{deposit.pk}/arrivals", follow=True).content.decode()
    assert 'name="amount" value="1000"' in html and 'value="2026-11-23"' in html
    url = f"/promises/{deposit.pk}/receipts"
    said = yael.send_and_see(url, amount="400", on="2026-11-23", means="cash")
    assert "עד עכשיו שולמו 400 ₪ מתוך 4,200 ₪." in said
    assert fresh(deposit).state == "open"
    assert "מתוך זה כבר שולמו 400 ₪. נשארו לתשלום 600 ₪." in words(yael.see(url))


def test_more_than_is_left_is_refused_on_its_field(galil: Business, yael: Browser, deposit: Promise) -> None:
    url = f"/promises/{deposit.pk}/receipts"
    answer = yael.send(url, 422, amount="1000.01", on="2026-11-23", means="cash")
    assert "זה יותר ממה שנשאר לשלם כאן: 1,000 ₪" in words(answer)
    assert "היום הזה עוד לא הגיע" in words(yael.send(url, 422, amount="1", on="2026-11-24", means="cash"))
    assert not of(Receipt, galil).exists()


def test_what_two_saw_of_one_transfer_is_written_down_once(
    galil: Business, yael: Browser, ruth: Browser, deposit: Promise
) -> None:
    url = f"/promises/{deposit.pk}/receipts"
    came = {"amount": "300", "on": "2026-11-23", "means": "transfer"}
    first, second = (
        {name: field_of(who.see(url), name) for name in ("version", "paid")} for who in (yael, ruth)
    )
    yael.send(url, **came, **first)
    refused = ruth.send(url, 422, **came, **second)
    assert "בינתיים מישהו אחר שינה את זה" in words(refused) and "מה שכבר הגיע" in words(refused)
    assert of(Receipt, galil).count() == 1
    html = refused.content.decode()
    ruth.send(url, **came, **{name: field_of(html, name) for name in ("version", "paid")})
    assert of(Receipt, galil).count() == 2, "they looked, and it was another one"


def test_that_it_came_is_still_one_tap(galil: Business, yael: Browser, deposit: Promise) -> None:
    yael.send(f"/promises/{deposit.pk}/arrivals")
    assert fresh(deposit).state == "kept" and not of(Receipt, galil).exists()


def test_the_customer_reads_what_came_and_what_is_left(
    galil: Business, visitor: Browser, deposit: Promise
) -> None:
    receipts.take(
        promise_id=deposit.pk,
        by=by(galil.yael),
        amount=40_000,
        means=Means.CASH,
        on=NOON.date(),
        now=NOON,
    )
    page = cast_page.address(galil)
    visitor.see(page)
    with CaptureQueriesContext(connection) as asked:
        text = words(visitor.see(page))
    assert "הגיעו 400 ₪ במזומן, ביום שני, 23.11" in text
    assert "עד עכשיו שולמו 400 ₪ מתוך 4,200 ₪." in text
    assert "מתוך זה כבר שולמו 400 ₪. נשארו לתשלום 600 ₪." in text
    assert "זו לא קבלה ולא חשבונית מס" in text
    assert len(asked) <= 10, "with the agreement, who signed it, what came, and how it is paid"


def test_the_customer_reads_how_to_pay_what_whoever_runs_the_business_wrote(
    galil: Business, ruth: Browser, yael: Browser, visitor: Browser, deposit: Promise
) -> None:
    account = "בנק 12, סניף 345, חשבון 678901"
    assert "איך משלמים לכם" in words(ruth.see("/settings"))
    yael.see("/settings/payments", status=403)
    page = ruth.send_and_see("/settings/payments", transfer_he=account, cash_en="At our shop")
    assert account in page and "At our shop" in page
    refused = ruth.send("/settings/payments", 422, transfer_he="נתקשר אליך בהקדם")
    assert "בהקדם" in words(refused)
    text = words(visitor.see(cast_page.address(galil)))
    assert f"איך משלמים {account}" in text and "At our shop" not in text


def test_her_page_speaks_of_a_payment_as_one_and_says_nothing_twice(
    yael: Browser, visitor: Browser, galil: Business, deposit: Promise
) -> None:
    page = words(visitor.see(cast_page.address(galil)))
    assert "שילמתי" in page and "כולל: אמדוד את המקלחת" not in page
    assert "אמדוד את המקלחת אמדוד את המקלחת" not in words(yael.see(f"/cases/{deposit.case_id}"))
