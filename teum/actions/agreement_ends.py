"""What becomes of an agreement besides its signing: declined, taken back, or changed by a next version (B2)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import agreed, bell, lateness, letters, signing, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import answers, counted_on, notice
from teum.core import agreement as core
from teum.core import alignment as alignments
from teum.core import digest, events, permissions
from teum.core import promise as promises
from teum.core.actor import Actor
from teum.core.agreement import State
from teum.core.alignment import facts
from teum.core.permissions import Act
from teum.core.promise import Debtor, Incomplete, Nature
from teum.language import text as texts
from teum.language.notices import agreement as notices
from teum.models import Agreement, Alignment, Promise
from teum.queries import agreement_promises, rows, sentences, telling
from teum.queries import agreements as queries
from teum.queries import alignments as alignment_queries


def decline(*, agreement_id: int, reason: str, by: Actor, now: datetime) -> Agreement:
    """The customer does not want it as it is: everyone hears so, and they hear when the next word comes.

    What they signed they take back so until we sign too.
    """
    permissions.require(by, Act.SIGN_AS_CUSTOMER)
    with signing.of_agreement(agreement_id, by=by, now=now) as (opened, row):
        core.decline(queries.value(row))
        remark = opened.remark("decision", texts.clean(reason).strip())
        stands = _end(opened, row, State.DECLINED)
        sealed = digest.of(remark.salt, remark.text)
        opened.record(events.AgreementDeclined(agreement=row.pk, digest=sealed, stands=stands))
        tells = _signed_no_more(opened, row.promise)
        following = _next_word(opened)
        letter = notices.declined(
            party=letters.party(opened),
            sentence=sentences.of_promise(following, opened.case, now=now),
            stands=stands is not None,
        )
        tells.append(Tells(promise=following.pk, number=following.number, what="agreed"))
        letters.queue(opened, "decided", letter, tells=tells)
        tasks.ask(opened, opened.case.owner, "declined", due=following.due, promise=following)
        return row


def void(*, agreement_id: int, reason: str, by: Actor, now: datetime) -> Agreement:
    """We take it back before it is in force, and say why. Raises `Incomplete`, `VagueWindow`, `AgreementOver`."""
    permissions.require(by, Act.SIGN)
    with signing.of_agreement(agreement_id, by=by, now=now) as (opened, row):
        core.void(queries.value(row, queries.signatures(row)))
        why = texts.clean(reason).strip()
        if not any(letter.isalnum() for letter in why):
            raise Incomplete(missing=["why"])
        letters.require_clear(opened, why, field="why")
        remark = opened.remark("decision", why)
        stands = _end(opened, row, State.VOID)
        sealed = digest.of(remark.salt, remark.text)
        opened.record(events.AgreementVoided(agreement=row.pk, digest=sealed, stands=stands))
        tells: list[Tells] = []
        until = None
        if row.promise and row.promise.state == promises.State.OPEN:
            if row.promise.debtor == Debtor.CUSTOMER:
                tells += words.about(opened, row.promise)
                opened.let_go(row.promise)
                notice.answered(opened, row.promise)
            else:
                tells, until = _not_signed(opened, row.promise, why)
        following = _next_word(opened)
        letter = notices.voided(
            party=letters.party(opened),
            reason=why,
            sentence=sentences.of_promise(following, opened.case, now=now),
            stands=stands is not None,
        )
        tells.append(Tells(promise=following.pk, number=following.number, what="agreed"))
        # Before they signed we had promised nothing: it is bad news to none but who waits for our signature.
        letters.queue(opened, "decided", letter, tells=tells, needed_by=until, is_bad_news=until is not None)
        if row.promise and until:
            tellings.keep(opened, row.promise)
        if row.promise:
            tasks.done(opened, promise=row.promise, kinds=("ask", "decided"))
        if by.member_id != opened.case.owner_id:
            tasks.ask(opened, opened.case.owner, "voided", due=following.due, promise=following)
        return row


def _next_word(opened: Matter) -> Promise:
    """Their next word from us: the one that is promised already, or a new one."""
    words_ = {body for body, _item in words.WORD.values()}
    listed = [one for one in opened.live() if one.nature == Nature.UPDATE and one.about_id is None]
    ahead = [one for one in listed if one.what in words_ and one.due > opened.now]
    return min(ahead, key=lambda one: one.due) if ahead else words.promise_next(opened)


def _signed_no_more(opened: Matter, promise: Promise | None) -> list[Tells]:
    """Their signature is waited for no more; or ours, which they let go of."""
    if promise is None or promise.state != promises.State.OPEN or promise.debtor == Debtor.CUSTOMER:
        agreed.received(opened, promise)
        return []
    tasks.done(opened, promise=promise, kinds=("ask", "decided"))
    return answers.let_go_of(opened, promise)


def _not_signed(opened: Matter, promise: Promise, why: str) -> tuple[list[Tells], datetime]:
    """Our own signature was promised: we take that back too, for the same reason; what is to be told, and by when."""
    tellings.catch_up(opened, promise)
    remark = opened.remark("disclosure", why, promise_id=promise.pk)
    sealed, heard = digest.of(remark.salt, remark.text), telling.heard(promise)
    opened.apply(promise, promises.withdraw(rows.promise(promise), disclosure=why, digest=sealed))
    notice.leave_out(opened, promise)
    lateness.leave_out_late(opened, promise)
    tasks.done(opened, promise=promise, kinds=("ask", "decided"))
    tells = counted_on.tells(promise, heard, "withdrawn", to=promise.number)
    until = counted_on.until(promise, heard, now=opened.now) or promise.due
    return [*tells, *words.about(opened, promise)], until


def _end(opened: Matter, row: Agreement, state: State) -> int | None:
    """It came to nothing; the version that holds as before, where one does."""
    row.state = str(state)
    row.save(update_fields=["state"])
    bell.ring("clock", at=opened.now, now=opened.now)
    if row.replaces is None:
        return None
    opened.case.agreement = row.replaces
    return row.replaces.pk


# ── a next version ──


def amend(*, agreement_id: int, by: Actor, now: datetime) -> Alignment:
    """Begin to change what both signed: its answers are gone through again, at the times at which they are promised by
    now, and it holds until both sign the next one.

    Raises `NothingToAmend`, `AgreementPending`, `AlignmentOpen`, `CaseClosed`.
    """
    permissions.require(by, Act.SIGN)
    with signing.of_agreement(agreement_id, by=by, now=now) as (opened, row):
        opened.require_open()
        if row.state != State.IN_FORCE:
            raise signing.NothingToAmend(agreement=str(row.pk))
        next_ = Agreement.objects.of(by.organisation_id).filter(replaces=row, state__in=core.PENDING).first()
        if next_:
            raise signing.AgreementPending(agreement=str(next_.pk))
        standing = opened.case.alignment
        if standing and standing.state == alignments.State.OPEN:
            raise signing.AlignmentOpen(alignment=str(standing.pk))
        begun: Alignment = Alignment.objects.of(by.organisation_id).create(
            case=opened.case,
            template_id=row.alignment.template_id,
            amends=row,
            items=row.items,
            lines=facts.of_lines(alignments.reopened(agreement_promises.as_promised(row)).lines),
            salt=digest.salt(),
            began_at=now,
        )
        opened.case.alignment = begun
        opened.record(
            events.AlignmentBegun(
                alignment=begun.pk,
                template=begun.template_id,
                digest=alignment_queries.said_digest(begun),
                amends=row.pk,
            )
        )
        return begun
