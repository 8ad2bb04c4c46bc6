"""A link that has ended shows a business's name and a button; the desk ends and replaces links."""

from datetime import timedelta
from html import unescape
from re import findall

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, SetClock, signed_in, words
from teum.actions import contact, links
from teum.models import Case, Message, Page

LATER = cast.at("2027-07-07 12:00")


@pytest.fixture
def danas(galil: Business) -> Page:
    """The link to all that is Dana's, with one matter behind it."""
    cast.quote(galil)
    return links.of_customer(galil.dana, now=cast.SUNDAY_1000)


def test_a_link_that_has_ended_shows_the_business_and_a_button_alone(
    galil: Business, visitor: Browser, danas: Page, clock: SetClock
) -> None:
    clock(danas.expires_at - timedelta(minutes=1))
    visitor.see(f"/p/{danas.token}")
    clock(danas.expires_at)
    page = visitor.see(f"/p/{danas.token}", status=410)
    assert galil.organisation.name in page and "לשלוח לי קישור חדש" in words(page)
    for private in ("דנה", "המפרט", "מזגן לסלון", "יעל", cast.DANA_EMAIL):
        assert private not in page
    promise = of(Message, galil).earliest("id").case_id
    visitor.send(f"/p/{danas.token}/promises/{promise}/releases", 410)
    assert not of(Message, galil, kind="released").exists()


