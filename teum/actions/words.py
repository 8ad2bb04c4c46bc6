"""Words to the customer before anything is late: holding updates, and the promise of the next word (A4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from teum.actions import letters, matter, next_words, outages, tasks, tellings
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import making
from teum.actions.promises.making import Draft
from teum.core import digest, events, expected, permissions, updates
from teum.core import promise as core
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Debtor, Nature
from teum.core.updates import Kind
from teum.core.window import Window
from teum.language import text as texts
from teum.language.notices import customer as notices
from teum.language.notices import staff
from teum.language.notices.lapsed import lapsed
from teum.models import Message, Promise, Telling, Timer, prepared
from teum.queries import holding, journeys, members, rounds, rows

WORD = {
    "he": ("אעדכן אותך איפה הדברים עומדים", "עדכון על מצב הטיפול"),
    "en": ("I'll update you on where this stands", "an update on where this stands"),
}

_TO_SPEAK = prepared.rows(
    lambda organisation, case: Timer.objects.of(organisation).filter(
        promise__in=Promise.objects.of(organisation).filter(case=case), kind=str(Kind.HOLD)
    )
)
"""Of what of a case the clock speaks if nobody does."""


def promise_next(
    opened: Matter,
    *,
    about: Promise | None = None,
    due: datetime | None = None,
    round_: int = 0,
    is_anew: bool = False,
) -> Promise:
    """Record the promise of the next word, owned by who answers for it; on the policy's rhythm if no due is named.

    `is_anew`: a person has just spoken, so that nothing is in a row any more.
    """
    policy, calendar, quiet = opened.times.policy, opened.times.calendar, opened.times.quiet
    at = due or updates.next_word(calendar=calendar, policy=policy, now=opened.now, quiet=quiet)
    body, item = WORD[opened.case.customer.language]
    contact = letters.first_contact_point(opened)
    owner = about.owner if about and about.owner.is_active else opened.case.owner
    if about is None or is_anew:
        if same := next_words.same(opened, owner, body, at, about=about):
            return same
    else:
        round_ = max(round_, rounds.spoken(about, written=opened.written))
    return making.make_in(
        opened,
        Draft(
            body=body,
            includes=(item,),
            channel=contact.channel if contact else "phone",
            owner=owner.pk,
            due=at,
            says_replaces=True,
            nature=Nature.UPDATE,
            about=about.pk if about else None,
            round=round_,
            is_ours=True,
        ),
    )


def hold(opened: Matter, *held: Promise) -> Message:
    """The clock speaks for someone: no answer yet, and the next word by a concrete moment (guarantee 3).

    What belongs together is one message: it tells of all that are `held`.
    """
    times = [rounds.reckoned(row) for row in held]
    following = [
        next_word(opened, row, round_=time, kept=held).due for row, time in zip(held, times, strict=True)
    ]
    for row, time, due in zip(held, times, following, strict=True):
        opened.record(events.HoldingSent(number=row.number, round=time, next_due=due), promise=row.pk)
    next_due = min(following)
    message = write_holding(opened, held, next_due=next_due, round_=max(times))
    for row in held:
        tasks.done(opened, promise=row, kinds=("ask",))
    _managers_first(opened, held)
    if opened.by.kind == "clock":
        tell_managers(opened, held, next_due=next_due)
    return message


def _managers_first(opened: Matter, held: Sequence[Promise]) -> None:
    """What the clock is still to speak of in the same matter is the next time in a row: the managers hear first."""
    subjects = {row.about_id or row.pk for row in held} | {row.pk for row in held}
    others = {
        row.pk: row
        for row in opened.live()
        if row not in held and not row.round and {row.pk, row.about_id} & subjects
    }
    for timer in _TO_SPEAK(opened.organisation_id, opened.case.pk) if others else ():
        row = others.get(timer.promise_id)
        if row is None or timer.number != row.number or timer.fire_at <= opened.now:
            continue
        at = updates.manager_before(row.due, timer.fire_at, times=opened.times_of(row), now=opened.now)
        tellings.plan(opened, row, Kind.MANAGER, number=row.number, at=at)


def write_holding(opened: Matter, held: Sequence[Promise], *, next_due: datetime, round_: int) -> Message:
    return letters.queue(
        opened,
        "holding",
        holding.letter(*held, next_due=next_due, round_=round_, now=opened.now),
        tells=[Tells(promise=row.pk, number=row.number, what="holding") for row in held],
        needed_by=min(row.due for row in held),
    )


def next_word(opened: Matter, row: Promise, *, kept: Sequence[Promise], round_: int | None = None) -> Promise:
    """The promised word that follows when the time of this one passes; a word by one about its matter as well.

    `round_`: which time in a row the clock speaks now. `kept`: what the same letter tells of; a word among that is kept
    by it, and follows no more.
    """
    found = _following(opened, row, after=row.due, kept=kept)
    return found or _next_about(opened, row, round_ or rounds.reckoned(row))


def _next_about(opened: Matter, row: Promise, round_: int) -> Promise:
    """A new promise of a word: about what the promised word was about, else about the promise itself.

    Where the word was about no deed, it is about the one of ours that is due next.
    """
    subject = row if row.about is None else row.about
    if matter.is_update(subject):
        subject = holding.next_deed(opened.case) or subject
    due = _word_after(opened, row, at=opened.now)
    return promise_next(opened, about=subject if subject.state in rows.LIVE else row, due=due, round_=round_)


def promise_next_of_a_person(opened: Matter, *, due: datetime) -> Promise:
    """The next word, which a person has just named: about the deed of ours that is due next, where one is."""
    return promise_next(opened, about=holding.next_deed(opened.case), due=due, is_anew=True)


def next_due(opened: Matter, row: Promise, *, at: datetime) -> datetime:
    """By when the customer would hear next, if the clock spoke for this promise at that moment."""
    following = _following(opened, row, after=row.due)
    return following.due if following else _word_after(opened, row, at=at)


def _word_after(opened: Matter, row: Promise, *, at: datetime) -> datetime:
    if every := journeys.rhythm(opened.case, {row.pk, row.about_id}):
        return expected.ends(every, calendar=opened.times.calendar, since=at)
    value, is_reminder = rows.promise(row), holding.reminds_of(row) is not None
    return updates.word_after(value, times=opened.times, now=at, is_reminder=is_reminder)


def _following(
    opened: Matter, row: Promise, *, after: datetime, kept: Sequence[Promise] = ()
) -> Promise | None:
    """A word about the same that is promised for later already: one word, however many things go wrong meanwhile.

    Not one that a letter on its way will have kept by then.
    """
    subject = row.about_id or row.pk
    same = {subject, row.pk}
    return next(
        (
            update
            for update in opened.live()
            if matter.is_update(update)
            and update not in (row, *kept)
            and update.state == "open"
            and update.due > max(after, opened.now)
            and update.about_id in same
            and not _GIVEN_BY_A_LETTER(opened.organisation_id, update.pk)
        ),
        None,
    )


_GIVEN_BY_A_LETTER = prepared.column(
    lambda organisation, promise: (
        Telling.objects.of(organisation)
        .filter(promise=promise, what__in=("word", "holding"), at__isnull=True)
        .filter(message__settled_at__isnull=True)
        .exclude(message__state="overtaken")
        .values_list("what", flat=True)
    )
)
"""What tells a promised word and is still to be told: the word itself, or that there is none yet."""


def is_said(opened: Matter, word: Promise) -> bool:
    """Whether the matter of a promised word has ended, or is done and a letter that waits says so.

    That there is no answer yet would not be true of it.
    """
    ended = tellings.ended(word)
    return ended is not None and (
        ended.state in core.FINAL or "word" in _GIVEN_BY_A_LETTER(opened.organisation_id, word.pk)
    )


def tell_managers(opened: Matter, spoken: Sequence[Promise], *, next_due: datetime) -> None:
    """Tell the managers, in one letter, that the clock had to speak; nobody where the owner is the only one."""
    for manager in members.managers(opened.organisation_id):
        others = [row for row in spoken if row.owner_id != manager.pk]
        for row in others:
            tasks.ask(opened, manager, "told", due=row.due, promise=row)
            opened.record(events.ManagerTold(number=row.number, member=manager.pk), promise=row.pk)
        if not others or all(outages.covers(row, now=opened.now) for row in others):
            continue
        letter = staff.manager(
            party=letters.party(opened, manager.language),
            people=[letters.person(row.owner) for row in others],
            customer=opened.case.customer.name,
            whats=[row.what for row in others],
            next_due=next_due.astimezone(rows.zone(others[0].zone)),
            is_late=any(opened.now >= row.due for row in others),
        )
        letters.queue_to_member(opened, manager, "manager", letter)


def unanswered(opened: Matter, row: Promise) -> Message:
    """The customer named another time for an offer and we let it lapse: they hear so, and when the next word comes."""
    following = promise_next(opened)
    letter = lapsed(party=letters.party(opened), next_due=following.due.astimezone(rows.zone(row.zone)))
    return letters.queue(opened, "lapsed", letter)


def about(opened: Matter, row: Promise) -> list[Tells]:
    """The promises of a word about this one: any word about it keeps them, once it is told."""
    return [
        Tells(promise=update.pk, number=update.number, what="word")
        for update in opened.live()
        if matter.is_update(update) and update.about_id == row.pk
    ]


def owed_about(opened: Matter, row: Promise) -> Window | None:
    """The window of a word about this promise that is over, and in which nobody gave it; the earliest one."""
    over = [
        rows.window(update.due, update.start, update.zone)
        for update in opened.live()
        if matter.is_update(update) and update.about_id == row.pk and update.due <= opened.now
    ]
    return min(over, key=lambda window: window.due, default=None)


def told_until(opened: Matter, following: Promise) -> list[Promise]:
    """What is told of where they hear when the next word comes: each promise of ours that falls due before it.

    The word that follows is not, also where it was promised before: it is still to come.
    """
    due = following.due
    ours = [row for row in opened.live() if row.debtor != Debtor.CUSTOMER and row.pk != following.pk]
    return [row for row in ours if row.due <= due]


def give(*, case_id: int, by: Actor, text: str | None, next_due: datetime, now: datetime) -> Promise:
    """A person's word to the customer, that carries the moment of the next one; gives the promise of that next word.

    Without a text it says that there is still no answer, in words that stand ready (A4). It tells of every promise of
    ours that falls due before the next word, so that none of them is late in silence, and of the one whose time its
    words call in doubt.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.RECORD)
        opened.require_open()
        said = texts.clean(holding.words(opened.case, now=now) if text is None else text)
        if not said.strip():
            raise core.Incomplete(missing=["text"])
        window = windows.of(due=next_due, zone=opened.times.calendar.zone, now=now)
        letters.require_clear(opened, said, field="text", told=[window])
        due = window.due
        following = promise_next_of_a_person(opened, due=due)
        before = told_until(opened, following)
        doubted = holding.doubted(opened.case, said, now=now)
        later = [row for row in opened.live() if row.pk == doubted and row.due > due]
        for row in before:
            tellings.catch_up(opened, row)
        remark = opened.remark("update", said, promise_id=following.pk)
        opened.record(
            events.UpdateGiven(next_due=following.due, digest=digest.of(remark.salt, remark.text)),
            promise=following.pk,
        )
        what = {True: "word", False: "holding"}
        letters.queue(
            opened,
            "update",
            notices.update(party=letters.party(opened), text=said, next_due=due),
            tells=[
                Tells(promise=r.pk, number=r.number, what=what[matter.is_update(r)])
                for r in (*before, *later)
            ],
            needed_by=min((row.due for row in before if row.due > now), default=None if before else due),
        )
        for row in (*before, *later):
            tasks.done(opened, promise=row, kinds=("ask",))
        return following
