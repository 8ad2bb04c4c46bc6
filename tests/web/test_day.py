"""My day: what each line says of what it waits for, and that what it offers can be done."""

from datetime import timedelta
from re import findall

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser
from teum.core.promise import Debtor

WAITS = {
    "offer": {"answer_by": cast.MONDAY_1000},
    "condition": {"condition": "הטופס החתום", "condition_due": cast.MONDAY_1000},
    "customer": {"body": "אשלח לכם את הטופס החתום", "debtor": Debtor.CUSTOMER},
}


@pytest.mark.parametrize(
    ("waits", "says", "act", "becomes"),
    [
        ("offer", "ממתינים לתשובה של דנה פרץ: אשלח לך במייל את הצעת המחיר והמפרט", "acceptances", "open"),
        ("condition", "ממתינים לדנה פרץ: הטופס החתום", "conditions-met", "open"),
        ("customer", "ממתינים לדנה פרץ: אשלח לכם את הטופס החתום", "arrivals", "kept"),
    ],
)
def test_what_is_awaited_is_named_and_can_be_recorded(
    galil: Business, yael: Browser, waits: str, says: str, act: str, becomes: str
) -> None:
    promise = cast.quote(galil, **WAITS[waits])
    page = yael.see("/")
    assert says in page.replace("\u2068", "").replace("\u2069", "")
    address = f"/promises/{promise.pk}/{act}"
    assert address in page
    yael.send(address, after="update", due_on="2026-11-25", due_at="12:00")
    assert cast.fresh(promise).state == becomes


def test_every_act_of_the_day_opens(galil: Business, yael: Browser) -> None:
    for waits in WAITS.values():
        cast.quote(galil, **waits)
    cast.quote(galil)
    cast.quote(galil, body="אתקשר אליך", channel="phone", due=cast.TUESDAY_1400 + timedelta(hours=1))
    page = yael.see("/")
    links = {
        link for link in findall(r'href="(/(?:promises|cases|messages)/[^"]+)"', page) if "static" not in link
    }
    assert len(links) > 8
    for link in sorted(links):
        yael.see(link)
