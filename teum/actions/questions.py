"""Questions of both sides: each is asked with the promise of its answer, and answered (A9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from teum.actions import cases, lateness, letters, matter, surprises, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import making, notice, steps
from teum.actions.promises.making import Draft
from teum.actions.promises.steps import GOES_ON, Next
from teum.core import digest, events, first_contact, permissions, updates
from teum.core import promise as promises
from teum.core import question as core
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Debtor, State
from teum.core.question import Kind
from teum.language import text as texts
from teum.language.notices import question as notices
from teum.language.notices.owed import Owed
from teum.models import BankQuestion, Promise, Question
from teum.queries import rows, sentences


def ask(
    *,
    case_id: int,
    by: Actor,
    text: str,
    kind: Kind = Kind.TEXT,
    is_theirs: bool = False,
    about: int | None = None,
    due: datetime | None = None,
    now: datetime,
) -> Question:
    """One side asks the other; a closed case goes on where it is the customer who asks.

    `is_theirs`: a member records what the customer asked. `due` is by when the answer comes: we name it where we ask,
    and where the customer asks the policy does, unless a member names it; it does so for a document as well. `about` is
    the promise that waits for the document.

    Raises `Incomplete`, `VagueWindow`, the refusals of a window, `CaseClosed`, `NotAllowed`, `NoSuchThing`.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.ASK_QUESTION)
        is_ours = not is_theirs and by.kind != "customer"
        waiting = _waiting(opened, about, kind=kind) if is_ours else None
        surprised = surprises.found(opened) if is_theirs and by.kind == "member" else []
        question = ask_in(opened, text, kind=kind, is_theirs=is_theirs, about=waiting, due=due)
        surprises.by_question(opened, question, surprised)
        return question


def ask_in(
    opened: Matter,
    text: str,
    *,
    kind: Kind = Kind.TEXT,
    is_theirs: bool = False,
    about: Promise | None = None,
    due: datetime | None = None,
    wait_seconds: int | None = None,
) -> Question:
    """Ask as part of an act on the case; with `wait_seconds` the notice of it waits so long for what says it all."""
    said = core.require_text(texts.clean(text))
    if opened.by.kind == "customer" or is_theirs:
        asked = open_as(opened, said)
        return asked or tell_us(opened, said, kind=Kind.TEXT, due=due, wait_seconds=wait_seconds)
    return ask_them(opened, said, kind=kind, due=due, about=about, wait_seconds=wait_seconds)


def _waiting(opened: Matter, about: int | None, *, kind: Kind) -> Promise | None:
    """The promise of the case that waits for a document, where one is named."""
    if about is None:
        return None
    found = next((row for row in opened.live() if row.pk == about and row.state == State.WAITING), None)
    if found is None or kind is not Kind.DOCUMENT:
        raise NoSuchThing(about=str(about))
    return found


def take_in(opened: Matter, text: str, *, remark: str = "question") -> Question:
    """A customer's question to us as part of an act; in the same words as one that waits already, that one."""
    said = core.require_text(texts.clean(text))
    return open_as(opened, said) or tell_us(opened, said, kind=Kind.TEXT, remark=remark)


def open_as(opened: Matter, said: str, *, about: Promise | None = None) -> Question | None:
    """The customer's question in the same words that waits for our answer already: a second tap asks nothing more."""
    waiting = Question.objects.of(opened.organisation_id).filter(
        case=opened.case, about=about, asked__text=said, promise__debtor="provider", promise__state="open"
    )
    return waiting.select_related("promise").first()


def object_to(*, promise_id: int, by: Actor, text: str, now: datetime) -> Question:
    """The customer was told otherwise of a promise, whatever became of it: they are answered, and its owner sees it."""
    with matter.of_promise(promise_id, by=by, now=now) as (opened, row):
        permissions.require(by, Act.ASK_QUESTION)
        said = core.require_text(texts.clean(text))
        return open_as(opened, said, about=row) or tell_us(opened, said, kind=Kind.OBJECTION, about=row)


def hear(opened: Matter, said: str, *, promised: datetime | None = None) -> Question:
    """A mail of the customer's, as part of an act: they read that it came, and by when (as `promised`) we answer."""
    if asked := open_as(opened, said):
        return asked
    policy, calendar = opened.times.policy, opened.times.calendar
    first = first_contact.window(calendar=calendar, policy=policy, now=opened.now).due
    due = min(first, promised) if promised and promised > opened.now else first
    question = ask_us(opened, said, promised=notices.MAIL, due=due, remark=core.MAIL)
    cases.tell_received(opened, question.promise)
    return question


