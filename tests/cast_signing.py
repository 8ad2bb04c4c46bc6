"""An agreement on Dana's shower that waits for her, is signed by her, and by both."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.cast import MONDAY_1000, Business, by, of
from tests.cast_alignment import filled
from teum.actions import agreement_ends, agreements, alignments, papers, signing
from teum.core.agreement import Section, Traces
from teum.core.alignment import Answer
from teum.models import Agreement, Alignment, ContactPoint, Message

TRACES = Traces(ip="203.0.113.7", agent="Mozilla/5.0 (Android 15)")
MINUTE = timedelta(minutes=1)


def offered(galil: Business, alignment: Alignment | None = None, *, now: datetime = MONDAY_1000) -> Agreement:
    """Laid before Dana, with the file that she signs."""
    row = alignment or filled(galil)
    agreement = agreements.offer(alignment_id=row.pk, by=by(galil.yael), seen=row.version, now=now)
    papers.once(now)
    agreement.refresh_from_db()
    return agreement


def read(galil: Business, row: Agreement, *, now: datetime = MONDAY_1000 + MINUTE) -> None:
    """Every section of it, confirmed by Dana."""
    for section in dict.fromkeys(term["section"] for term in row.terms):
        agreements.confirm(agreement_id=row.pk, section=Section(section), by=galil.as_customer, now=now)


def code(galil: Business, row: Agreement, *, now: datetime = MONDAY_1000 + MINUTE) -> str:
    """The one that is sent to Dana's own address."""
    point = of(ContactPoint, galil, customer=galil.dana, channel="email").get()
    signing.send(agreement_id=row.pk, contact_id=point.pk, by=galil.as_customer, now=now)
    sent = of(Message, galil, kind="code").latest("id")
    (number,) = re.findall(r"\d{6}", sent.subject)
    return str(number)


def signed(
    galil: Business, row: Agreement | None = None, *, now: datetime = MONDAY_1000 + MINUTE
) -> Agreement:
    """Read by Dana, and signed with a code from her own address."""
    row = row or offered(galil)
    read(galil, row, now=now)
    signing.prove(agreement_id=row.pk, code=code(galil, row, now=now), by=galil.as_customer, now=now)
    return agreements.sign(
        agreement_id=row.pk, name="דנה פרץ", consents=True, by=galil.as_customer, traces=TRACES, now=now
    )


def in_force(
    galil: Business, row: Agreement | None = None, *, now: datetime = MONDAY_1000 + 2 * MINUTE
) -> Agreement:
    """Signed by both, and sealed."""
    return countersigned(galil, signed(galil, row, now=now), now=now)


def countersigned(
    galil: Business, row: Agreement, *, now: datetime = MONDAY_1000 + 2 * MINUTE, is_sealed: bool = True
) -> Agreement:
    """Signed by Yael too, and sealed."""
    agreements.sign(agreement_id=row.pk, name="יעל ברק", consents=True, by=by(galil.yael), now=now)
    if is_sealed:
        papers.once(now)
    row.refresh_from_db()
    return row


def changed(
    galil: Business, first: Agreement, *, now: datetime = MONDAY_1000 + 5 * MINUTE, **answers: Answer
) -> Agreement:
    """The next version, laid before Dana, which says these items otherwise."""
    begun = agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=now)
    said = alignments.say(alignment_id=begun.pk, answers=answers, by=by(galil.yael), now=now)
    return offered(galil, said, now=now)
