"""What both sides agreed to comes into force: its terms are kept as they were, and what has a time is promised (B2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from teum.actions import bell, letters, payments, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import choices, making, notice, unsaid
from teum.actions.promises.making import Draft
from teum.core import agreement as core
from teum.core import alignment as alignments
from teum.core import digest, events, firm, updates
from teum.core import promise as promises
from teum.core.agreement import Form, State, Traces
from teum.core.alignment import Alignment as Agreed
from teum.core.alignment import Due, facts
from teum.core.case import After
from teum.core.disclosure import How
from teum.core.law import Law
from teum.core.promise import Debtor
from teum.core.refusal import Refused
from teum.language.notices import alignment as notices
from teum.language.notices.money import price_words
from teum.models import Agreement, Alignment, Promise, Signature
from teum.queries import agreement_promises, agreement_sides, rows, sentences
from teum.queries import agreements as queries
from teum.queries import alignments as alignment_queries
from teum.queries import firm as firms
from teum.queries import law as laws


def new(
    opened: Matter, alignment: Alignment, agreed: Agreed, *, form: Form, replaces: Agreement | None
) -> Agreement:
    """Keep what is agreed in a row that never changes what it says; what was filled in was gone through by then."""
    tasks.gone_through(opened, alignment.promise)
    lang = opened.case.customer.language
    terms = queries.written(agreed, lang=lang)
    row: Agreement = Agreement.objects.of(opened.organisation_id).create(
        case=opened.case,
        alignment=alignment,
        replaces=replaces,
        form=str(form),
        version=replaces.version + 1 if replaces else 1,
        language=lang,
        items=facts.of_items([line.item for line in agreed.lines]),
        lines=facts.of_lines(agreed.lines),
        terms=queries.of_terms(terms),
        sides=agreement_sides.as_they_are(opened.case),
        law=law_of(opened).facts,
        salt=digest.salt(),
        offered_at=opened.now,
        state=str(State.OFFERED),
    )
    opened.case.agreement = row
    bell.ring("clock", at=opened.now, now=opened.now)
    opened.record(
        events.AgreementMade(
            agreement=row.pk,
            alignment=alignment.pk,
            form=row.form,
            version=row.version,
            digest=queries.said_digest(row),
            replaces=replaces.pk if replaces else None,
        )
    )
    return row


def approved(opened: Matter, alignment: Alignment, agreed: Agreed, *, how: How, traces: Traces) -> Agreement:
    """The light form ("מה סיכמנו"): one tap, and it is in force."""
    row = new(opened, alignment, agreed, form=Form.LIGHT, replaces=None)
    signature(opened, row, side="customer", name=opened.case.customer.name, how=how, traces=traces)
    core.approve(queries.value(row))
    said, tells = told(opened, in_force(opened, row))
    letter = notices.approved(party=letters.party(opened), sentences=said)
    letters.queue(opened, "decided", letter, tells=tells)
    return row


def law_of(opened: Matter) -> Law:
    """What the law fixes today."""
    return laws.in_force(opened.organisation_id, on=opened.now.astimezone(opened.times.calendar.zone).date())


def require_vat(opened: Matter, agreed: Agreed) -> None:
    """What is still to be agreed adds VAT as the business does today. Raises `VatDiffers` with its item."""
    is_exempt = firms.of_row(opened.case.organisation).is_exempt
    for line in agreed.lines:
        if line.answer and line.answer.price:
            try:
                firm.require_vat(line.answer.price, is_exempt=is_exempt)
            except firm.VatDiffers as refused:
                refused.details.setdefault("item", line.item.key)
                raise


def keep_how(opened: Matter, alignment: Alignment, how: How) -> None:
    """How and when it was agreed, and what the law fixed on that day: by this it is cancelled."""
    opened.keep(alignment, "how", "agreed_at", "law")
    alignment.how, alignment.agreed_at, alignment.law = str(how), opened.now, law_of(opened).facts
    alignment.save(update_fields=["how", "agreed_at", "law"])


def put(row: Alignment, after: Agreed) -> None:
    """Write what became of an alignment."""
    row.lines, row.state, row.version = facts.of_lines(after.lines), str(after.state), after.version
    row.save(update_fields=["lines", "state", "version"])


def drop(opened: Matter, row: Alignment) -> None:
    """Nobody goes on with an alignment: what was asked of the customer is let go of, what it was to change stands."""
    put(row, alignments.drop(alignment_queries.value(row)))
    stands = row.amends.alignment if row.amends else None
    opened.record(
        events.AlignmentDropped(
            alignment=row.pk,
            version=row.version,
            digest=alignment_queries.said_digest(row),
            stands=stands.pk if stands else None,
        )
    )
    opened.case.alignment = stands
    tasks.gone_through(opened, row.promise)
    if row.promise and row.promise.state == promises.State.OPEN:
        tells = words.about(opened, row.promise)
        opened.let_go(row.promise)
        notice.answered(opened, row.promise)
        if tells:  # they were told that they hear more of it
            letter = notices.dropped(party=letters.party(opened), what=row.promise.what)
            letters.queue(opened, "answered", letter, tells=tells)


def cancel(opened: Matter, alignment: Alignment) -> None:
    """The customer cancels what was agreed: its agreement holds no more, and whatever was to change it ends with it.

    Who answers for the case hears so.
    """
    tasks.gone_through(opened, alignment.promise)
    tasks.came_to_nothing(opened)
    if opened.by.member_id != opened.case.owner_id:
        tasks.ask(opened, opened.case.owner, "cancelled", due=opened.now)
    mine = Agreement.objects.of(opened.organisation_id).filter(case=opened.case)
    of_it = mine.filter(Q(alignment=alignment) | Q(replaces__alignment=alignment))
    for row in of_it.exclude(state__in=core.ENDED).order_by("id"):
        row.state = str(State.CANCELLED)
        row.save(update_fields=["state"])
        opened.record(events.AgreementCancelled(agreement=row.pk))
    begun = Alignment.objects.of(opened.organisation_id).select_related("amends__alignment", "promise")
    for change in begun.filter(amends__alignment=alignment, state=alignments.State.OPEN):
        if change.promise:
            change.promise.case = opened.case
        drop(opened, change)


def signature(
    opened: Matter, row: Agreement, *, side: str, name: str, how: How, traces: Traces, **more: Any
) -> Signature:
    """Keep who signed, and from where; the ledger keeps the digest of it."""
    kept: dict[str, Any] = {
        "agreement": row,
        "side": side,
        "name": name,
        "how": str(how),
        "member_id": opened.by.member_id,
        "ip": traces.ip[:45],
        "agent": traces.agent[:300],
        "salt": digest.salt(),
        "at": opened.now,
    }
    made: Signature = Signature.objects.of(opened.organisation_id).create(**(kept | more))
    sha256 = row.paper.sha256 if row.paper else ""
    sealed = queries.signature_digest(made, sha256)
    opened.record(events.AgreementSigned(agreement=row.pk, side=side, how=str(how), digest=sealed))
    return made


def require_promisable(opened: Matter, row: Agreement) -> None:
    """Refuse what could not be promised once both have signed: nobody signs what cannot come into force.

    Raises the refusals of a promise, with the `item`.
    """
    for due, old in _anew(row).values():
        try:
            making.require_whole(opened, _draft(opened, due, old))
        except Refused as refused:
            refused.details.setdefault("item", due.item)
            raise


def sign_by(opened: Matter, row: Agreement, usual: datetime) -> datetime:
    """By when a side signs: as usual, and before the first time of it that is to be promised."""
    first = min((due.window.due for due, _ in _anew(row).values()), default=None)
    return core.sign_by(usual, first=first, now=opened.now)


def _anew(row: Agreement) -> dict[str, tuple[Due, int | None]]:
    """What of it is promised when it comes into force, by its key: each with the promise that it replaces."""
    carried = agreement_promises.carried(row)
    dues = queries.terms(row).dues
    return {key: (due, carried.replaced.get(key)) for key, due in dues.items() if key not in carried.stands}


def in_force(opened: Matter, row: Agreement) -> list[Promise]:
    """What has a time in it is promised by its debtor: the promises that are new (`told`).

    Of what was promised before, what stays as it was stays (`agreement_promises`).
    """
    if row.replaces:
        core.supersede(queries.value(row.replaces))
    carried, left_out = agreement_promises.carried(row), gone(opened, row)
    stands, made = dict(carried.stands), {}
    for key, (due, old) in _anew(row).items():
        paid = carried.paid.get(key)
        if paid:
            payments.write_down(opened, paid)
        draft = _draft(opened, due, old or paid)
        made[key] = making.make_in(opened, draft, is_agreed=True, is_again=paid is not None)
        stands[key] = made[key].pk
    for one in left_out:
        tellings.catch_up(opened, one)
        opened.let_go(one)
        choices.ask_no_more(opened, one)
        unsaid.say_no_more(opened, one)
        notice.answered(opened, one)
    row.state, row.promises, row.in_force_at = str(State.IN_FORCE), stands, opened.now
    row.save(update_fields=["state", "promises", "in_force_at"])
    bell.ring("clock", at=opened.now, now=opened.now)
    opened.record(events.AgreementInForce(agreement=row.pk, promises=stands))
    if row.replaces:
        row.replaces.state = str(State.REPLACED)
        row.replaces.save(update_fields=["state"])
        opened.record(events.AgreementReplaced(agreement=row.replaces.pk, successor=row.pk))
    over = [key for key in made if made[key].replaces_id and payments.is_paid(made[key])]
    for key in over:
        received(opened, made[key])
    return [promise for key, promise in made.items() if key not in over]


def gone(opened: Matter, row: Agreement) -> list[Promise]:
    """What the version before promised and this one no longer names."""
    left_out = agreement_promises.carried(row).gone
    return [one for one in opened.live() if one.pk in left_out]


def told(opened: Matter, made: Sequence[Promise]) -> tuple[list[str], list[Tells]]:
    """The sentences of what was promised, and what the letter that holds them tells of; of a payment that takes the
    place of another also what of it came.
    """
    said = [
        " ".join([sentences.of_promise(one, opened.case, now=opened.now), *payments.came(opened, one)])
        for one in made
    ]
    return said, [Tells(promise=one.pk, number=one.number, what="agreed") for one in made]


def answer_by(opened: Matter) -> datetime:
    """By when the policy says that a customer is asked for their word."""
    return updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)


def ask(opened: Matter, asked: tuple[str, str], due: datetime | None) -> Promise:
    """Ask the customer for something of theirs, `asked` in words, by when the policy says unless `due` does."""
    body, item = asked
    draft = Draft(
        body=body,
        includes=(item,),
        channel="portal",
        owner=opened.by.member_id,
        due=due or answer_by(opened),
        debtor=Debtor.CUSTOMER,
        says_replaces=True,
        is_ours=True,
    )
    return making.make_in(opened, draft)


def received(opened: Matter, promise: Promise | None) -> None:
    """What the customer owed us here has come: nobody asks for it any more."""
    if promise is None or promise.state != promises.State.OPEN:
        return
    tellings.catch_up(opened, promise)
    until = answer_by(opened)
    opened.apply(promise, promises.receive(rows.promise(promise), answer_by=until, now=opened.now))
    notice.leave_out(opened, promise)
    notice.answered(opened, promise)
    tasks.done(opened, promise=promise, kinds=("call", "ask"))


def go_on(opened: Matter, *, has_next: bool = False) -> None:
    """Hold guarantee 2 after what was decided: a next word is promised where nothing else comes next."""
    after = opened.settle_next_step(wants_close=False, has_next=has_next, why="decided", asks=False)
    if after is After.NEEDS_UPDATE:
        words.promise_next(opened)


def _draft(opened: Matter, due: Due, old: int | None) -> Draft:
    """The promise of something with a time, in place of an old one; a payment says how much and how."""
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
        replaces=old,
        says_replaces=True,
    )
