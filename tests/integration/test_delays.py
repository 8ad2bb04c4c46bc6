"""Delays as the strictest consumer rule has them: a date or the honest word that there is none, and a way out (A3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1230,
    WEDNESDAY_1200,
    Business,
    by,
    fresh,
    of,
    promise_of,
    quote,
    quote_draft,
)
from tests.cast_page import deliver
from tests.integration.test_disclosures import letters, refused
from tests.property.world import World
from teum.actions import cases, conversations, delays, disclosures, messages, promises, undo
from teum.actions.conversations import Said
from teum.actions.promises.steps import Next
from teum.core.conversation import Channel, Direction
from teum.core.disclosure import How
from teum.core.promise import Debtor
from teum.models import Disclosure, Event, Member, Message, Promise
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WHY = "היצרן לא ענה לנו, ואי אפשר לדעת"


def admit(business: Business, row: Promise, **said: object) -> Promise:
    """Yael admits on Monday that there is no date, and promises the next word for Tuesday at half past twelve."""
    values = {"by": by(business.yael), "reason": WHY, "next_due": TUESDAY_1230, "now": MONDAY_1000, **said}
    return delays.no_date(promise_id=row.pk, **values)  # type: ignore[arg-type]


def told(business: Business) -> Promise:
    """The promise of the story, of which Dana was told."""
    row = quote(business)
    deliver(SUNDAY_1000)
    return row


def delayed(business: Business) -> Promise:
    """The same, whose time was moved once, as she was told."""
    row = told(business)
    promises.revise(
        promise_id=row.pk, by=by(business.yael), due=WEDNESDAY_1200, reason="חסר חלק", now=SUNDAY_1000
    )
    deliver(SUNDAY_1000)
    return fresh(row)


def test_every_delay_leaves_a_free_way_out(galil: Business) -> None:
    row = told(galil)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="חסר חלק", now=MONDAY_1000
    )
    assert "לבטל בלי עלות" in letters(galil, "revised")[0].text


def test_an_earlier_time_is_no_delay(galil: Business) -> None:
    row = quote(galil)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=TUESDAY_1230, reason="סיימנו מוקדם", now=MONDAY_1000
    )
    assert "לבטל" not in letters(galil, "revised")[0].text


def test_no_letter_names_a_next_word_that_is_over(galil: Business) -> None:
    """Its carrier was away: whoever calls says how it stands now."""
    row = quote(galil, body="אשלח לך במייל את ההצעה", due=THURSDAY_1400)
    admit(galil, row)
    (letter,) = letters(galil, "no_date")
    waits = of(Message, galil, pk=letter.pk)
    waits.update(state="sending")
    assert messages.is_still_true(letter.pk, now=TUESDAY_1230 - HOUR)
    assert not messages.is_still_true(letter.pk, now=TUESDAY_1230)
    assert (waits.get().state, waits.get().reason) == ("failed", "out_of_time")


def test_who_has_no_date_says_so_with_its_reason_and_a_next_word(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    admit(galil, row)
    (told,) = letters(galil, "no_date")
    for words in (WHY, "אין לנו כרגע מועד חדש", "עד יום שלישי, 24.11, בשעה 12:30", "לבטל בלי עלות"):
        assert words in told.text
    word = of(Promise, galil, nature="update", about=row).get()
    assert (word.due, fresh(row).due, fresh(row).revisions) == (TUESDAY_1230, row.due, 1)
    assert not of(Disclosure, galil).exists(), "a first delay asks nobody to choose"
    world.until(THURSDAY_1400)
    missed = of(Event, galil, kind="PromiseMissed", promise=row.pk).get()
    assert missed.facts["told"] is True, "they knew before it passed"
    assert not letters(galil, "late")
    assert verify(rebuild_rows=True).broken is None


def test_a_date_after_that_is_a_second_delay_and_is_asked_for(galil: Business) -> None:
    row = told(galil)
    admit(galil, row)
    deliver(MONDAY_1000)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=THURSDAY_1400, reason="החלק הגיע", now=MONDAY_1000
    )
    assert fresh(row).proposed_due == THURSDAY_1400
    assert letters(galil, "proposed")


@pytest.mark.parametrize(("option", "state"), [("do_nothing", "open"), ("cancel", "released")])
def test_a_second_delay_without_a_date_is_their_choice(galil: Business, option: str, state: str) -> None:
    row = delayed(galil)
    admit(galil, row)
    assert "אנחנו שואלים ולא מניחים" in letters(galil, "no_date")[0].text
    choice = of(Disclosure, galil).select_related("told").get()
    assert (choice.kind, choice.about_id, choice.chosen) == ("delay", row.pk, "")
    disclosures.decide(
        disclosure_id=choice.pk,
        by=galil.as_customer,
        option=option,
        shown=disclosures.shown_digest(choice.told),
        how=How.PAGE,
        now=MONDAY_1000,
    )
    assert fresh(row).state == state
    assert verify(rebuild_rows=True).broken is None


def test_waiting_on_is_never_taken_from_silence(world: World, galil: Business) -> None:
    row = delayed(galil)
    world.until(MONDAY_1000)
    admit(galil, row)
    world.until(THURSDAY_1400 + timedelta(days=2))
    choice = of(Disclosure, galil).get()
    assert choice.chosen == ""
    assert of(Event, galil, kind="PromiseMissed", promise=choice.promise_id).exists()


def test_what_is_not_said_whole_is_refused(galil: Business) -> None:
    row = quote(galil)
    assert refused(lambda: admit(galil, row, reason=" ")) == "reason_needed"
    assert refused(lambda: admit(galil, row, reason="נחזור אליך בהקדם")) == "vague_window"
    assert refused(lambda: admit(galil, row, next_due=SUNDAY_1000)) == "due_past"
    assert refused(lambda: admit(galil, row, by=by(galil.sami))) == "not_found"
    assert not letters(galil, "no_date")


def in_its_stead(row: Promise, who: Member, **said: Any) -> Promise:
    """Something else is recorded instead, in the box that asks whether it is instead or as well."""
    draft = quote_draft(body="אשלח לך מפרט", includes=("מפרט",), replaces=row.pk, **said)
    return promises.make(case_id=row.case_id, by=by(who), draft=draft, now=MONDAY_1000)


def agreed_in_its_stead(row: Promise, who: Member, **said: Any) -> Promise:
    """The same, agreed in a call in which Dana was reached."""
    draft = quote_draft(body="אשלח לך מפרט", includes=("מפרט",), replaces=row.pk, **said)
    talk = Said(channel=Channel.CALL, direction=Direction.OUT, promises=[draft])
    conversations.log(case_id=row.case_id, by=by(who), said=talk, now=MONDAY_1000)
    return promise_of(row.case)


def test_what_comes_later_instead_is_a_delay_with_a_way_out(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    made = in_its_stead(row, galil.yael, due=WEDNESDAY_1200)
    assert (fresh(made).revisions, fresh(row).state) == (1, "released")
    said = letters(galil, "agreed")[-1].text
    for words in ("זה במקום מה שסיכמנו קודם", "עד יום שלישי, 24.11, בשעה 14:00", "לבטל בלי עלות"):
        assert words in said
    promises.revise(
        promise_id=made.pk, by=by(galil.yael), due=THURSDAY_1400, reason="חסר חלק", now=MONDAY_1000
    )
    assert fresh(made).proposed_due == THURSDAY_1400, "a second delay is asked for"
    assert verify(rebuild_rows=True).broken is None


def test_of_what_they_never_heard_nothing_is_said_to_have_been_agreed(galil: Business) -> None:
    in_its_stead(quote(galil), galil.yael, due=WEDNESDAY_1200)
    assert "במקום" not in letters(galil, "agreed")[-1].text


@pytest.mark.parametrize("due", [WEDNESDAY_1200, THURSDAY_1400 + timedelta(hours=1)])
def test_what_comes_later_instead_is_later_than_the_time_of_which_they_heard(
    galil: Business, due: datetime
) -> None:
    row = told(galil)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=THURSDAY_1400, reason="חסר חלק", now=MONDAY_1000
    )
    in_its_stead(row, galil.yael, due=due)
    said = letters(galil, "agreed")[-1].text
    assert "זה במקום מה שסיכמנו קודם" in said and "עד יום שלישי, 24.11, בשעה 14:00" in said
    assert "עד יום חמישי, 26.11, בשעה 14:00" not in said, "of that one they never heard"


@pytest.mark.parametrize(
    "later",
    [
        {"due": THURSDAY_1400},
        {
            "due": TUESDAY_1230,
            "condition": "אחרי שיגיע הטופס",
            "condition_due": TUESDAY_1230,
            "term": "3 business days",
        },
    ],
)
def test_a_second_delay_by_another_name_waits_for_their_word(galil: Business, later: dict[str, Any]) -> None:
    row, before = delayed(galil), of(Promise, galil).count()
    assert refused(lambda: in_its_stead(row, galil.yael, **later)) == "later_than_replaced"
    assert (fresh(row).state, of(Promise, galil).count()) == ("open", before)
    made = agreed_in_its_stead(row, galil.yael, **later)
    assert (fresh(made).revisions, fresh(row).state) == (2, "released")
    assert verify(rebuild_rows=True).broken is None


def test_what_comes_no_later_is_no_further_delay_and_forgets_none(galil: Business) -> None:
    made = in_its_stead(delayed(galil), galil.yael, due=WEDNESDAY_1200)
    assert fresh(made).revisions == 1
    assert refused(lambda: in_its_stead(fresh(made), galil.yael, due=THURSDAY_1400)) == "later_than_replaced"


def test_what_is_promised_in_place_of_a_first_contact_delays_nothing(galil: Business) -> None:
    case = cases.open_case(customer_id=galil.dana.pk, by=by(galil.yael), title="מזגן", now=SUNDAY_1000)
    contact = promise_of(case)
    made = in_its_stead(contact, galil.yael, due=WEDNESDAY_1200)
    assert contact.due < made.due and fresh(made).revisions == 0


def test_what_they_owe_us_may_come_later(galil: Business) -> None:
    made = in_its_stead(quote(galil, debtor=Debtor.CUSTOMER), galil.yael, due=THURSDAY_1400)
    assert fresh(made).revisions == 0


def asked(business: Business) -> tuple[Promise, Disclosure]:
    """A second delay without a date: Dana was asked to wait or to cancel, until Tuesday at half past twelve."""
    row = delayed(business)
    admit(business, row)
    return row, of(Disclosure, business).select_related("told", "promise").get()


def cancels(business: Business, choice: Disclosure) -> Disclosure:
    """Dana taps that she cancels."""
    shown = disclosures.shown_digest(choice.told)
    return disclosures.decide(
        disclosure_id=choice.pk,
        by=business.as_customer,
        option="cancel",
        shown=shown,
        how=How.PAGE,
        now=MONDAY_1000,
    )


ENDS: dict[str, dict[str, Any]] = {
    "report": {},
    "withdraw": {"disclosure": "הדגם יצא מהייצור", "after": Next(close=True)},
    "release": {"proof": "אמרה בטלפון שאין צורך", "after": Next(close=True)},
    "revise": {"due": THURSDAY_1400, "reason": "החלק הגיע"},
}


@pytest.mark.parametrize("act", ENDS)
def test_nobody_is_asked_to_choose_about_what_is_done_over_or_has_a_date(
    world: World, galil: Business, act: str
) -> None:
    row, choice = asked(galil)
    world.until(MONDAY_1000 + 2 * HOUR)
    getattr(promises, act)(promise_id=row.pk, by=by(galil.yael), now=world.now, **ENDS[act])
    assert choice.promise and fresh(choice.promise).state == "released"
    assert refused(lambda: cancels(galil, choice)) == "already_decided"
    world.until(THURSDAY_1400)
    assert not letters(galil, "reminder")
    assert not of(Event, galil, kind="PromiseMissed", promise=choice.promise_id).exists()
    assert not of(Event, galil, kind="DecisionMade").exists()
    assert verify(rebuild_rows=True).broken is None


def test_nor_does_the_word_that_would_ask_them_leave(world: World, galil: Business) -> None:
    row, _ = asked(galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    assert [told.state for told in letters(galil, "no_date")] == ["overtaken"]


def test_undoing_the_report_asks_them_again(galil: Business) -> None:
    row, choice = asked(galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    undo.act(message_id=letters(galil, "reported")[0].pk, by=by(galil.yael), now=MONDAY_1000)
    assert choice.promise and fresh(choice.promise).state == "open"
    assert [told.state for told in letters(galil, "no_date")] == ["queued"]
    cancels(galil, choice)
    assert fresh(row).state == "released"
    assert verify(rebuild_rows=True).broken is None


def test_who_still_has_no_date_asks_once_more_and_not_twice(galil: Business) -> None:
    row, choice = asked(galil)
    deliver(MONDAY_1000 + 2 * HOUR)
    admit(galil, row, now=MONDAY_1000 + 2 * HOUR)
    assert choice.promise and fresh(choice.promise).state == "released"
    assert of(Disclosure, galil, promise__state="open").count() == 1
