"""What a customer likes is theirs to say: own contacts only, no address in the ledger, and it is kept to."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from tests import cast
from tests.cast import Business, by, of
from tests.property.world import World
from teum.actions import customers, links, organisations, outgoing, preferences, promises
from teum.actions.customers import Contact
from teum.actions.matter import NoSuchThing
from teum.core import reach
from teum.core.permissions import NotAllowed
from teum.core.promise import Incomplete
from teum.core.quiet import NeverAllowed
from teum.models import ContactPoint, Customer, Event, Message, Page, Task
from teum.queries import inbox
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


IN_THE_EVENING, AT_EIGHT, AT_TEN = (
    cast.at(at) for at in ("2026-11-23 19:59", "2026-11-24 08:00", "2026-11-24 10:00")
)
LATE = {"quiet_from": time(20), "quiet_until": time(10)}


def _she_says(galil: Business, now: datetime) -> None:
    preferences.prefer(by=galil.as_customer, **LATE, now=now)


def _yael_writes_down(galil: Business, now: datetime) -> None:
    contacts = [Contact(channel="email", address="dana@example.com")]
    customers.change(
        customer_id=galil.dana.pk, by=by(galil.yael), name="דנה", language="he", contacts=contacts, **LATE,
        now=now,
    )  # fmt: skip


@pytest.mark.parametrize("wish", [_she_says, _yael_writes_down])
@pytest.mark.parametrize(
    ("needed_by", "leaves"), [(None, AT_TEN), (cast.at("2026-11-24 09:30"), AT_EIGHT), (AT_TEN, AT_EIGHT)]
)
def test_new_hours_hold_for_what_waits_already_and_can(
    galil: Business,
    wish: Callable[[Business, datetime], None],
    needed_by: datetime | None,
    leaves: datetime,
) -> None:
    at_night = IN_THE_EVENING + timedelta(hours=2)
    cast.quote(galil, now=at_night)
    waiting = of(Message, galil, kind="agreed", customer=galil.dana)
    assert waiting.get().send_at == AT_EIGHT
    waiting.update(needed_by=needed_by)
    wish(galil, at_night + timedelta(minutes=1))
    assert waiting.get().send_at == leaves


def test_a_call_goes_ahead_of_bad_news_until_they_may_be_written_to(galil: Business) -> None:
    cast.quote(galil)
    bad_news, in_an_hour = of(Message, galil, kind="agreed"), NOW + timedelta(hours=1)
    bad_news.update(call_by=in_an_hour, send_at=in_an_hour)
    preferences.prefer(by=galil.as_customer, **MORNING, now=NOW)
    assert bad_news.get().call_by == bad_news.get().send_at == NOW + timedelta(hours=2)


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


# ── an address that came over a page ──

THEIRS = "dana.new@example.org"


def given(galil: Business) -> tuple[ContactPoint, Page]:
    """An address that whoever holds Dana's link gave, after hers had been refused; and that link."""
    of(ContactPoint, galil, customer=galil.dana, channel="email").update(is_broken=True)
    broken = of(ContactPoint, galil, customer=galil.dana, channel="email").get()
    page = links.of_customer(galil.dana, now=NOW)
    point = preferences.correct(
        by=galil.as_customer, token=page.token, contact_id=broken.pk, address=THEIRS, now=NOW
    )
    return point, page


def carried_to(galil: Business, address: str) -> list[str]:
    """The links that went out to an address."""
    found = of(Message, galil, address=address).select_related("organisation", "customer", "case", "contact")
    return [outgoing.of(message).link for message in found.order_by("id")]


def test_words_go_to_an_address_from_the_page_and_no_link_until_it_is_proven(
    world: World, galil: Business
) -> None:
    point, page = given(galil)
    promise = cast.quote(galil)
    world.until(NOW + timedelta(hours=1))
    (letter,) = of(Message, galil, address=THEIRS)
    assert letter.state == "accepted" and carried_to(galil, THEIRS) == [""]
    assert all(page.token not in handed.text for handed in world.carrier.handed)
    preferences.prove(by=by(galil.yael), customer_id=galil.dana.pk, contact_id=point.pk, now=world.now)
    promises.revise(
        promise_id=promise.pk, by=by(galil.yael), due=cast.WEDNESDAY_1200, reason="חסר חלק", now=world.now
    )
    assert carried_to(galil, THEIRS)[-1] == f"/p/{page.token}?case={promise.case_id}"
    event = of(Event, galil, kind="ContactProven").get()
    assert (event.actor, event.facts) == (
        by(galil.yael).label,
        {"customer": galil.dana.pk, "contact": point.pk, "channel": "email"},
    )
    assert verify(rebuild_rows=True).holds


