"""What both sides expect (B1): said and marked item by item, approved once, and promised where it has a time (B2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from teum.actions import agreed, alignment_questions, alignment_words, letters, matter, signing, tasks
from teum.actions.matter import Matter, NoSuchThing
from teum.core import alignment as core
from teum.core import digest, events, firm, permissions
from teum.core import disclosure as disclosures
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.agreement import NOWHERE, Traces
from teum.core.alignment import Answer, Item, Mark, Side, State, facts
from teum.core.disclosure import How
from teum.core.permissions import Act
from teum.core.refusal import Conflict, Refused
from teum.core.window import Window
from teum.language import law as legal
from teum.language import text as texts
from teum.language.notices import alignment as notices
from teum.models import Alignment, AlignmentTemplate, Intake
from teum.queries import alignments as queries
from teum.queries import firm as firms
from teum.queries import sentences


class ToBeSigned(Conflict):
    """It changes what both signed, and is signed by both as well. Carries `agreement`."""

    code = "to_be_signed"


def begin(*, case_id: int, template_id: int, by: Actor, now: datetime) -> Alignment:
    """Begin to go through a template's items in a case, as they are now.

    Raises `AlignmentOpen`, `CaseClosed`, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    with matter.of_case(case_id, by=by, now=now) as opened:
        opened.require_open()
        standing = opened.case.alignment
        if standing and standing.state == State.OPEN:
            raise signing.AlignmentOpen(alignment=str(standing.pk))
        template = (
            AlignmentTemplate.objects.of(by.organisation_id).filter(pk=template_id, is_active=True).first()
        )
        if template is None:
            raise NoSuchThing(template=str(template_id))
        return begin_in(opened, template)


def begin_in(
    opened: Matter,
    template: AlignmentTemplate,
    *,
    said: Mapping[str, Answer] | None = None,
    intake: Intake | None = None,
) -> Alignment:
    """Begin as part of an act, with what the customer `said` already through a form. Raises what `say` raises."""
    items = _filled(opened, facts.items(template.items))
    begun = core.begin(items)
    begun = replace(_said(opened, begun, said or {}), version=begun.version)
    row: Alignment = Alignment.objects.of(opened.organisation_id).create(
        case=opened.case,
        template=template,
        intake=intake,
        items=facts.of_items(items),
        lines=facts.of_lines(begun.lines),
        salt=digest.salt(),
        began_at=opened.now,
    )
    opened.case.alignment = row
    opened.record(
        events.AlignmentBegun(alignment=row.pk, template=template.pk, digest=queries.said_digest(row))
    )
    return row


def say(*, alignment_id: int, answers: Mapping[str, Answer], by: Actor, now: datetime) -> Alignment:
    """What a side says of some items; what stands there in the same words already stays as it is.

    Raises `NotYourItem`, `Incomplete`, `SplitDiffers`, `VatDiffers`, `VagueWindow`, `UnrecordedTime`, the refusals of
    a window, `AlignmentOver`.
    """
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        before = queries.value(row)
        _write_said(opened, row, before, _said(opened, before, answers))
        return row


def say_each(
    *, alignment_id: int, answers: Mapping[str, Answer], by: Actor, now: datetime
) -> dict[str, Refused]:
    """The same item by item: what can be kept is, and each of the others is refused with its own why.

    Raises `AlignmentOver` and what else is about no single item.
    """
    refused: dict[str, Refused] = {}
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        before = after = queries.value(row)
        for key, given in answers.items():
            try:
                after = _said(opened, after, {key: given})
            except core.AlignmentOver:
                raise
            except Refused as found:
                refused[key] = found
        _write_said(opened, row, before, after)
    return refused


def mark(
    *,
    alignment_id: int,
    item: str,
    mark: Mark,
    by: Actor,
    seen: str,
    counter: str = "",
    now: datetime,
) -> Alignment:
    """What a side thinks of what it saw there (`seen`). A customer who asks, or wants it changed, is answered; we ask
    them.

    Raises `NothingToMark`, `ItemChanged`, `Incomplete`, `AlignmentOver`.
    """
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        before, said = queries.value(row), texts.clean(counter).strip()
        with alignment_words.telling_now(opened, before):
            after = core.mark(before, item, mark, by=_side(by), seen=seen, counter=said)
        if by.kind != "customer" and mark is Mark.AGREED:
            alignment_words.require_settled(opened, before.line(item))
        write(opened, row, before, after)
        if mark is not Mark.AGREED:
            alignment_questions.ask(opened, after.line(item), said, by=_side(by))
        return row


