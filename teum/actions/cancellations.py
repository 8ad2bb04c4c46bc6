"""The customer cancels what was agreed at a distance: what was promised is let go of, and the refund is promised."""

from __future__ import annotations

from datetime import date, datetime

from teum.actions import agreed, cases, letters, signing
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import answers, making
from teum.actions.promises.making import Draft
from teum.core import alignment as core
from teum.core import cancellation, events, permissions
from teum.core.actor import Actor
from teum.core.agreement import State as AgreementState
from teum.core.cancellation import Deal, NotCancellable
from teum.core.permissions import Act
from teum.core.promise import Nature, State
from teum.language.notices import alignment as notices
from teum.language.notices.money import price_words
from teum.models import Agreement, Alignment, Disclosure, Promise, Question
from teum.queries import alignments as queries
from teum.queries import sentences


def cancel(
    *, alignment_id: int, by: Actor, got_on: date | None = None, is_protected: bool = False, now: datetime
) -> Promise:
    """Cancel what was agreed: every promise that came of it ends, and ours is the refund, by the day that is shown.

    `got_on`: when a product came, as they say; `is_protected`: the law gives them more time, as they say.
    Raises `NotCancellable`, `CancellingOver`, `Invalid`, `AlignmentOver`, `NotAllowed`.
    """
    permissions.require(by, Act.ANSWER_AS_CUSTOMER)
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        after = core.cancel(queries.value(row))
        calendar = opened.times.calendar
        deal = queries.deal(row, zone=calendar.zone)
        if deal is None:
            raise NotCancellable
        on = now.astimezone(calendar.zone).date()
        cancellation.require(deal, on=on, got_on=got_on, is_protected=is_protected)
        cases.reopen_in(opened, why="customer_wrote")
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
        refund = _refund(opened, row, deal)
        opened.leave_process()
        _tell(opened, refund, _end(opened, refund))
        return refund


def _refund(opened: Matter, row: Alignment, deal: Deal) -> Promise:
    lang = opened.case.customer.language
    said, item = notices.REFUND[lang] if deal.fee else notices.FULL_REFUND[lang]
    contact = letters.first_contact_point(opened)
    draft = Draft(
        body=said.format(fee=price_words(deal.fee, lang)),
        includes=(item,),
        channel=contact.channel if contact else "phone",
        owner=opened.case.owner_id,
        due=deal.refund_due(calendar=opened.times.calendar, now=opened.now),
        says_replaces=True,
        is_ours=True,
    )
    return making.make_in(opened, draft)


def _end(opened: Matter, refund: Promise) -> list[Tells]:
    """Let go of all that is still to be done, by us and by them; what they asked is still answered, and what else was
    agreed in the case holds.
    """
    of = opened.organisation_id
    holding = Agreement.objects.of(of).filter(case=opened.case, state=AgreementState.IN_FORCE)
    others = {pk for promised in holding.values_list("promises", flat=True) for pk in promised.values()}
    answers_ = set(Question.objects.of(of).filter(case=opened.case).values_list("promise", flat=True))
    choices = set(Disclosure.objects.of(of).filter(case=opened.case).values_list("promise", flat=True))
    stay = {refund.pk, *answers_, *choices, *others}
    tells: list[Tells] = []
    for nature in (Nature.DEED, Nature.UPDATE):  # a word about what ends is given by the letter that says so
        for row in opened.live():
            if row.nature == nature and row.pk not in stay and row.state != State.REPORTED:
                tells += answers.let_go_of(opened, row)
    return tells


def _tell(opened: Matter, refund: Promise, tells: list[Tells]) -> None:
    sentence = sentences.of_promise(refund, opened.case, now=opened.now)
    letter = notices.cancelled(party=letters.party(opened), sentence=sentence)
    agreed = Tells(promise=refund.pk, number=refund.number, what="agreed")
    letters.queue(opened, "released", letter, tells=[agreed, *tells])