def test_no_letter_brings_a_link_to_an_address_that_is_not_proven(galil: Business) -> None:
    """Neither where a member puts another in its place nor where its holder asks for a new one."""
    point, _ = given(galil)
    case = cast.case(galil.yael, galil.dana)
    links.revoke(page_id=links.of_case(case, now=NOW).pk, by=by(galil.yael), replace=True, now=NOW)
    (fresh,) = of(Page, galil, case=case, revoked_at=None)
    of(Page, galil, pk=fresh.pk).update(expires_at=NOW)
    links.renew(token=fresh.token, now=NOW)
    assert not of(Message, galil, kind="link").exists()
    preferences.prove(by=by(galil.yael), customer_id=galil.dana.pk, contact_id=point.pk, now=NOW)
    links.renew(token=fresh.token, now=NOW)
    assert of(Message, galil, kind="link").get().address == THEIRS


@pytest.mark.parametrize("how", ["revoked", "over"])
def test_with_its_link_an_address_from_the_page_ends(world: World, galil: Business, how: str) -> None:
    """What waited for it is said by a person, and so is whatever comes after."""
    _, page = given(galil)
    cast.quote(galil)
    if how == "revoked":
        links.revoke(page_id=page.pk, by=by(galil.yael), replace=True, now=NOW)
    else:
        Page.objects.of(galil.id).filter(pk=page.pk).update(expires_at=NOW + timedelta(minutes=1))
    world.until(NOW + timedelta(hours=1))
    assert not world.carrier.handed
    (letter,) = of(Message, galil, kind="agreed")
    assert letter.state == "failed"
    assert of(Task, galil, kind="call", message=letter, member=galil.yael, done_at=None).exists()
    assert not inbox.of_sender(THEIRS) or how == "over"


def test_only_a_member_proves_and_only_what_reaches_them(galil: Business) -> None:
    point, _ = given(galil)
    whose = {"customer_id": galil.dana.pk, "contact_id": point.pk, "now": NOW}
    for who in (galil.as_customer, by(galil.sami)):
        with pytest.raises(NotAllowed):
            preferences.prove(by=who, **whose)
    other = cast.galil(name="אחר", domain="other.example")
    with pytest.raises(NoSuchThing):
        preferences.prove(by=by(other.yael), **whose)
    with pytest.raises(NoSuchThing):
        preferences.prove(by=by(galil.yael), **{**whose, "customer_id": galil.john.pk})
    before = Customer.objects.of(galil.id).get(pk=galil.dana.pk).version
    preferences.prove(by=by(galil.yael), **whose)
    preferences.prove(by=by(galil.yael), **whose)
    assert Customer.objects.of(galil.id).get(pk=galil.dana.pk).version == before + 1, "open pages look again"
    assert of(Event, galil, kind="ContactProven").count() == 1


def test_an_address_is_given_only_over_a_link_that_opens(galil: Business) -> None:
    of(ContactPoint, galil, customer=galil.dana, channel="email").update(is_broken=True)
    broken = of(ContactPoint, galil, customer=galil.dana, channel="email").get()
    for token in ("guessed", links.of_customer(galil.john, now=NOW).token):
        with pytest.raises(NoSuchThing):
            preferences.correct(
                by=galil.as_customer, token=token, contact_id=broken.pk, address=THEIRS, now=NOW
            )


def test_a_link_to_one_case_gives_no_address_for_the_others(galil: Business) -> None:
    one, other = cast.case(galil.yael, galil.dana), cast.case(galil.yael, galil.dana)
    page = links.of_case(one, now=NOW)
    assert reach.takes_words(page, case=one.pk, now=NOW)
    assert not reach.takes_words(page, case=other.pk, now=NOW)
