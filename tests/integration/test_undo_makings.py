"""Undo of what was made: a promise, a question, a choice, a file, the end of a case are as if they had not been."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests import cast, cast_upload
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    WEDNESDAY_1200,
    Business,
    by,
    fresh,
    of,
    quote,
    quote_draft,
)
from tests.cast_disclosure import FLAW, shower
from tests.integration.test_conversations import CALL_BACK, talk
from tests.integration.test_disclosures import choose, tell
from tests.integration.test_standing import keep, sell
from tests.property.world import World
from teum.actions import (
    callbacks,
    cases,
    closings,
    conversations,
    delays,
    disclosures,
    drafts,
    handouts,
    promises,
    questions,
    services,
    summaries,
    surveys,
    undo,
    words,
)
from teum.actions.conversations import Asked, Said, Wished
from teum.actions.promises.steps import Next
from teum.core import callback
from teum.core.conversation import Channel, Direction, Outcome
from teum.core.disclosure import How
from teum.core.promise import Debtor
from teum.core.question import Kind
from teum.core.refusal import Missing, Refused
from teum.models import (
    Case,
    Conversation,
    Disclosure,
    Draft,
    Event,
    Message,
    Promise,
    Question,
    Summary,
    Survey,
    Task,
    Timer,
    Upload,
    Wish,
)
from teum.queries import history, terms, told_whole, verify
from teum.queries.case_view import case_view
from teum.web.customer_page.told import TOLD

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=9)
NEXT_THURSDAY = cast.at("2026-12-03 12:00")
COUNTED = (Conversation, Disclosure, Question, Summary, Survey, Upload, Wish)
Act = Callable[[Business, Promise, datetime], object]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> None:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"


def whole(galil: Business) -> dict[str, object]:
    """All that there is of the business's cases, as everybody but the ledger sees it."""
    held: dict[str, object] = {
        model.__name__: [
            {name: value for name, value in row.items() if name != "version"}
            for row in of(model, galil).order_by("id").values()
        ]
        for model in (*COUNTED, Case, Promise)
    }
    held["timers"] = set(of(Timer, galil).values_list("promise", "kind", "number", "fire_at"))
    held["tasks"] = set(of(Task, galil, done_at=None).values_list("promise", "message", "kind", "member"))
    held["letters"] = set(of(Message, galil, state="queued").values_list("pk", "send_at"))
    held["told"] = set(of(Message, galil).exclude(told_at=None).values_list("pk", flat=True))
    return held


def shown(galil: Business, case_id: int, now: datetime) -> list[object]:
    """What the customer, the agent and the figures say."""
    theirs = history.history(case_id, by=galil.as_customer, kinds=TOLD)
    view = case_view(case_id, by=galil.as_customer, now=now)
    ours = case_view(case_id, by=by(galil.yael), now=now, lang="he")
    return [
        [(item.at, item.fact and item.fact.kind) for item in theirs.items],
        [view.state, view.next and view.next.sentence, len(view.promises), len(view.questions)],
        [len(view.disclosures), len(view.summaries), ours.open_ends, len(ours.conversations)],
        told_whole.figures(by=by(galil.amir), now=now),
    ]


def newest(galil: Business) -> Message:
    """The message that was written last."""
    found: Message = of(Message, galil, state="queued", customer__isnull=False).order_by("-id")[0]
    return found


def promise(galil: Business, row: Promise, now: datetime) -> object:
    """Another promise, beside the first."""
    draft = quote_draft(body="אשלח לך את החשבונית", due=THURSDAY_1400)
    return promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=now)


def instead(galil: Business, row: Promise, now: datetime) -> object:
    """A promise in place of the first."""
    draft = quote_draft(body="אשלח לך את החשבונית", due=THURSDAY_1400, replaces=row.pk)
    return promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=now)