def agree(*, alignment_id: int, by: Actor, seen: Mapping[str, str], now: datetime) -> Alignment:
    """A side agrees to the items that it saw (`seen`, by their keys), but for what it asked about or wants changed.

    We agree to no vague time of the customer's: that item is left, to be asked about or said with a time. Where nothing
    else is left to agree to, it is refused. Raises `NoSuchItem`, `ItemChanged`, `VagueWindow`, `AlignmentOver`.
    """
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        before = queries.value(row)
        vague = {} if by.kind == "customer" else alignment_words.unsettled(opened, before, seen)
        with alignment_words.telling_now(opened, before):
            after = core.agree(before, by=_side(by), seen=seen, but=vague)
        if vague and after == before:
            raise next(iter(vague.values()))
        write(opened, row, before, after)
        return row


def take(*, alignment_id: int, item: str, by: Actor, seen: str, text: str = "", now: datetime) -> Alignment:
    """What the customer wants instead, as it was `seen`, stands there from now on, and what they asked is answered.

    In their words, or as we word it (`text`): then they look at it again. Raises `NothingToTake`, `ItemChanged`,
    `AlignmentOver`, `VagueWindow`, `UnrecordedTime`.
    """
    permissions.require(by, Act.RECORD)
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        before = queries.value(row)
        wanted, worded = before.line(item), texts.clean(text).strip()
        with alignment_words.telling_now(opened, before):
            after = core.take(before, item, seen=seen, text=worded, now=now)
        alignment_words.require_clear(opened, item, Answer(text=worded or wanted.counter))
        write(opened, row, before, after)
        alignment_questions.taken(opened, wanted, worded or wanted.counter)
        return row


def show(*, alignment_id: int, by: Actor, due: datetime | None = None, now: datetime) -> Alignment:
    """Ask the customer for their word on it, by when the policy says unless `due` does.

    Raises `AlignmentOver`, `VatDiffers`, the refusals of a window.
    """
    permissions.require(by, Act.RECORD)
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        opened.require_open()
        if row.state != State.OPEN:
            raise core.AlignmentOver(state=row.state)
        _require_not_signed(opened, row)
        agreed.require_vat(opened, queries.value(row))
        if row.promise is None:
            _ask(opened, row, due)
        return row


def approve(
    *,
    alignment_id: int,
    by: Actor,
    seen: int,
    how: How,
    proof: str = "",
    traces: Traces = NOWHERE,
    now: datetime,
) -> Alignment:
    """The customer approves all of it, or a member records that they did: the light form of an agreement is in force.

    A change of what both signed is signed by both as well (`agreements.offer`).

    Raises `ToBeSigned`, `AlignmentChanged`, `NotAligned`, `VatDiffers`, `AlignmentOver`, `ProofNeeded`, `DuePast`
    where a time of it is over.
    """
    permissions.require(by, Act.DECIDE)
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        said = texts.clean(proof).strip()
        disclosures.require_how(how, by_customer=by.kind == "customer", proof=said)
        _require_not_signed(opened, row)
        after = core.approve(queries.value(row), by=Side.CUSTOMER, seen=seen)
        agreed.require_vat(opened, after)
        if said:
            opened.remark("decision", said)
        opened.keep(row, "lines", "state", "version")
        agreed.keep_how(opened, row, how)
        agreed.put(row, after)
        opened.record(
            events.AlignmentApproved(
                alignment=row.pk, version=row.version, digest=queries.said_digest(row), how=str(how)
            )
        )
        agreed.received(opened, row.promise)
        agreement = agreed.approved(opened, row, after, how=how, traces=traces)
        agreed.go_on(opened, has_next=bool(agreement.promises))
        return row


def drop(*, alignment_id: int, by: Actor, now: datetime) -> Alignment:
    """Nobody goes on with it; what it was to change holds as before. Raises `AlignmentOver`, `AgreementPending`."""
    permissions.require(by, Act.RECORD)
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        signing.require_not_pending(opened, row)
        opened.keep(row, "lines", "state", "version")
        agreed.drop(opened, row)
        agreed.go_on(opened)
        return row


