"""What the customer owes: what they may say of it on their page (that it is done, or that they need another time)."""

from __future__ import annotations

from teum.core.promise import Debtor, Nature, NotPossible, Promise, State


def is_open(*, state: str, debtor: str, nature: str) -> bool:
    """Whether it is a deed of theirs that we wait for."""
    return (state, debtor, nature) == (State.OPEN, Debtor.CUSTOMER, Nature.DEED)


def require_open(promise: Promise) -> None:
    """Refuse with `not_possible` where it is none."""
    if not is_open(state=promise.state, debtor=promise.debtor, nature=promise.nature):
        raise NotPossible(state=str(promise.state), operation="report")
