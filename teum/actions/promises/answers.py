"""What the other side answers: accept, counter, decline, agree to a new time, confirm, dispute, release."""

from __future__ import annotations

from datetime import datetime

from teum.actions import anew, lateness, letters, matter, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import arrival, awaited, choices, counted_on, notice, unsaid
from teum.actions.promises.steps import GOES_ON, Next, follow, next_window
from teum.core import closing, digest, permissions
from teum.core import counter as counters
from teum.core import promise as core
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.question import Kind
from teum.core.window import Window
from teum.language import text
from teum.language.notices import customer as notices
from teum.language.notices import move
from teum.models import Message, Promise, Question, Revision, Telling
from teum.queries import offers, rows, sentences, telling
from teum.queries.message_view import UNSAID


def _require(opened: Matter, row: Promise) -> None:
    """The customer answers for themselves; a member records what the customer said."""
    act = Act.CHANGE_PROMISE if opened.by.kind == "member" else Act.ANSWER_AS_CUSTOMER
    permissions.require(opened.by, act, owner_id=row.owner_id)


def _require_creditor(opened: Matter, row: Promise, operation: str) -> None:
    """What the customer owes us is not theirs to confirm, dispute or let go of."""
    _require(opened, row)
    if opened.by.kind == "customer" and row.debtor == core.Debtor.CUSTOMER:
        raise permissions.NotAllowed(act=operation)


def _require_turn(opened: Matter, row: Promise) -> None:
    """Who named the window that stands cannot accept it for the other side."""
    countered = Revision.objects.of(opened.organisation_id).filter(promise=row, number=row.number).last()
    if countered and countered.by == opened.by.label == "customer":
        raise core.NotPossible(state=row.state, operation="accept")


def _require_reported(opened: Matter, row: Promise) -> None:
    """The customer may say early that it arrived; we report it first, so that the customer hears of it."""
    is_ours = opened.by.kind == "member" and row.debtor == core.Debtor.PROVIDER
    if is_ours and row.state == core.State.OPEN:
        raise core.NotPossible(state=row.state, operation="confirm")


def accept(*, promise_id: int, by: Actor, seen: int | None = None, now: datetime) -> Promise:
    """The other side accepts what was put to them: an offer, which is open from now on, or another time."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        _require(opened, row)
        if row.proposed_due:
            return _agree(opened, row)
        _require_turn(opened, row)
        opened.apply(row, core.accept(rows.promise(row), now=now))
        tasks.done(opened, promise=row, kinds=("call",))
        notice.tell_agreed(opened, row)
        return row


def counter(
    *,
    promise_id: int,
    by: Actor,
    due: datetime,
    start: datetime | None = None,
    seen: int | None = None,
    now: datetime,
) -> Promise:
    """The other side names another window for an offer; its owner is asked to answer.

    Whoever names it for themselves is held to the opening hours (`OutsideHours`); the same once more changes nothing.
    """
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        _require(opened, row)
        window = windows.of(due=due, start=start, zone=rows.zone(row.zone), now=now)
        old = rows.promise(row)
        if by.kind == "customer":
            if window == old.window and offers.countered([row]):
                return row
            counters.require_open(window, calendar=opened.times.calendar)
        opened.apply(row, core.counter(old, window=window))
        notice.leave_out(opened, row)
        Revision.objects.of(by.organisation_id).create(
            promise=row,
            number=row.number,
            from_start=old.window.start,
            from_due=old.window.due,
            start=window.start,
            due=window.due,
            by=by.label,
            at=now,
        )
        if by.kind != "member":
            tasks.ask(opened, row.owner, "ask", due=row.answer_by or row.due, promise=row)
        return row


def decline(
    *, promise_id: int, by: Actor, after: Next = GOES_ON, seen: int | None = None, now: datetime
) -> Promise:
    """The other side says no to an offer."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        _require(opened, row)
        opened.apply(row, core.decline(rows.promise(row)))
        choices.ask_no_more(opened, row)
        notice.leave_out(opened, row)
        follow(opened, after)
        return row


def agree(*, promise_id: int, by: Actor, seen: int | None = None, now: datetime) -> Promise:
    """The customer agrees to a new time that was put to them."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        _require(opened, row)
        return _agree(opened, row)


def _agree(opened: Matter, row: Promise) -> Promise:
    tellings.catch_up(opened, row)
    old = rows.promise(row)
    pending = Revision.objects.of(opened.organisation_id).filter(promise=row, consent="pending").last()
    said = pending.remark if pending and pending.remark else None
    sealed = digest.of(said.salt, said.text) if said else ""
    # They know that it moves, whenever the message that asked them arrives.
    Telling.objects.of(opened.organisation_id).create(
        promise=row, number=row.number, what="revised", at=opened.now
    )
    opened.apply(row, core.agree(old, digest=sealed, now=opened.now))
    Revision.objects.of(opened.organisation_id).filter(promise=row, consent="pending").update(
        consent="given", number=row.number
    )
    tasks.done(opened, promise=row, kinds=("call", "ask"))
    _answered_by_it(opened, row)
    _tell_settled(opened, row, old=old.window)
    return row


def _tell_settled(opened: Matter, row: Promise, *, old: Window) -> None:
    """They know it, for they said so; a letter moves their calendar, and is there to be found again."""
    for asking in _asking(opened, row):
        letters.replace(opened, asking)
    party, is_untold = letters.party(opened), notice.leave_out(opened, row)
    lateness.leave_out_late(opened, row)
    letter = move.settled(
        party=party,
        sentence=sentences.of_promise(row, opened.case, now=opened.now),
        included=notices.included(row.includes, party) if is_untold else "",
        old=old,
    )
    tells = [Tells(promise=row.pk, number=row.number, what="agreed"), *words.about(opened, row)]
    letters.queue(opened, "moved", letter, tells=tells)


def _asking(opened: Matter, row: Promise) -> list[Message]:
    """The letters that would still ask them."""
    mine = Message.objects.of(opened.organisation_id).filter(pk__in=letters.messages_about(row))
    return list(mine.filter(UNSAID, kind="proposed"))


def _answered_by_it(opened: Matter, row: Promise) -> None:
    """Where they had asked for another time, agreeing to ours says that it answers them, or that they ask no more."""
    asked = Question.objects.of(opened.organisation_id).filter(about=row, kind=str(Kind.MOVE))
    ids = set(asked.values_list("promise", flat=True))
    for answer in [promise for promise in opened.live() if promise.pk in ids]:
        tellings.catch_up(opened, answer)
        if answer.state != core.State.REPORTED:
            opened.let_go(answer)
            notice.leave_out(opened, answer)
            continue
        opened.apply(answer, core.confirm(rows.promise(answer), by="creditor", now=opened.now))


def confirm(
    *, promise_id: int, by: Actor, after: Next = GOES_ON, seen: int | None = None, now: datetime
) -> Promise:
    """The creditor says that it is finished ("קיבלתי, תודה"); the case goes on or closes (A9)."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        _require_creditor(opened, row, "confirm")
        _require_reported(opened, row)
        if (
            row.state == core.State.OPEN
        ):  # what they owe us arrived; our own answer was reported, with its words
            awaited.require_none(row)
        settle(opened, row)
        follow(opened, after)
        return row


