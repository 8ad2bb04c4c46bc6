"""Undo for ten seconds: the promise is as it was, nobody is told, and the ledger says both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_0900,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1000,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    by,
    fresh,
    of,
    quote,
)
from tests.integration.test_conversations import CALL_BACK, talk
from tests.property.world import World
from teum.actions import organisations, promises, questions, summaries, undo, words
from teum.actions.conversations import Asked
from teum.actions.promises.steps import Next
from teum.core.refusal import Refused
from teum.core.undo import TooLate
from teum.models import Case, Event, Message, Promise, Revision, Survey, Task, Timer
from teum.queries import verify
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=9)


def moved(galil: Business, row: Promise, now: object, due: object = WEDNESDAY_1200) -> Message:
    """The promise is moved; the message that would tell it."""
    promises.revise(promise_id=row.pk, by=by(galil.yael), due=due, reason="החלק מתעכב", now=now)  # type: ignore[arg-type]
    found: Message = of(Message, galil, kind__in=["revised", "proposed"]).order_by("-id")[0]
    return found


def undone(galil: Business, message: Message, now: object) -> None:
    """Yael takes it back."""
    undo.act(message_id=message.pk, by=by(galil.yael), now=now)  # type: ignore[arg-type]
    assert verify.verify(rebuild_rows=True).broken is None


def state(row: Promise) -> dict[str, object]:
    """All of a promise but its version."""
    kept = fresh(row)
    return {f.attname: getattr(kept, f.attname) for f in Promise._meta.concrete_fields if f.name != "version"}


def timers(galil: Business, row: Promise) -> set[tuple[object, ...]]:
    """What the clock will look at."""
    return set(of(Timer, galil, promise=row).values_list("kind", "number", "fire_at"))


def test_a_change_of_time_is_as_if_it_had_not_been(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    before, dues = state(row), {t for t in timers(galil, row) if t[0] == "due"}
    message = moved(galil, row, world.now)
    undone(galil, message, world.now + SECONDS)
    assert state(row) == before and fresh(row).version == 3
    assert {t for t in timers(galil, row) if t[0] == "due"} == dues
    assert of(Revision, galil, promise=row).get().consent == "undone"
    assert not of(Task, galil, kind="call", done_at=None).exists()
    view = case_view(row.case_id, by=by(galil.yael), now=world.now + SECONDS, lang="he")
    assert view.next is not None and "24.11" in view.next.in_words
    world.until(TUESDAY_1500)
    message.refresh_from_db()
    assert message.state == "overtaken"
    assert [m.kind for m in of(Message, galil, customer=galil.dana).order_by("id")] == [
        "agreed",
        "revised",
        "holding",
    ]


def test_it_can_be_moved_again_and_that_is_the_first_change(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    undone(galil, moved(galil, row, world.now), world.now + SECONDS)
    world.until(MONDAY_1000 + timedelta(minutes=1))
    message = moved(galil, row, world.now, THURSDAY_1400)
    assert (message.kind, fresh(row).number, fresh(row).due) == ("revised", 1, THURSDAY_1400)
    world.until(TUESDAY_1500)
    assert verify.verify(rebuild_rows=True).broken is None
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=world.now)
    assert fresh(row).verdict == "kept_revised"


def test_a_verdict_knows_nothing_of_what_was_undone(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    undone(galil, moved(galil, row, world.now), world.now + SECONDS)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=world.now + timedelta(minutes=1))
    assert fresh(row).verdict == "kept"
    assert verify.verify(rebuild_rows=True).broken is None


def test_a_question_about_a_second_change_is_undone_and_the_first_stands(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    moved(galil, row, world.now)
    world.until(TUESDAY_1000)
    before = state(row)
    undone(galil, moved(galil, row, world.now, THURSDAY_1400), world.now + SECONDS)
    assert state(row) == before
    consents = list(of(Revision, galil, promise=row).order_by("id").values_list("consent", flat=True))
    assert consents == ["given", "undone"]
    assert not of(Task, galil, promise=row, kind="call", done_at=None).exists()


def test_a_report_is_undone_and_the_clock_watches_on(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    asked = of(Task, galil, promise=row, kind="ask").filter(done_at=None).count()
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    message = of(Message, galil, kind="reported").get()
    undone(galil, message, world.now + SECONDS)
    assert (fresh(row).state, fresh(row).answer_by) == ("open", None)
    assert of(Task, galil, promise=row, kind="ask", done_at=None).count() == asked
    world.until(TUESDAY_1500)
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True


def test_a_withdrawal_is_undone_and_the_case_that_it_closed_is_open_again(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    other = promises.make(
        case_id=row.case_id,
        by=by(galil.yael),
        draft=cast.quote_draft(replaces=None, due=THURSDAY_1400, body="אשלח לך את החשבונית"),
        now=SUNDAY_1000,
    )
    world.until(MONDAY_1000)
    said = {"by": by(galil.yael), "disclosure": "הדגם יצא מהייצור"}
    promises.withdraw(promise_id=row.pk, now=world.now, **said)
    undone(galil, of(Message, galil, kind="withdrawn").get(), world.now + SECONDS)
    assert (fresh(row).state, fresh(row).verdict, fresh(row).ended_at) == ("open", "", None)
    world.until(MONDAY_1000 + timedelta(minutes=1))
    promises.withdraw(promise_id=row.pk, now=world.now, **said)
    promises.withdraw(promise_id=other.pk, after=Next(close=True), now=world.now, **said)
    assert of(Case, galil).get().state == "closed"
    undone(galil, of(Message, galil, kind="withdrawn").order_by("-id")[0], world.now + SECONDS)
    case = of(Case, galil).get()
    assert (case.state, case.closed_at, fresh(other).state) == ("open", None, "open")
    assert of(Message, galil, kind="closed").get().state == "overtaken"
    assert not of(Survey, galil).exists()


def test_what_was_agreed_and_not_told_yet_is_told_after_all(world: World, galil: Business) -> None:
    row = quote(galil)
    message = moved(galil, row, SUNDAY_1000 + SECONDS)
    assert of(Message, galil, kind="agreed").get().state == "overtaken"
    undone(galil, message, SUNDAY_1000 + 2 * SECONDS)
    world.until(SUNDAY_1000 + timedelta(minutes=5))
    assert of(Message, galil, kind="agreed").get().state == "accepted"


def test_a_late_change_is_undone_and_the_miss_stands_once(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1500)
    undone(galil, moved(galil, row, world.now), world.now + SECONDS)
    world.until(TUESDAY_1500 + timedelta(minutes=30))
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).count() == 1
    assert fresh(row).due == TUESDAY_1400


def test_what_passed_in_silence_is_told_though_whoever_saw_it_first_took_their_report_back(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    undone(galil, of(Message, galil, kind="reported").get(), world.now + SECONDS)
    world.returns("clock")
    world.until(TUESDAY_1500 + timedelta(minutes=5))
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is False
    assert of(Message, galil, kind="late").get().state == "accepted"


def test_what_passed_in_silence_is_told_though_a_word_that_was_to_tell_of_it_was_taken_back(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    words.give(case_id=row.case_id, by=by(galil.yael), text=None, next_due=WEDNESDAY_1200, now=world.now)
    undone(galil, of(Message, galil, kind="update").get(), world.now + SECONDS)
    world.returns("clock")
    world.until(TUESDAY_1500 + timedelta(minutes=5))
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is False
    assert of(Message, galil, kind="late").get().state == "accepted"


def test_what_is_late_goes_on_with_a_word_though_a_report_at_its_time_was_taken_back(
    world: World, galil: Business
) -> None:
    cast.writes_first(galil)
    row = quote(galil)
    world.until(MONDAY_1000)
    moved(galil, row, world.now, TUESDAY_1500)
    world.until(TUESDAY_1500 - timedelta(minutes=1))
    assert moved(galil, row, world.now).kind == "proposed"
    world.until(
        TUESDAY_1500 - timedelta(seconds=1)
    )  # they were asked: that keeps the word that the clock promised
    assert of(Promise, galil, state="open").get() == row
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    undone(galil, of(Message, galil, kind="reported").get(), world.now + SECONDS)
    world.returns("clock")
    world.until(TUESDAY_1500 + timedelta(minutes=1))
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk, facts__number=1).count() == 1
    assert of(Promise, galil, state="open", due__gt=world.now).get().nature == "update"


def refusal(act: Callable[[], object]) -> Refused:
    """Why it was refused."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def test_it_is_refused_once_the_seconds_are_over(galil: Business) -> None:
    message = moved(galil, quote(galil), MONDAY_1000)
    late = MONDAY_1000 + timedelta(seconds=11)
    found = refusal(lambda: undo.act(message_id=message.pk, by=by(galil.yael), now=late))
    assert (found.code, found.details) == ("too_late", {"why": "seconds"})
    assert not of(Event, galil, kind="ActUndone").exists()


