"""A promise goes where the customer can be reached: who has no such address is not promised to be written there."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.cast import Business
from teum.actions import cases, words
from teum.actions.customers import Contact
from teum.core.promise import Debtor, Incomplete, NoAddress, VagueWindow
from teum.models import Case, ContactPoint, Promise

pytestmark = pytest.mark.django_db
EMAIL, PHONE = ("email", "ron@example.com"), ("phone", "054-111-2222")
WHATSAPP, SMS = ("whatsapp", "054-111-2222"), ("sms", "054-111-2222")


@pytest.fixture
def galil() -> Business:
    return cast.galil()


def promise_to(business: Business, *known: tuple[str, str], **said: Any) -> Case:
    """A case of somebody of whom this much is known, with a promise."""
    contacts = [Contact(channel=channel, address=address) for channel, address in known]
    ron = cast.customer(business.ruth, "רון אביטל", contacts)
    return cast.case(business.yael, ron, promise=cast.quote_draft(**said))


@pytest.mark.parametrize(
    ("channel", "known"),
    [
        ("email", [EMAIL]),
        ("phone", [PHONE]),
        ("phone", [WHATSAPP]),
        ("whatsapp", [PHONE]),
        ("sms", [WHATSAPP]),
        ("sms", [SMS]),
        ("visit", []),
        ("post", [EMAIL]),
        ("portal", []),
    ],
)
def test_a_channel_that_reaches_them_is_promised(
    galil: Business, channel: str, known: list[tuple[str, str]]
) -> None:
    assert cast.promise_of(promise_to(galil, *known, channel=channel)).channel == channel


@pytest.mark.parametrize(
    ("channel", "known", "reachable"),
    [
        ("email", [PHONE], ["phone", "portal", "post", "sms", "visit", "whatsapp"]),
        ("phone", [EMAIL], ["email", "portal", "post", "visit"]),
        ("whatsapp", [EMAIL], ["email", "portal", "post", "visit"]),
        ("sms", [], ["portal", "post", "visit"]),
        ("email", [], ["portal", "post", "visit"]),
    ],
)
def test_a_channel_that_reaches_nobody_is_refused_with_those_that_would(
    galil: Business, channel: str, known: list[tuple[str, str]], reachable: list[str]
) -> None:
    with pytest.raises(NoAddress) as refused:
        promise_to(galil, *known, channel=channel)
    assert refused.value.details == {"channel": channel, "reachable": reachable}
    assert not Promise.objects.of(galil.id).exists()


def test_an_address_that_was_refused_reaches_nobody(galil: Business) -> None:
    ContactPoint.objects.of(galil.id).filter(customer=galil.john).update(is_broken=True)
    with pytest.raises(NoAddress):
        cast.case(galil.yael, galil.john)


def test_what_they_owe_us_and_what_others_bring_needs_no_address_of_theirs(galil: Business) -> None:
    for debtor, body in (
        (Debtor.CUSTOMER, "אשלח לכם את הטופס החתום"),
        (Debtor.THIRD_PARTY, "היבואן ישלח לך את החלק"),
    ):
        promise_to(galil, PHONE, body=body, includes=("טופס",), debtor=debtor)
    assert Promise.objects.of(galil.id).count() == 2


def test_what_is_missing_besides_is_said_along(galil: Business) -> None:
    with pytest.raises(VagueWindow) as vague:
        promise_to(galil, PHONE, body=cast.VAGUE, due=None, includes=())
    assert vague.value.details["vague"][0]["quote"] == "בהקדם"
    assert (vague.value.details["missing"], vague.value.details["no_address"]) == (["includes"], "email")
    with pytest.raises(Incomplete) as incomplete:
        promise_to(galil, PHONE, includes=())
    assert (incomplete.value.details["missing"], incomplete.value.details["no_address"]) == (
        ["includes"],
        "email",
    )


def test_our_own_first_contact_and_next_word_stop_for_nobody(galil: Business) -> None:
    ron = cast.customer(galil.ruth, "רון אביטל", [])
    opened = cases.open_case(customer_id=ron.pk, by=cast.by(galil.yael), title="מזגן", now=cast.SUNDAY_1000)
    words.give(
        case_id=opened.pk,
        by=cast.by(galil.yael),
        text="הדגם הגיע למחסן",
        next_due=cast.WEDNESDAY_1200,
        now=cast.MONDAY_1000,
    )
    assert Promise.objects.of(galil.id).filter(case=opened).count() == 2
