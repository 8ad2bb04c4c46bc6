"""The agreement that both sign (B2): read, signed and countersigned, changed by a next version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import Q

from teum.actions import agreed, letters, signing, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import making
from teum.actions.promises.making import Draft
from teum.core import agreement as core
from teum.core import alignment as alignments
from teum.core import events, permissions, updates
from teum.core import promise as promises
from teum.core.actor import Actor
from teum.core.agreement import NOWHERE, Form, Section, State, Strokes, Traces
from teum.core.alignment import AlignmentChanged, NotAligned, Side
from teum.core.disclosure import How
from teum.core.permissions import Act
from teum.core.promise import Nature
from teum.core.window import DuePast
from teum.documents import agreement as papers
from teum.language import agreement as said
from teum.language import text as texts
from teum.language.notices import agreement as notices
from teum.models import Agreement, Alignment, Promise
from teum.queries import agreements as queries
from teum.queries import alignments as alignment_queries
from teum.queries import sentences


class Unprintable(promises.Incomplete):
    """Some characters can be drawn in no file: emoji, or letters of a script that we have no font for. Carries them."""

    code = "unprintable"


def offer(
    *, alignment_id: int, by: Actor, seen: int, due: datetime | None = None, now: datetime
) -> Agreement:
    """Lay what was said before the customer as an agreement to sign, by when the policy says unless `due` does.

    What was approved with one tap grows into it without a word typed again. `seen` is the alignment's version.

    Raises `AlignmentChanged`, `NotAligned`, `AgreementPending`, `NothingToAmend`, `AlignmentOpen`, `VatDiffers`,
    `CodeAddressNeeded`, `Unprintable`, and the refusals of a promise.
    """
    permissions.require(by, Act.SIGN)
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, alignment):
        opened.require_open()
        standing = alignment_queries.value(alignment)
        if standing.state not in (alignments.State.OPEN, alignments.State.APPROVED):
            raise alignments.AlignmentOver(state=str(standing.state))
        if standing.version != seen:
            raise AlignmentChanged(seen=seen, version=standing.version)
        whole = core.as_agreed(standing)
        if not whole.is_agreed:
            raise NotAligned(missing=list(whole.missing), open=list(whole.open))
        _require_free(opened, alignment)
        former = _former(opened, alignment)
        if standing.state is alignments.State.OPEN:
            agreed.require_vat(opened, whole)
        if not signing.may_prove(opened):
            raise core.CodeAddressNeeded
        row = agreed.new(opened, alignment, whole, form=Form.SIGNED, replaces=former)
        agreed.require_promisable(opened, row)
        _require_letters(row)
        agreed.received(opened, alignment.promise)
        row.promise = _ask(opened, row, due)
        row.save(update_fields=["promise"])
        return row


def _former(opened: Matter, alignment: Alignment) -> Agreement | None:
    """The version that it replaces: the one that it amends, or what was approved of the same with one tap.

    Each version has one that comes next: two of them would owe everything twice.
    """
    mine = Agreement.objects.of(opened.organisation_id).filter(case=opened.case, state=State.IN_FORCE)
    if alignment.amends_id:
        found = mine.filter(pk=alignment.amends_id).first()
        if found is None:
            raise signing.NothingToAmend(agreement=str(alignment.amends_id))
        return found
    found = mine.filter(alignment=alignment).last()
    begun = Alignment.objects.of(opened.organisation_id).filter(amends=found, state=alignments.State.OPEN)
    if found and (change := begun.first()):
        raise signing.AlignmentOpen(alignment=str(change.pk))
    return found


def _require_free(opened: Matter, alignment: Alignment) -> None:
    """One version at a time is before the customer, and what both signed is changed by amending it."""
    rows = Agreement.objects.of(opened.organisation_id).filter(case=opened.case)
    signed = Q(alignment=alignment, form=Form.SIGNED, state=State.IN_FORCE)
    if found := rows.filter(Q(state__in=core.PENDING) | signed).first():
        raise signing.AgreementPending(agreement=str(found.pk))


def _require_letters(row: Agreement) -> None:
    """What is signed is drawn letter by letter; what people are called can always be written out."""
    paid = [due.what for due in queries.terms(row).dues.values()]
    try:
        papers.require_letters([term["text"] for term in row.terms] + paid + [row.case.title])
    except papers.NoLetter as found:
        raise Unprintable(missing=list(found.characters)) from found


def _ask(opened: Matter, row: Agreement, due: datetime | None) -> Promise:
    by = due or agreed.sign_by(opened, row, agreed.answer_by(opened))
    promise = agreed.ask(opened, said.SIGN[row.language], by)
    letter = notices.offered(
        party=letters.party(opened),
        sentence=sentences.of_promise(promise, opened.case, now=opened.now),
        is_amendment=_is_amendment(row),
    )
    tells = [Tells(promise=promise.pk, number=promise.number, what="agreed")]
    letters.queue(opened, "asked", letter, tells=tells, answer_by=promise.due)
    return promise


def _is_amendment(row: Agreement) -> bool:
    """Whether it changes what was agreed; what was approved with one tap may only be signed now."""
    return row.alignment.amends_id is not None


# ── reading and signing ──


def open_(*, agreement_id: int, by: Actor, now: datetime) -> Agreement:
    """The customer opens it to read. Raises `AgreementOver`, `NotWritten`."""
    permissions.require(by, Act.SIGN_AS_CUSTOMER)
    with signing.of_agreement(agreement_id, by=by, now=now) as (opened, row):
        core.open_(queries.value(row))
        if row.opened_at is None:
            _opened(opened, row)
        return row


def confirm(*, agreement_id: int, section: Section, by: Actor, now: datetime) -> Agreement:
    """They have read a section, and it is what they agreed to; once more changes nothing.

    Raises `NoSuchSection`, `NotWritten`, `AgreementOver`.
    """
    permissions.require(by, Act.SIGN_AS_CUSTOMER)
    with signing.of_agreement(agreement_id, by=by, now=now) as (opened, row):
        core.confirm(queries.value(row), section)
        _confirmed(opened, row, (section,))
        return row


def confirm_unchanged(*, agreement_id: int, by: Actor, now: datetime) -> Agreement:
    """Of a change they confirm in one all sections that say just what both signed before; the ledger says so.

    Raises `NoSuchSection`, `NotWritten`, `AgreementOver`.
    """
    permissions.require(by, Act.SIGN_AS_CUSTOMER)
    with signing.of_agreement(agreement_id, by=by, now=now) as (opened, row):
        value = queries.value(row)
        core.confirm_unchanged(value)
        _confirmed(opened, row, value.unchanged, together=True)
        return row


def _confirmed(
    opened: Matter, row: Agreement, sections: Sequence[Section], *, together: bool | None = None
) -> None:
    if row.opened_at is None:
        _opened(opened, row)
    read = [section for section in sections if str(section) not in row.confirmed]
    if not read:
        return
    at = opened.now.astimezone(UTC).isoformat()
    row.confirmed = {**row.confirmed, **{str(section): at for section in read}}
    row.save(update_fields=["confirmed"])
    for section in read:
        opened.record(events.AgreementConfirmed(agreement=row.pk, section=str(section), together=together))


def _opened(opened: Matter, row: Agreement) -> None:
    row.opened_at = opened.now
    row.save(update_fields=["opened_at"])
    opened.record(events.AgreementOpened(agreement=row.pk))


def sign(
    *,
    agreement_id: int,
    name: str,
    consents: bool,
    by: Actor,
    how: How = How.PAGE,
    strokes: Strokes | None = None,
    traces: Traces = NOWHERE,
    now: datetime,
) -> Agreement:
    """The customer signs, with a contact point that they proved; a member signs after them, and it is in force.

    Raises `Incomplete`, `NotConfirmed`, `NoCode`, `AlreadySigned`, `TheySignFirst`, `NotWritten`, `AgreementOver`,
    `TermOver`, `NotYourName` where a member signs with another's, and the refusals of a promise.
    """
    side = Side.CUSTOMER if by.kind == "customer" else Side.PROVIDER
    permissions.require(by, Act.SIGN_AS_CUSTOMER if side is Side.CUSTOMER else Act.SIGN)
    with signing.of_agreement(agreement_id, by=by, now=now) as (opened, row):
        typed = texts.line(name)
        if side is Side.PROVIDER:
            signing.require_own_name(opened, row, typed)
        value = queries.value(row, queries.signatures(row))
        after = core.sign(value, by=side, name=typed, consents=consents, strokes=strokes)
        _require_ahead(opened, row)
        proven = signing.proven(opened, row) if side is Side.CUSTOMER else {}
        agreed.signature(
            opened,
            row,
            side=str(side),
            name=typed,
            how=how,
            traces=traces,
            strokes=strokes,
            consent=said.CONSENT[side].of(row.language),
            **proven,
        )
        if after.state is State.IN_FORCE:
            _in_force(opened, row)
        else:
            _signed(opened, row)
        return row


def _require_ahead(opened: Matter, row: Agreement) -> None:
    """Neither side signs what can no longer come into force."""
    try:
        agreed.require_promisable(opened, row)
    except DuePast as past:
        raise core.TermOver(item=past.details["item"]) from past


def _signed(opened: Matter, row: Agreement) -> None:
    """The customer has signed: by when we do is promised to them."""
    agreed.received(opened, row.promise)
    body, item = said.COUNTERSIGN[row.language]
    contact = letters.first_contact_point(opened)
    promise = making.make_in(
        opened,
        Draft(
            body=body,
            includes=(item,),
            channel=contact.channel if contact else "portal",
            owner=opened.case.owner_id,
            due=agreed.sign_by(opened, row, _next_word(opened)),
            says_replaces=True,
            nature=Nature.UPDATE,
            is_ours=True,
        ),
    )
    row.state, row.promise = str(State.SIGNED), promise
    row.save(update_fields=["state", "promise"])
    sentence = sentences.of_promise(promise, opened.case, now=opened.now)
    letter = notices.signed(party=letters.party(opened), sentence=sentence)
    letters.queue(
        opened, "decided", letter, tells=[Tells(promise=promise.pk, number=promise.number, what="agreed")]
    )


def _next_word(opened: Matter) -> datetime:
    return updates.next_word(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)


def _in_force(opened: Matter, row: Agreement) -> None:
    """Both have signed: what was only said is agreed, and what has a time in it is promised."""
    gone = agreed.gone(opened, row)
    said_new, tells = agreed.told(opened, agreed.in_force(opened, row))
    tells += [tell for one in gone for tell in words.about(opened, one)]
    alignment = row.alignment
    if alignment.state == alignments.State.OPEN:
        alignment.state = str(alignments.State.APPROVED)
        alignment.lines, alignment.version = row.lines, alignment.version + 1
        agreed.keep_how(opened, alignment, How.PAGE)
        alignment.save(update_fields=["state", "lines", "version"])
        opened.record(
            events.AlignmentApproved(
                alignment=alignment.pk,
                version=alignment.version,
                digest=alignment_queries.said_digest(alignment),
                how=str(How.PAGE),
            )
        )
    if row.promise and row.promise.state == promises.State.OPEN:
        tells.append(Tells(promise=row.promise.pk, number=row.promise.number, what="word"))
        tasks.done(opened, promise=row.promise, kinds=("ask",))
    letter = notices.in_force(
        party=letters.party(opened),
        sentences=said_new,
        is_amendment=_is_amendment(row),
    )
    letters.queue(opened, "decided", letter, tells=tells)
    for one in gone:
        tellings.keep(opened, one)
    agreed.go_on(opened, has_next=bool(said_new))