def offer(galil: Business, row: Promise, now: datetime) -> object:
    """An offer, which the customer is to accept."""
    draft = quote_draft(body="אשלח לך את החשבונית", due=THURSDAY_1400, answer_by=WEDNESDAY_1200)
    return promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=now)


def conditional(galil: Business, row: Promise, now: datetime) -> object:
    """A promise that waits for the customer."""
    draft = quote_draft(
        body="אשלח לך את החשבונית",
        due=None,
        condition="הטופס החתום שלך",
        condition_due=WEDNESDAY_1200,
        term="3 business days",
    )
    return promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=now)


def asked(**said: Any) -> Act:
    """A question of ours, or one that is written down for the customer."""

    def ask(galil: Business, row: Promise, now: datetime) -> object:
        given = {"text": "באיזה צבע יהיה המזגן?", "due": WEDNESDAY_1200, **said}
        return questions.ask(case_id=row.case_id, by=by(galil.yael), now=now, **given)

    return ask


def a_fault(galil: Business, row: Promise, now: datetime) -> object:
    """A disclosure that offers no choice."""
    told = shower(options=(), recommended="", interest="")
    return tell(galil, row, told, decide_by=None, now=now)


def a_choice(galil: Business, row: Promise, now: datetime) -> object:
    """A disclosure of what a promise is about, with options."""
    return tell(galil, row, about=row.pk, now=now)


def chosen(galil: Business, row: Promise, now: datetime) -> object:
    """The customer chose on the phone: what they chose takes the place of the promise."""
    told = of(Disclosure, galil).select_related("told").get()
    said = {"by": by(galil.yael), "how": How.CALL, "proof": "דנה אמרה: הדגם האחר", "now": now}
    return choose(galil, told, **said)


def corrected(galil: Business, row: Promise, now: datetime) -> object:
    """What was disclosed is set right."""
    told = of(Disclosure, galil).get()
    right = shower(what=f"{FLAW} בצד שמאל")
    return disclosures.correct(disclosure_id=told.pk, by=by(galil.yael), shown=right, now=now)


def a_call(galil: Business, row: Promise, now: datetime) -> object:
    """The customer asks for a call, and a member writes it down."""
    case = Case.objects.of(galil.id).select_related("organisation", "customer").get(pk=row.case_id)
    start = callback.offered(times=terms.times(case.organisation, case.customer), now=now)[0].start
    assert start
    return callbacks.ask(case_id=row.case_id, by=by(galil.yael), start=start, now=now)


def a_conversation(galil: Business, row: Promise, now: datetime) -> object:
    """A conversation with a promise, a question and a wish in it."""
    return talk(
        galil,
        row.case_id,
        now=now,
        promises=[CALL_BACK],
        questions=[Asked(text="באיזה צבע יהיה המזגן?", is_theirs=False, due=WEDNESDAY_1200)],
        wishes=[Wished(text="מחיר לשני מזגנים", outcome=Outcome.PROMISED, made=0)],
    )


def a_file(galil: Business, row: Promise, now: datetime) -> object:
    """A file is handed over."""
    return handouts.give(
        case_id=row.case_id, by=by(galil.yael), name="q.pdf", content=cast_upload.PDF, text="ההצעה", now=now
    )


def a_word(galil: Business, row: Promise, now: datetime) -> object:
    """A word, which names the next one."""
    return words.give(case_id=row.case_id, by=by(galil.yael), text=None, next_due=WEDNESDAY_1200, now=now)


def no_date(galil: Business, row: Promise, now: datetime) -> object:
    """There is no new date."""
    said = {"reason": "החלק מתעכב", "next_due": WEDNESDAY_1200}
    return delays.no_date(promise_id=row.pk, by=by(galil.yael), now=now, **said)  # type: ignore[arg-type]


def reported_with_next(galil: Business, row: Promise, now: datetime) -> object:
    """The promise is reported done, and another one comes after it."""
    after = Next(promise=quote_draft(body="אשלח לך את החשבונית", due=THURSDAY_1400))
    return promises.report(promise_id=row.pk, by=by(galil.yael), after=after, now=now)


