"""The customer says on their page how they like to be reached."""

import re
from collections.abc import Callable

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, words
from teum.actions import calls, links, messages
from teum.core.calls import Result
from teum.models import Case, ContactPoint, Customer, Message, Page, Promise


@pytest.fixture
def page(galil: Business) -> str:
    """Dana's page, with one matter on it."""
    cast.quote(galil)
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def _phone(galil: Business) -> ContactPoint:
    return ContactPoint.objects.of(galil.id).get(customer=galil.dana, channel="phone")


def test_a_wish_is_kept_and_shown(galil: Business, visitor: Browser, page: str) -> None:
    html = visitor.see(page)
    assert "(מסתיים ב-321)" in words(html) and "(d…@example.com)" in words(html)
    assert cast.DANA_EMAIL not in html and "7654321" not in html, "no more of an address than its owner knows"
    assert "הודעות כתובות נשלחות למייל שלך" in words(html), "what a wish for the telephone does not change"
    said = {"first": _phone(galil).pk, "quiet_from": "22:00", "quiet_until": "09:30"}
    for _ in range(2):
        assert "מעכשיו ננהג לפי זה" in visitor.send_and_see(f"{page}/preferences", **said)
    assert str(Customer.objects.of(galil.id).get(pk=galil.dana.pk).quiet_until) == "09:30:00"
    html = visitor.see(page)
    assert 'value="22:00"' in html and html.index(f'value="{_phone(galil).pk}"') < html.index("d…@")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"quiet_from": "22:00"}, "עד איזו שעה?"),
        ({"quiet_from": "08:00", "quiet_until": "20:00"}, "לא יישאר זמן לשום הודעה"),
        ({"quiet_from": "noon", "quiet_until": "20:00"}, "זו לא שעה"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_stays(
    galil: Business, visitor: Browser, page: str, hours: dict[str, str], said: str
) -> None:
    answer = visitor.send(f"{page}/preferences", 422, **hours)
    assert said in words(answer)
    assert f'value="{hours["quiet_from"]}"' in answer.content.decode()


def test_only_their_own_contacts(galil: Business, visitor: Browser, page: str) -> None:
    contact = ContactPoint.objects.of(galil.id).get(customer=galil.john)
    visitor.send(f"{page}/preferences", 422, first=contact.pk)
    visitor.send("/p/guessed/preferences", 404, quiet_from="21:00", quiet_until="09:00")


def test_with_one_way_only_the_hours_are_asked(galil: Business, visitor: Browser) -> None:
    cast.case(galil.yael, galil.john)
    page = f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}"
    assert 'name="first"' not in visitor.see(page)
    visitor.send(f"{page}/preferences", quiet_from="21:00", quiet_until="09:00")
    assert str(Customer.objects.of(galil.id).get(pk=galil.john.pk).quiet_from) == "21:00:00"


