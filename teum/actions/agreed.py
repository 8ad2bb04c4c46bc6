"""What both sides agreed to comes into force: its terms are kept as they were, and what has a time is promised (B2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from teum.actions import bell, letters, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft
from teum.core import agreement as core
from teum.core import digest, events, updates
from teum.core import promise as promises
from teum.core.agreement import Form, State, Traces
from teum.core.alignment import Alignment as Agreed
from teum.core.alignment import Due, facts
from teum.core.case import After
from teum.core.disclosure import How
from teum.core.law import Law
from teum.core.promise import Debtor
from teum.language.notices import alignment as notices
from teum.language.notices.money import price_words
from teum.models import Agreement, Alignment, Promise, Signature
from teum.queries import agreements as queries
from teum.queries import law as laws
from teum.queries import rows, sentences


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


def keep_how(opened: Matter, alignment: Alignment, how: How) -> None:
    """How and when it was agreed, and what the law fixed on that day: by this it is cancelled."""
    opened.keep(alignment, "how", "agreed_at", "law")
    alignment.how, alignment.agreed_at, alignment.law = str(how), opened.now, law_of(opened).facts
    alignment.save(update_fields=["how", "agreed_at", "law"])


def cancel(opened: Matter, alignment: Alignment) -> None:
    """The customer cancels what was agreed: its agreement holds no more, and who answers for the case hears so."""
    tasks.gone_through(opened, alignment.promise)
    tasks.came_to_nothing(opened)
    if opened.by.member_id != opened.case.owner_id:
        tasks.ask(opened, opened.case.owner, "cancelled", due=opened.now)
    mine = Agreement.objects.of(opened.organisation_id).filter(case=opened.case, alignment=alignment)
    for row in mine.exclude(state__in=core.ENDED).order_by("id"):
        row.state = str(State.CANCELLED)
        row.save(update_fields=["state"])
        opened.record(events.AgreementCancelled(agreement=row.pk))


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


def in_force(opened: Matter, row: Agreement) -> list[Promise]:
    """What has a time in it is promised by its debtor: the promises that are new (`told`).

    Of what was promised before, what stays as it was stays.
    """
    terms = queries.terms(row)
    before = dict(row.replaces.promises) if row.replaces else {}
    former = queries.terms(row.replaces).dues if row.replaces else {}
    kept = {key: pk for key, pk in before.items() if former.get(key) == terms.dues.get(key)}
    live = {one.pk: one for one in opened.live()}
    stands, changed = {}, []
    for key, due in terms.dues.items():
        if key in kept:
            stands[key] = kept[key]
            continue
        old = live.get(before.get(key, 0))
        promise = making.make_in(opened, _draft(opened, due, old), is_agreed=True)
        stands[key] = promise.pk
        changed.append(promise)
    for key, pk in before.items():
        if key not in terms.dues and pk in live:
            opened.let_go(live[pk])
            notice.leave_out(opened, live[pk])
    row.state, row.promises = str(State.IN_FORCE), stands
    row.save(update_fields=["state", "promises"])
    bell.ring("clock", at=opened.now, now=opened.now)
    opened.record(events.AgreementInForce(agreement=row.pk, promises=stands))
    if row.replaces:
        row.replaces.state = str(State.REPLACED)
        row.replaces.save(update_fields=["state"])
        opened.record(events.AgreementReplaced(agreement=row.replaces.pk, successor=row.pk))
    return changed


def told(opened: Matter, made: Sequence[Promise]) -> tuple[list[str], list[Tells]]:
    """The sentences of what was promised, and what the letter that holds them tells of."""
    said = [sentences.of_promise(one, opened.case, now=opened.now) for one in made]
    return said, [Tells(promise=one.pk, number=one.number, what="agreed") for one in made]


def ask(opened: Matter, asked: tuple[str, str], due: datetime | None) -> Promise:
    """Ask the customer for something of theirs, `asked` in words, by when the policy says unless `due` does."""
    calendar, policy = opened.times.calendar, opened.times.policy
    body, item = asked
    draft = Draft(
        body=body,
        includes=(item,),
        channel="portal",
        owner=opened.by.member_id,
        due=due or updates.answer_by(calendar=calendar, policy=policy, now=opened.now),
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
    until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    opened.apply(promise, promises.receive(rows.promise(promise), answer_by=until, now=opened.now))
    notice.leave_out(opened, promise)
    tasks.done(opened, promise=promise, kinds=("call", "ask"))


def go_on(opened: Matter, *, has_next: bool = False) -> None:
    """Hold guarantee 2 after what was decided: a next word is promised where nothing else comes next."""
    after = opened.settle_next_step(wants_close=False, has_next=has_next, why="decided", asks=False)
    if after is After.NEEDS_UPDATE:
        words.promise_next(opened)


def _draft(opened: Matter, due: Due, old: Promise | None) -> Draft:
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
        replaces=old.pk if old else None,
        says_replaces=True,
    )