def tell_us(
    opened: Matter,
    said: str,
    *,
    kind: Kind,
    about: Promise | None = None,
    due: datetime | None = None,
    promised: notices.Words | None = None,
    remark: str = "question",
    wait_seconds: int | None = None,
) -> Question:
    """What the customer says or asks, as part of an act: they are told who answers it, and by when."""
    words = promised or notices.OURS[kind]
    question = ask_us(opened, said, promised=words, kind=kind, about=about, due=due, remark=remark)
    notice.tell_agreed(opened, question.promise, wait_seconds=wait_seconds)
    return question


def ask_us(
    opened: Matter,
    said: str,
    *,
    promised: notices.Words,
    kind: Kind = Kind.TEXT,
    about: Promise | None = None,
    due: datetime | None = None,
    why: str = "customer_wrote",
    remark: str = "question",
    times: Sequence[str] = (),
) -> Question:
    """What the customer asks, as part of an act that tells them who answers; a closed case goes on with it.

    `promised` words the promise of its answer, `why` says why a closed case goes on, `remark` of what kind it is.
    """
    # Else it is what one of us heard in a talk.
    is_contact = opened.by.kind != "member" or remark == core.MAIL
    surprised = surprises.found(opened) if is_contact else []
    cases.reopen_in(opened, why=why)
    policy, calendar = opened.times.policy, opened.times.calendar
    body, item = promised[opened.case.customer.language]
    contact = letters.first_contact_point(opened)
    owner = about.owner if about and about.owner.is_active else opened.case.owner
    draft = Draft(
        body=body,
        includes=(item,),
        channel=contact.channel if contact else "phone",
        owner=owner.pk,
        due=due or updates.next_word(calendar=calendar, policy=policy, now=opened.now),
        says_replaces=True,
        is_ours=True,
    )
    row = making.make_in(opened, draft)
    question = _write(opened, row, said, kind=kind, about=about, remark=remark, times=times)
    surprises.by_question(opened, question, surprised)
    return question


def ask_them(
    opened: Matter,
    said: str,
    *,
    kind: Kind,
    due: datetime | None,
    about: Promise | None = None,
    bank: BankQuestion | None = None,
    wait_seconds: int | None = None,
) -> Question:
    """Ask the customer as part of an act. A document that a promise waits for is needed when its condition is due."""
    if due is None and (kind is Kind.DOCUMENT or bank):
        due = about.condition_due if about else None
        policy, calendar = opened.times.policy, opened.times.calendar
        due = due or updates.answer_by(calendar=calendar, policy=policy, now=opened.now)
    told = [windows.of(due=due, zone=opened.times.calendar.zone, now=opened.now)] if due else []
    letters.require_clear(opened, said, field="text", told=told)
    body, item = notices.THEIRS[kind][opened.case.customer.language]
    draft = Draft(
        body=body,
        includes=(item,),
        channel="portal",
        owner=opened.by.member_id,
        due=due,
        debtor=Debtor.CUSTOMER,
        says_replaces=True,
        is_ours=True,
    )
    row = making.make_in(opened, draft)
    question = _write(opened, row, said, kind=kind, about=about, bank=bank)
    tell_asked(opened, question, wait_seconds=wait_seconds)
    return question


def tell_asked(opened: Matter, question: Question, *, wait_seconds: int | None = None) -> None:
    """Write to the customer what we ask of them."""
    row, kind = question.promise, Kind(question.kind)
    sentence = sentences.of_promise(row, opened.case, now=opened.now)
    letter = notices.asked(
        party=letters.party(opened), kind=kind, text=question.asked.text, sentence=sentence
    )
    tells = [Tells(promise=row.pk, number=row.number, what="agreed")]
    letters.queue(opened, "asked", letter, tells=tells, answer_by=row.due, wait_seconds=wait_seconds)


def _write(
    opened: Matter,
    row: Promise,
    said: str,
    *,
    kind: Kind,
    about: Promise | None = None,
    bank: BankQuestion | None = None,
    remark: str = "question",
    times: Sequence[str] = (),
) -> Question:
    written = opened.remark(remark, said, promise_id=row.pk)
    question = Question.objects.of(opened.organisation_id).create(
        case=opened.case,
        promise=row,
        about=about,
        bank=bank,
        kind=str(kind),
        asked=written,
        times=list(times),
    )
    asked = events.QuestionAsked(
        question=question.pk,
        kind_of=str(kind),
        digest=digest.of(written.salt, written.text),
        about=about.pk if about else None,
        times=list(times) or None,
    )
    opened.record(asked, promise=row.pk)
    return question