def withdrawn_and_closed(galil: Business, row: Promise, now: datetime) -> object:
    """The last promise is withdrawn, and the case closed with it."""
    said = {"disclosure": "הדגם יצא מהייצור", "after": Next(close=True)}
    return promises.withdraw(promise_id=row.pk, by=by(galil.yael), now=now, **said)  # type: ignore[arg-type]


def announced(galil: Business, row: Promise, now: datetime) -> object:
    """A silent customer is told when their case is closed."""
    return closings.announce(case_id=row.case_id, by=by(galil.yael), on=NEXT_THURSDAY, now=now)


def nothing(galil: Business, row: Promise, now: datetime) -> object:
    """Nothing was there before but the promise."""
    return None


def a_form(galil: Business, row: Promise, now: datetime) -> object:
    """All that is open is what the customer is to do."""
    form = quote_draft(
        body="אשלח לכם את הטופס החתום", includes=("הטופס החתום",), debtor=Debtor.CUSTOMER, replaces=row.pk
    )
    return promises.make(case_id=row.case_id, by=by(galil.yael), draft=form, now=now)


def kept(galil: Business, row: Promise, now: datetime) -> object:
    """The promise is kept and nothing is open."""
    promises.report(promise_id=row.pk, by=by(galil.yael), now=now)
    return promises.confirm(promise_id=row.pk, by=galil.as_customer, now=now)


def opened_again(galil: Business, row: Promise, now: datetime) -> object:
    """The closed case goes on."""
    return closings.reopen(case_id=row.case_id, by=by(galil.yael), now=now)


def asked_again(galil: Business, row: Promise, now: datetime) -> object:
    """How it was is asked once more."""
    return surveys.ask(case_id=row.case_id, by=by(galil.yael), reason="המתקין הוחלף", now=now)


def bad_answer(galil: Business, row: Promise, now: datetime) -> object:
    """Somebody writes down that it was not good: the case is open again, with a promise."""
    asked_at_end = of(Survey, galil).get()
    return surveys.answer(survey_id=asked_at_end.pk, by=by(galil.yael), score=1, now=now)


