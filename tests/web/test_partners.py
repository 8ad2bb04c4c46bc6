"""What a partner, a subcontractor, learns of a customer: enough to come or to call, while they owe it."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, signed_in, words
from teum.actions import customers, promises
from teum.actions.customers import Contact
from teum.models import Member, Promise

NUMBER, STREET, MAIL = "054-765-4321", "רחוב הגפן 12, כרמיאל", cast.DANA_EMAIL
VISIT = {
    "body": "סמי יגיע אליך להתקין את המזגן",
    "includes": ("התקנה",),
    "channel": "visit",
    "due": cast.TUESDAY_1400,
}


@pytest.fixture
def at_home(galil: Business) -> Business:
    """It is known where Dana lives."""
    contacts = [
        Contact(channel="email", address=cast.DANA_EMAIL),
        Contact(channel="phone", address=cast.DANA_PHONE),
        Contact(channel="visit", address=STREET),
    ]
    customers.change(
        customer_id=galil.dana.pk,
        by=cast.by(galil.ruth),
        name="דנה פרץ",
        language="he",
        contacts=contacts,
        now=cast.SUNDAY_1000,
    )
    return galil


@pytest.fixture
def sami(at_home: Business) -> Browser:
    """The partner."""
    return signed_in(at_home.sami)


def _owes(galil: Business, who: Member, **said: Any) -> Promise:
    return cast.quote(galil, owner=who.pk, **{**VISIT, **said})


def _card(page: str) -> str:
    """The customer's card on the page of a case; empty where there is none."""
    _, found, rest = page.partition('<section class="card stack" data-look')
    return words(found + rest.partition("</section>")[0]) if found else ""


@pytest.mark.parametrize("channel", ["visit", "phone"])
def test_who_has_to_come_or_call_sees_the_name_the_number_and_the_address(
    at_home: Business, sami: Browser, channel: str
) -> None:
    theirs = _owes(at_home, at_home.sami, channel=channel)
    card = _card(sami.see(f"/cases/{theirs.case_id}"))
    assert "דנה פרץ" in card and NUMBER in card and STREET in card
    assert MAIL not in card and "העמוד של הלקוח" not in card
    assert STREET in _card(sami.see(f"/cases/{theirs.case_id}/customer"))


def test_who_neither_comes_nor_calls_does_not(at_home: Business, sami: Browser) -> None:
    theirs = cast.quote(at_home, owner=at_home.sami.pk)
    page = sami.see(f"/cases/{theirs.case_id}")
    assert not _card(page) and NUMBER not in words(page) and MAIL not in page


def test_with_the_promise_it_ends_also_on_a_page_that_is_open(at_home: Business, sami: Browser) -> None:
    theirs = _owes(at_home, at_home.sami)
    seen = f"/cases/{theirs.case_id}/customer?seen={cast.fresh(at_home.dana).version}"
    assert NUMBER in words(sami.see(seen))
    promises.report(promise_id=theirs.pk, by=cast.by(at_home.sami), now=cast.SUNDAY_1000)
    assert sami.see(seen).strip() == ""
    page = sami.see(f"/cases/{theirs.case_id}")
    assert not _card(page) and NUMBER not in words(page) and STREET not in page


def test_of_another_partner_and_of_another_case_nothing_is_seen(at_home: Business, sami: Browser) -> None:
    theirs = _owes(at_home, at_home.sami)
    other = cast.second_partner(at_home)
    signed_in(other).see(f"/cases/{theirs.case_id}", status=404)
    signed_in(other).see(f"/cases/{theirs.case_id}/customer", status=404)
    written = promises.make(
        case_id=theirs.case_id,
        by=cast.by(at_home.yael),
        draft=cast.quote_draft(owner=other.pk),
        now=cast.SUNDAY_1000,
    )
    page = signed_in(other).see(f"/cases/{written.case_id}")
    assert not _card(page) and NUMBER not in words(page), "they owe a letter, and Sami the visit"
    elsewhere = cast.quote(at_home)
    sami.see(f"/cases/{elsewhere.case_id}", status=404)


def test_who_hands_it_on_sees_it_no_more(at_home: Business, sami: Browser) -> None:
    theirs, other = _owes(at_home, at_home.sami), cast.second_partner(at_home)
    promises.delegate(promise_id=theirs.pk, by=cast.by(at_home.ruth), owner=other.pk, now=cast.SUNDAY_1000)
    sami.see(f"/cases/{theirs.case_id}", status=404)
    assert STREET in _card(signed_in(other).see(f"/cases/{theirs.case_id}"))


def test_staff_see_where_the_customer_lives(at_home: Business, yael: Browser) -> None:
    theirs = _owes(at_home, at_home.sami)
    assert STREET in _card(yael.see(f"/cases/{theirs.case_id}"))


def test_their_day_has_no_number_for_what_waits_or_is_written(at_home: Business, sami: Browser) -> None:
    _owes(at_home, at_home.sami, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    cast.quote(at_home, owner=at_home.sami.pk)
    assert NUMBER not in words(sami.see("/"))
    _owes(at_home, at_home.sami, channel="phone", body="סמי יתקשר אליך")
    assert NUMBER in words(sami.see("/"))
