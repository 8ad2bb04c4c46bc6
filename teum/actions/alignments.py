"""What both sides expect (B1): said and marked item by item, approved once, and promised where it has a time (B2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from teum.actions import letters, matter, questions, tasks, tellings, words
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft
from teum.core import alignment as core
from teum.core import digest, events, permissions, updates
from teum.core import disclosure as disclosures
from teum.core import promise as promises
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.alignment import Answer, Due, Item, Mark, Side, State, facts
from teum.core.case import After
from teum.core.disclosure import How
from teum.core.law import Law
from teum.core.permissions import Act
from teum.core.promise import Debtor
from teum.core.refusal import Conflict
from teum.core.window import Window
from teum.language import law as legal
from teum.language import text as texts
from teum.language.notices import alignment as notices
from teum.language.notices.money import price_words
from teum.models import Alignment, AlignmentTemplate
from teum.queries import alignments as queries
from teum.queries import law as laws
from teum.queries import rows, sentences


class AlignmentOpen(Conflict):
    """One is gone through in this case already. Carries `alignment`."""

    code = "alignment_open"


def begin(*, case_id: int, template_id: int, by: Actor, now: datetime) -> Alignment:
    """Begin to go through a template's items in a case, as they are now.

    Raises `AlignmentOpen`, `CaseClosed`, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    with matter.of_case(case_id, by=by, now=now) as opened:
        opened.require_open()
        standing = opened.case.alignment
        if standing and standing.state == State.OPEN:
            raise AlignmentOpen(alignment=str(standing.pk))
        template = (
            AlignmentTemplate.objects.of(by.organisation_id).filter(pk=template_id, is_active=True).first()
        )
        if template is None:
            raise NoSuchThing(template=str(template_id))
        items = _filled(opened, facts.items(template.items))
        begun = core.begin(items)
        row: Alignment = Alignment.objects.of(by.organisation_id).create(
            case=opened.case,
            template=template,
            items=facts.of_items(items),
            lines=facts.of_lines(begun.lines),
            salt=digest.salt(),
            began_at=now,
        )
        opened.case.alignment = row
        opened.record(
            events.AlignmentBegun(alignment=row.pk, template=template.pk, digest=queries.said_digest(row))
        )
        return row


def say(*, alignment_id: int, answers: Mapping[str, Answer], by: Actor, now: datetime) -> Alignment:
    """What a side says of some items; what stands there in the same words already stays as it is.

    Raises `NotYourItem`, `Incomplete`, `SplitDiffers`, `VagueWindow`, `UnrecordedTime`, the refusals of a window,
    `AlignmentOver`.
    """
    with of_alignment(alignment_id, by=by, now=now) as (opened, row):
        before = after = queries.value(row)
        for key, given in answers.items():
            answer = _cleaned(opened, given)
            if after.line(key).answer != answer:
                after = core.say(after, key, answer, by=_side(by), now=now)
                _require_clear(opened, key, answer)
        _write(opened, row, before, after)
        return row


def mark(
    *, alignment_id: int, item: str, mark: Mark, by: Actor, counter: str = "", now: datetime
) -> Alignment:
    """What a side thinks of what stands there; a customer who asks, or who wants it changed, is answered.

    Raises `NothingToMark`, `Incomplete`, `AlignmentOver`.
    """
    with of_alignment(alignment_id, by=by, now=now) as (opened, row):
        before, said = queries.value(row), texts.clean(counter).strip()
        after = core.mark(before, item, mark, by=_side(by), counter=said)
        _write(opened, row, before, after)
        if by.kind == "customer" and mark is not Mark.AGREED:
            asked = f"{after.line(item).item.text.of(opened.case.customer.language)} {said}".strip()
            questions.take_in(opened, asked)
        return row


