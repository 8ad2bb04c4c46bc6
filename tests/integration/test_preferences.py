"""What a customer likes is theirs to say: own contacts only, no address in the ledger, and it is kept to."""

from datetime import time, timedelta

import pytest

from tests import cast
from tests.cast import Business, by, of
from tests.property.world import World
from teum.actions import organisations, preferences
from teum.actions.matter import NoSuchThing
from teum.core.permissions import NotAllowed
from teum.core.promise import Incomplete
from teum.core.quiet import NeverAllowed
from teum.models import ContactPoint, Customer, Event, Message
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
NOW = cast.SUNDAY_1000
MORNING = {"quiet_from": time(8), "quiet_until": time(12)}


def contacts(galil: Business) -> list[ContactPoint]:
    """Dana's, in the order in which she prefers them."""
    return list(ContactPoint.objects.of(galil.id).filter(customer=galil.dana))


def test_the_order_and_the_hours_are_kept_and_told_without_an_address(galil: Business) -> None:
    email, phone = contacts(galil)
    preferences.prefer(by=galil.as_customer, first=phone.pk, **MORNING, now=NOW)
    assert contacts(galil) == [phone, email]
    dana = Customer.objects.of(galil.id).get(pk=galil.dana.pk)
    assert (dana.quiet_from, dana.quiet_until) == (time(8), time(12))
    event = of(Event, galil, kind="PreferenceChanged").get()
    assert event.facts == {
        "customer": dana.pk, "channel": "phone", "quiet_from": "08:00", "quiet_until": "12:00"
    }  # fmt: skip
    assert (event.actor, event.case) == ("customer", None)
    assert verify(rebuild_rows=True).holds


def test_nothing_is_sent_in_the_hours_that_they_chose(world: World, galil: Business) -> None:
    preferences.prefer(by=galil.as_customer, **MORNING, now=NOW)
    cast.quote(galil)
    world.until(NOW + timedelta(hours=1, minutes=59))
    assert not of(Message, galil, state="accepted", customer=galil.dana).exists()
    world.until(NOW + timedelta(hours=2, minutes=5))
    assert of(Message, galil, state="accepted", customer=galil.dana).exists()


def test_the_same_once_more_changes_nothing_and_no_hours_take_them_back(galil: Business) -> None:
    for _ in range(2):
        preferences.prefer(by=galil.as_customer, **MORNING, now=NOW)
    assert of(Event, galil, kind="PreferenceChanged").count() == 1
    assert preferences.prefer(by=galil.as_customer, now=NOW).quiet_from is None
    assert of(Event, galil, kind="PreferenceChanged").latest("id").facts == {
        "customer": galil.dana.pk, "channel": "email"
    }  # fmt: skip


@pytest.mark.parametrize("hours", [{"quiet_from": time(8)}, {"quiet_until": time(12)}])
def test_half_of_the_hours_are_none(galil: Business, hours: dict[str, time]) -> None:
    with pytest.raises(Incomplete):
        preferences.prefer(by=galil.as_customer, **hours, now=NOW)


@pytest.mark.parametrize("hours", [(time(8), time(20)), (time(0), time(0))])
def test_hours_that_leave_no_moment_are_refused(galil: Business, hours: tuple[time, time]) -> None:
    with pytest.raises(NeverAllowed):
        preferences.prefer(by=galil.as_customer, quiet_from=hours[0], quiet_until=hours[1], now=NOW)
    assert not of(Event, galil, kind="PreferenceChanged").exists()


def test_only_their_own_contacts_and_only_they(galil: Business) -> None:
    johns = ContactPoint.objects.of(galil.id).get(customer=galil.john)
    with pytest.raises(NoSuchThing):
        preferences.prefer(by=galil.as_customer, first=johns.pk, now=NOW)
    for who in (by(galil.ruth), by(galil.yael), galil.as_clock):
        with pytest.raises((NotAllowed, NoSuchThing)):
            preferences.prefer(by=who, now=NOW)
    other = cast.galil(name="אחר", domain="other.example")
    with pytest.raises(NoSuchThing):
        preferences.prefer(by=other.as_whom(galil.dana), now=NOW)


def test_hours_that_the_business_left_nothing_of_silence_nobody(world: World, galil: Business) -> None:
    """The customer named the hours of work; then the business ended its evenings. What is owed is told all the same."""
    preferences.prefer(by=galil.as_customer, quiet_from=time(8), quiet_until=time(19), now=NOW)
    organisations.change_policy(by=by(galil.amir), now=NOW, quiet_from_hour=18)
    cast.quote(galil)
    world.until(cast.TUESDAY_1500)
    assert [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed")] == [True]
    letter = of(Message, galil, kind="holding", customer=galil.dana).get()
    assert letter.told_at == cast.at("2026-11-24 07:59")
