"""What the page behind a link shows: one case as it stands, and what comes next in the customer's others.

However much lies behind and however many cases there are, it takes the same few queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as Choice
from django.db.models import Q

from teum.core.outlook import Outlook
from teum.core.refusal import Missing
from teum.models import Case, Promise, prepared
from teum.queries import case_view, contact_view, next_step, promise_view, remark_view, rows
from teum.queries.case_view import CaseNow
from teum.queries.next_step import NextStep
from teum.queries.promise_view import PromiseView
from teum.queries.public import Visit

_PROMISES = prepared.rows(
    lambda organisation, customer, case: (
        Promise.objects.of(organisation)
        .filter(
            Q(case=case) | Q(state__in=rows.LIVE),
            case__in=Case.objects.of(organisation).filter(customer=customer).values("pk"),
        )
        .select_related("owner", "answerable")
        .annotate(parting=Choice(remark_view.PARTING, default=None), **promise_view.WITH_ROW)
        .order_by("id")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCase:
    """Another case behind the same link; `next` is None where it is closed. `waits`: for the customer, that is."""

    id: int
    title: str
    next: NextStep | None
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A case on the page of its customer, and the others."""

    case: CaseNow
    others: tuple[OtherCase, ...]


def seen(visit: Visit, case_id: int, *, now: datetime, lang: str, is_reached: bool = True) -> Seen:
    """One of the cases that a link opens, with what comes next in each of the others. Raises `Missing`.

    `is_reached`: it is shown how the customer is reached, and the summaries and files that they got; what lies behind
    says nothing of the one, and has the others among its letters.
    """
    shown = next((case for case in visit.cases if case.pk == case_id), None)
    if shown is None:
        raise Missing(case=str(case_id))
    contacts = contact_view.of_case(shown) if is_reached else ()
    found = _found(visit, shown)
    promises = _promises(visit, found, now=now, lang=lang, tail=contact_view.tail_of(contacts))
    return Seen(
        case=case_view.case_now(
            shown,
            promises.get(case_id, ()),
            contacts=contacts,
            partings=remark_view.of_rows(row for row in found if row.case_id == case_id),
            by=visit.by,
            now=now,
            lang=lang,
            has_letters=is_reached,
        ),
        others=tuple(
            OtherCase(
                id=case.pk,
                title=case.title,
                next=next_step.of(promises.get(case.pk, ()), customer=case.customer.name, now=now),
                waits=any(_waits(promise) for promise in promises.get(case.pk, ())),
            )
            for case in visit.cases
            if case is not shown
        ),
    )


def _found(visit: Visit, shown: Case) -> list[Promise]:
    """Every promise of the case that is shown, and the live ones of the others."""
    found = _PROMISES(shown.organisation_id, shown.customer_id, shown.pk)
    return [row for row in found if row.case_id in visit.case_ids]


def _promises(
    visit: Visit, found: Sequence[Promise], *, now: datetime, lang: str, tail: str
) -> Mapping[int, tuple[PromiseView, ...]]:
    """They as they are shown, by case."""
    cases = {case.pk: case for case in visit.cases}
    by_case: dict[int, list[PromiseView]] = defaultdict(list)
    for row in found:
        view = promise_view.of_row(row, cases[row.case_id], lang, now, tail)
        by_case[row.case_id].append(view)
    return {pk: tuple(views) for pk, views in by_case.items()}


def _waits(promise: PromiseView) -> bool:
    """Whether it is the customer's turn: to do, to bring, to answer an offer, or to say that all came."""
    if promise.debtor == "customer":
        return promise.state == "open"
    if promise.outlook is Outlook.CAME:
        return False
    is_asked = promise.state == "offered" and not promise.is_countered
    return is_asked or promise.state in ("reported", "waiting") or bool(promise.proposed_in_words)