ACTS: dict[str, tuple[Act, Act]] = {
    "a promise": (nothing, promise),
    "a promise in place of another": (nothing, instead),
    "an offer": (nothing, offer),
    "a promise that waits": (nothing, conditional),
    "a question": (nothing, asked()),
    "a document": (nothing, asked(kind=Kind.DOCUMENT)),
    "a read-back": (nothing, asked(kind=Kind.READBACK, text="המזגן יהיה לבן")),
    "a question of theirs": (nothing, asked(is_theirs=True)),
    "a fault": (nothing, a_fault),
    "a choice": (nothing, a_choice),
    "what was chosen": (a_choice, chosen),
    "a correction": (a_choice, corrected),
    "a call": (nothing, a_call),
    "a conversation": (nothing, a_conversation),
    "a file": (nothing, a_file),
    "a word": (nothing, a_word),
    "no date": (nothing, no_date),
    "what comes next": (nothing, reported_with_next),
    "the end of a case": (nothing, withdrawn_and_closed),
    "a date of closing": (a_form, announced),
    "a promise after a date of closing": (lambda *said: (a_form(*said), announced(*said)), promise),
    "a case opened again": (kept, opened_again),
    "another survey": (kept, asked_again),
    "a bad answer": (kept, bad_answer),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_an_act_made_is_as_if_it_had_not_been(name: str, world: World, galil: Business) -> None:
    first, act = ACTS[name]
    row = quote(galil)
    first(galil, row, MONDAY_1000 - timedelta(hours=1))
    world.until(MONDAY_1000)
    before, seen = whole(galil), shown(galil, row.case_id, world.now + SECONDS)
    act(galil, row, world.now)
    assert whole(galil) != before
    message = newest(galil)
    undo.act(message_id=message.pk, by=by(galil.yael), now=world.now + SECONDS)
    assert whole(galil) == before
    assert shown(galil, row.case_id, world.now + SECONDS) == seen
    assert verify.verify(rebuild_rows=True).broken is None
    facts = set(of(Event, galil, case=row.case_id).values_list("kind", flat=True))
    assert {"CaseRestored", "MessageOvertaken"} <= facts
    act(galil, row, world.now + SECONDS)  # and it can be done again
    world.until(NEXT_THURSDAY)
    assert verify.verify(rebuild_rows=True).broken is None
    message.refresh_from_db()
    assert (message.state, message.told_at) == ("overtaken", None)


def test_a_case_that_was_opened_by_mistake_is_none(world: World, galil: Business) -> None:
    before = whole(galil)
    case = cases.open_case(customer_id=galil.dana.pk, by=by(galil.yael), title="מזגן", now=world.now)
    undo.act(message_id=newest(galil).pk, by=by(galil.yael), now=world.now + SECONDS)
    assert whole(galil) == before
    for look in (
        lambda: case_view(case.pk, by=by(galil.ruth), now=world.now),
        lambda: case_view(case.pk, by=galil.as_customer, now=world.now),
        lambda: asked()(galil, Promise(case_id=case.pk), world.now),
    ):
        with pytest.raises(Missing):
            look()
    world.until(WEDNESDAY_1200)
    assert verify.verify(rebuild_rows=True).broken is None
    assert not of(Message, galil).exclude(told_at=None).exists()


def test_what_was_shown_at_the_counter_is_as_if_nobody_had_stood_there(galil: Business) -> None:
    cabin = services.add(by=by(galil.ruth), name="מקלחון במבצע")
    keep(galil, cabin)
    before = whole(galil)
    sell(galil, cabin)
    undo.act(message_id=newest(galil).pk, by=by(galil.yael), now=SUNDAY_1000 + SECONDS)
    assert whole(galil) == before
    assert verify.verify(rebuild_rows=True).broken is None


def test_what_was_typed_is_a_draft_again(galil: Business) -> None:
    row = quote(galil)
    typed = {"notes": "דיברנו על המזגן"}
    drafts.keep(case_id=row.case_id, by=by(galil.yael), fields=typed, of="conversation", now=MONDAY_1000)
    said = Said(channel=Channel.CALL, direction=Direction.OUT, promises=[CALL_BACK])
    conversations.log(
        case_id=row.case_id, by=by(galil.yael), said=said, typed_as="conversation", now=MONDAY_1000
    )
    assert not of(Draft, galil).exists()
    undo.act(message_id=newest(galil).pk, by=by(galil.yael), now=MONDAY_1000)
    assert of(Draft, galil).get().fields == typed


# ── refused ──


def refused(galil: Business, message: Message, seconds: int = 9, who: Any = None) -> str:
    """Why it cannot be undone."""
    now = message.at + timedelta(seconds=seconds)
    with pytest.raises(Refused) as found:
        undo.act(message_id=message.pk, by=who or by(galil.yael), now=now)
    assert not of(Event, galil, kind="CaseRestored").exists()
    return str(found.value.details.get("why", found.value.code))


def test_what_somebody_acted_on_is_not_undone(galil: Business) -> None:
    row, now = quote(galil), MONDAY_1000
    question = asked()(galil, row, now)
    assert isinstance(question, Question)
    message = newest(galil)
    assert refused(galil, message, 11) == "seconds"
    assert refused(galil, message, who=galil.as_customer) == "not_allowed"
    questions.answer(question_id=question.pk, by=galil.as_customer, text="לבן", now=now)
    assert refused(galil, message) == "moved"


def test_a_case_in_which_something_was_done_since_stays(galil: Business) -> None:
    row = quote(galil, now=MONDAY_1000)
    opening = newest(galil)
    asked()(galil, row, MONDAY_1000)
    assert refused(galil, opening) == "moved", "nothing waits in a case that is none"


def test_what_the_customer_chose_of_is_not_undone(galil: Business) -> None:
    told = a_choice(galil, quote(galil), MONDAY_1000)
    assert isinstance(told, Disclosure)
    message = newest(galil)
    choose(galil, told)
    assert refused(galil, message) == "moved"


def test_what_another_act_rests_on_is_not_undone(galil: Business) -> None:
    row, now = quote(galil), MONDAY_1000
    talked = a_conversation(galil, row, now)
    assert isinstance(talked, Conversation)
    message = newest(galil)
    summaries.send(conversation_id=talked.pk, by=by(galil.yael), now=now)
    assert refused(galil, message) in ("left", "moved")


def test_no_case_is_left_without_a_next_step(galil: Business) -> None:
    row, now = quote(galil), MONDAY_1000
    asked()(galil, row, now)
    message = newest(galil)
    promises.withdraw(promise_id=row.pk, by=by(galil.yael), disclosure="הדגם יצא מהייצור", now=now)
    assert refused(galil, message) == "moved"  # the case went on because of it
    assert fresh(row).state == "withdrawn"


def test_no_closed_case_has_an_open_end(galil: Business) -> None:
    row, now = quote(galil), MONDAY_1000
    promises.release(promise_id=row.pk, by=by(galil.yael), proof="דנה ויתרה", after=Next(close=True), now=now)
    ended = newest(galil)
    cases_of = Case.objects.of(galil.id).get()
    closings.reopen(case_id=cases_of.pk, by=by(galil.yael), now=now)
    assert refused(galil, ended) in ("left", "moved")
    opened = newest(galil)
    undo.act(message_id=opened.pk, by=by(galil.yael), now=now + SECONDS)
    assert Case.objects.of(galil.id).get().state == "closed"
    undo.act(message_id=ended.pk, by=by(galil.yael), now=now + SECONDS)
    assert (Case.objects.of(galil.id).get().state, fresh(row).state) == ("open", "open")
    assert verify.verify(rebuild_rows=True).broken is None


def test_what_was_heard_in_a_call_was_heard(galil: Business) -> None:
    """A record by which the customer heard what no carrier had brought them is not undone."""
    row = quote(galil)
    of(Message, galil).update(state="failed")
    talk(galil, row.case_id, now=MONDAY_1000, promises=[CALL_BACK])
    assert newest(galil).undoes is None


def test_the_ledger_says_when_a_row_was_undone_without_it(galil: Business) -> None:
    row = quote(galil)
    question = asked()(galil, row, MONDAY_1000)
    assert isinstance(question, Question)
    of(Question, galil).update(is_undone=True)
    of(Promise, galil, pk=question.promise_id).update(state="undone")
    broken = verify.verify(rebuild_rows=True).broken
    assert broken and broken.what == "row_differs"


def test_who_was_asked_about_what_was_undone_gets_no_letter(world: World, galil: Business) -> None:
    world.until(MONDAY_1000)
    world.goes_away("delivery")
    draft = cast.quote_draft(body="אשלח לך במייל את החשבונית", due=MONDAY_1000 + timedelta(minutes=10))
    soon = cast.case(galil.yael, galil.dana, promise=draft, now=world.now)
    world.until(MONDAY_1000 + timedelta(seconds=5))  # the clock asks her at once
    letter = of(Message, galil, kind="ask", case=soon).get()
    agreed = of(Message, galil, kind="agreed", case=soon).get()
    undo.act(message_id=agreed.pk, by=by(galil.yael), now=world.now)
    world.returns("delivery")
    world.until(MONDAY_1000 + timedelta(minutes=1))
    letter.refresh_from_db()
    assert letter.state == "overtaken"
