"""How what was agreed at a distance is cancelled: until when, at what cost, and when the money is back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from teum import language
from teum.core import agreement as agreements
from teum.core.alignment import Line, State, Topic, clauses
from teum.core.cancellation import AT_A_DISTANCE, Deal
from teum.core.law import Law
from teum.core.window import Window
from teum.language.notices.money import price_words
from teum.models import Agreement, Case
from teum.models import Alignment as Row
from teum.queries import alignments, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellingView:
    """Until when it can be cancelled (`is_past`: only by those who have longer), at what cost, and the refund's time.

    `protected_until` is that of those whom the law protects further; empty once it has passed too. `terms` are what was
    agreed of cancelling: the fee is theirs, and `fee` the most that the law allows; `is_exact`: it is that fee.
    """

    until: str
    is_past: bool
    protected_until: str
    fee: str
    is_exact: bool
    terms: tuple[str, ...]
    refund: str


def was_cancelled(case: Case) -> bool:
    """Whether its customer cancelled what was agreed in it, and nothing else is being agreed since."""
    return case.alignment is not None and case.alignment.state == State.CANCELLED


def deal(row: Row, *, zone: ZoneInfo, version: Agreement | None = None) -> Deal | None:
    """What was approved at a distance, as it is cancelled; None where it was not, or is in force no more.

    `version`: what of it is in force, where that is known.
    """
    if row.state != State.APPROVED or row.how not in AT_A_DISTANCE or row.agreed_at is None:
        return None
    versions = [version] if version else _versions(row)
    holding = next((one for one in versions if one.state == agreements.State.IN_FORCE), None)
    if versions and holding is None:
        return None  # a next version took the place of what it was agreed in: that one is cancelled
    prices = [line.answer.price for line in alignments.value(row).lines if line.answer and line.answer.price]
    return Deal(
        agreed_on=row.agreed_at.astimezone(zone).date(),
        law=Law(**((holding.law if holding else None) or row.law)),
        total=sum(price.total for price in prices) if prices else None,
        has_terms=bool(_of_cancelling(row)),
    )


def _versions(row: Row) -> list[Agreement]:
    """What was agreed of it, whatever became of that."""
    mine = Agreement.objects.of(row.organisation_id).filter(case=row.case_id, alignment=row)
    return list(mine.only("state", "law").order_by("-id"))


def _of_cancelling(row: Row) -> list[Line]:
    """What both agreed on cancelling."""
    return [
        line
        for line in alignments.value(row).lines
        if line.item.topic is Topic.CANCELLATION and line.is_agreed
    ]


def cancelling(version: Agreement, case: Case, lang: str, now: datetime) -> CancellingView | None:
    """How what holds is cancelled; None where it cannot be, or where all is over and so is the time."""
    calendar, row = terms.calendar(case.organisation), version.alignment
    found, today = deal(row, zone=calendar.zone, version=version), now.astimezone(calendar.zone).date()
    if found is None or (case.state != "open" and today > found.protected_until):
        return None
    refund = found.refund_due(calendar=calendar, now=now)
    return CancellingView(
        until=_until(found.until, calendar.zone, lang, now),
        is_past=today > found.until,
        protected_until=_until(found.protected_until, calendar.zone, lang, now)
        if today <= found.protected_until
        else "",
        fee=price_words(found.fee, lang),
        is_exact=found.is_exact,
        terms=tuple(
            clauses.clause(line, alignments.answered(line.item, line.answer, lang, line.at or now), lang)
            for line in _of_cancelling(row)
        ),
        refund=language.in_words(Window(due=refund), lang, now),
    )


def _until(day: date, zone: ZoneInfo, lang: str, now: datetime) -> str:
    """To the end of a day."""
    return language.in_words(
        Window(due=datetime.combine(day, time(23, 59), zone)), lang, now.astimezone(zone)
    )
