"""The life of a link: it ends by itself, messages put that forward, its customer renews it, a member ends it."""

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, Business, by, of
from tests.property.world import World
from teum.actions import contact, links, outgoing
from teum.actions.customers import Contact
from teum.actions.links import NotVerified
from teum.actions.matter import NoSuchThing
from teum.core.permissions import NotAllowed
from teum.models import Case, Customer, Event, Message, Page
from teum.queries import links as queries
from teum.queries import pages
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
LIFE = timedelta(days=180)
NEXT_JULY = cast.at("2027-07-07 23:30")


def end(page: Page, at: datetime = SUNDAY_1000) -> None:
    """Let a link's time be over."""
    of_all = Page.objects.of(page.organisation_id).filter(pk=page.pk)
    of_all.update(expires_at=at)


@pytest.fixture
def danas(galil: Business) -> Page:
    """The link to all that is Dana's, with one matter behind it."""
    cast.quote(galil)
    return links.of_customer(galil.dana, now=SUNDAY_1000)


def letters(galil: Business) -> list[Message]:
    """The messages that bring a link."""
    return list(of(Message, galil, kind="link").order_by("id"))


# ── its end, and what puts it forward ──


def test_a_link_opens_for_half_a_year(galil: Business, danas: Page) -> None:
    assert danas.expires_at == cast.SUNDAY_0900 + LIFE
    door = queries.door(danas.token)
    assert door and not door.is_over(danas.expires_at - timedelta(seconds=1))
    assert door.is_over(danas.expires_at)


def test_a_message_that_carries_it_puts_its_end_forward(world: World, galil: Business) -> None:
    case = cast.case(galil.yael, galil.dana)
    page = links.of_customer(galil.dana, now=SUNDAY_1000)
    end(page, SUNDAY_1000 + timedelta(days=9))
    world.until(SUNDAY_1000 + timedelta(minutes=10))
    assert of(Message, galil, case=case, state="accepted").exists()
    page.refresh_from_db()
    assert page.expires_at > SUNDAY_1000 + LIFE
    assert of(Page, galil, customer=galil.dana).count() == 1


def test_no_message_carries_a_link_that_has_ended(galil: Business, danas: Page) -> None:
    case, late = of(Case, galil).get(), danas.expires_at + timedelta(days=1)
    path = links.carried(case, now=late)
    assert path != pages.path(danas)
    assert links.carried(case, now=late) == path == pages.path_of_case(case, now=late)
    assert of(Page, galil, customer=galil.dana, case=None).count() == 2


def test_it_is_put_forward_once_a_day(galil: Business, danas: Page) -> None:
    case = of(Case, galil).get()
    links.carried(case, now=SUNDAY_1000 + timedelta(hours=20))
    danas.refresh_from_db()
    assert danas.expires_at == cast.SUNDAY_0900 + LIFE
    links.carried(case, now=SUNDAY_1000 + timedelta(hours=24))
    danas.refresh_from_db()
    assert danas.expires_at == SUNDAY_1000 + timedelta(hours=24) + LIFE


# ── renewed by the customer ──


def test_the_new_link_goes_to_their_own_address_alone_and_at_night_as_well(
    world: World, galil: Business, danas: Page
) -> None:
    end(danas)
    links.renew(token=danas.token, now=NEXT_JULY)
    (letter,) = letters(galil)
    assert (letter.address, letter.send_at, letter.may_join_at) == (cast.DANA_EMAIL, NEXT_JULY, None)
    fresh = of(Page, galil, customer=galil.dana).latest("id")
    assert fresh.pk != danas.pk and fresh.token not in letter.text
    assert fresh.expires_at == NEXT_JULY + LIFE
    assert outgoing.of(letter).link == pages.path(fresh, letter.case_id), (
        "the letterhead adds it as it leaves"
    )
    event = of(Event, galil, kind="LinkRenewed").get()
    assert (event.facts, event.actor) == ({"page": fresh.pk}, "customer")
    assert verify(rebuild_rows=True).holds


def test_asked_twice_it_is_one_and_later_the_same_link_again(galil: Business, danas: Page) -> None:
    end(danas)
    for minutes in (0, 1, 59):
        links.renew(token=danas.token, now=NEXT_JULY + timedelta(minutes=minutes))
    assert len(letters(galil)) == 1
    links.renew(token=danas.token, now=NEXT_JULY + timedelta(hours=2))
    assert len(letters(galil)) == 2
    assert of(Page, galil, customer=galil.dana).count() == 2


