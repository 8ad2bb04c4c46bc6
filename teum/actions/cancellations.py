"""The customer cancels what was agreed at a distance: what was promised is let go of, and the refund is promised."""

from __future__ import annotations

from datetime import date, datetime

from teum.actions import agreed, cases, letters, signing, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import answers, making
from teum.actions.promises.making import Draft
from teum.core import alignment as core
from teum.core import cancellation, digest, events, permissions, question
from teum.core.actor import Actor
from teum.core.agreement import PENDING
from teum.core.agreement import State as AgreementState
from teum.core.cancellation import NotCancellable
from teum.core.permissions import Act
from teum.core.promise import Debtor, Nature, ProofNeeded, State
from teum.language import text
from teum.language.notices import cancellation as notices
from teum.language.vocabulary import LANGUAGES
from teum.models import Agreement, Alignment, Disclosure, Promise, Question, Remark
from teum.queries import alignments as queries
from teum.queries import cancellations, refunds, sentences
from teum.queries.refunds import Refund


def cancel(
    *,
    alignment_id: int,
    by: Actor,
    got_on: date | None = None,
    is_protected: bool = False,
    asked_on: date | None = None,
    proof: str = "",
    now: datetime,
) -> Promise | None:
    """Cancel what was agreed: every promise that came of it ends, and what they paid is promised back.

    Gives what comes next: the refund, by the day that is shown; or, where nothing is paid back, the next word.

    `got_on`: when a product came, as they say; `is_protected`: the law gives them more time, as they say.
    A member who heard it from the customer writes down how that was and why (`proof`), and on which day (`asked_on`,
    today where none is named), from which all times are counted.
    Raises `NotCancellable`, `CancellingOver`, `Invalid`, `AlignmentOver`, `NotAllowed`, `ProofNeeded`.
    """
    is_heard = by.kind == "member"
    permissions.require(by, Act.CANCEL if is_heard else Act.ANSWER_AS_CUSTOMER)
    said = text.clean(proof).strip() if is_heard else ""
    if is_heard and not said:
        raise ProofNeeded
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        after = core.cancel(queries.value(row))
        calendar = opened.times.calendar
        deal = cancellations.deal(row, zone=calendar.zone)
        if deal is None:
            raise NotCancellable
        today = now.astimezone(calendar.zone).date()
        on = asked_on if is_heard and asked_on else today
        cancellation.require_asked(deal, asked_on=on, today=today)
        cancellation.require(deal, on=on, got_on=got_on, is_protected=is_protected)
        cases.reopen_in(opened, why="customer_wrote")
        if is_heard:
            _hear(opened, row, said, on)
        agreed.put(row, after)
        opened.record(
            events.AlignmentCancelled(
                alignment=row.pk,
                version=row.version,
                digest=queries.said_digest(row),
                got_on=got_on.isoformat() if got_on else None,
                is_protected=is_protected,
            )
        )
        agreed.cancel(opened, row)
        lang = opened.case.customer.language
        back = refunds.of(row, deal, lang=lang, calendar=calendar, now=now, asked_on=on)
        refund = _refund(opened, back)
        opened.leave_process()
        ended = _end(opened, row, refund, said)
        following = refund or _go_on(opened)
        _tell(opened, "" if refund else back.words, following, ended)
        return following


def _hear(opened: Matter, row: Alignment, said: str, on: date) -> None:
    """Keep how the customer said so, and when."""
    remark = opened.remark("proof", said)
    sealed = digest.of(remark.salt, remark.text)
    opened.record(events.CancellingHeard(alignment=row.pk, asked_on=on.isoformat(), digest=sealed))


def _refund(opened: Matter, back: Refund) -> Promise | None:
    """Promise what they paid back; nothing where nothing of it comes back."""
    if back.due is None:
        return None
    draft = Draft(
        body=back.words,
        includes=(notices.REFUNDED[opened.case.customer.language],),
        channel="portal",
        owner=opened.case.owner_id,
        due=back.due,
        says_replaces=True,
        is_ours=True,
    )
    return making.make_in(opened, draft)


def _end(opened: Matter, row: Alignment, refund: Promise | None, said: str) -> list[Tells]:
    """Let go of all that is still to be done, by us and by them; what they asked besides is still answered, and what
    else was agreed in the case holds.
    """
    asked, of = _asked(opened, row), opened.organisation_id
    holding = Agreement.objects.of(of).filter(case=opened.case, state=AgreementState.IN_FORCE)
    others = {pk for stands in holding.values_list("promises", flat=True) for pk in stands.values()}
    choices = set(Disclosure.objects.of(of).filter(case=opened.case).values_list("promise", flat=True))
    other = {pk for pk, is_over in asked.items() if not is_over}
    stay = {refund.pk if refund else 0, *other, *others, *choices, *_asked_of_others(opened)}
    tells: list[Tells] = []
    for nature in (Nature.DEED, Nature.UPDATE):  # a word about what ends is given by the letter that says so
        for one in opened.live():
            if one.nature == nature and one.pk not in stay and one.state != State.REPORTED:
                tells += answers.let_go_of(opened, one, proof=said if one.debtor != Debtor.CUSTOMER else "")
            elif asked.get(one.pk) and one.state == State.REPORTED:
                answers.settle(opened, one)
    return tells


def _asked_of_others(opened: Matter) -> set[int | None]:
    """What is still before the customer, or waits for our signature: what ended with it does no more."""
    of, case = opened.organisation_id, opened.case
    signed = Agreement.objects.of(of).filter(case=case, state__in=PENDING)
    said = Alignment.objects.of(of).filter(case=case, state=core.State.OPEN)
    return {*signed.values_list("promise", flat=True), *said.values_list("promise", flat=True)}


def _asked(opened: Matter, row: Alignment) -> dict[int, bool]:
    """The promises of the answers to all questions; whether each is about an item of it, and so over with it."""
    lines = queries.value(row).lines
    items = tuple(line.item.text.of(lang) for line in lines for lang in LANGUAGES)
    listed = Question.objects.of(opened.organisation_id).filter(case=opened.case).select_related("asked")
    return {one.promise_id: _is_about(one.asked, items) for one in listed}


def _is_about(asked: Remark, items: tuple[str, ...]) -> bool:
    """We begin with the item's words where we ask; what they ask of one names it."""
    if asked.kind in (question.WISH, question.UNCLEAR):
        return any(item in asked.text for item in items)
    return asked.text.startswith(items)


def _go_on(opened: Matter) -> Promise | None:
    """Where nothing else comes next the case stays open until its owner has seen it: the next word is promised."""
    if any(end.due is not None and end.due > opened.now for end in opened.open_ends()):
        return None
    return words.promise_next(opened)


def _tell(opened: Matter, why_none: str, promise: Promise | None, tells: list[Tells]) -> None:
    said = [why_none] if why_none else []
    if promise:
        said.append(sentences.of_promise(promise, opened.case, now=opened.now))
        tells = [Tells(promise=promise.pk, number=promise.number, what="agreed"), *tells]
    letter = notices.cancelled(party=letters.party(opened), sentences=said)
    letters.queue(opened, "released", letter, tells=tells)