def settle(opened: Matter, row: Promise) -> None:
    """It is finished, as its creditor says, as part of an act."""
    tellings.catch_up_before_its_end(opened, row)
    if row.state == core.State.OPEN:  # of what was reported, they are asked only about what was found since
        choices.ask_no_more(opened, row)
    unsaid.say_done_no_more(opened, row)
    opened.apply(row, core.confirm(rows.promise(row), by="creditor", now=opened.now))
    unsaid.say_no_more(opened, row)
    arrival.confirm(opened, row)
    tellings.keep(opened, row)
    tasks.done(opened, promise=row, kinds=("call",))


def dispute(*, promise_id: int, by: Actor, note: str = "", seen: int | None = None, now: datetime) -> Promise:
    """Something is missing ("חסר לי משהו"): it is open again, with its own next update; the owner sees it at once."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        _require_creditor(opened, row, "dispute")
        remark = opened.remark("dispute", text.clean(note), promise_id=row.pk)
        old = rows.promise(row)
        window = old.window if old.window.due > now else next_window(opened, row)
        until = counted_on.until(row, telling.heard(row), now=now)
        change = core.dispute(old, window=window, digest=digest.of(remark.salt, remark.text))
        stopped = unsaid.say_done_no_more(opened, row)
        opened.apply(row, change)
        following = words.promise_next(opened, about=row, due=next_window(opened, row).due)
        following.owner = row.owner
        tasks.ask(opened, row.owner, "missing", due=following.due, promise=row)
        stands = sentences.of_promise(row, opened.case, now=now) if window is old.window else ""
        # What was to say that its time had moved did not leave: this says which one it is, or when they hear of it.
        what = "revised" if stands else "holding"
        moved = [Tells(promise=row.pk, number=n, what=what) for n in unsaid.said_no_more(stopped, row)]
        word = sentences.of_promise(following, opened.case, now=now)
        late = lateness.silent_words(opened, row)
        owed = lateness.first_known(late)
        letters.queue(
            opened,
            "disputed",
            notices.disputed(party=letters.party(opened), stands=stands, word=word, owed=owed),
            tells=[
                Tells(promise=row.pk, number=row.number, what="agreed"),
                *moved,
                *(Tells(promise=one.pk, number=one.number, what="late") for one in late),
            ],
            needed_by=until if moved else None,
        )
        if done := tellings.ended(row):  # what says so was written before, and is the word that they miss
            anew.say(opened, done, [row], {})
        return row


def release(
    *,
    promise_id: int,
    by: Actor,
    proof: str = "",
    after: Next = GOES_ON,
    seen: int | None = None,
    now: datetime,
) -> Promise:
    """The creditor lets go of it; a member says so for the customer only with proof. Raises `ProofNeeded`."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        closing.require_no_announcement(rows.promise(row), "release")
        _require_creditor(opened, row, "release")
        awaited.require_no_signature(row)
        owed = words.owed_about(opened, row)
        tells = let_go_of(opened, row, proof=proof)
        letter = notices.released(party=letters.party(opened), what=row.what, owed=owed)
        letters.queue(opened, "released", letter, tells=tells)
        follow(opened, after)
        return row


def let_go_of(opened: Matter, row: Promise, *, proof: str = "") -> list[Tells]:
    """End it at its creditor's word; whoever calls this tells the customer, and what that tells is returned."""
    tellings.catch_up_before_its_end(opened, row)
    said = text.clean(proof)
    sealed = None
    if said:
        remark = opened.remark("proof", said, promise_id=row.pk)
        sealed = digest.of(remark.salt, remark.text)
    by_creditor = opened.by.kind == "customer" or row.debtor == "customer"
    opened.apply(row, core.release(rows.promise(row), by_creditor=by_creditor, proof=said, digest=sealed))
    choices.ask_no_more(opened, row)
    choices.tell_rest(opened, row)
    unsaid.say_no_more(opened, row)
    notice.answered(opened, row)
    tells = [Tells(promise=row.pk, number=row.number, what="released"), *words.about(opened, row)]
    tellings.keep(opened, row)
    tasks.done(opened, promise=row, kinds=("call", "told"))
    return tells