def test_it_is_refused_once_it_was_claimed(world: World, galil: Business) -> None:
    organisations.change_policy(by=by(galil.ruth), undo_seconds=60, voice_minutes=0, now=SUNDAY_0900)
    row = quote(galil)
    message = moved(galil, row, MONDAY_1000)
    Message.objects.of(galil.id).filter(pk=message.pk).update(state="sending")
    found = refusal(lambda: undo.act(message_id=message.pk, by=by(galil.yael), now=MONDAY_1000 + SECONDS))
    assert found.details == {"why": "left"}


def test_it_is_refused_once_something_rests_on_it(galil: Business) -> None:
    row = quote(galil)
    message = moved(galil, row, MONDAY_1000)
    moved(galil, row, MONDAY_1000 + timedelta(seconds=1), THURSDAY_1400)
    found = refusal(lambda: undo.act(message_id=message.pk, by=by(galil.yael), now=MONDAY_1000 + SECONDS))
    assert found.details == {"why": "moved"}


def test_it_is_refused_once_a_time_passed_meanwhile(galil: Business) -> None:
    row = quote(galil)
    just_before = TUESDAY_1400 - timedelta(seconds=3)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=just_before)
    message = of(Message, galil, kind="reported").get()
    found = refusal(lambda: undo.act(message_id=message.pk, by=by(galil.yael), now=just_before + SECONDS))
    assert found.details == {"why": "due"}


