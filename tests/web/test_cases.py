"""The list of cases: found by words, by what stands with them, and from page to page."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, SetClock, links, signed_in, words
from teum.actions import cases, promises
from teum.actions.promises import Draft
from teum.queries import cases as queries

LATE, DONE, OFFER, COUNTERED, TO_COME = "מזגן לסלון", "מזגן בחדר", "תנור", "מדחס", "מסנן"


def offer() -> Draft:
    return cast.quote_draft(
        body="אתקין את המזגן עד יום חמישי, 26.11, בשעה 14:00",
        includes=("התקנה",),
        due=cast.THURSDAY_1400,
        answer_by=cast.WEDNESDAY_1200,
    )


def later() -> Draft:
    return cast.quote_draft(
        body="אשלח לך את המסנן עד יום רביעי, 25.11, בשעה 12:00",
        includes=("מסנן",),
        due=cast.WEDNESDAY_1200,
    )


@pytest.fixture
def at_three(galil: Business, clock: SetClock) -> Business:
    """Tuesday at three: a case of each kind."""
    cast.case(galil.yael, galil.dana, title=LATE)
    done = cast.case(galil.yael, galil.dana, title=DONE)
    cast.case(galil.yael, galil.dana, title=OFFER, promise=offer())
    countered = cast.case(galil.yael, galil.dana, title=COUNTERED, promise=offer())
    cast.case(galil.yael, galil.john, title=TO_COME, promise=later())
    promises.report(promise_id=cast.promise_of(done).pk, by=cast.by(galil.yael), now=cast.TUESDAY_1330)
    promises.counter(
        promise_id=cast.promise_of(countered).pk,
        by=galil.as_customer,
        due=cast.WEDNESDAY_1200,
        now=cast.MONDAY_1000,
    )
    clock(cast.TUESDAY_1500)
    return galil


def shown(browser: Browser, query: str) -> set[str]:
    text = words(browser.see(f"/cases?{query}"))
    return {title for title in (LATE, DONE, OFFER, COUNTERED, TO_COME) if title in text}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {LATE, DONE, OFFER, COUNTERED, TO_COME}),
        ("state=late", {LATE}),
        ("state=us", {LATE, COUNTERED, TO_COME}),
        ("state=customer", {DONE, OFFER}),
        ("state=late&q=john", set()),
        ("state=us&q=john", {TO_COME}),
        ("state=something", {LATE, DONE, OFFER, COUNTERED, TO_COME}),
        ("state=closed", set()),
    ],
)
def test_the_list_shows_what_is_asked_for(
    at_three: Business, yael: Browser, query: str, wanted: set[str]
) -> None:
    assert shown(yael, query) == wanted


def test_what_is_late_is_one_tap_away_and_keeps_the_words(at_three: Business, yael: Browser) -> None:
    found = links(yael.see("/cases?q=דנה"))
    late = next(link for link in found if "state=late" in link)
    page = yael.see(late)
    assert LATE in page and OFFER not in page
    assert 'name="state" value="late"' in page, "another search stays among the late ones"


def test_every_case_that_the_chip_calls_late_is_found_and_no_other(at_three: Business) -> None:
    by = cast.by(at_three.yael)
    for now in (cast.MONDAY_1000, cast.TUESDAY_1500, cast.WEDNESDAY_1200 + timedelta(days=9)):
        every = queries.search(by=by, now=now, which="open").items
        late = queries.search(by=by, now=now, which="late").items
        assert late == [hit for hit in every if hit.next_at and hit.next_at < now]


def test_where_nothing_is_late_the_page_says_so(galil: Business, yael: Browser) -> None:
    cast.quote(galil)
    assert "אין דבר באיחור" in words(yael.see("/cases?state=late"))


def test_more_leads_to_the_rest_of_the_same(
    at_three: Business, yael: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    pages, following = [], "/cases?state=us"
    while following:
        html = yael.see(following)
        pages.append({title for title in (LATE, DONE, OFFER, COUNTERED, TO_COME) if title in html})
        following = next((link for link in links(html) if "before=" in link), "")
        assert not following or "state=us" in following
    assert pages == [{COUNTERED, TO_COME}, {LATE}]


def test_a_partner_sees_their_own_late_cases_only(at_three: Business) -> None:
    sami = signed_in(at_three.sami)
    assert shown(sami, "state=late") == set()
    theirs = cast.case(at_three.yael, at_three.dana, title=TO_COME)
    cases.assign(case_id=theirs.pk, by=cast.by(at_three.yael), owner=at_three.sami.pk, now=cast.SUNDAY_1000)
    assert shown(sami, "state=late") == {TO_COME}