def show(*, alignment_id: int, by: Actor, due: datetime | None = None, now: datetime) -> Alignment:
    """Ask the customer for their word on it, by when the policy says unless `due` does.

    Raises `AlignmentOver`, the refusals of a window.
    """
    permissions.require(by, Act.RECORD)
    with of_alignment(alignment_id, by=by, now=now) as (opened, row):
        opened.require_open()
        if row.state != State.OPEN:
            raise core.AlignmentOver(state=row.state)
        if row.promise is None:
            _ask(opened, row, due)
        return row


def approve(
    *, alignment_id: int, by: Actor, seen: int, how: How, proof: str = "", now: datetime
) -> Alignment:
    """The customer approves all of it, or a member records that they did; what has a time in it is promised.

    Raises `AlignmentChanged`, `NotAligned`, `AlignmentOver`, `ProofNeeded`, `DuePast` where a time of it is over.
    """
    permissions.require(by, Act.DECIDE)
    with of_alignment(alignment_id, by=by, now=now) as (opened, row):
        said = texts.clean(proof).strip()
        disclosures.require_how(how, by_customer=by.kind == "customer", proof=said)
        after = core.approve(queries.value(row), by=Side.CUSTOMER, seen=seen)
        if said:
            opened.remark("decision", said)
        opened.keep(row, "lines", "state", "version", "how", "agreed_at", "law")
        row.how, row.agreed_at = str(how), now
        row.law = _law(opened).facts
        row.save(update_fields=["how", "agreed_at", "law"])
        put(row, after)
        opened.record(
            events.AlignmentApproved(
                alignment=row.pk, version=row.version, digest=queries.said_digest(row), how=str(how)
            )
        )
        _promise_all(opened, row, core.dues(after, lang=opened.case.customer.language))
        return row


def drop(*, alignment_id: int, by: Actor, now: datetime) -> Alignment:
    """Nobody goes on with it; what was asked of the customer is let go of."""
    permissions.require(by, Act.RECORD)
    with of_alignment(alignment_id, by=by, now=now) as (opened, row):
        opened.keep(row, "lines", "state", "version")
        put(row, core.drop(queries.value(row)))
        opened.record(
            events.AlignmentDropped(alignment=row.pk, version=row.version, digest=queries.said_digest(row))
        )
        opened.case.alignment = None
        if row.promise and row.promise.state == promises.State.OPEN:
            opened.let_go(row.promise)
        _go_on(opened)
        return row