def test_nobody_undoes_what_is_not_theirs(galil: Business) -> None:
    message = moved(galil, quote(galil), MONDAY_1000)
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    for who, code in (
        (by(other.ruth), "not_found"),
        (by(galil.sami), "not_found"),
        (galil.as_customer, "not_allowed"),
    ):
        assert refusal(lambda who=who: undo.act(message_id=message.pk, by=who, now=MONDAY_1000)).code == code  # type: ignore[misc]


def test_an_answer_is_as_if_it_had_not_been_given(galil: Business) -> None:
    row = quote(galil)
    asked = questions.ask(case_id=row.case_id, by=galil.as_customer, text="באיזה צבע?", now=SUNDAY_1000)
    before = state(asked.promise)
    questions.answer(question_id=asked.pk, by=by(galil.yael), text="המזגן לבן.", now=MONDAY_1000)
    message = of(Message, galil, kind="answered").get()
    undone(galil, message, MONDAY_1000 + SECONDS)
    assert state(asked.promise) == before
    view = case_view(row.case_id, by=galil.as_customer, now=MONDAY_1000 + SECONDS)
    assert [(q.standing, q.answer) for q in view.questions] == [("open", "")]
    again = MONDAY_1000 + timedelta(minutes=1)
    questions.answer(question_id=asked.pk, by=by(galil.yael), text="המזגן אפור.", now=again)
    view = case_view(row.case_id, by=galil.as_customer, now=again)
    assert [q.answer for q in view.questions] == ["המזגן אפור."]


def test_a_summary_that_is_undone_leaves_the_notices_of_its_sitting(world: World, galil: Business) -> None:
    talked = talk(
        galil,
        cast.case(galil.yael, galil.dana).pk,
        now=MONDAY_1000,
        promises=[CALL_BACK],
        questions=[Asked(text="באיזה צבע יהיה המזגן?", is_theirs=False, due=WEDNESDAY_1200)],
    )
    sent = summaries.send(conversation_id=talked.pk, by=by(galil.yael), now=MONDAY_1000)
    with pytest.raises(Refused, match="not_found"):
        undo.act(message_id=sent.message_id, by=by(galil.sami), now=MONDAY_1000)
    undone(galil, sent.message, MONDAY_1000 + SECONDS)
    waiting = of(Message, galil, state="queued", customer=galil.dana).order_by("kind")
    assert [m.kind for m in waiting] == ["agreed", "asked"]
    told = "\n".join(m.text for m in waiting)
    assert "יעל ברק תתקשר אליך" in told and "באיזה צבע יהיה המזגן?" in told
    assert not case_view(talked.case_id, by=by(galil.yael), now=MONDAY_1000 + SECONDS).summaries
    again = summaries.send(conversation_id=talked.pk, by=by(galil.yael), now=MONDAY_1000 + SECONDS)
    summaries.confirm(summary_id=again.pk, by=by(galil.yael), now=MONDAY_1000 + SECONDS)
    with pytest.raises(TooLate):  # somebody acted on it
        undo.act(message_id=again.message_id, by=by(galil.yael), now=MONDAY_1000 + SECONDS)


def test_what_an_undone_message_told_of_another_promise_is_watched_again(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(world.now + timedelta(minutes=1))
    promises.dispute(promise_id=row.pk, by=galil.as_customer, note="חסר המפרט", now=world.now)
    word = of(Promise, galil, nature="update", about=row).get()
    hold = of(Timer, galil, promise=word, kind="hold").get().fire_at
    world.until(hold - timedelta(seconds=1))
    message = moved(galil, row, world.now, THURSDAY_1400)
    world.until(hold + timedelta(seconds=1))
    undone(galil, message, world.now)
    world.until(word.due + timedelta(minutes=1))
    missed = of(Event, galil, kind="PromiseMissed", promise=word.pk).first()
    assert missed is None or missed.facts["told"], "the customer heard before the time of the word"


def test_what_the_customer_let_go_of_meanwhile_because_of_it_is_not_undone(
    world: World, galil: Business
) -> None:
    """They need no word by Thursday where it is done by then: without the new time nothing of it lies ahead."""
    row = quote(galil)
    world.until(WEDNESDAY_1200 - timedelta(hours=1))
    word = words.give(
        case_id=row.case_id, by=by(galil.yael), text=None, next_due=THURSDAY_1400, now=world.now
    )
    world.until(WEDNESDAY_1200 + timedelta(hours=1))
    message = moved(galil, row, world.now, THURSDAY_1400)
    promises.release(promise_id=word.pk, by=galil.as_customer, now=world.now + timedelta(seconds=3))
    with pytest.raises(TooLate):
        undone(galil, message, world.now + SECONDS)
    assert fresh(row).due == THURSDAY_1400
