"""What would be paid back if a customer cancelled now, in the words in which it would be promised."""

from __future__ import annotations

from datetime import datetime

from teum import language
from teum.core.actor import Actor
from teum.core.window import Window
from teum.language.notices import cancellation as notices
from teum.models import Alignment
from teum.queries import cancellations, receipts, terms


def promised(alignment_id: int, *, by: Actor, lang: str, now: datetime) -> str:
    """By when how much is back, after which fee; or why nothing is. Empty where it cannot be cancelled."""
    found = Alignment.objects.of(by.organisation_id).select_related("case__organisation")
    row = found.get(pk=alignment_id)
    calendar = terms.calendar(row.case.organisation)
    deal = cancellations.deal(row, zone=calendar.zone)
    if deal is None:
        return ""
    paid = receipts.paid(row)
    back = deal.back(sum(amount for amount, _ in paid))
    if not back:
        return notices.nothing_back(paid, fee=deal.fee, lang=lang)
    said = notices.refund(paid, back=back, fee=deal.fee, is_exact=deal.is_exact, lang=lang)
    due = Window(due=deal.refund_due(calendar=calendar, now=now))
    return f"{said} {language.in_words(due, lang, now)}."
