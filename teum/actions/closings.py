"""The end of a matter: its customer hears how it ended, after silence only on a date that they were told (A9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from teum.actions import cases, letters, matter, questions, surveys, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft
from teum.core import case as case_rules
from teum.core import closing as core
from teum.core import permissions, updates
from teum.core import question as question_rules
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.case import After
from teum.core.closing import Ending
from teum.core.permissions import Act
from teum.core.promise import Debtor, Nature, State
from teum.language import text as texts
from teum.language.notices import closing as notices
from teum.language.notices.closing import Ended, Needed
from teum.models import Case, Disclosure, Promise, Question
from teum.queries import cancellations, decisions, offers, remedies, rows

MOST = 8
"""So many promises, choices and answers stand in the summary: the last ones; the page has all of them."""

# ── a customer who does not answer ──


def announce(
    *, case_id: int, by: Actor, on: datetime, reason: str = "", seen: int | None = None, now: datetime
) -> Promise:
    """Tell the customer on which date their case is closed if nothing comes from them; `reason` stays with us.

    Raises `NotTheirPart`, `ClosingTooSoon`, `AlreadyAnnounced`, the refusals of a window, `CaseClosed`, `StaleCase`.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.CLOSE)
        opened.require_open()
        cases.require_seen(opened, seen)
        live = opened.live()
        standing = next((row for row in live if matter.is_announcement(row)), None)
        if standing:
            raise core.AlreadyAnnounced(promise=str(standing.pk), due=standing.due.isoformat())
        window = windows.of(due=on, zone=opened.times.calendar.zone, now=now)
        core.require_announceable(
            [rows.promise(row) for row in live],
            countered=offers.countered(live),
            unsettled=[end.id for end in opened.open_ends() if end.kind == "message"],
            due=window.due,
            now=now,
        )
        said = texts.clean(reason)
        if said:
            letters.require_clear(opened, said, field="reason", told=[window])
            opened.remark("closing", said)
        return _announce(opened, due=window.due, owner=opened.by.member_id or opened.case.owner_id)


def announce_lapsed(opened: Matter, row: Promise) -> None:
    """What had to come first did not come, and nothing else is open: the date on which their matter is closed."""
    due = core.next_date(calendar=opened.times.calendar, now=opened.now)
    missing = Needed(kind="waiting", what=row.condition)
    _announce(opened, due=due, owner=opened.case.owner_id, needed=[missing])


def _announce(opened: Matter, *, due: datetime, owner: int, needed: Sequence[Needed] = ()) -> Promise:
    live = opened.live()
    body, item = notices.ANNOUNCED[opened.case.customer.language]
    draft = Draft(
        body=body,
        includes=(item,),
        channel="portal",
        owner=owner,
        due=due,
        debtor=Debtor.CUSTOMER,
        says_replaces=True,
        nature=Nature.CLOSING,
        is_ours=True,
    )
    row = making.make_in(opened, draft)
    told = [other for other in live if core.is_told_by_it(rows.promise(other))]
    for other in told:
        tellings.catch_up(opened, other)
    letter = notices.announced(
        party=letters.party(opened),
        needed=needed or (_needed(live) if live else []),
        due=due.astimezone(rows.zone(row.zone)),
    )
    letters.queue(
        opened,
        "closing",
        letter,
        tells=[
            Tells(promise=row.pk, number=row.number, what="closing"),
            *(Tells(promise=other.pk, number=other.number, what="word") for other in told),
        ],
        needed_by=min([due - core.NOTICE, *(other.due for other in told if other.due > opened.now)]),
    )
    return row


def _needed(live: list[Promise]) -> list[Needed]:
    """What we wait for: the things of their part, our question where it is one, or what they are to answer."""
    questions_ = Question.objects.of(live[0].organisation_id).filter(promise__in=[row.pk for row in live])
    asked = dict(questions_.values_list("promise", "asked__text"))
    found = []
    for row in live:
        if core.is_told_by_it(rows.promise(row)):
            continue
        things = asked.get(row.pk) or ", ".join(row.includes)
        what = {"offered": row.what, "waiting": row.condition}.get(row.state, things)
        found.append(Needed(kind=row.state, what=what or row.what))
    return found


def remind(opened: Matter, row: Promise) -> None:
    """The date once more, the day before."""
    due = row.due.astimezone(rows.zone(row.zone))
    letter = notices.reminded(party=letters.party(opened), due=due)
    tells = [Tells(promise=row.pk, number=row.number, what="reminder")]
    letters.queue(opened, "reminder", letter, tells=tells, needed_by=due)


def at_due(opened: Matter, row: Promise) -> None:
    """The date came: the case is closed if the customer was told of it in time, and all that is open is their part."""
    others = [other for other in opened.live() if other.pk != row.pk]
    told = [word.at for word in tellings.words_about(row) if word.what == "closing" and word.at]
    found = core.at_due(
        [rows.promise(other) for other in others],
        unsettled=any(end.kind == "message" for end in opened.open_ends()),
        told_at=min(told, default=None),
        due=row.due,
    )
    opened.let_go(row)
    notice.closes_no_more(opened)
    if found is Ending.CLOSES:
        for other in others:
            opened.let_go(other)
        opened.close(why=core.WHY)
    elif found is Ending.SAID_AGAIN:
        _say_again(opened, row)
    else:
        _go_on(opened)