@contextmanager
def of_question(
    question_id: int, *, by: Actor, now: datetime, seen: int | None = None
) -> Iterator[tuple[Matter, Question]]:
    """Lock a question's case for an act on it."""
    promise = Question.objects.of(by.organisation_id).filter(pk=question_id)
    promise_id = promise.values_list("promise", flat=True).first()
    if promise_id is None:
        raise NoSuchThing(question=str(question_id))
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        named = Question.objects.of(by.organisation_id).select_related("asked", "about")
        question = named.get(pk=question_id)
        question.promise = row
        yield opened, question


def answer(
    *,
    question_id: int,
    by: Actor,
    text: str = "",
    is_right: bool | None = None,
    after: Next = GOES_ON,
    seen: int | None = None,
    now: datetime,
) -> Question:
    """Whoever was asked answers; a member also records what the customer said.

    The customer reads our answer at once, and can say that it does not answer them. Raises `AlreadyAnswered`,
    `NotYours`, `Incomplete`, `NoNextStep`, `NotAllowed`, `NoSuchThing`.
    """
    with of_question(question_id, by=by, now=now, seen=seen) as (opened, question):
        row, said, kind = question.promise, texts.clean(text), Kind(question.kind)
        act = Act.CHANGE_PROMISE if by.kind == "member" else Act.ANSWER_AS_CUSTOMER
        permissions.require(by, act, owner_id=row.owner_id)
        debtor = Debtor(row.debtor)
        core.require_answerable(State(row.state), debtor=debtor, by_customer=by.kind == "customer")
        core.require_answer(said, kind=kind, is_right=is_right, by_customer=by.kind == "customer")
        if debtor is Debtor.CUSTOMER:
            take(opened, question, said, is_right=is_right, after=after)
        else:
            give(opened, question, said, after=after)
        return question


def _record(opened: Matter, question: Question, said: str, *, is_right: bool | None = None) -> datetime:
    """Write the answer down; gives the moment until which the other side may say that it is none."""
    row, is_readback = question.promise, question.kind == Kind.READBACK
    tellings.catch_up(opened, row)
    remark = opened.remark("answer", said, promise_id=row.pk)
    opened.keep(question, "answer_id", "is_right")
    question.answer, question.is_right = remark, is_right if is_readback else None
    question.save(update_fields=["answer", "is_right"])
    answered = events.QuestionAnswered(
        question=question.pk, digest=digest.of(remark.salt, remark.text), is_right=question.is_right
    )
    opened.record(answered, promise=row.pk)
    return updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)


def take(
    opened: Matter, question: Question, said: str, *, is_right: bool | None = None, after: Next = GOES_ON
) -> None:
    """The customer answered: whoever asked sees it on their day, and the customer hears from us next."""
    until = _record(opened, question, said, is_right=is_right)
    row = question.promise
    tasks.done(opened, promise=row, kinds=("call", "ask"))
    if opened.by.kind == "customer":
        ahead = [other for other in opened.live() if other.pk != row.pk and other.due > opened.now]
        following = None if ahead else words.promise_next(opened)
        due = min((other.due for other in (following, *ahead) if other), default=until)
        tasks.ask(opened, row.owner, "answered", due=due, promise=row)
    steps.received(opened, row, after=after, until=until)


def give(opened: Matter, question: Question, said: str, *, after: Next = GOES_ON) -> None:
    """We answer as part of an act, and the customer reads it at once."""
    row = question.promise
    letters.require_clear(opened, said, field="text", told=steps.told_with(opened, after), ended=row)
    until, late = give_in(opened, question, said)
    letter = notices.answered(
        party=letters.party(opened), question=question.asked.text, text=said, answer_by=until, late=late
    )
    tells = [Tells(promise=row.pk, number=row.number, what="reported"), *words.about(opened, row)]
    letters.queue(opened, "answered", letter, tells=tells, needed_by=until)
    steps.follow(opened, after)


def give_in(opened: Matter, question: Question, said: str) -> tuple[datetime, Owed | None]:
    """Write our answer down as part of an act that tells it; until when it can be denied, and its unsaid lateness."""
    until, row = _record(opened, question, said), question.promise
    tasks.done(opened, promise=row, kinds=steps.ASKS)
    opened.apply(row, promises.report(rows.promise(row), answer_by=until, now=opened.now))
    notice.leave_out(opened, row)
    return until, lateness.silent(opened, row)
