"""Conversations: what was said, agreed, asked and wished for is recorded whole, or not at all (A0)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast, cast_mail
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1000,
    TUESDAY_1400,
    TUESDAY_1500,
    VAGUE,
    WEDNESDAY_1200,
    Business,
    by,
    of,
    quote,
    quote_draft,
)
from tests.property.world import World
from teum.actions import callbacks, conversations, inbox, placing, promises, questions, undo
from teum.actions.conversations import Asked, Said, Wished
from teum.actions.promises.steps import Next
from teum.core.conversation import Channel, Direction, Outcome
from teum.core.refusal import Refused
from teum.models import Conversation, Event, Message, Promise, Question, Wish
from teum.queries import told_whole
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
CALL_BACK = quote_draft(
    body="אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00",
    includes=("תשובה של היבואן",),
    channel="phone",
    due=WEDNESDAY_1200,
)


def talk(business: Business, case_id: int, *, now: datetime = SUNDAY_1000, **said: Any) -> Conversation:
    """Yael and Dana talk on the phone; Dana called."""
    given = {"channel": Channel.CALL, "direction": Direction.IN, "notes": "דיברנו על המזגן", **said}
    return conversations.log(case_id=case_id, by=by(business.yael), said=Said(**given), now=now)


def refused(act: Callable[[], object]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def test_what_was_agreed_asked_and_wished_for_is_recorded_in_one_act(galil: Business) -> None:
    row = quote(galil)
    found = talk(
        galil,
        row.case_id,
        promises=[quote_draft(**_call())],
        questions=[Asked(text="באיזה צבע יהיה המזגן?", is_theirs=True)],
        wishes=[
            Wished(text="לדבר עם היבואן", outcome=Outcome.PROMISED, made=0),
            Wished(text="שעות הפתיחה", outcome=Outcome.ANSWERED, answer="פתוח עד 17:00"),
            Wished(text="התקנה בשבת", outcome=Outcome.DECLINED),
        ],
    )
    made = of(Promise, galil, conversation=found)
    question = of(Question, galil).get()
    assert {p.what for p in made} == {"אתקשר אליך", question.promise.what}
    wishes = list(of(Wish, galil).order_by("position"))
    assert [w.outcome for w in wishes] == ["promised", "answered", "declined"]
    assert wishes[0].promise == made.get(nature="deed", channel="phone")
    assert found.is_whole is False, "her question is still ours to answer"
    assert verify(rebuild_rows=True).broken is None


def test_a_question_asked_once_more_stays_with_the_conversation_that_it_came_from(galil: Business) -> None:
    row = quote(galil)
    colour = Asked(text="באיזה צבע יהיה המזגן?", is_theirs=True)
    first = talk(galil, row.case_id, questions=[colour, colour])
    again = talk(galil, row.case_id, questions=[colour], now=SUNDAY_1000 + timedelta(hours=1))
    (question,) = of(Question, galil)
    assert [p.pk for p in of(Promise, galil, conversation=first)] == [question.promise_id]
    assert not of(Promise, galil, conversation=again).exists()
    assert verify(rebuild_rows=True).broken is None


def _call() -> dict[str, Any]:
    return {
        "body": CALL_BACK.body,
        "includes": CALL_BACK.includes,
        "channel": "phone",
        "due": WEDNESDAY_1200,
    }


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wished(text="לדבר עם היבואן", outcome=None), "wish_open"),
        (Wished(text="לדבר עם היבואן", outcome=Outcome.PROMISED), "wish_open"),
        (Wished(text="לדבר עם היבואן", outcome=Outcome.PROMISED, made=7), "wish_open"),
        (Wished(text="לדבר עם היבואן", outcome=Outcome.PROMISED, promise=10**6), "not_found"),
        (Wished(text="שעות הפתיחה", outcome=Outcome.ANSWERED, answer=" . "), "wish_open"),
        (Wished(text="שעות הפתיחה", outcome=Outcome.ANSWERED, answer="נחזור אליך בהקדם"), "vague_window"),
        (Wished(text=" . ", outcome=Outcome.DECLINED), "incomplete"),
    ],
)
def test_nobody_hangs_up_over_a_wish(galil: Business, wish: Wished, code: str) -> None:
    row = quote(galil)
    assert refused(lambda: talk(galil, row.case_id, wishes=[wish])).code == code
    assert not of(Conversation, galil).exists() and not of(Event, galil, kind="ConversationLogged").exists()


def test_the_database_keeps_no_wish_open(galil: Business) -> None:
    found = talk(galil, quote(galil).case_id)
    for outcome, promise in (("promised", None), ("", None), ("answered", quote(galil))):
        with pytest.raises(IntegrityError), transaction.atomic():
            of(Wish, galil).create(
                conversation=found, position=0, text="x", salt="s", outcome=outcome, promise=promise
            )


def test_one_vague_promise_keeps_the_whole_conversation_out(galil: Business) -> None:
    row = quote(galil)
    said = {"promises": [quote_draft(), quote_draft(body=VAGUE, due=None)]}
    found = refused(lambda: talk(galil, row.case_id, **said))
    assert (found.code, found.details["place"]) == ("vague_window", "promises.1")
    assert of(Promise, galil).count() == 1 and not of(Conversation, galil).exists()


def test_instead_or_as_well_is_asked_of_what_was_open_before_only(galil: Business) -> None:
    row = quote(galil)
    two = [quote_draft(says_replaces=False), quote_draft(**_call(), says_replaces=False)]
    found = refused(lambda: talk(galil, row.case_id, promises=two))
    assert (found.code, found.details["missing"]) == ("incomplete", ["replaces"])
    promises.release(promise_id=row.pk, by=galil.as_customer, now=SUNDAY_1000)
    empty = cast.case(galil.yael, galil.dana)
    live = of(Promise, galil, case=empty).get()
    promises.report(promise_id=live.pk, by=by(galil.yael), now=SUNDAY_1000)
    promises.confirm(
        promise_id=live.pk,
        by=by(galil.yael),
        after=Next(word_by=THURSDAY_1400),
        now=SUNDAY_1000,
    )
    talk(galil, empty.pk, promises=two)
    assert of(Promise, galil, case=empty, state="open", nature="deed").count() == 2


def test_who_was_not_reached_agreed_to_nothing(galil: Business) -> None:
    row = quote(galil)
    said = {"reached": False, "direction": Direction.OUT}
    found = refused(lambda: talk(galil, row.case_id, promises=[quote_draft()], **said))
    assert found.code == "nobody_spoken"
    assert talk(galil, row.case_id, **said).is_whole is None


def test_what_was_agreed_is_told_by_itself_where_no_summary_comes(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    talk(galil, row.case_id, promises=[quote_draft(**_call())], now=MONDAY_1000)
    world.until(MONDAY_1000 + timedelta(minutes=9))
    assert of(Message, galil, kind="agreed", state="accepted").count() == 1
    world.until(MONDAY_1000 + timedelta(minutes=11))
    newest = of(Message, galil, kind="agreed").latest("id")
    assert newest.state == "accepted" and "תתקשר אליך" in newest.text


def test_a_conversation_that_leaves_nothing_to_ask_is_whole(galil: Business) -> None:
    assert talk(galil, quote(galil).case_id).is_whole is True


# ── surprises ──


@pytest.mark.parametrize(
    ("said", "is_whole"),
    [
        ({"notes": "כמה יעלה הטיפול? ומתי תגיעו?"}, False),
        ({"notes": VAGUE}, False),
        (
            {
                "notes": "כמה יעלה הטיפול?",
                "wishes": [Wished(text="כמה יעלה הטיפול", outcome=Outcome.ANSWERED, answer="400 ש״ח")],
            },
            True,
        ),
        ({"notes": "כמה יעלה הטיפול?", "taken": ["כמה יעלה הטיפול?"]}, True),
        ({"notes": VAGUE, "taken": [VAGUE]}, True),
    ],
)
def test_what_the_notes_ask_and_nobody_dealt_with_is_left_to_ask(
    galil: Business, said: dict[str, Any], is_whole: bool
) -> None:
    row = quote(galil)
    assert talk(galil, row.case_id, **said).is_whole is is_whole


def test_who_asks_about_what_we_owed_and_had_not_told_is_surprised(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    found = talk(galil, row.case_id, now=TUESDAY_1500)
    surprised = of(Event, galil, kind="CustomerSurprised").get()
    assert (surprised.promise, surprised.facts["conversation"]) == (row.pk, found.pk)


@pytest.mark.parametrize(
    ("direction", "at", "is_down"),
    [
        (Direction.OUT, TUESDAY_1500, True),
        (Direction.IN, TUESDAY_1000, True),
        (Direction.IN, TUESDAY_1500, False),
    ],
)
def test_who_was_told_or_whom_we_called_is_not(
    world: World, galil: Business, direction: Direction, at: datetime, is_down: bool
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    if is_down:
        world.goes_away("clock")
    world.until(at)
    talk(galil, row.case_id, direction=direction, now=at)
    assert not of(Event, galil, kind="CustomerSurprised").exists()
    assert row.due == TUESDAY_1400


def mails(galil: Business, row: Promise, now: datetime) -> None:
    """Dana writes a mail."""
    inbox.receive(cast_mail.mail("מה עם ההצעה?"), now=now)


def asks(galil: Business, row: Promise, now: datetime) -> None:
    """Dana asks on her page."""
    questions.ask(case_id=row.case_id, by=galil.as_customer, text="מה עם ההצעה?", now=now)


def says_otherwise(galil: Business, row: Promise, now: datetime) -> None:
    """Dana was told otherwise of it."""
    questions.object_to(promise_id=row.pk, by=galil.as_customer, text="אמרתם היום", now=now)


def is_written_down(galil: Business, row: Promise, now: datetime) -> None:
    """Yael writes down what Dana asked at the door."""
    questions.ask(case_id=row.case_id, by=by(galil.yael), text="מה עם ההצעה?", is_theirs=True, now=now)


@pytest.mark.parametrize("contact", [mails, asks, says_otherwise, is_written_down])
def test_who_writes_about_what_we_owed_and_had_not_told_is_surprised_too(
    world: World, galil: Business, contact: Callable[[Business, Promise, datetime], None]
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    inbox.receive(cast_mail.mail("עדיין מחכים להצעה"), now=TUESDAY_1500)
    contact(galil, row, TUESDAY_1500)
    surprised = of(Event, galil, kind="CustomerSurprised").get()
    assert (surprised.promise, "question" in surprised.facts) == (row.pk, True), "one, of however many"
    assert told_whole.surprises(by=by(galil.ruth), now=TUESDAY_1500) == 1
    (behind,) = told_whole.contacts(by=by(galil.ruth), now=TUESDAY_1500)
    assert (behind.case_id, behind.channel, behind.surprises) == (row.case_id, "mail", 1)
    assert verify(rebuild_rows=True).broken is None


@pytest.mark.parametrize("is_written_by", ["them", "us"])
def test_who_asks_for_a_call_about_what_we_owed_and_had_not_told_is_surprised_too(
    world: World, galil: Business, is_written_by: str
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    who = galil.as_customer if is_written_by == "them" else by(galil.yael)
    for _ in range(2):
        callbacks.ask(case_id=row.case_id, by=who, start=cast.at("2026-11-25 10:00"), now=TUESDAY_1500)
    asks(galil, row, TUESDAY_1500)
    surprised = of(Event, galil, kind="CustomerSurprised").get()
    call = of(Promise, galil, channel="phone").get()
    assert (surprised.promise, surprised.facts["call"]) == (row.pk, call.pk), "one, of however many"
    assert told_whole.surprises(by=by(galil.ruth), now=TUESDAY_1500) == 1
    (behind,) = told_whole.contacts(by=by(galil.ruth), now=TUESDAY_1500)
    assert (behind.case_id, behind.channel, behind.surprises) == (row.case_id, "callback", 1)
    assert verify(rebuild_rows=True).broken is None


def test_who_asks_again_for_the_call_that_did_not_come_is_surprised(world: World, galil: Business) -> None:
    case = quote(galil).case_id
    noon, again = cast.at("2026-11-22 12:00"), cast.at("2026-11-22 16:00")
    call = callbacks.ask(case_id=case, by=galil.as_customer, start=noon, now=SUNDAY_1000)
    world.until(cast.at("2026-11-22 10:05"))
    world.goes_away("clock")
    world.until(cast.at("2026-11-22 13:30"))
    callbacks.ask(case_id=case, by=galil.as_customer, start=again, now=world.now)
    assert of(Event, galil, kind="CustomerSurprised").get().promise == call.pk
    assert told_whole.surprises(by=by(galil.ruth), now=world.now) == 1
    assert verify(rebuild_rows=True).broken is None


def is_taken_out(galil: Business) -> None:
    """The mail belongs elsewhere."""
    came = of(Message, galil, kind="question", direction="in").get()
    placing.take_out(message_id=came.pk, by=by(galil.yael), now=TUESDAY_1500)


def is_undone(galil: Business) -> None:
    """Yael takes back what she wrote down."""
    newest = of(Message, galil, direction="out").latest("id")
    undo.act(message_id=newest.pk, by=by(galil.yael), now=TUESDAY_1500)


@pytest.mark.parametrize(("contact", "goes"), [(mails, is_taken_out), (is_written_down, is_undone)])
def test_a_surprise_that_does_not_count_hides_no_other(
    world: World,
    galil: Business,
    contact: Callable[[Business, Promise, datetime], None],
    goes: Callable[[Business], None],
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    contact(galil, row, TUESDAY_1500)
    goes(galil)
    assert told_whole.surprises(by=by(galil.ruth), now=TUESDAY_1500) == 0
    asks(galil, row, TUESDAY_1500)
    assert told_whole.surprises(by=by(galil.ruth), now=TUESDAY_1500) == 1


@pytest.mark.parametrize("at", [TUESDAY_1000, TUESDAY_1500])
def test_who_writes_before_its_time_or_after_they_were_told_is_not(
    world: World, galil: Business, at: datetime
) -> None:
    row = quote(galil)
    world.until(at)
    asks(galil, row, at)
    assert not of(Event, galil, kind="CustomerSurprised").exists()
    assert told_whole.surprises(by=by(galil.ruth), now=at) == 0


def test_a_conversation_tells_by_when_the_next_word_comes(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    talk(galil, row.case_id, now=TUESDAY_1000, next_due=WEDNESDAY_1200, channel=Channel.MEETING)
    world.until(TUESDAY_1500)
    assert not of(Message, galil, kind="holding").exists()
    assert of(Promise, galil, nature="update").get().due == WEDNESDAY_1200


def test_a_partner_logs_nothing(galil: Business) -> None:
    row = quote(galil)
    said = Said(channel=Channel.CALL, direction=Direction.IN)
    found = refused(
        lambda: conversations.log(case_id=row.case_id, by=by(galil.sami), said=said, now=SUNDAY_1000)
    )
    assert found.code == "not_allowed"
