"""What a person does with a message that failed or is uncertain, and what time makes of it meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    THURSDAY_1400,
    TUESDAY_1000,
    TUESDAY_1230,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    by,
    of,
    quote,
)
from tests.cast_disclosure import shower
from tests.property.world import World
from teum.actions import calls, disclosures, letters, links, outbox, promises
from teum.actions.promises.steps import Next
from teum.core.disclosure import How
from teum.core.refusal import Refused
from teum.language.notices import Letter
from teum.management.rehearsal.carrier import Answer
from teum.models import Disclosure, Event, Member, Message, Promise, Task, Timer
from teum.queries import day
from teum.queries import outbox as read
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def settle(galil: Business, message: Message, outcome: str, now: datetime) -> Message:
    """Yael deals with it."""
    return outbox.settle(message_id=message.pk, by=by(galil.yael), outcome=outcome, now=now)


def refusal(galil: Business, message: Message, outcome: str, now: datetime) -> str:
    """The code with which that is refused."""
    with pytest.raises(Refused) as found:
        settle(galil, message, outcome, now)
    return found.value.code


# ── time has overtaken it ──


def test_a_holding_word_in_doubt_is_not_sent_again_after_the_apology(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - timedelta(seconds=1))
    world.carrier.script.append(Answer.UNKNOWN)
    world.until(TUESDAY_1500)
    message = of(Message, galil, kind="holding").get()
    assert refusal(galil, message, "resend", world.now) == "words_passed"
    settle(galil, message, "dropped", world.now)
    world.until(TUESDAY_1500 + timedelta(minutes=5))
    assert not of(Task, galil, message=message, done_at=None).exists()
    assert of(Message, galil, kind="late").get().state == "accepted"


def test_words_that_name_a_former_time_are_said_with_the_new_one_and_not_sent_again(
    world: World, galil: Business
) -> None:
    promise = quote(galil)
    world.until(MONDAY_1000)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    world.until(MONDAY_1000 + HOUR)
    world.carrier.script.append(Answer.NO_SUCH_ADDRESS)
    promises.dispute(promise_id=promise.pk, by=galil.as_customer, note="חסר המפרט", now=world.now)
    world.until(MONDAY_1000 + 2 * HOUR)
    missing = of(Message, galil, kind="disputed").get()
    assert missing.state == "failed"
    promises.revise(
        promise_id=promise.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="חסר נתון מהספק", now=world.now
    )
    assert refusal(galil, missing, "resend", world.now) == "replaced"
    assert not of(Event, galil, kind="MessageSettled").exists()
    assert "חסר לך משהו" in of(Message, galil, kind="revised").get().text


def test_a_holding_word_in_doubt_may_be_sent_again_before_it_is_due(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - timedelta(seconds=1))
    world.carrier.script.append(Answer.UNKNOWN)
    world.until(TUESDAY_1230 + timedelta(minutes=10))
    message = of(Message, galil, kind="holding").get()
    settle(galil, message, "resend", world.now)
    world.until(TUESDAY_1500)
    message.refresh_from_db()
    assert message.state == "accepted" and not of(Message, galil, kind="late").exists()


def test_what_is_sent_again_at_night_waits_for_the_morning_unless_it_is_needed_before(
    world: World, galil: Business
) -> None:
    message = failed(world, galil, "revised")
    at_night = cast.at("2026-11-23 22:30")
    world.until(at_night)
    settle(galil, message, "resend", at_night)
    message.refresh_from_db()
    assert message.send_at == cast.at("2026-11-24 08:00")
    world.until(message.send_at + MINUTE)
    message.refresh_from_db()
    assert message.state == "accepted"


# ── what the customer has to hear ──


def failed(world: World, galil: Business, kind: str) -> Message:
    """A word about a change that no carrier took, on Monday at ten."""
    cast.writes_first(galil)
    row = quote(galil)
    world.until(MONDAY_1000)
    if kind == "late":
        world.goes_away("clock")
        world.until(TUESDAY_1500)
        world.carrier.script.append(Answer.REFUSED)
        world.returns("clock")
    elif kind == "reported":  # after its time, of which nobody heard
        world.goes_away("clock")
        world.until(TUESDAY_1500)
        world.carrier.script.append(Answer.REFUSED)
        promises.report(promise_id=row.pk, by=by(galil.yael), note="נשלח", now=TUESDAY_1500)
        world.returns("clock")
    elif kind == "revised":
        world.carrier.script.append(Answer.REFUSED)
        said = {"due": WEDNESDAY_1200, "reason": "החלק מתעכב"}
        promises.revise(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000, **said)
    elif kind == "disclosed":
        world.carrier.script.append(Answer.REFUSED)
        shown = shower(options=(), recommended="")
        disclosures.disclose(case_id=row.case_id, by=by(galil.yael), shown=shown, now=MONDAY_1000)
    else:
        # With the word that it is closed, and then each for itself.
        world.carrier.script.extend([Answer.REFUSED] * 3)
        after = Next(close=True)
        said = {"disclosure": "הדגם הופסק", "after": after}
        promises.withdraw(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000, **said)
    world.until(world.now + HOUR)
    message: Message = of(Message, galil, kind=kind).get()
    assert message.state == "failed"
    return message


@pytest.mark.parametrize("kind", ["late", "reported", "revised", "withdrawn", "disclosed"])
def test_a_change_that_nobody_told_is_not_put_aside(world: World, galil: Business, kind: str) -> None:
    message = failed(world, galil, kind)
    assert not read.message(message.pk, by=by(galil.yael), now=world.now).may_drop
    assert refusal(galil, message, "dropped", world.now) == "must_be_heard"
    assert of(Task, galil, message=message, done_at=None).exists()
    settle(galil, message, "told", world.now)
    said = of(Event, galil, kind="MessageSettled").last()
    assert (said.facts["message"], said.facts["outcome"]) == (message.pk, "told")
    assert said.actor == by(galil.yael).label, "who told it stands in the ledger"
    message.refresh_from_db()
    assert message.told_at == world.now


@pytest.mark.parametrize("kind", ["late", "reported", "revised", "withdrawn", "disclosed"])
def test_a_change_may_be_sent_again(world: World, galil: Business, kind: str) -> None:
    message = failed(world, galil, kind)
    settle(galil, message, "resend", world.now)
    world.settle()
    message.refresh_from_db()
    assert message.state == "accepted"


def test_what_moved_again_is_told_by_the_later_word(world: World, galil: Business) -> None:
    message = failed(world, galil, "revised")
    row = of(Promise, galil, nature="deed").get()
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=THURSDAY_1400, reason="החלק מתעכב עוד", now=world.now
    )
    message.refresh_from_db()
    assert (message.state, cast.fresh(row).due) == ("overtaken", THURSDAY_1400), (
        "of the time between nobody heard"
    )


def test_a_choice_that_nobody_was_told_of_is_not_put_aside_until_it_is_made(
    world: World, galil: Business
) -> None:
    cast.writes_first(galil)
    case_id = quote(galil).case_id
    world.until(MONDAY_1000)
    world.carrier.script.append(Answer.REFUSED)
    told = disclosures.disclose(
        case_id=case_id, by=by(galil.yael), shown=shower(), decide_by=TUESDAY_1400, now=MONDAY_1000
    )
    world.until(world.now + HOUR)
    message = of(Message, galil, kind="disclosed").get()
    assert message.state == "failed" and refusal(galil, message, "dropped", world.now) == "must_be_heard"
    disclosures.decide(
        disclosure_id=told.pk,
        by=by(galil.yael),
        option="other",
        shown=disclosures.shown_digest(told.told),
        how=How.COUNTER,
        now=world.now,
    )
    message.refresh_from_db()
    assert message.state == "overtaken", "it is on nobody's day any more"


def test_what_was_set_right_since_is_told_by_the_later_word(world: World, galil: Business) -> None:
    message = failed(world, galil, "disclosed")
    anew = shower(options=(), recommended="", matters="השריטה נראית גם מרחוק")
    told = of(Disclosure, galil).get()
    disclosures.correct(disclosure_id=told.pk, by=by(galil.yael), shown=anew, now=world.now)
    message.refresh_from_db()
    assert message.state == "overtaken"
    world.until(world.now + HOUR)
    assert of(Message, galil, kind="disclosed").latest("id").state == "accepted"


def test_who_heard_it_on_the_phone_need_not_hear_it_again(world: World, galil: Business) -> None:
    message = failed(world, galil, "late")
    calls.log(case_id=message.case_id or 0, by=by(galil.yael), reached=True, now=world.now)
    message.refresh_from_db()
    assert message.settled_at == world.now


# ── taken back ──


def test_the_clock_never_speaks_for_what_the_customer_owes(world: World, galil: Business) -> None:
    """The notice of it is taken back; what it told was theirs."""
    world.goes_away("delivery")
    row = quote(galil, debtor="customer", body="אשלח לך את הטופס החתום עד יום שלישי, 24.11, בשעה 14:00")
    message = of(Message, galil, customer=galil.dana, state="queued").get()
    outbox.take_back(message_id=message.pk, by=by(galil.yael), now=world.now)
    assert not of(Timer, galil, promise=row, kind="hold").exists()
    world.returns("delivery")
    world.until(TUESDAY_1400 + HOUR)
    assert not of(Message, galil, kind="holding").exists()


# ── letters to our own people ──


def dead_letter(world: World, galil: Business, *, to: Member) -> Message:
    """The ask to whoever owns the promise, which their mail server refuses."""
    quote(galil, who=to)
    world.until(TUESDAY_1000 - timedelta(seconds=1))
    world.carrier.script.append(Answer.NO_SUCH_ADDRESS)
    world.until(TUESDAY_1000)
    message: Message = of(Message, galil, kind="ask").get()
    assert message.state == "failed"
    return message


def test_a_dead_letter_to_a_member_stands_on_the_managers_day(world: World, galil: Business) -> None:
    message = dead_letter(world, galil, to=galil.yael)
    task = of(Task, galil, message=message, done_at=None).get()
    assert task.member in (galil.ruth, galil.amir) and task.kind == "failed"
    (item,) = [i for i in day.my_day(by=by(task.member), now=world.now) if i.message_id == message.pk]
    assert (item.kind, item.to_member) == ("failed", "יעל ברק")
    assert [i.message.id for i in read.unsettled(by=by(galil.ruth))] == [message.pk]


def test_where_the_managers_own_address_fails_another_one_sees_it(world: World, galil: Business) -> None:
    message = dead_letter(world, galil, to=galil.ruth)
    assert of(Task, galil, message=message).get().member == galil.amir


@pytest.mark.parametrize(("outcome", "state"), [("resend", "accepted"), ("dropped", "failed")])
def test_a_dead_letter_is_sent_again_or_put_aside(
    world: World, galil: Business, outcome: str, state: str
) -> None:
    message = dead_letter(world, galil, to=galil.yael)
    outbox.settle(message_id=message.pk, by=by(galil.amir), outcome=outcome, now=world.now)
    world.settle()
    message.refresh_from_db()
    assert message.state == state
    assert not of(Task, galil, message=message, done_at=None).exists()
    assert read.unsettled(by=by(galil.ruth)) == ()


def test_who_is_alone_sees_their_own_dead_letter(world: World) -> None:
    noa, customer = cast.alone()
    case = cast.case(noa, customer, now=world.now)
    world.until(TUESDAY_1000 - timedelta(seconds=1))
    world.carrier.script.append(Answer.NO_SUCH_ADDRESS)
    world.until(TUESDAY_1000)
    task = Task.objects.of(case.organisation_id).get(kind="failed", done_at=None)
    assert task.member == noa


@pytest.mark.parametrize("kind", ["invite", "outage"])
@pytest.mark.parametrize(
    ("answer", "became"), [(Answer.NO_SUCH_ADDRESS, "failed"), (Answer.UNKNOWN, "uncertain")]
)
def test_a_letter_about_no_case_that_may_not_have_arrived_stands_on_managers_days(
    world: World, galil: Business, kind: str, answer: Answer, became: str
) -> None:
    party = letters.queue_without_a_case(
        galil.amir, kind, Letter(subject="מכתב", paragraphs=("שלום",)), now=world.now
    )
    world.carrier.script.append(answer)
    world.until(world.now + timedelta(minutes=5))
    party.refresh_from_db()
    assert party.state == became

    def seen(by_whom: Member) -> list[int | None]:
        items = day.my_day(by=by(by_whom), now=world.now)
        return [item.message_id for item in items if item.kind == became and item.to_member]

    assert (seen(galil.ruth), seen(galil.yael)) == ([party.pk], [])
    assert read.unsettled_count(by=by(galil.ruth)) == 1
    settle(galil, party, "resend", world.now)
    world.until(world.now + timedelta(minutes=5))
    party.refresh_from_db()
    assert party.state == "accepted" and seen(galil.ruth) == []
    said = of(Event, galil, kind="MessageSettled").get()
    assert (said.facts["outcome"], said.actor) == ("resend", by(galil.yael).label)


@pytest.mark.parametrize("outcome", ["resend", "dropped"])
def test_a_link_that_did_not_arrive_is_seen_by_whoever_answers_for_the_case(
    world: World, galil: Business, outcome: str
) -> None:
    cast.writes_first(galil)
    quote(galil)
    world.until(MONDAY_1000)
    page = links.of_customer(galil.dana, now=world.now)
    world.carrier.script.append(Answer.REFUSED)
    links.revoke(page_id=page.pk, by=by(galil.ruth), replace=True, now=world.now)
    world.until(world.now + HOUR)
    message = of(Message, galil, kind="link").get()
    task = of(Task, galil, message=message).get()
    assert (message.state, task.kind, task.member) == ("failed", "failed", galil.yael)
    assert not case_view(message.case_id or 0, by=by(galil.yael), now=world.now).open_ends[1:], (
        "it holds no case open"
    )
    settle(galil, message, outcome, world.now)
    world.settle()
    assert not of(Task, galil, message=message, done_at=None).exists()