def _filled(opened: Matter, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with the values of the law that they name, as these hold today."""
    law = _law(opened)
    return tuple(
        replace(
            item,
            text=legal.filled(item.text, law),
            promise=legal.filled(item.promise, law),
            options=tuple(legal.filled(option, law) for option in item.options),
        )
        for item in items
    )


def _law(opened: Matter) -> Law:
    """What the law fixes today."""
    return laws.in_force(opened.organisation_id, on=opened.now.astimezone(opened.times.calendar.zone).date())


@contextmanager
def of_alignment(alignment_id: int, *, by: Actor, now: datetime) -> Iterator[tuple[Matter, Alignment]]:
    """Lock an alignment's case for an act on it."""
    mine = Alignment.objects.of(by.organisation_id).filter(pk=alignment_id)
    case_id = mine.values_list("case", flat=True).first()
    if case_id is None:
        raise NoSuchThing(alignment=str(alignment_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        row = mine.select_related("promise", "promise__owner").get()
        row.case = opened.case
        if row.promise:
            row.promise.case = opened.case
        yield opened, row


def _side(by: Actor) -> Side:
    return Side.CUSTOMER if by.kind == "customer" else Side.PROVIDER


def _write(opened: Matter, row: Alignment, before: core.Alignment, after: core.Alignment) -> None:
    if after == before:
        return
    permissions.require(opened.by, Act.ASK_QUESTION)
    opened.keep(row, "lines", "state", "version")
    put(row, after)
    opened.record(
        events.AlignmentChanged(alignment=row.pk, version=row.version, digest=queries.said_digest(row))
    )


def put(row: Alignment, after: core.Alignment) -> None:
    """Write what became of it."""
    row.lines, row.state, row.version = facts.of_lines(after.lines), str(after.state), after.version
    row.save(update_fields=["lines", "state", "version"])


def _cleaned(opened: Matter, answer: Answer) -> Answer:
    """Its words tidied, and every window held to what a promise's is held to."""
    price = answer.price
    if price:
        payments = tuple(
            replace(one, what=texts.line(one.what), window=_window(opened, one.window))
            for one in price.payments
        )
        price = replace(price, payments=payments)
    return replace(
        answer,
        text=texts.clean(answer.text).strip(),
        window=_window(opened, answer.window) if answer.window else None,
        price=price,
    )


def _window(opened: Matter, window: Window) -> Window:
    return windows.of(due=window.due, start=window.start, zone=opened.times.calendar.zone, now=opened.now)


def _require_clear(opened: Matter, key: str, answer: Answer) -> None:
    """What we write there is held to what a letter is: nothing vague, no time that is recorded nowhere."""
    if opened.by.kind != "customer" and answer.text:
        letters.require_clear(opened, answer.text, field=key)


def _ask(opened: Matter, row: Alignment, due: datetime | None) -> None:
    by_when = due or updates.answer_by(
        calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now
    )
    body, item = notices.THEIRS[opened.case.customer.language]
    draft = Draft(
        body=body,
        includes=(item,),
        channel="portal",
        owner=opened.by.member_id,
        due=by_when,
        debtor=Debtor.CUSTOMER,
        says_replaces=True,
        is_ours=True,
    )
    promise = making.make_in(opened, draft)
    opened.keep(row, "promise_id")
    row.promise = promise
    row.save(update_fields=["promise"])
    opened.record(events.AlignmentShown(alignment=row.pk), promise=promise.pk)
    sentence = sentences.of_promise(promise, opened.case, now=opened.now)
    letter = notices.shown(party=letters.party(opened), sentence=sentence)
    tells = [letters.Tells(promise=promise.pk, number=promise.number, what="agreed")]
    letters.queue(opened, "asked", letter, tells=tells)


def _promise_all(opened: Matter, row: Alignment, dues: Sequence[Due]) -> None:
    """What has a time in what was agreed is promised by its debtor, and told in one letter."""
    made = [making.make_in(opened, _draft(opened, due), is_agreed=True) for due in dues]
    if row.promise and row.promise.state == promises.State.OPEN:
        tellings.catch_up(opened, row.promise)
        until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
        opened.apply(
            row.promise, promises.receive(rows.promise(row.promise), answer_by=until, now=opened.now)
        )
        notice.leave_out(opened, row.promise)
        tasks.done(opened, promise=row.promise, kinds=("call", "ask"))
    said = [sentences.of_promise(one, opened.case, now=opened.now) for one in made]
    letter = notices.approved(party=letters.party(opened), sentences=said)
    tells = [letters.Tells(promise=one.pk, number=one.number, what="agreed") for one in made]
    letters.queue(opened, "decided", letter, tells=tells)
    _go_on(opened, has_next=bool(made))


def _go_on(opened: Matter, *, has_next: bool = False) -> None:
    after = opened.settle_next_step(wants_close=False, has_next=has_next, why="decided", asks=False)
    if after is After.NEEDS_UPDATE:
        words.promise_next(opened)


def _draft(opened: Matter, due: Due) -> Draft:
    """The promise of something with a time; a payment says how much, and how it is paid."""
    lang = opened.case.customer.language
    what = due.what
    if due.amount is not None and due.means:
        amount, how = price_words(due.amount, lang), notices.MEANS[lang][due.means]
        what = notices.PAYMENT[lang].format(amount=amount, how=how, what=due.what)
    is_theirs = due.debtor is Debtor.CUSTOMER
    contact = letters.first_contact_point(opened)
    channel = due.channel or ("portal" if is_theirs or contact is None else contact.channel)
    return Draft(
        body=what,
        includes=(due.what,),
        channel=channel,
        start=due.window.start,
        due=due.window.due,
        debtor=due.debtor,
        says_replaces=True,
    )
