"""A case always has a next step, closes over no open end, and goes on when it must."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    THURSDAY_1740,
    TUESDAY_1000,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    fresh,
    of,
    quote,
    quote_draft,
)
from tests.cast_disclosure import shower
from tests.property.world import World
from teum.actions import cases, closings, contact, disclosures, messages, outgoing, promises, timers
from teum.actions.promises.steps import Next
from teum.core.refusal import Refused
from teum.management.rehearsal.carrier import Answer
from teum.models import Case, Event, Message, Page, Promise, Task, Telling, Timer
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db


# ── opening ──


def test_a_case_without_a_promise_promises_the_first_contact(galil: Business) -> None:
    opened = cases.open_case(customer_id=galil.dana.pk, by=by(galil.yael), title="מזגן", now=SUNDAY_1000)
    row = of(Promise, galil, case=opened).get()
    assert (row.channel, row.start, row.due) == ("phone", at("2026-11-22 10:30"), at("2026-11-22 12:30"))
    assert of(Message, galil, kind="received", case=opened).exists()


def test_who_can_only_be_mailed_is_answered_by_mail(galil: Business) -> None:
    opened = cases.open_case(customer_id=galil.john.pk, by=by(galil.yael), title="AC", now=SUNDAY_1000)
    assert of(Promise, galil, case=opened).get().channel == "email"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": "  "}, "incomplete"),
        ({"customer_id": 999_999}, "not_found"),
        ({"owner": 999_999}, "not_found"),
    ],
)
def test_a_case_that_cannot_be_opened_leaves_nothing(
    galil: Business, said: dict[str, Any], code: str
) -> None:
    given = {"customer_id": galil.dana.pk, "title": "מזגן", **said}
    with pytest.raises(Refused) as found:
        cases.open_case(by=by(galil.yael), now=SUNDAY_1000, **given)
    assert found.value.code == code
    assert not of(Case, galil).exists() and not of(Event, galil, kind="CaseOpened").exists()


def test_a_case_whose_promise_is_refused_is_not_opened(galil: Business) -> None:
    with pytest.raises(Refused):
        cast.case(galil.yael, galil.dana, promise=quote_draft(body=cast.VAGUE))
    assert not of(Case, galil).exists()


# ── the public form ──


def receive(business: Business, **said: Any) -> contact.Received:
    """A visitor leaves details on Thursday at 17:40."""
    given = {"name": "מבקר", "phone": "054-765-4321", "about": "מזגן שמטפטף\nבסלון", **said}
    return contact.receive(organisation_id=business.id, now=THURSDAY_1740, **given)


def test_the_form_answers_with_who_calls_on_which_number_and_when(galil: Business) -> None:
    received = receive(galil)
    row = of(Promise, galil, case=received.case).get()
    assert (row.start, row.due, row.channel) == (at("2026-11-20 09:00"), at("2026-11-20 11:00"), "phone")
    assert "321" in received.sentence and "20.11" in received.sentence
    assert received.case.title == "מזגן שמטפטף"
    page = of(Page, galil, case=received.case).get()
    assert received.path == f"/p/{page.token}"


@pytest.mark.parametrize(
    ("closed", "starts"),
    [(("2026-11-20",), "2026-11-22 09:00"), (("2026-11-20", "2026-11-22"), "2026-11-23 09:00")],
)
def test_where_the_next_days_are_closed_the_form_names_the_first_open_one(
    galil: Business, closed: tuple[str, ...], starts: str
) -> None:
    for day in closed:
        cast.special_day(galil, at(f"{day} 00:00").date())
    assert of(Promise, galil, case=receive(galil).case).get().start == at(starts)


def test_an_address_that_is_known_reveals_nothing(galil: Business) -> None:
    quote(galil)
    received = receive(galil, email=cast.DANA_EMAIL, phone=cast.DANA_PHONE)
    assert received.case.customer != galil.dana and not received.case.customer.is_verified
    view = case_view(received.case.pk, by=galil.as_whom(received.case.customer), now=THURSDAY_1740)
    assert len(view.promises) == 1
    assert not of(Page, galil, customer=received.case.customer, case=None).exists()


def test_a_visitor_without_a_way_to_be_reached_is_asked_for_one(galil: Business) -> None:
    with pytest.raises(Refused) as found:
        receive(galil, phone="")
    assert found.value.code == "incomplete"


def test_more_than_anybody_could_answer_is_turned_away_with_the_phone(galil: Business) -> None:
    for _ in range(contact.MOST_AN_HOUR):
        receive(galil)
    with pytest.raises(Refused) as found:
        receive(galil)
    assert found.value.code == "too_many"


# ── the next step ──


def test_ending_the_last_promise_needs_a_next_step_or_the_end(galil: Business) -> None:
    row = quote(galil)
    act = lambda after: promises.withdraw(  # noqa: E731
        promise_id=row.pk, by=by(galil.yael), disclosure="הדגם אזל", after=after, now=MONDAY_1000
    )
    with pytest.raises(Refused) as found:
        act(Next())
    assert found.value.code == "no_next_step"
    assert fresh(row).state == "open" and not of(Message, galil, kind="withdrawn").exists()
    act(Next(close=True))
    assert fresh(row).case.state == "closed"


def test_a_next_step_that_is_vague_takes_the_whole_act_back(galil: Business) -> None:
    row = quote(galil)
    with pytest.raises(Refused) as found:
        promises.withdraw(
            promise_id=row.pk,
            by=by(galil.yael),
            disclosure="הדגם אזל",
            after=Next(promise=quote_draft(body=cast.VAGUE)),
            now=MONDAY_1000,
        )
    assert found.value.code == "vague_window"
    assert fresh(row).state == "open"


def test_what_is_late_already_is_no_next_step(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1500)
    word = of(Promise, galil, nature="update", state="open").get()
    with pytest.raises(Refused) as found:
        promises.withdraw(promise_id=word.pk, by=by(galil.yael), disclosure="אין עדכון", now=world.now)
    assert found.value.code == "no_next_step"
    promises.release(promise_id=word.pk, by=galil.as_customer, now=world.now)
    following = of(Promise, galil, nature="update", state="open").get()
    assert following.due == WEDNESDAY_1200, "nobody was there to ask, so the next word was promised"
    assert fresh(row).state == "open"


def test_a_proposal_that_nobody_answers_is_followed_by_a_word(world: World, galil: Business) -> None:
    row = quote(galil)
    for due, now in ((WEDNESDAY_1200, MONDAY_1000), (THURSDAY_1400, TUESDAY_1000)):
        world.until(now)
        promises.revise(promise_id=row.pk, by=by(galil.yael), due=due, reason="הספק מאחר", now=now)
    world.until(at("2026-11-25 13:00"))
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts == {"number": 1, "told": True}
    assert of(Promise, galil, nature="update", state="open").get().due == at("2026-11-26 12:00")


# ── closing ──


def test_a_case_is_not_closed_over_open_ends(galil: Business) -> None:
    row = quote(galil)
    with pytest.raises(Refused) as found:
        cases.close(case_id=row.case_id, by=by(galil.yael), now=MONDAY_1000)
    assert found.value.code == "open_ends"
    (end,) = found.value.details["open_ends"]
    assert (end["kind"], end["id"]) == ("promise", str(row.pk))


def test_a_message_that_nobody_dealt_with_keeps_the_case_open(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    world.carrier.script.append(Answer.REFUSED)
    told = shower(options=(), recommended="", interest="")
    disclosures.disclose(case_id=row.case_id, by=by(galil.yael), shown=told, now=world.now)
    world.until(MONDAY_1000 + timedelta(hours=1))
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=world.now)
    case = fresh(row).case
    assert case.state == "open"
    assert of(Promise, galil, case=case, nature="update", state="open").exists()
    message = of(Message, galil, kind="disclosed").get()
    view = case_view(case.pk, by=by(galil.yael), now=world.now)
    assert ("message", message.pk) in {(end.kind, end.id) for end in view.open_ends}


def test_a_closed_case_takes_no_acts_and_says_who_closed_it(galil: Business) -> None:
    row = quote(galil)
    promises.release(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    with pytest.raises(Refused) as found:
        promises.make(case_id=row.case_id, by=by(galil.yael), draft=quote_draft(), now=MONDAY_1000)
    assert found.value.code == "case_closed"
    with pytest.raises(Refused) as again:
        cases.close(case_id=row.case_id, by=by(galil.yael), now=MONDAY_1000)
    assert again.value.code == "case_closed"


def test_a_stale_view_does_not_close(galil: Business) -> None:
    row = quote(galil)
    with pytest.raises(Refused) as found:
        cases.close(case_id=row.case_id, by=by(galil.yael), seen=99, now=MONDAY_1000)
    assert found.value.code == "stale"


def test_a_case_that_goes_on_promises_the_first_contact(galil: Business) -> None:
    row = quote(galil)
    promises.release(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    closings.reopen(case_id=row.case_id, by=by(galil.yael), now=TUESDAY_1000)
    case = fresh(row).case
    assert (case.state, case.closed_at) == ("open", None)
    assert of(Promise, galil, case=case, state="open").get().channel == "phone"
    kinds = list(of(Event, galil, case=case.pk).values_list("kind", flat=True))
    assert "CaseReopened" in kinds


def test_what_fails_after_its_owner_left_is_on_the_day_of_somebody_present(galil: Business) -> None:
    row = quote(galil)
    promises.release(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    galil.yael.is_active = False
    galil.yael.save()
    message = of(Message, galil, kind="released").get()
    outgoing.claim(worker="w", limit=10, now=TUESDAY_1000)
    messages.mark_uncertain(message.pk, now=TUESDAY_1000)
    task = of(Task, galil, message=message, done_at=None).get()
    assert task.member == galil.ruth


def test_two_looks_at_one_timer_act_once(galil: Business) -> None:
    row = quote(galil)
    timer = of(Timer, galil, promise=row, kind="hold").get()
    assert timers.fire(timer, now=cast.TUESDAY_1230) == "hold"
    assert timers.fire(timer, now=cast.TUESDAY_1230) is None
    assert of(Message, galil, kind="holding").count() == 1
    assert of(Telling, galil, promise=row, what="holding").count() == 1


def test_a_timer_before_its_moment_does_nothing(galil: Business) -> None:
    row = quote(galil)
    timer = of(Timer, galil, promise=row, kind="hold").get()
    assert timers.fire(timer, now=timer.fire_at - timedelta(seconds=1)) is None
    assert of(Timer, galil, pk=timer.pk).exists()
