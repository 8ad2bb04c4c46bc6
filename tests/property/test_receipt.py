"""What holds of any payment: never more comes than is due, and what did not come after all is to be paid again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.cast import at
from teum.core import receipt as core
from teum.core.price import Means
from teum.core.promise import State
from teum.core.receipt import Account, Receipt
from teum.core.refusal import Refused

TODAY, DUE = date(2026, 11, 24), at("2026-11-25 14:00")
acts = st.lists(
    st.tuples(
        st.sampled_from(["came", "all came", "came back", "is due"]),
        st.integers(-1, 120),
        st.sampled_from(Means),
    ),
    max_size=12,
)


def paid(account: Account, state: State, amount: int, means: Means) -> tuple[Account, State]:
    """Something is written down while the payment is open."""
    came = Receipt(on=TODAY, means=means, amount=amount)
    is_whole = core.take(account, came, today=TODAY)
    after = replace(account, came=(*account.came, came), is_settled=is_whole)
    return after, State.KEPT if is_whole else state


def taken_back(account: Account, state: State, place: int, due: datetime) -> tuple[Account, State]:
    """One of what came did not; what was said to have come by one tap is written down first."""
    unsaid = Receipt(on=TODAY, means=account.means, amount=account.unsaid)
    came = [*account.came, unsaid] if account.unsaid else list(account.came)
    taken = came.pop(place % len(came)).amount if came else 0
    is_again = core.take_back(account, taken, state=state, holds=True, due=due)
    after = State.OPEN if is_again else state
    return replace(account, came=tuple(came), is_settled=after is State.KEPT), after


def agreed_anew(account: Account, state: State, due: int) -> tuple[Account, State]:
    """A next version asks for another amount; what was said to have come by one tap is written down first."""
    unsaid = Receipt(on=TODAY, means=account.means, amount=account.unsaid)
    came = (*account.came, unsaid) if account.unsaid else account.came
    after = replace(account, due=due, came=came, is_settled=False)
    return (after, State.OPEN) if after.left else (replace(after, is_settled=True), State.KEPT)


@given(acts)
def test_what_is_paid_and_what_is_left_are_what_was_agreed(listed: list[tuple[str, int, Means]]) -> None:
    account, state = Account(due=100, means=Means.TRANSFER), State.OPEN
    for what, number, means in listed:
        before, due = account, account.due
        try:
            if what == "came back":
                account, state = taken_back(account, state, max(number, 0), DUE)
                assert account.paid < before.paid
            elif what == "is due":
                due = max(number, 1)
                account, state = agreed_anew(account, state, due)
                assert account.paid == before.paid
            elif state is State.OPEN and what == "came":
                account, state = paid(account, state, number, means)
                assert account.paid == before.paid + number
            elif state is State.OPEN:
                account, state = replace(account, is_settled=True), State.KEPT
        except Refused:
            assert account == before
        assert (account.due, account.left) == (due, max(due - account.paid, 0))
        assert sum(amount for amount, _ in account.parts) == account.paid
        assert (state is State.KEPT) == (account.left == 0)
