"""What was paid of what was agreed: each payment with what came of it, and of all of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from teum.core import agreement as agreed
from teum.core import receipt as core
from teum.core.price import Means
from teum.core.promise import State
from teum.core.receipt import Account
from teum.language.notices import receipt as notices
from teum.models import Agreement, Case, Promise, Receipt
from teum.models import Alignment as AlignmentRow
from teum.queries import agreement_rows, agreements, ways_to_pay
from teum.queries.agreement_rows import Came
from teum.queries.heirs import Heirs
from teum.queries.promise_view import PromiseView

PAID = (State.REPORTED, State.KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """Money that came, in words too; `back` says why it did not come after all, where it did not."""

    id: int
    on: date
    means: str
    amount: int
    words: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentView:
    """A payment as it was agreed: what came of it, `unsaid` with nothing written down of how, and what is left."""

    promise_id: int
    due: int
    means: str
    paid: int
    unsaid: int
    left: int
    receipts: tuple[ReceiptView, ...]
    words: str
    """How much of it came; empty where nothing did, or all of it."""
    how: str
    """What its customer has to know to pay it; empty where nothing is left, or nobody wrote it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """All payments of an agreement in force."""

    agreement_id: int
    total: int
    paid: int
    payments: tuple[PaymentView, ...]
    words: str
    """How much of the price came; empty where nothing was ever said to have come."""

    @property
    def receipts(self) -> tuple[ReceiptView, ...]:
        """What came, in the order in which it was written down."""
        return tuple(sorted((one for it in self.payments for one in it.receipts), key=lambda one: one.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A promise of the case, as far as payments ask for it."""

    id: int
    state: str
    replaces: int | None


class _Line:
    """Promises that took each other's place: what was paid of one was paid of the last."""

    def __init__(self, held: Iterable[_Held]) -> None:
        self.held = {one.id: one for one in held}
        self.last = Heirs((one.id, one.replaces) for one in self.held.values()).last


def account(row: Promise) -> Account | None:
    """What was agreed to be paid with a promise, and what came; None where no amount was."""
    found, _ = _of_promise(row)
    return found


def came(row: Promise) -> tuple[Came, ...]:
    """What came for a promise, and for what it took the place of, and was not taken back."""
    _, found = _of_promise(row)
    return tuple(one for one in found if not one.back)


def holds(row: Promise) -> bool:
    """Whether a promise is of an agreement in force, or took the place of one that is."""
    of, case = row.organisation_id, row.case_id
    listed = Agreement.objects.of(of).filter(case=case, state=agreed.State.IN_FORCE)
    line = _Line(_held(of, case))
    return any(
        line.last(pk) == row.pk
        for promises in listed.values_list("promises", flat=True)
        for pk in promises.values()
    )


def payment(promise: PromiseView, *, organisation_id: int, lang: str, now: datetime) -> PaymentView | None:
    """The same as it is shown."""
    row = Promise.objects.of(organisation_id).get(pk=promise.id)
    found, came = _of_promise(row)
    if found is None:
        return None
    return _payment(row.pk, found, came, {}, lang, now)


def paid(alignment: AlignmentRow) -> tuple[tuple[int, Means], ...]:
    """What the customer paid of what was agreed there, or in a version before it: how much, and how."""
    of, case = alignment.organisation_id, alignment.case_id
    every = {row.pk: row for row in Agreement.objects.of(of).filter(case=case).order_by("id")}
    mine: dict[int, Agreement] = {}
    for row in every.values():
        version = row if row.alignment_id == alignment.pk else None
        while version:
            mine[version.pk] = version
            version = every.get(version.replaces_id or 0)
    found = _accounts(
        [mine[pk] for pk in sorted(mine)], _Line(_held(of, case)), agreement_rows.paid_in(of, case)
    )
    return tuple(part for pk in sorted(found) for part in found[pk].parts)


def of_case(
    case: Case, holding: Sequence[Agreement], promises: Sequence[PromiseView], *, lang: str, now: datetime
) -> tuple[AccountView, ...]:
    """Of each agreement in force that names a price what was paid, as it was read with them (`agreement_rows`)."""
    if not holding:
        return ()
    line = _Line(_Held(id=one.id, state=one.state, replaces=one.replaces) for one in promises)
    came = agreement_rows.came(holding)
    ways = ways_to_pay.told(case.organisation, lang)
    return tuple(found for row in holding if (found := _of_agreement(row, line, came, ways, lang, now)))


def reminding(row: Promise, lang: str) -> tuple[str, ...]:
    """What is said with the reminder of a payment: what is left of it, and how it is paid; nothing of anything else."""
    found = account(row) if row.case.agreement_id else None
    if found is None or not found.left:
        return ()
    part = notices.of_payment(found.paid, found.left, lang) if found.paid else ""
    way = ways_to_pay.told(row.case.organisation, lang).get(found.means, "")
    return (part, notices.how(way, lang) if way else "")


def _of_promise(row: Promise) -> tuple[Account | None, Sequence[Came]]:
    """A payment, and what came of it; also of what it took the place of."""
    of, case = row.organisation_id, row.case_id
    versions = Agreement.objects.of(of).filter(case=case).order_by("id")
    line, came = _Line(_held(of, case)), agreement_rows.paid_in(of, case)
    return _accounts(versions, line, came).get(row.pk), _by_last(line, came)[row.pk]


def _of_agreement(
    row: Agreement,
    line: _Line,
    came: Sequence[Came],
    ways: Mapping[Means, str],
    lang: str,
    now: datetime,
) -> AccountView | None:
    found = _accounts([row], line, came)
    if not found:
        return None
    mine = _by_last(line, came)
    total, sum_ = sum(one.due for one in found.values()), sum(one.paid for one in found.values())
    is_said = bool(sum_ or any(mine[pk] for pk in found))
    return AccountView(
        agreement_id=row.pk,
        total=total,
        paid=sum_,
        payments=tuple(_payment(pk, one, mine[pk], ways, lang, now) for pk, one in found.items()),
        words=notices.of_total(sum_, total, lang) if is_said else "",
    )


def _payment(
    promise: int,
    account: Account,
    came: Sequence[Came],
    ways: Mapping[Means, str],
    lang: str,
    now: datetime,
) -> PaymentView:
    is_part = 0 < account.paid < account.due
    return PaymentView(
        promise_id=promise,
        due=account.due,
        means=str(account.means),
        paid=account.paid,
        unsaid=account.unsaid,
        left=account.left,
        receipts=tuple(
            ReceiptView(
                id=one.id,
                on=one.on,
                means=str(one.means),
                amount=one.amount,
                words=notices.line(value(one), lang, now, back=one.back),
                back=str(one.back or ""),
            )
            for one in came
        ),
        words=notices.of_payment(account.paid, account.left, lang) if is_part else "",
        how=ways.get(account.means, "") if account.left else "",
    )


def _accounts(versions: Iterable[Agreement], line: _Line, came: Sequence[Came]) -> dict[int, Account]:
    """The payments of these versions by their promises as they stand now; a later version says how much is due."""
    mine = _by_last(line, came)
    found: dict[int, Account] = {}
    for version in versions:
        dues = agreements.terms(version).dues
        for key, promise in version.promises.items():
            due, last = dues.get(key), line.last(promise)
            if due is None or not due.amount or last not in line.held:
                continue
            found[last] = Account(
                due=due.amount,
                means=due.means or Means.TRANSFER,
                came=tuple(value(row) for row in mine[last] if not row.back),
                is_settled=line.held[last].state in PAID,
            )
    return found


def _by_last(line: _Line, came: Sequence[Came]) -> Mapping[int, list[Came]]:
    found: dict[int, list[Came]] = defaultdict(list)
    for row in came:
        found[line.last(row.promise)].append(row)
    return found


def value(row: Came | Receipt) -> core.Receipt:
    """The same as a value."""
    return core.Receipt(on=row.on, means=Means(row.means), amount=row.amount)


def _held(organisation_id: int, case_id: int) -> list[_Held]:
    mine = Promise.objects.of(organisation_id).filter(case=case_id)
    listed = mine.values_list("pk", "state", "replaces")
    return [_Held(id=pk, state=state, replaces=replaces) for pk, state, replaces in listed]
