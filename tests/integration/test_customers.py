"""Customers: how they are reached, and what of an address is refused."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, Business, by, of, quote
from teum.actions import customers
from teum.actions.customers import Contact
from teum.core.promise import Incomplete
from teum.core.quiet import NeverAllowed
from teum.core.refusal import Refused
from teum.models import ContactPoint, Customer, Event, Message, Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("contact", "stored"),
    [
        (Contact(channel="email", address=" Dana@Example.COM "), "dana@example.com"),
        (Contact(channel="phone", address="054-765-4321"), "+972547654321"),
        (Contact(channel="whatsapp", address="+972 54 765 4321"), "+972547654321"),
        (Contact(channel="phone", address="*6050"), "*6050"),
        (Contact(channel="visit", address="הרצל 5, חיפה"), "הרצל 5, חיפה"),
    ],
)
def test_addresses_are_kept_in_one_shape(contact: Contact, stored: str) -> None:
    assert customers.normal(contact).address == stored


@pytest.mark.parametrize(
    "contact",
    [
        Contact(channel="email", address="dana"),
        Contact(channel="email", address=f"{'a' * 250}@example.com"),
        Contact(channel="phone", address="12"),
        Contact(channel="phone", address="call me"),
        Contact(channel="pigeon", address="roof"),
        Contact(channel="post", address=" "),
    ],
)
def test_an_address_that_nothing_could_reach_is_refused(galil: Business, contact: Contact) -> None:
    before = Customer.objects.of(galil.id).count()
    with pytest.raises(Refused) as found:
        customers.make(by=by(galil.yael), name="דנה", contacts=[contact], now=SUNDAY_1000)
    assert found.value.code == "bad_address"
    assert Customer.objects.of(galil.id).count() == before


@pytest.mark.parametrize(("name", "language", "code"), [(" ", "he", "incomplete"), ("דנה", "fr", "invalid")])
def test_a_customer_has_a_name_and_a_language_that_we_write(
    galil: Business, name: str, language: str, code: str
) -> None:
    with pytest.raises(Refused) as found:
        customers.make(by=by(galil.yael), name=name, language=language, now=SUNDAY_1000)
    assert found.value.code == code


def test_contacts_stand_in_the_order_of_preference_and_once(galil: Business) -> None:
    phone = Contact(channel="phone", address="054-765-4321")
    mail = Contact(channel="email", address="a@example.com")
    made = customers.make(by=by(galil.yael), name="דנה", contacts=[phone, mail, phone], now=SUNDAY_1000)
    points = ContactPoint.objects.of(galil.id).filter(customer=made)
    assert [point.channel for point in points] == ["phone", "email"]
    assert Page.objects.of(galil.id).filter(customer=made, case=None).count() == 1


def test_contacts_that_stay_keep_their_rows(galil: Business) -> None:
    points = ContactPoint.objects.of(galil.id).filter(customer=galil.dana)
    mail = points.get(channel="email")
    customers.change(
        customer_id=galil.dana.pk,
        by=by(galil.yael),
        name="דנה פרץ-כהן",
        language="he",
        contacts=[
            Contact(channel="sms", address=cast.DANA_PHONE),
            Contact(channel="email", address=cast.DANA_EMAIL),
        ],
        quiet_from=time(21),
        quiet_until=time(9),
        now=SUNDAY_1000,
    )
    assert [(p.channel, p.position) for p in points.all()] == [("sms", 0), ("email", 1)]
    assert points.get(channel="email").pk == mail.pk
    assert Customer.objects.of(galil.id).get(pk=galil.dana.pk).quiet_until == time(9)


def test_what_a_customer_wishes_for_is_recorded_by_whom_they_told(galil: Business) -> None:
    given = [Contact(channel="email", address=cast.DANA_EMAIL)]
    said: dict[str, Any] = {"customer_id": galil.dana.pk, "by": by(galil.yael), "language": "he"}
    wished = of(Event, galil, kind="PreferenceChanged")
    customers.change(**said, name="דנה פרץ", contacts=given, in_writing=True, now=SUNDAY_1000)
    customers.change(**said, name="דנה כהן", contacts=given, now=SUNDAY_1000)
    assert Customer.objects.of(galil.id).get(pk=galil.dana.pk).prefers_writing, (
        "a name says nothing of wishes"
    )
    event = wished.get()
    assert (event.actor, event.facts["in_writing"]) == (by(galil.yael).label, True)
    customers.change(
        **said,
        name="דנה כהן",
        contacts=given,
        in_writing=False,
        quiet_from=time(21),
        quiet_until=time(9),
        now=SUNDAY_1000,
    )
    assert wished.latest("id").facts == {
        "customer": galil.dana.pk,
        "channel": "email",
        "quiet_from": "21:00",
        "quiet_until": "09:00",
    }


def test_who_says_at_once_how_bad_news_is_to_come_is_recorded_so(galil: Business) -> None:
    plain = customers.make(by=by(galil.yael), name="דנה", now=SUNDAY_1000)
    made = customers.make(by=by(galil.yael), name="רון", in_writing=True, now=SUNDAY_1000)
    assert (plain.prefers_writing, made.prefers_writing) == (False, True)
    assert of(Event, galil, kind="PreferenceChanged").get().facts["customer"] == made.pk


def test_another_businesss_customer_is_not_there(galil: Business) -> None:
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    with pytest.raises(Refused) as found:
        customers.change(
            customer_id=galil.dana.pk,
            by=by(other.ruth),
            name="אחרת",
            language="he",
            contacts=[],
            now=SUNDAY_1000,
        )
    assert found.value.code == "not_found"
    assert Customer.objects.of(galil.id).get(pk=galil.dana.pk).name == galil.dana.name


def test_a_partner_does_not_see_to_customers(galil: Business) -> None:
    with pytest.raises(Refused) as found:
        customers.make(by=by(galil.sami), name="דנה", now=SUNDAY_1000)
    assert found.value.code == "not_allowed"


def test_what_a_carrier_of_ours_serves_comes_first(galil: Business) -> None:
    row = quote(galil)
    message = Message.objects.of(galil.id).get(case=row.case_id, kind="agreed")
    assert (message.channel, message.address, message.state) == ("email", cast.DANA_EMAIL, "queued")


@pytest.mark.parametrize("hours", [(time(8), time(20)), (time(9), time(9)), (time(8), None), (None, time(8))])
def test_staff_cannot_write_down_quiet_hours_that_leave_no_moment(
    galil: Business, hours: tuple[time | None, time | None]
) -> None:
    said = {"quiet_from": hours[0], "quiet_until": hours[1]}
    who = by(galil.yael)
    with pytest.raises((NeverAllowed, Incomplete)):
        customers.make(by=who, name="רון", **said, now=SUNDAY_1000)
    with pytest.raises((NeverAllowed, Incomplete)):
        customers.change(
            customer_id=galil.dana.pk,
            by=who,
            name="דנה",
            language="he",
            contacts=[],
            **said,
            now=SUNDAY_1000,
        )
    assert not Customer.objects.of(galil.id).filter(name__in=("רון", "דנה")).exists()