def test_nothing_is_renewed_that_still_opens(galil: Business, danas: Page) -> None:
    links.renew(token=danas.token, now=SUNDAY_1000)
    assert not letters(galil)
    with pytest.raises(NoSuchThing):
        links.renew(token="guessed", now=SUNDAY_1000)


def test_who_filled_a_form_renews_nothing_by_themselves(galil: Business) -> None:
    contact.receive(
        organisation_id=galil.id, name="מישהו", phone="054-765-4321", email="x@example.com", about="שאלה", now=SUNDAY_1000
    )  # fmt: skip
    page = of(Page, galil, case__isnull=False).get()
    end(page)
    with pytest.raises(NotVerified):
        links.renew(token=page.token, now=NEXT_JULY)
    assert not letters(galil)


def test_without_an_e_mail_no_link_is_sent_and_none_is_made(galil: Business) -> None:
    moshe = cast.customer(galil.ruth, "משה", [Contact(channel="phone", address=cast.DANA_PHONE)])
    cast.case(galil.yael, moshe, promise=cast.chat_draft())
    page = links.of_customer(moshe, now=SUNDAY_1000)
    end(page)
    links.renew(token=page.token, now=NEXT_JULY)
    assert not letters(galil) and of(Page, galil, customer=moshe).count() == 1


# ── ended by a member ──


def is_revoked(page: Page) -> bool:
    found = queries.door(page.token)
    return found is not None and found.is_revoked and found.is_over(SUNDAY_1000)


def test_a_revoked_link_opens_nothing_and_no_message_carries_one(galil: Business, danas: Page) -> None:
    links.revoke(page_id=danas.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert is_revoked(danas)
    assert links.carried(of(Case, galil).get(), now=SUNDAY_1000) == ""
    assert queries.standing(galil.dana.pk, by=by(galil.yael)) == ()
    event = of(Event, galil, kind="LinkRevoked").get()
    assert event.facts == {"page": danas.pk, "customer": galil.dana.pk}
    links.revoke(page_id=danas.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert of(Event, galil, kind="LinkRevoked").count() == 1
    made = links.make(customer_id=galil.dana.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert made.token != danas.token
    assert verify(rebuild_rows=True).holds


def test_with_a_link_those_that_it_followed_end(galil: Business, danas: Page) -> None:
    end(danas)
    links.renew(token=danas.token, now=NEXT_JULY)
    fresh = of(Page, galil, customer=galil.dana).latest("id")
    links.revoke(page_id=fresh.pk, by=by(galil.yael), now=NEXT_JULY)
    assert all(is_revoked(page) for page in (danas, fresh))


def test_a_replaced_link_is_sent_to_the_customer(galil: Business, danas: Page) -> None:
    links.revoke(page_id=danas.pk, by=by(galil.yael), replace=True, now=SUNDAY_1000)
    (letter,) = letters(galil)
    assert "החלפנו את הקישור לעמוד שלך" in letter.text
    (standing,) = queries.standing(galil.dana.pk, by=by(galil.yael))
    case = of(Case, galil).get()
    assert f"{standing.path}?case={case.pk}" == pages.path_of_case(case, now=SUNDAY_1000)
    event = of(Event, galil, kind="LinkRevoked").get()
    assert event.facts["successor"] == standing.id


def test_only_staff_of_the_business_end_links(galil: Business, danas: Page) -> None:
    other = cast.galil(name="אחר", domain="other.example")
    for who, refusal in (
        (by(other.yael), NoSuchThing),
        (by(galil.sami), NotAllowed),
        (galil.as_customer, NotAllowed),
    ):
        with pytest.raises(refusal):
            links.revoke(page_id=danas.pk, by=who, now=SUNDAY_1000)
    with pytest.raises(NoSuchThing):
        links.make(customer_id=galil.dana.pk, by=by(other.yael), now=SUNDAY_1000)
    assert queries.door(danas.token)


def test_a_form_visitor_gets_no_link_to_all(galil: Business) -> None:
    contact.receive(
        organisation_id=galil.id, name="מישהו", phone="054-765-4321", about="שאלה", now=SUNDAY_1000
    )
    visitor = of(Customer, galil, is_verified=False).get()
    with pytest.raises(NotVerified):
        links.make(customer_id=visitor.pk, by=by(galil.yael), now=SUNDAY_1000)
