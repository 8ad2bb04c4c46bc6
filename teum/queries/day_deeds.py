"""What stands on a day because a customer did it: said that their part is done, signed, declined or cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from teum.core.agreement import State
from teum.models import Agreement, Alignment, Question
from teum.queries import agreements
from teum.queries.day_item import DayItem

OURS = ("promise", "update", "call", "ask", "missing")


def said_done(item: DayItem, row: Question) -> DayItem:
    """They say that something of theirs is done, with what they added; we say whether it came."""
    assert row.about
    _, _, added = row.asked.text.partition("\n")
    return replace(
        item,
        question_id=row.pk,
        kind="reported",
        what=row.about.what,
        note=added,
        about_id=row.about_id,
    )


def once(items: Iterable[DayItem]) -> list[DayItem]:
    """What they say is done is waited for no more: it stands once, to be confirmed."""
    found = list(items)
    reported = {item.about_id for item in found if item.kind == "reported"}
    return [item for item in found if not (item.kind == "waiting" and item.promise_id in reported)]


def with_agreements(organisation_id: int, items: list[DayItem]) -> list[DayItem]:
    """An agreement that they signed waits for our signature; one that they declined says why."""
    ours = {
        item.promise_id: item.case_id
        for item in items
        if item.promise_id and item.kind in OURS and item.debtor == "provider"
    }
    waiting = agreements.to_sign(organisation_id, ours) if ours else {}
    declined = _declined(organisation_id, items)
    left = [item for item in items if not (item.kind == "decided" and item.promise_id in waiting)]
    return [_with_agreement(item, waiting, declined) for item in left]


def _with_agreement(
    item: DayItem, signed: dict[int, int], declined: dict[int, tuple[Agreement, str]]
) -> DayItem:
    if item.kind in OURS and (agreement_id := signed.get(item.promise_id or 0)):
        return replace(item, kind="signed", agreement_id=agreement_id)
    if item.kind == "declined" and item.case_id in declined:
        agreement, why = declined[item.case_id]
        return replace(item, agreement_id=agreement.pk, about_id=agreement.alignment_id, note=why)
    return item


def _declined(organisation_id: int, items: Iterable[DayItem]) -> dict[int, tuple[Agreement, str]]:
    """By case: the agreement that was declined last, and why."""
    cases = {item.case_id for item in items if item.kind == "declined"}
    if not cases:
        return {}
    found = Agreement.objects.of(organisation_id).filter(case__in=cases, state=str(State.DECLINED))
    last = {row.case_id: row for row in found.order_by("id")}
    return {case: (row, agreements.reason(row)) for case, row in last.items()}


def with_alignments(organisation_id: int, items: list[DayItem]) -> list[DayItem]:
    """Who answers for a case reads that its customer filled in their part of an alignment."""
    promises = {item.promise_id for item in items if item.kind == "answered" and not item.question_id}
    found = Alignment.objects.of(organisation_id).filter(promise__in=promises, state="open")
    open_ = dict(found.values_list("promise", "pk"))
    return [
        replace(item, alignment_id=open_[item.promise_id])
        if item.kind == "answered" and item.promise_id in open_
        else item
        for item in items
    ]
