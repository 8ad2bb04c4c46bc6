"""The rows of what was agreed in a case, read at once: with who signed, what was paid, and when it was cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import OuterRef, Subquery, When

from teum.core.agreement import State
from teum.core.price import Means
from teum.core.receipt import Why
from teum.models import Agreement, Case, Event, Receipt, Reversal, Signature, prepared
from teum.queries import rows
from teum.queries.listed import Listed

_SIGNED = Listed(
    Signature.objects.everywhere().filter(agreement=OuterRef("pk")).order_by("at", "id"),
    side="side",
    name="name",
    how="how",
    at="at",
    channel="channel",
    address="address",
)
_RECEIPTS = (
    Receipt.objects.everywhere()
    .annotate(back=Subquery(Reversal.objects.everywhere().filter(receipt=OuterRef("pk")).values("why")[:1]))
    .order_by("id")
)
_CAME = When(
    state=State.IN_FORCE,
    then=Listed(
        _RECEIPTS.filter(organisation=OuterRef("organisation"), case=OuterRef("case")),
        id="id",
        promise="promise_id",
        on="on",
        means="means",
        amount="amount",
        back="back",
    ),
)
"""What came in its case."""
_CANCELLED = When(
    state=State.CANCELLED,
    then=Listed(
        Event.objects.everywhere()
        .filter(organisation=OuterRef("organisation"), case=OuterRef("case_id"), kind="AgreementCancelled")
        .order_by("id"),
        agreement="facts__agreement",
        at="at",
    ),
)
"""What was cancelled in its case."""

_OF_CASE = prepared.rows(
    lambda organisation, case: (
        Agreement.objects.of(organisation)
        .filter(case=case)
        .exclude(state=State.REPLACED)
        .select_related("paper", "replaces", "alignment")
        .annotate(signed=_SIGNED, came=Choice(_CAME, default=None), ended=Choice(_CANCELLED, default=None))
        .order_by("-id")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signed for a side, how and when, and through which contact point."""

    side: str
    name: str
    how: str
    at: datetime
    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Money that came for a promise, in agorot; `back` says why it did not come after all, where it did not."""

    id: int
    promise: int
    on: date
    means: Means
    amount: int
    back: Why | None


def of_case(case: Case) -> list[Agreement]:
    """All but those that another took the place of, the newest first; no query where nothing was agreed.

    The case then names the newest of them as it was read here.
    """
    if case.agreement_id is None:
        return []
    found: list[Agreement] = [*_OF_CASE(case.organisation_id, case.pk)]
    for row in found:
        row.case = case
        if row.pk == case.agreement_id:
            case.agreement = row
    return found


def holding(found: Sequence[Agreement]) -> list[Agreement]:
    """Those that hold, also while a change of one is begun or waits to be signed."""
    return [row for row in found if row.state == State.IN_FORCE]


def signed(row: Agreement) -> Sequence[Signed | Signature]:
    """Who signed, the first one first."""
    if "signed" in row.__dict__:
        return [Signed(**one | {"at": rows.read_moment(one["at"])}) for one in row.__dict__["signed"] or ()]
    mine = Signature.objects.of(row.organisation_id).filter(agreement=row).select_related("member")
    return list(mine.order_by("at", "id"))


def came(found: Sequence[Agreement]) -> list[Came]:
    """What was paid in the case of these, where one of them holds."""
    listed = next((row.__dict__["came"] or () for row in found if row.state == State.IN_FORCE), ())
    return [_came(**one | {"on": date.fromisoformat(one["on"])}) for one in listed]


def paid_in(organisation_id: int, case_id: int) -> list[Came]:
    """What was paid in a case, read by itself."""
    found = _RECEIPTS.filter(organisation=organisation_id, case=case_id)
    return [_came(**one) for one in found.values("id", "on", "means", "amount", "back", "promise")]


def _came(*, means: str, back: str | None, **told: Any) -> Came:
    return Came(means=Means(means), back=Why(back) if back else None, **told)


def cancelled_at(row: Agreement) -> datetime | None:
    """When its customer cancelled it."""
    if "ended" in row.__dict__:
        ended = row.__dict__["ended"] or ()
        return next((rows.read_moment(one["at"]) for one in ended if one["agreement"] == row.pk), None)
    mine = Event.objects.of(row.organisation_id).filter(case=row.case_id, kind="AgreementCancelled")
    return next((event.at for event in mine if event.facts["agreement"] == row.pk), None)
