"""Words before anything is late: the ask, the clock's own word, the manager, the third round, a person's word, an undo."""

from __future__ import annotations

from datetime import time, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    TUESDAY_1000,
    TUESDAY_1230,
    TUESDAY_1330,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    by,
    fresh,
    of,
    quote,
)
from tests.property.world import World
from teum.actions import asks, calls, matter, organisations, outbox, outgoing, promises, words
from teum.actions.organisations import Hours
from teum.core.refusal import Refused
from teum.core.working_time import Block
from teum.language.analysing import vague_spans
from teum.management.rehearsal.carrier import Answer
from teum.models import Case, Event, Message, Promise, Task, Telling, Timer

pytestmark = pytest.mark.django_db


def sent(business: Business, kind: str) -> list[Message]:
    """The messages of a kind to the customer, in order."""
    return list(of(Message, business, kind=kind, customer__isnull=False).order_by("id"))


# ── the ask ──


def test_the_owner_is_asked_and_sees_what_would_go_out(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    assert of(Task, galil, promise=row, kind="ask", member=galil.yael, done_at=None).exists()
    letter = of(Message, galil, kind="ask").get()
    assert letter.member == galil.yael
    assert "12:30" in letter.text and "25.11" in letter.text


def test_where_all_goes_to_plan_the_clock_waits_and_speaks_if_it_was_not(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    asks.on_track(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1000)
    world.until(TUESDAY_1330)
    assert sent(galil, "holding") == []
    world.until(TUESDAY_1400 - timedelta(minutes=14))
    assert [m.state for m in sent(galil, "holding")] == ["accepted"]


def test_the_owner_sends_the_word_now_and_the_clock_does_not_repeat_it(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    asks.send_now(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1000)
    world.until(TUESDAY_1400)
    assert len(sent(galil, "holding")) == 1
    with pytest.raises(Refused) as found:
        asks.send_now(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1330)
    assert found.value.code == "not_possible"


@pytest.mark.parametrize("act", [asks.on_track, asks.send_now])
def test_after_due_nothing_is_on_track(galil: Business, act: Any) -> None:
    row = quote(galil)
    with pytest.raises(Refused) as found:
        act(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1500)
    assert found.value.code == "not_possible"


# ── the clock's own word ──


def test_the_clock_names_a_concrete_moment_and_tells_the_managers(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1230)
    (letter,) = sent(galil, "holding")
    word = of(Promise, galil, nature="update").get()
    assert (word.about_id, word.due, word.owner, word.round) == (row.pk, WEDNESDAY_1200, galil.yael, 1)
    assert "25.11" in letter.text and "12:00" in letter.text and galil.yael.name in letter.text
    told = {m.member for m in of(Message, galil, kind="manager")}
    assert told == {galil.ruth, galil.amir}
    facts = of(Event, galil, kind="ManagerTold")
    assert {event.facts["member"] for event in facts} == {galil.ruth.pk, galil.amir.pk}


def test_a_business_of_one_has_nobody_to_tell(world: World) -> None:
    noa, michal = cast.alone()
    opened = cast.case(noa, michal)
    world.until(TUESDAY_1400)
    events = Event.objects.of(opened.organisation_id)
    assert events.filter(kind="HoldingSent").exists() and not events.filter(kind="ManagerTold").exists()


def test_a_told_miss_is_a_miss_and_the_word_is_kept_by_the_next(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(WEDNESDAY_1200)
    missed = of(Event, galil, kind="PromiseMissed", promise=row.pk).get()
    assert missed.facts == {"number": 0, "told": True}
    first, second = of(Promise, galil, nature="update").order_by("id")
    assert (first.state, first.verdict, second.state) == ("kept", "kept", "open")
    assert second.due > first.due and second.about_id == row.pk


def test_from_the_second_round_the_managers_are_asked_before_the_owner_and_can_act(
    world: World, galil: Business
) -> None:
    quote(galil)
    world.until(TUESDAY_1500)
    assert {m.member for m in of(Message, galil, kind="ask")} == {galil.yael}, "the first time the owner only"
    world.until(cast.at("2026-11-24 16:30"))
    second = of(Message, galil, kind="ask").exclude(member=galil.yael)
    assert {m.member for m in second} == {galil.ruth, galil.amir}
    assert {m.at for m in second} == {cast.at("2026-11-24 16:00")}
    assert all("בפעם ה-2 ברצף" in m.text and "יעל ברק" in m.text and "להתקשר" in m.text for m in second)
    assert {e.facts["member"] for e in of(Event, galil, kind="ManagerAsked")} == {
        galil.ruth.pk,
        galil.amir.pk,
    }
    opens = cast.at("2026-11-25 09:00")
    world.until(opens)
    word = of(Promise, galil, nature="update").get()
    assert of(Message, galil, kind="ask", member=galil.yael).latest("id").at == opens
    given = words.give(
        case_id=word.case_id,
        by=by(galil.amir),
        text="החלק בדרך",
        next_due=cast.THURSDAY_1400,
        now=cast.at("2026-11-25 09:05"),
    )
    world.until(WEDNESDAY_1200)
    assert len(sent(galil, "holding")) == 1, "the manager acted, and the clock did not have to"
    assert given.round == 0, "a person's word begins anew"


def test_one_member_alone_gets_one_alert_and_no_other_mail(world: World) -> None:
    noa, michal = cast.alone()
    organisations.change_policy(by=by(noa), now=SUNDAY_1000, remind_by_mail=1)
    opened = cast.case(noa, michal)
    world.until(WEDNESDAY_1200)
    to_noa = Message.objects.of(opened.organisation_id).filter(member=noa)
    assert [m.kind for m in to_noa] == ["ask"] * 2, "once for each promise: the quote, and the next word"
    assert Event.objects.of(opened.organisation_id).filter(kind="OwnerAsked").count() == 2


def test_the_owner_is_reminded_in_the_morning_where_the_policy_wants_it(
    world: World, galil: Business
) -> None:
    organisations.change_policy(by=by(galil.ruth), now=SUNDAY_1000, remind_by_mail=1)
    quote(galil, now=SUNDAY_1000)
    world.until(TUESDAY_1000 - timedelta(minutes=1))
    reminder = of(Message, galil, kind="remind").get()
    assert (reminder.member, reminder.at) == (galil.yael, cast.at("2026-11-24 09:00"))
    assert "להיום" in reminder.subject and "14:00" in reminder.text
    assert of(Event, galil, kind="OwnerReminded").get().facts["member"] == galil.yael.pk
    assert not of(Task, galil).exists(), "their day shows it already"


def test_who_did_it_already_is_not_reminded(world: World, galil: Business) -> None:
    organisations.change_policy(by=by(galil.ruth), now=SUNDAY_1000, remind_by_mail=1)
    row = quote(galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    world.until(TUESDAY_1000)
    assert not of(Message, galil, kind="remind").exists()


def test_the_ask_offers_a_call_and_a_logged_call_makes_the_message_needless(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    assert "054-765-4321" in of(Message, galil, kind="ask").get().text
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, next_due=WEDNESDAY_1200, now=TUESDAY_1000)
    world.until(TUESDAY_1500)
    assert sent(galil, "holding") == [] and sent(galil, "late") == []
    assert of(Event, galil, kind="PromiseMissed").get().facts["told"] is True
    assert not of(Task, galil, kind="ask", done_at=None).exists()


def test_from_the_third_round_the_word_is_honest_that_there_is_no_date_and_names_the_way_out(
    world: World, galil: Business
) -> None:
    quote(galil)
    world.until(cast.at("2026-11-29 13:00"))
    letters = sent(galil, "holding")
    honest = ["אין לנו כרגע מועד חדש" in letter.text for letter in letters]
    assert len(letters) >= 3
    assert honest == [position >= 2 for position in range(len(letters))]
    assert all("בלי עלות" in letter.text for letter in letters[2:])
    assert not any(vague_spans(letter.text, "he") for letter in letters)


def test_words_do_not_multiply_for_a_customer_whom_nothing_reaches(world: World, galil: Business) -> None:
    case = cast.case(galil.yael, galil.dana)
    world.carrier.is_down = True
    world.until(cast.at("2026-11-29 12:00"))
    live = of(Promise, galil, case=case, nature="update", state="open")
    late = [row for row in live if row.due > world.now]
    assert len(late) == 1, "one next word, however many failed"


def test_nothing_is_sent_on_shabbat_not_even_that_we_are_late(world: World, galil: Business) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=cast.at("2026-11-27 12:00"))
    world.goes_away("clock")
    world.until(cast.at("2026-11-28 09:00"))
    world.returns("clock")
    world.until(cast.at("2026-11-28 12:00"))
    assert [m.state for m in sent(galil, "late")] == ["queued"]
    world.until(cast.at("2026-11-29 09:00"))
    (letter,) = sent(galil, "late")
    assert letter.state == "accepted" and letter.told_at >= cast.at("2026-11-28 17:30")
    assert fresh(row).state == "open"


def test_a_word_that_the_clocks_letter_keeps_is_not_the_next_one_that_it_names(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    with matter.of_case(row.case_id, by=by(galil.yael), now=MONDAY_1000) as found:
        word = words.promise_next(found, about=row, due=TUESDAY_1400 + timedelta(minutes=30))
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1330)
    world.returns("clock")
    world.until(TUESDAY_1330 + timedelta(minutes=5))
    (letter,) = sent(galil, "holding")
    assert {one.promise_id for one in of(Telling, galil, message=letter)} == {row.pk, word.pk}
    assert of(Promise, galil, nature="update", state="open").get().due == WEDNESDAY_1200
    assert "25.11, בשעה 12:00" in letter.text


# ── a person's word ──


def test_a_persons_word_covers_what_falls_due_before_the_next(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    given = words.give(
        case_id=row.case_id,
        by=by(galil.yael),
        text="החלק בדרך מהנמל",
        next_due=WEDNESDAY_1200,
        now=TUESDAY_1000,
    )
    assert (given.nature, given.due) == ("update", WEDNESDAY_1200)
    world.until(TUESDAY_1500)
    assert sent(galil, "holding") == []
    assert of(Event, galil, kind="PromiseMissed").get().facts["told"] is True


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "incomplete"), ("נעדכן בהקדם", "vague_window"), ("as soon as possible", "vague_window")],
)
def test_an_empty_or_vague_word_does_not_go_out(galil: Business, text: str, code: str) -> None:
    row = quote(galil)
    with pytest.raises(Refused) as found:
        words.give(
            case_id=row.case_id, by=by(galil.yael), text=text, next_due=WEDNESDAY_1200, now=MONDAY_1000
        )
    assert found.value.code == code
    assert not of(Promise, galil, nature="update").exists()


def test_a_word_after_an_outage_does_not_erase_the_miss_and_is_the_only_one(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    words.give(
        case_id=row.case_id,
        by=by(galil.yael),
        text="איחרנו, החלק הגיע רק עכשיו",
        next_due=WEDNESDAY_1200,
        now=world.now,
    )
    world.returns("clock")
    world.until(TUESDAY_1500 + timedelta(hours=1))
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["outage"] == "clock"
    assert sent(galil, "late") == []


@pytest.mark.parametrize("by_call", [False, True])
def test_a_second_word_that_names_the_same_moment_leaves_the_next_word_to_come(
    world: World, galil: Business, by_call: bool
) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=cast.THURSDAY_1400)
    world.until(MONDAY_1000)
    first = _speak(row, galil, world, by_call=False)
    world.until(MONDAY_1000 + timedelta(hours=1))
    assert _speak(row, galil, world, by_call=by_call) == first
    world.until(WEDNESDAY_1200 - timedelta(hours=2))
    assert fresh(first).state == "open" and of(Case, galil).get().state == "open"
    world.until(WEDNESDAY_1200)
    assert len(sent(galil, "holding")) == 1, "the clock gives the word that nobody gave"


def _speak(row: Promise, galil: Business, world: World, *, by_call: bool) -> Promise:
    """Yael says, in a letter or a call, that the next word comes by Wednesday 12:00; gives the promise of it."""
    said: dict[str, Any] = {"case_id": row.case_id, "by": by(galil.yael), "next_due": WEDNESDAY_1200}
    if by_call:
        calls.log(reached=True, now=world.now, **said)
    else:
        words.give(text="החלק בדרך", now=world.now, **said)
    found: Promise = of(Promise, galil, nature="update").get()
    return found


# ── an undo ──


def queued(business: Business, kind: str) -> Message:
    """The waiting message of a kind."""
    found: Message = of(Message, business, kind=kind, state="queued").get()
    return found


def test_taking_back_a_persons_word_leaves_the_clock_to_speak(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    words.give(
        case_id=row.case_id, by=by(galil.yael), text="החלק בדרך", next_due=WEDNESDAY_1200, now=world.now
    )
    outbox.take_back(message_id=queued(galil, "update").pk, by=by(galil.yael), now=world.now)
    world.until(TUESDAY_1500)
    assert [m.state for m in sent(galil, "holding")] == ["accepted"]
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True


def test_taking_back_the_clocks_word_sets_the_clock_again(world: World, galil: Business) -> None:
    row = quote(galil)
    world.goes_away("delivery")
    world.until(TUESDAY_1230)
    outbox.take_back(message_id=queued(galil, "holding").pk, by=by(galil.yael), now=world.now)
    assert of(Timer, galil, promise=row, kind="hold").get().fire_at == TUESDAY_1400 - timedelta(minutes=15)
    world.returns("delivery")
    world.until(TUESDAY_1500)
    assert [m.state for m in sent(galil, "holding")] == ["overtaken", "accepted"]
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True
    assert of(Promise, galil, nature="update", state="open").count() == 1


def test_that_a_time_moved_is_not_taken_back(galil: Business) -> None:
    row = quote(galil)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="הספק מאחר", now=MONDAY_1000
    )
    with pytest.raises(Refused) as found:
        outbox.take_back(message_id=queued(galil, "revised").pk, by=by(galil.yael), now=MONDAY_1000)
    assert found.value.code == "must_be_heard"
    assert queued(galil, "revised").state == "queued"


def test_what_was_claimed_is_not_taken_back(galil: Business) -> None:
    quote(galil)
    row = queued(galil, "agreed")
    outgoing.claim(worker="w", limit=10, now=MONDAY_1000)
    with pytest.raises(Refused) as found:
        outbox.take_back(message_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    assert found.value.code == "not_waiting"
    assert of(Telling, galil, message=row, at=None).exists()


@pytest.mark.parametrize(("answer", "state"), [(Answer.REFUSED, "failed"), (Answer.UNKNOWN, "uncertain")])
def test_dropping_the_clocks_word_sets_the_clock_again(
    world: World, galil: Business, answer: Answer, state: str
) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - timedelta(seconds=1))
    world.carrier.script.append(answer)
    world.until(TUESDAY_1330)
    (first,) = sent(galil, "holding")
    assert first.state == state
    outbox.settle(message_id=first.pk, by=by(galil.yael), outcome="dropped", now=TUESDAY_1330)
    world.until(TUESDAY_1500)
    assert sent(galil, "holding")[-1].told_at == TUESDAY_1400 - timedelta(minutes=10)
    assert of(Promise, galil, nature="update", state="open").count() == 1
    assert [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed")] == [True]


LATE = (Block(time(16), time(0)),)
AROUND = (Block(time(0), time(0)),)


@pytest.mark.parametrize(("blocks", "hour"), [(LATE, 12), (LATE, 23), (AROUND, 0)])
def test_where_a_business_works_until_midnight_a_word_is_one_word_a_day(
    world: World, galil: Business, blocks: tuple[Block, ...], hour: int
) -> None:
    hours = Hours(week=dict.fromkeys(range(7), blocks))
    organisations.change_hours(by=by(galil.ruth), hours=hours, now=SUNDAY_1000)
    organisations.change_policy(by=by(galil.amir), word_hour=hour, quiet_from_hour=23, now=SUNDAY_1000)
    quote(galil)
    for days in range(3):
        world.until(TUESDAY_1500 + timedelta(days=days))
        assert of(Event, galil, kind="HoldingSent").count() <= 1 + days
    words_ = list(of(Promise, galil, nature="update").order_by("due").values_list("due", flat=True))
    assert all(later - earlier >= timedelta(hours=20) for earlier, later in pairwise(words_))


def test_the_owner_sees_the_very_words_that_go_out(world: World, galil: Business) -> None:
    """Also where a later word about it is promised already, and where it is a word itself that is due early."""
    organisations.change_policy(by=by(galil.amir), word_hour=9, now=SUNDAY_1000)
    row = quote(galil)
    world.until(TUESDAY_1500)
    word = of(Promise, galil, nature="update", about=row, state="open").get()
    assert word.due == WEDNESDAY_1200 - timedelta(hours=3)
    world.until(word.due)
    assert of(Promise, galil, nature="update", about=row, state="open").get().due == word.due + timedelta(
        days=1
    )
    asked = of(Message, galil, kind="ask").order_by("id").last()
    assert all(part in asked.text for part in sent(galil, "holding")[-1].text.split("\n\n")[1:2])