@pytest.mark.parametrize("is_revoked", [True, False])
def test_what_is_sent_behind_a_link_that_has_ended_is_not_lost_in_silence(
    galil: Business, visitor: Browser, danas: Page, clock: SetClock, is_revoked: bool
) -> None:
    ask = f"/p/{danas.token}/cases/{of(Case, galil).get().pk}/questions"
    if is_revoked:
        links.revoke(page_id=danas.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    clock(cast.MONDAY_1000 if is_revoked else LATER)
    typed = {"text": "אפשר להגיע <b>אחרי</b> ארבע?", "version": "3", "gap": "as_agreed"}
    page = visitor.client.post(ask, typed).content.decode()
    said = words(page)
    assert "מה ששלחת עכשיו לא הגיע אלינו." in said and "<b>" not in page
    assert "כתבת: ״אפשר להגיע <b>אחרי</b> ארבע?״" in said and "as_agreed" not in said
    assert "לא הגיע אלינו" not in words(visitor.see(f"/p/{danas.token}", status=410)), "nothing was sent"
    large = visitor.client.post(f"/p/{danas.token}/questions/1/uploads", {"file": "x" * 11_000_000})
    assert large.status_code == 410 and "לא הגיע אלינו" in words(large)


def test_a_new_link_is_sent_and_never_shown(
    galil: Business, visitor: Browser, danas: Page, clock: SetClock
) -> None:
    clock(LATER)
    answer = visitor.send(f"/p/{danas.token}/link-renewals")
    page = visitor.see(answer["Location"], status=410)
    fresh = of(Page, galil, customer=galil.dana).latest("id")
    assert "הקישור החדש בדרך אליך" in words(page)
    assert fresh.pk != danas.pk and fresh.token not in page
    visitor.see(f"/p/{fresh.token}")
    visitor.send(f"/p/{danas.token}/link-renewals")
    assert of(Message, galil, kind="link").count() == 1


def test_what_is_answered_tells_nothing_of_who_it_is(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    contact.receive(
        organisation_id=galil.id, name="מישהו", phone=cast.DANA_PHONE, about="שאלה", now=cast.SUNDAY_1000
    )
    page = of(Page, galil, case__isnull=False).get()
    clock(LATER)
    answer = visitor.send(f"/p/{page.token}/link-renewals")
    assert "הקישור החדש בדרך אליך" in words(visitor.see(answer["Location"], status=410))
    assert not of(Message, galil, kind="link").exists()


PRIVATE = ("דנה", "המפרט", "מזגן לסלון", "יעל", cast.DANA_EMAIL)


@pytest.mark.parametrize("replace", [True, False])
def test_a_link_that_was_revoked_shows_whose_it_was_and_whom_to_call_alone(
    galil: Business, visitor: Browser, danas: Page, replace: bool
) -> None:
    links.revoke(page_id=danas.pk, by=cast.by(galil.yael), replace=replace, now=cast.SUNDAY_1000)
    page = visitor.see(f"/p/{danas.token}", status=410)
    assert galil.organisation.name in page and "לשלוח לי את הקישור" in words(page)
    assert not [private for private in PRIVATE if private in page]


def test_both_ways_a_link_ends_name_the_phone_of_the_business(visitor: Browser, clock: SetClock) -> None:
    galil = cast.galil(name="דודי השרון", domain="sharon.example", phone="04-698-1234")
    cast.quote(galil)
    danas = links.of_customer(galil.dana, now=cast.SUNDAY_1000)
    clock(danas.expires_at)
    for _ in ("it ended by itself", "it was revoked"):
        page = visitor.see(f"/p/{danas.token}", status=410)
        card = page[page.index('id="ended"') : page.index("</section>")]
        assert 'href="tel:' in card and "04-698-1234" in words(card)
        links.revoke(page_id=danas.pk, by=cast.by(galil.yael), now=danas.expires_at)


def test_without_a_phone_they_may_reply_to_a_mail(galil: Business, visitor: Browser, danas: Page) -> None:
    links.revoke(page_id=danas.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    assert "להשיב לכל מייל שקיבלת מאיתנו" in words(visitor.see(f"/p/{danas.token}", status=410))


@pytest.mark.parametrize(("replace", "sent"), [(True, 2), (False, 0)])
def test_behind_a_revoked_link_only_one_that_stands_is_sent_and_both_look_the_same(
    galil: Business, visitor: Browser, danas: Page, clock: SetClock, replace: bool, sent: int
) -> None:
    links.revoke(page_id=danas.pk, by=cast.by(galil.yael), replace=replace, now=cast.SUNDAY_1000)
    clock(cast.MONDAY_1000)
    answer = visitor.send(f"/p/{danas.token}/link-renewals")
    page = words(visitor.see(answer["Location"], status=410))
    assert "אם יש לך קישור בתוקף וכתובת המייל שלך רשומה אצלנו, הוא בדרך אליך." in page
    assert of(Message, galil, kind="link").count() == sent
    standing = of(Page, galil, customer=galil.dana, revoked_at=None)
    assert standing.count() == (1 if replace else 0), "no link is made that a member did not want"


def test_a_link_that_opens_is_not_renewed(galil: Business, visitor: Browser, danas: Page) -> None:
    assert "בדרך אליך" not in visitor.send_and_see(f"/p/{danas.token}/link-renewals")
    assert not of(Message, galil, kind="link").exists()


def test_the_desk_replaces_and_revokes_links(galil: Business, visitor: Browser, danas: Page) -> None:
    yael, here = signed_in(galil.yael), f"/customers/{galil.dana.pk}"
    assert "בתוקף עד יום שישי, 21.5.2027, ומתארך עם כל הודעה" in words(yael.see(here))
    assert "הקישור הוחלף" in yael.send_and_see(f"/links/{danas.pk}/successors")
    visitor.see(f"/p/{danas.token}", status=410)
    fresh = of(Page, galil, customer=galil.dana, revoked_at=None).get()
    visitor.see(f"/p/{fresh.token}")
    text = yael.send_and_see(f"/links/{fresh.pk}/revocations")
    assert "הקישור בוטל" in text and "ליצור קישור" in text
    visitor.see(f"/p/{fresh.token}", status=410)
    assert "יש שוב קישור" in yael.send_and_see(f"{here}/links")
    visitor.see(f"/p/{of(Page, galil, customer=galil.dana, revoked_at=None).get().token}")


def test_a_link_that_ends_while_the_desk_looks_at_it_is_copied_no_more(
    galil: Business, danas: Page, clock: SetClock
) -> None:
    """Nothing happens to the customer by it, and their card is drawn anew all the same."""
    yael, case = signed_in(galil.yael), of(Case, galil).get()
    clock(danas.expires_at - timedelta(minutes=1))
    seen = yael.see(f"/cases/{case.pk}")
    assert f"/p/{danas.token}" in seen
    look = unescape(findall(r'data-look hx-get="([^"]+)"', seen)[0])
    yael.see(look, status=204)
    clock(danas.expires_at)
    assert f"/p/{danas.token}" not in yael.see(look)
    assert f"/p/{danas.token}" not in yael.see(f"/cases/{case.pk}")
    assert "ליצור קישור" in words(yael.see(f"/customers/{galil.dana.pk}"))


def test_the_open_page_of_a_link_that_ends_shows_it_no_longer(
    visitor: Browser, danas: Page, clock: SetClock
) -> None:
    clock(danas.expires_at - timedelta(minutes=1))
    live = unescape(findall(r'data-live="([^"]+)"', visitor.see(f"/p/{danas.token}"))[0])
    visitor.see(live, status=204)
    clock(danas.expires_at)
    assert "הקישור הזה כבר לא בתוקף" in words(visitor.see(live, status=410))


def test_a_partner_ends_no_link(galil: Business, danas: Page) -> None:
    signed_in(galil.sami).send(f"/links/{danas.pk}/revocations", 403)
    signed_in(galil.yael).send("/links/999/revocations", 404)
