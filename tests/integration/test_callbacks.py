"""A call that the customer asks for is a promise of ours like any other: whole, told, and one at a time."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, Business, by, of
from tests.property.world import World
from teum.actions import callbacks, links, members, promises
from teum.actions.customers import Contact
from teum.actions.promises.steps import Next
from teum.core import callback
from teum.core.callback import CallPromised, WindowGone
from teum.core.promise import NoAddress
from teum.core.refusal import Missing
from teum.management.rehearsal import guarantees
from teum.models import Case, Event, Message, Promise
from teum.queries import callbacks as queries
from teum.queries import public, rows
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
NOON = cast.at("2026-11-22 12:00")
MONDAY_TEN = cast.at("2026-11-23 10:00")


def test_it_is_promised_whole_and_told(world: World, galil: Business) -> None:
    quote = cast.quote(galil)
    row = callbacks.ask(case_id=quote.case_id, by=galil.as_customer, start=NOON, now=SUNDAY_1000)
    assert (row.channel, row.debtor, row.state, row.owner) == ("phone", "provider", "open", galil.yael)
    assert (row.start, row.due) == (NOON, NOON + timedelta(hours=1))
    world.until(SUNDAY_1000 + timedelta(minutes=5))
    told = of(Message, galil, kind="agreed", state="accepted").latest("id")
    assert "יעל ברק תתקשר אליך לבקשתך ביום ראשון, 22.11, בין 12:00 ל-13:00, למספר שמסתיים ב-" in told.text
    world.until(NOON + timedelta(hours=2))
    world.look()
    assert not [v for hold in guarantees.ALL for v in hold(world)]
    assert verify(rebuild_rows=True).holds


def test_the_windows_offered_are_the_windows_taken(galil: Business) -> None:
    case_id = cast.quote(galil).case_id
    visit = public.visit(links.of_customer(galil.dana, now=SUNDAY_1000).token, now=SUNDAY_1000)
    assert visit
    for window in queries.offered(visit, case_id, now=SUNDAY_1000):
        start = window.start
        assert start
        row = callbacks.ask(case_id=case_id, by=galil.as_customer, start=start, now=SUNDAY_1000)
        assert (row.start, row.due) == (start, window.due)
        promises.release(promise_id=row.pk, by=galil.as_customer, now=SUNDAY_1000)


def test_one_at_a_time(galil: Business) -> None:
    quote = cast.quote(galil)
    asked = {"case_id": quote.case_id, "by": galil.as_customer, "now": SUNDAY_1000}
    row = callbacks.ask(start=NOON, **asked)
    assert callbacks.ask(start=NOON, **asked) == row, "a second tap does nothing"
    with pytest.raises(CallPromised):
        callbacks.ask(start=cast.at("2026-11-22 15:00"), **asked)
    assert sum(callback.is_owed(rows.promise(it), now=SUNDAY_1000) for it in of(Promise, galil)) == 1


def test_a_missed_call_moves_to_where_they_choose_and_stays_late(world: World, galil: Business) -> None:
    quote = cast.quote(galil)
    missed = callbacks.ask(case_id=quote.case_id, by=galil.as_customer, start=NOON, now=SUNDAY_1000)
    world.until(NOON + timedelta(hours=2))
    again = callbacks.ask(case_id=quote.case_id, by=galil.as_customer, start=MONDAY_TEN, now=world.now)
    assert (again.pk, again.start, again.state) == (missed.pk, MONDAY_TEN, "open")
    assert of(Event, galil, kind="PromiseMissed", promise=missed.pk).count() == 1
    world.until(world.now + timedelta(minutes=5))
    told = of(Message, galil, kind="revised", state="accepted").latest("id")
    assert "הסיבה: זה המועד שבחרת." in told.text
    assert "אנחנו מתנצלים על האיחור." in told.text
    world.look()
    assert not [v for hold in guarantees.ALL for v in hold(world)]
    assert verify(rebuild_rows=True).holds


def test_what_was_not_offered_is_refused(galil: Business) -> None:
    quote = cast.quote(galil)
    with pytest.raises(WindowGone):
        callbacks.ask(
            case_id=quote.case_id, by=galil.as_customer, start=cast.at("2026-11-22 20:00"), now=SUNDAY_1000
        )
    assert of(Promise, galil).count() == 1


def test_without_a_number_there_is_no_call(galil: Business) -> None:
    case = cast.case(galil.yael, galil.john)
    with pytest.raises(NoAddress):
        callbacks.ask(case_id=case.pk, by=galil.as_whom(galil.john), start=NOON, now=SUNDAY_1000)


def test_only_for_their_own_case_and_only_by_them(galil: Business) -> None:
    johns = cast.case(galil.yael, galil.john)
    with pytest.raises(Missing):
        callbacks.ask(case_id=johns.pk, by=galil.as_customer, start=NOON, now=SUNDAY_1000)
    cast.quote(galil)
    visit = public.visit(links.of_customer(galil.dana, now=SUNDAY_1000).token, now=SUNDAY_1000)
    assert visit
    with pytest.raises(Missing):
        queries.offered(visit, johns.pk, now=SUNDAY_1000)
    with pytest.raises(Missing):
        callbacks.ask(case_id=johns.pk, by=by(galil.sami), start=NOON, now=SUNDAY_1000)


def test_a_closed_case_goes_on_even_where_its_owner_has_left(galil: Business) -> None:
    quote = cast.quote(galil, who=galil.dan)
    promises.report(promise_id=quote.pk, by=by(galil.dan), now=SUNDAY_1000)
    promises.confirm(promise_id=quote.pk, by=by(galil.dan), after=Next(close=True), now=SUNDAY_1000)
    members.deactivate(member_id=galil.dan.pk, by=by(galil.ruth), heir=None, now=SUNDAY_1000)
    row = callbacks.ask(case_id=quote.case_id, by=galil.as_customer, start=NOON, now=SUNDAY_1000)
    case = of(Case, galil).get()
    assert (case.state, case.owner, row.owner) == ("open", galil.yael, galil.yael)
    assert verify(rebuild_rows=True).holds


def test_an_english_reader_is_promised_it_in_english(galil: Business) -> None:
    mary = cast.customer(
        galil.ruth, "Mary", [Contact(channel="phone", address=cast.DANA_PHONE)], language="en"
    )
    case = cast.case(galil.yael, mary, promise=cast.chat_draft())
    callbacks.ask(case_id=case.pk, by=galil.as_whom(mary), start=NOON, now=SUNDAY_1000)
    told = of(Message, galil, kind="agreed").latest("id")
    assert "will call you as you asked on Sunday 22 November, between 12:00 and 13:00" in told.text
