"""What is paid back where a customer cancels: it is promised so, and shown before in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from teum import language
from teum.core.actor import Actor
from teum.core.cancellation import Deal
from teum.core.window import Window
from teum.core.working_time import Calendar
from teum.language.notices import cancellation as notices
from teum.models import Alignment
from teum.queries import cancellations, receipts, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """How much comes back and after which fee, or why nothing does; `due` is by when, None where nothing comes."""

    words: str
    due: datetime | None


def of(
    row: Alignment, deal: Deal, *, lang: str, calendar: Calendar, now: datetime, asked_on: date | None = None
) -> Refund:
    """What comes back of all that was paid; they said so on `asked_on`, today where none is named."""
    paid = receipts.paid(row)
    back = deal.back(sum(amount for amount, _ in paid))
    if not back:
        return Refund(words=notices.nothing_back(paid, fee=deal.fee, lang=lang), due=None)
    return Refund(
        words=notices.refund(paid, back=back, fee=deal.fee, is_exact=deal.is_exact, lang=lang),
        due=deal.refund_due(calendar=calendar, now=now, asked_on=asked_on),
    )


def promised(alignment_id: int, *, by: Actor, lang: str, now: datetime) -> str:
    """What would come back if they said so now, and by when. Empty where it cannot be cancelled."""
    listed = Alignment.objects.of(by.organisation_id).select_related("case__organisation")
    row = listed.get(pk=alignment_id)
    calendar = terms.calendar(row.case.organisation)
    deal = cancellations.deal(row, zone=calendar.zone)
    if deal is None:
        return ""
    found = of(row, deal, lang=lang, calendar=calendar, now=now)
    if found.due is None:
        return found.words
    return f"{found.words} {language.in_words(Window(due=found.due), lang, now)}."
