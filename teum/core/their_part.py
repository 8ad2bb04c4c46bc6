"""What the customer owes: what they may say of it on their page (that it is done, or that they need another time)."""

from __future__ import annotations

from teum.core.promise import Debtor, Nature, NotPossible, Promise, State


def is_open(*, state: str, debtor: str, nature: str) -> bool:
    """Whether it is a deed of theirs that we wait for."""
    return (state, debtor, nature) == (State.OPEN, Debtor.CUSTOMER, Nature.DEED)


def comes_first(*, state: str, condition: object) -> bool:
    """Whether a promise waits for something that they bring first."""
    return state == State.WAITING and bool(condition)


def require_awaited(promise: Promise) -> None:
    """Refuse with `not_possible` where neither a deed of theirs nor something that they bring is awaited."""
    is_deed = is_open(state=promise.state, debtor=promise.debtor, nature=promise.nature)
    if not (is_deed or comes_first(state=promise.state, condition=promise.condition)):
        raise NotPossible(state=str(promise.state), operation="report")