def test_a_wrong_number_is_shown_and_set_right(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    page = f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"
    assert "לא הצלחנו להגיע אליך" not in words(visitor.see(page))
    of(ContactPoint, galil, customer=galil.dana, channel="phone").update(is_broken=True)
    wrong = of(ContactPoint, galil, customer=galil.dana, channel="phone").get()
    seen = words(visitor.see(page))
    assert "לא הצלחנו להגיע אליך ב: טלפון (מסתיים ב-321)" in seen and wrong.address not in seen
    address = f"{page}/contacts/{wrong.pk}"
    assert "המספר הנכון" in words(visitor.send(address, 422, address="12"))
    after = visitor.send_and_see(address, address="054-765-4399")
    assert "מעכשיו נפנה אליך לשם" in after and "לא הצלחנו להגיע אליך ב" not in after
    points = of(ContactPoint, galil, customer=galil.dana).order_by("position", "id")
    assert [(point.channel, point.is_broken) for point in points][-1] == ("phone", False)
    assert points.last() and points.filter(address="+972547654399").exists()
    visitor.send(address, 404, address="054-765-4399")
    john = of(ContactPoint, galil, customer=galil.john).first()
    assert john
    of(ContactPoint, galil, pk=john.pk).update(is_broken=True)
    visitor.send(f"{page}/contacts/{john.pk}", 404, address="john@example.org")
    assert cast.fresh(promise).state == "open"


def test_what_they_change_shows_on_the_desk_while_it_is_looked_at(
    galil: Business, visitor: Browser, yael: Browser, page: str
) -> None:
    case = of(Case, galil).get()
    look = re.search(r'hx-get="([^"]+)" hx-trigger="look', yael.see(f"/cases/{case.pk}"))
    assert look
    yael.see(look[1], status=204)
    visitor.send(f"{page}/preferences", first=_phone(galil).pk)
    card = yael.see(look[1])
    assert "<html" not in card and card.index("tel:") < card.index(cast.DANA_EMAIL)
    next_look = re.search(r'hx-get="([^"]+)"', card)
    assert next_look
    yael.see(next_look[1], status=204)
    yael.see("/cases/999999/customer", status=404)


def test_an_address_from_the_page_is_confirmed_at_the_desk(
    galil: Business, visitor: Browser, yael: Browser
) -> None:
    case = cast.quote(galil).case_id
    page = f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"
    of(ContactPoint, galil, customer=galil.dana, channel="email").update(is_broken=True)
    wrong = of(ContactPoint, galil, customer=galil.dana, channel="email").get()
    after = visitor.send_and_see(f"{page}/contacts/{wrong.pk}", address="dana@new.example.org")
    assert "הקישור אליו יישלח לשם רק אחרי שנדבר איתך" in after
    assert "כדאי לוודא איתם שהיא שלהם" in words(yael.see(f"/cases/{case}"))
    desk, given = f"/customers/{galil.dana.pk}", of(ContactPoint, galil, customer=galil.dana).latest("id")
    assert "שום קישור לא נשלח לשם" in words(yael.see(desk))
    yael.send(f"{desk}/contacts/{given.pk}/proofs")
    assert "שום קישור לא נשלח לשם" not in words(yael.see(desk))
    assert "כדאי לוודא" not in words(yael.see(f"/cases/{case}"))
    yael.send(f"{desk}/contacts/99999/proofs", 404)


def test_how_bad_news_comes_is_theirs_to_say(
    galil: Business, visitor: Browser, yael: Browser, page: str
) -> None:
    assert "ואם משהו מתעכב או משתבש?" in words(visitor.see(page))
    for said, is_written in (("write", True), ("", True), ("call", False)):
        visitor.send(f"{page}/preferences", bad_news=said)
        assert Customer.objects.of(galil.id).get(pk=galil.dana.pk).prefers_writing is is_written
        assert ("בכתב מיד, בלי שיחה" in words(yael.see(f"/customers/{galil.dana.pk}"))) is is_written
    _phone(galil).delete()
    assert "ואם משהו מתעכב או משתבש?" not in words(visitor.see(page)), "nobody could call"


def _wrong_number(galil: Business) -> None:
    row = of(Promise, galil).get()
    calls.of_promise(
        promise_id=row.pk, by=cast.by(galil.yael), result=Result.WRONG_NUMBER, now=cast.SUNDAY_1000
    )


def _came_back(galil: Business) -> None:
    message = of(Message, galil, customer=galil.dana).latest("id")
    of(Message, galil, pk=message.pk).update(state="accepted")
    messages.mark_bounced(message.pk, reason="550 no such user", blames_address=True, now=cast.SUNDAY_1000)


def _link_replaced(galil: Business) -> None:
    page = of(Page, galil, customer=galil.dana).get()
    links.revoke(page_id=page.pk, by=cast.by(galil.ruth), replace=True, now=cast.SUNDAY_1000)


def _link_ended(galil: Business) -> None:
    page = of(Page, galil, customer=galil.dana).get()
    links.revoke(page_id=page.pk, by=cast.by(galil.ruth), now=cast.SUNDAY_1000)


@pytest.mark.parametrize(
    ("happens", "shown", "gone"),
    [
        (_wrong_number, "לא הצלחנו להגיע לשם.", ""),
        (_came_back, "לא הצלחנו להגיע לשם.", ""),
        (_link_replaced, "הדף של הלקוח", "OLD"),
        (_link_ended, "054-765-4321", "הדף של הלקוח"),
    ],
)
def test_what_becomes_of_their_addresses_and_links_shows_on_the_desk_while_it_is_looked_at(
    galil: Business, yael: Browser, page: str, happens: Callable[[Business], None], shown: str, gone: str
) -> None:
    case = of(Case, galil).get()
    look = re.search(r'hx-get="([^"]+)" hx-trigger="look', yael.see(f"/cases/{case.pk}"))
    assert look
    yael.see(look[1], status=204)
    happens(galil)
    card = yael.see(look[1])
    assert shown in words(card)
    assert not gone or (page if gone == "OLD" else gone) not in card
    next_look = re.search(r'hx-get="([^"]+)"', card)
    assert next_look
    yael.see(next_look[1], status=204)
