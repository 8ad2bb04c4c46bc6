"""The customer's own calendar says what their page says, and goes on saying it."""

from dataclasses import replace

import icalendar
import pytest

from tests import cast
from tests.cast import Business, by
from tests.web.conftest import Browser, SetClock, words
from teum.actions import links, promises
from teum.actions.promises.steps import Next
from teum.models import Promise


@pytest.fixture
def quote(galil: Business) -> Promise:
    """Dana's promise of the story."""
    return cast.quote(galil)


@pytest.fixture
def page(galil: Business, quote: Promise) -> str:
    """Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def read(visitor: Browser, url: str) -> icalendar.Calendar:
    """A calendar from its address."""
    answer = visitor.client.get(url)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    found = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(found, icalendar.Calendar)
    return found


def test_an_entry_moves_with_the_promise_and_is_cancelled_with_it(
    galil: Business, visitor: Browser, quote: Promise, page: str
) -> None:
    url = f"{page}/promises/{quote.pk}/event.ics"
    (before,) = read(visitor, url).events
    assert before["DTSTART"].dt == cast.TUESDAY_1400
    assert str(before["SUMMARY"]) == "מזגני הגליל: יעל ברק תשלח לך במייל את הצעת המחיר והמפרט"
    assert "עד יום שלישי, 24.11, בשעה 14:00" in before["DESCRIPTION"] and "מפרט" in before["DESCRIPTION"]
    promises.revise(
        promise_id=quote.pk, by=by(galil.yael), due=cast.WEDNESDAY_1200, reason="עיכוב במפעל", now=cast.MONDAY_1000
    )  # fmt: skip
    (moved,) = read(visitor, url).events
    assert (moved["UID"], moved["DTSTART"].dt) == (before["UID"], cast.WEDNESDAY_1200)
    assert moved["SEQUENCE"] > before["SEQUENCE"]
    promises.withdraw(
        promise_id=quote.pk, by=by(galil.yael), disclosure="הדגם הופסק אצל היצרן.", after=Next(close=True), now=cast.MONDAY_1000
    )  # fmt: skip
    gone = read(visitor, url)
    assert (gone["METHOD"], gone.events[0]["STATUS"]) == ("CANCEL", "CANCELLED")
    assert gone.events[0]["UID"] == before["UID"] and gone.events[0]["SEQUENCE"] > moved["SEQUENCE"]


def test_no_entry_leads_back_to_the_page(visitor: Browser, quote: Promise, page: str) -> None:
    token = page.rpartition("/")[2]
    for url in (f"{page}/calendar.ics", f"{page}/promises/{quote.pk}/event.ics"):
        assert token not in visitor.client.get(url).content.decode()


def test_the_feed_holds_all_that_is_agreed_and_nothing_that_is_only_offered(
    galil: Business, visitor: Browser, quote: Promise, page: str
) -> None:
    other = cast.promise_of(cast.case(galil.yael, galil.dana, title="מזגן לחדר"))
    cast.quote(galil, answer_by=cast.MONDAY_1000)
    cast.quote(galil, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    cast.case(galil.yael, galil.john)
    feed = read(visitor, f"{page}/calendar.ics")
    assert [int(event["UID"].split("@")[0].removeprefix("promise-")) for event in feed.events] == [
        quote.pk,
        other.pk,
    ]


def test_what_ended_long_ago_leaves_the_feed(
    galil: Business, visitor: Browser, quote: Promise, page: str, clock: SetClock
) -> None:
    promises.report(promise_id=quote.pk, by=by(galil.yael), now=cast.SUNDAY_1000)
    promises.confirm(promise_id=quote.pk, by=galil.as_customer, now=cast.SUNDAY_1000)
    assert len(read(visitor, f"{page}/calendar.ics").events) == 1
    clock(cast.at("2027-02-01 10:00"))
    assert not read(visitor, f"{page}/calendar.ics").events


def test_only_for_what_the_link_covers_and_while_it_opens(
    galil: Business, visitor: Browser, page: str, quote: Promise, clock: SetClock
) -> None:
    johns = cast.promise_of(cast.case(galil.yael, galil.john))
    offer = cast.quote(galil, answer_by=cast.MONDAY_1000)
    for promise in (johns, offer):
        visitor.see(f"{page}/promises/{promise.pk}/event.ics", status=404)
    clock(cast.at("2027-07-07 12:00"))
    for path in ("calendar.ics", f"promises/{quote.pk}/event.ics"):
        visitor.see(f"{page}/{path}", status=410)


def test_the_page_offers_both_and_says_what_they_show(visitor: Browser, quote: Promise, page: str) -> None:
    html = visitor.see(page)
    assert f'href="{page}/promises/{quote.pk}/event.ics"' in html
    assert "webcal://" in html and f"{page}/calendar.ics" in html
    assert "מי שרואה את היומן שלך רואה גם אותן" in words(html)


def test_a_sentence_in_english_runs_from_left_to_right_though_it_begins_with_a_name_in_hebrew(
    galil: Business, visitor: Browser
) -> None:
    draft = replace(cast.quote_draft(), body="I will e-mail you the quote", includes=("the price",))
    cast.case(galil.yael, galil.john, promise=draft)
    html = visitor.see(f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}")
    assert "\u2066יעל ברק will e-mail you the quote\u2069" in html