def _say_again(opened: Matter, row: Promise) -> None:
    """They were not told in time: another date, and somebody calls them."""
    due = core.next_date(calendar=opened.times.calendar, now=opened.now)
    again = _announce(opened, due=due, owner=row.owner_id)
    by = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    tasks.ask(opened, again.owner, "call", due=min(by, due - core.NOTICE), promise=again)


def _go_on(opened: Matter) -> None:
    after = opened.settle_next_step(wants_close=False, has_next=False, why="lapsed", asks=False)
    if after is After.NEEDS_UPDATE:
        words.promise_next(opened)


# ── what every act ends with ──


def end(opened: Matter) -> None:
    """Whatever comes from the customer keeps their case open; where it was closed, they are told how it ended."""
    facts = [(event.kind, event.facts) for event in opened.written]
    if opened.case.state == "open" and core.is_heard(opened.by, facts):
        _stay_open(opened)
    why = next((said["why"] for kind, said in facts if kind == "CaseClosed"), None)
    if why is not None and opened.case.state == "closed":
        tasks.closed(opened)
        notice.closes_no_more(opened)
        _tell(opened, why=why)


def _stay_open(opened: Matter) -> None:
    live = opened.live()
    announced = [row for row in live if matter.is_announcement(row)]
    for row in announced:
        opened.let_go(row)
    if announced:
        notice.closes_no_more(opened)
    ours = [row for row in live if row.debtor != Debtor.CUSTOMER and rows.promise(row).next_at > opened.now]
    if announced and not ours:
        words.promise_next(opened)


def _tell(opened: Matter, *, why: str) -> None:
    asked = surveys.ask_at_end(opened, why=why)
    letter = notices.closed(
        party=letters.party(opened),
        ended=_ended(opened),
        decided=decisions.of_case(opened.case)[-MOST:],
        remedies=remedies.of_case(opened.organisation_id, opened.case.pk),
        answers=_answers(opened),
        was_silent=why == core.WHY,
        was_cancelled=cancellations.was_cancelled(opened.case),
        asks=asked is not None,
    )
    letters.queue(opened, "closed", letter)


def _ended(opened: Matter) -> list[Ended]:
    """What was promised, but for answers, choices that were made, and what another promise took the place of."""
    listed = list(Promise.objects.of(opened.organisation_id).filter(case=opened.case).order_by("id"))
    answers = Question.objects.of(opened.organisation_id).filter(case=opened.case)
    choices = Disclosure.objects.of(opened.organisation_id).filter(case=opened.case, decided__isnull=False)
    left_out = {row.replaces_id for row in listed}
    left_out |= {id_ for found in (answers, choices) for id_ in found.values_list("promise", flat=True)}
    deeds = [row for row in listed if row.nature == Nature.DEED and row.pk not in left_out and row.ended_at]
    if cancellations.was_cancelled(opened.case):
        return [_of_cancelled(row) for row in deeds if row.state != State.RELEASED][-MOST:]
    return [_of_row(row) for row in deeds[-MOST:]]


def _of_cancelled(row: Promise) -> Ended:
    """What did not simply end with what they cancelled: what we took back besides was told by itself."""
    found = _of_row(row)
    return replace(found, how="dropped") if row.state == State.WITHDRAWN else found


def _of_row(row: Promise) -> Ended:
    zone = rows.zone(row.zone)
    agreed = rows.window(row.due, row.start, row.zone)
    first = rows.window(row.original_due, row.original_start, row.zone)
    return Ended(
        how=row.state,
        what=row.what,
        items=", ".join(row.includes) or row.what,
        agreed=agreed,
        at=(row.ended_at or row.due).astimezone(zone),
        moved_from=first if first != agreed else None,
        is_theirs=row.debtor == Debtor.CUSTOMER,
        was_offer=row.answer_by is not None,
        condition=row.condition,
    )


def _answers(opened: Matter) -> list[str]:
    """What we answered, in our words."""
    found = Question.objects.of(opened.organisation_id).filter(
        case=opened.case, promise__debtor="provider", promise__state="kept", answer__isnull=False
    )
    return list(found.order_by("id").values_list("answer__text", flat=True))[-MOST:]


# ── open again ──


def reopen(*, case_id: int, by: Actor, missing: str = "", now: datetime) -> Case:
    """A closed matter goes on: with an answer to what is still missing, which a customer says, or with a first contact.

    What they say once more, or while it is open, is a question of theirs. Raises `Incomplete`, `NotClosed`.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.ASK_QUESTION if by.kind == "customer" else Act.RECORD)
        said = texts.clean(missing)
        if by.kind == "customer":
            said = question_rules.require_text(said)
        if opened.case.state == "open" and by.kind != "customer":
            raise case_rules.NotClosed(case=str(case_id))
        if said and questions.open_as(opened, said):
            return opened.case
        if said:
            question = questions.ask_us(opened, said, promised=notices.MISSING, remark=question_rules.TOLD)
            surveys.tell_reopened(opened, question, was_not_good=False)
        else:
            cases.reopen_in(opened, why="member")
            cases.tell_received(opened, cases.first_contact(opened))
        return opened.case
