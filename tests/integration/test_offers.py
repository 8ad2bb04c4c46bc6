"""An offer for which the customer named another time is ours to answer: they are not reminded, and hear that we did not."""

import pytest

from tests import cast
from tests.cast import MONDAY_1000, Business, fresh, of
from tests.property.world import World
from teum.actions import promises
from teum.core import promise as core
from teum.core.counter import OutsideHours
from teum.core.verdict import Verdict
from teum.management.rehearsal import guarantees
from teum.models import Case, Message, Promise, Revision, Task
from teum.queries import cases, rows
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
WEDNESDAY_1200 = cast.at("2026-11-25 12:00")
TUESDAY_1200 = cast.at("2026-11-24 12:00")


@pytest.fixture
def offer(world: World, galil: Business) -> Promise:
    """Dana is to answer by Tuesday noon; on Sunday she names another time."""
    made = cast.quote(galil, answer_by=TUESDAY_1200)
    promises.counter(
        promise_id=made.pk,
        by=galil.as_customer,
        due=WEDNESDAY_1200,
        now=cast.SUNDAY_1000.replace(hour=12),
    )
    return made


def test_the_customer_is_not_reminded_of_what_we_are_to_answer(
    world: World, galil: Business, offer: Promise
) -> None:
    world.until(TUESDAY_1200.replace(hour=11))
    assert not of(Message, galil, kind="reminder").exists()


def test_where_we_do_not_answer_the_customer_is_told_so_and_the_case_goes_on(
    world: World, galil: Business, offer: Promise
) -> None:
    world.until(TUESDAY_1200.replace(minute=5))
    assert fresh(offer).verdict == Verdict.LAPSED
    letter = of(Message, galil, kind="lapsed").get()
    assert letter.state == "accepted" and "לא השבנו לך" in letter.text
    following = of(Promise, galil, nature="update", state__in=rows.LIVE).get()
    assert following.due == WEDNESDAY_1200 and "יום רביעי, 25.11, בשעה 12:00" in letter.text
    assert of(Case, galil).get().state == "open"
    assert not of(Task, galil, promise=offer, kind="ask", done_at=None).exists()
    world.look()
    assert not [v for hold in guarantees.ALL for v in hold(world)]


def test_an_offer_of_ours_that_the_customer_leaves_unanswered_lapses_without_that(
    world: World, galil: Business
) -> None:
    cast.quote(galil, answer_by=MONDAY_1000)
    world.until(MONDAY_1000)
    assert not of(Message, galil, kind="lapsed").exists()
    assert of(Case, galil).get().state == "closed"


def test_a_customer_names_a_time_at_which_we_are_here_and_a_member_any(world: World, galil: Business) -> None:
    made, friday = cast.quote(galil, answer_by=TUESDAY_1200), cast.at("2026-11-27 15:00")
    with pytest.raises(OutsideHours):
        promises.counter(promise_id=made.pk, by=galil.as_customer, due=friday, now=cast.SUNDAY_1000)
    assert not of(Revision, galil, promise=made).exists()
    promises.counter(promise_id=made.pk, by=cast.by(galil.yael), due=friday, now=cast.SUNDAY_1000)
    assert fresh(made).due == friday


def test_the_same_time_once_more_changes_nothing_and_our_own_is_no_other_time(
    world: World, galil: Business, offer: Promise
) -> None:
    again = cast.SUNDAY_1000.replace(hour=13)
    promises.counter(promise_id=offer.pk, by=galil.as_customer, due=WEDNESDAY_1200, now=again)
    assert of(Revision, galil, promise=offer).count() == 1
    with pytest.raises(core.SameWindow):
        promises.counter(promise_id=offer.pk, by=cast.by(galil.yael), due=WEDNESDAY_1200, now=again)


def test_what_happens_next_with_an_offer_is_that_it_is_answered(galil: Business) -> None:
    made = cast.quote(galil, answer_by=cast.SUNDAY_1000.replace(hour=16))
    view = case_view(made.case_id, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    assert view.next and view.next.due == made.answer_by
    assert view.next.in_words == "עד יום ראשון, 22.11, בשעה 16:00"
    late = cases.search(by=cast.by(galil.yael), now=cast.SUNDAY_1000.replace(hour=17), which="late")
    assert [hit.id for hit in late.items] == [made.case_id], "a list asks the database the same"