def _require_not_signed(opened: Matter, row: Alignment) -> None:
    signing.require_not_pending(opened, row)
    if row.amends_id:
        raise ToBeSigned(agreement=str(row.amends_id))


def _filled(opened: Matter, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with the values of the law that they name, as these hold today."""
    law = agreed.law_of(opened)
    return tuple(
        replace(
            item,
            text=legal.filled(item.text, law),
            promise=legal.filled(item.promise, law),
            options=tuple(legal.filled(option, law) for option in item.options),
        )
        for item in items
    )


def _side(by: Actor) -> Side:
    return Side.CUSTOMER if by.kind in ("customer", "visitor") else Side.PROVIDER


def _said(opened: Matter, after: core.Alignment, answers: Mapping[str, Answer]) -> core.Alignment:
    """The items as they are said; a refusal names the one that it is about."""
    for key, given in answers.items():
        line = after.line(key)
        try:
            answer = _cleaned(opened, given, line.answer)
            if line.answer != answer:
                alignment_words.require_clear(opened, key, answer)
                after = core.say(after, key, answer, by=_side(opened.by), now=opened.now)
        except Refused as refused:
            refused.details.setdefault("field", key)
            raise
    return after


def _write_said(opened: Matter, row: Alignment, before: core.Alignment, after: core.Alignment) -> None:
    write(opened, row, before, after)
    if _side(opened.by) is Side.PROVIDER:
        alignment_questions.written(opened, before, after)
    if opened.by.kind == "customer" and queries.theirs(before) and not queries.theirs(after):
        alignment_questions.look_at(opened, row)


def write(opened: Matter, row: Alignment, before: core.Alignment, after: core.Alignment) -> None:
    """Write what was said or marked, as part of an act. Raises `AgreementPending`."""
    if after == before:
        return
    permissions.require(opened.by, Act.ASK_QUESTION)
    signing.require_not_pending(opened, row)
    alignment_questions.keep_replaced(opened, before, after)
    opened.keep(row, "lines", "state", "version")
    agreed.put(row, after)
    opened.record(
        events.AlignmentChanged(alignment=row.pk, version=row.version, digest=queries.said_digest(row))
    )
    if row.promise and opened.by.kind == "member" and not after.unseen(Side.PROVIDER):
        tasks.done(opened, promise=row.promise, kinds=("answered",))


def _cleaned(opened: Matter, answer: Answer, before: Answer | None) -> Answer:
    """Its words tidied, every window held to what a promise's is held to, and a price to what the business adds.

    A payment that stands there already is no new one: its day may be over, and it may be paid.
    """
    price = answer.price
    if price:
        is_exempt = firms.of_row(opened.case.organisation).is_exempt
        stand = before.price.payments if before and before.price else ()
        named = [replace(one, what=texts.line(one.what)) for one in price.payments]
        payments = tuple(
            stand[stand.index(one)] if one in stand else replace(one, window=_window(opened, one.window))
            for one in named
        )
        price = replace(price, payments=payments, is_exempt=is_exempt)
        firm.require_vat(price, is_exempt=is_exempt)
    return replace(
        answer,
        text=texts.clean(answer.text).strip(),
        window=_window(opened, answer.window) if answer.window else None,
        price=price,
    )


def _window(opened: Matter, window: Window) -> Window:
    return windows.of(due=window.due, start=window.start, zone=opened.times.calendar.zone, now=opened.now)


def _ask(opened: Matter, row: Alignment, due: datetime | None) -> None:
    promise = agreed.ask(opened, notices.THEIRS[opened.case.customer.language], due)
    opened.keep(row, "promise_id")
    row.promise = promise
    row.save(update_fields=["promise"])
    opened.record(events.AlignmentShown(alignment=row.pk), promise=promise.pk)
    sentence = sentences.of_promise(promise, opened.case, now=opened.now)
    fills = bool(queries.theirs(queries.value(row)))
    letter = notices.shown(party=letters.party(opened), sentence=sentence, fills=fills)
    tells = [letters.Tells(promise=promise.pk, number=promise.number, what="agreed")]
    letters.queue(opened, "asked", letter, tells=tells, answer_by=promise.due)
