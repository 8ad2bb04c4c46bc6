"""Where a promise stands against its time, at any moment: by what was told of it and by `now` alone (guarantee 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from teum.core.promise import Debtor, Nature, Promise, State


class Outlook(StrEnum):
    """What is to be said of its time."""

    AS_AGREED = "as_agreed"
    CAME = "came"
    """What had to come first is here: we look at it, and then the time runs."""
    DOUBTED = "doubted"
    """The customer was told that this time may not be kept."""
    NO_DATE = "no_date"
    """The customer was told that it will not be kept, and that there is no other yet."""
    LATE = "late"
    DONE = "done"
    """We say so; whether it is, is the customer's to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a promise beside its own facts.

    `doubt`: which word cast doubt on its present window, `holding` or `no_date`. `next_word`: by when the customer
    hears of it again. `has_come`: every document that it waits for is here.
    """

    doubt: str = ""
    next_word: datetime | None = None
    has_come: bool = False

    def following(self, now: datetime) -> datetime | None:
        """By when the next word comes, while that lies ahead."""
        is_ahead = self.next_word is not None and self.next_word.astimezone(UTC) > now.astimezone(UTC)
        return self.next_word if is_ahead else None


def of(promise: Promise, told: Told, *, now: datetime) -> Outlook:
    """What is to be said at this moment, whether or not a clock has seen it."""
    if promise.state is State.REPORTED:
        return Outlook.DONE
    if promise.state is State.WAITING and told.has_come:
        return Outlook.CAME
    if promise.state is not State.OPEN or promise.debtor is Debtor.CUSTOMER:
        return Outlook.AS_AGREED
    if promise.window.is_over(now):
        return Outlook.LATE
    if not told.doubt or promise.nature is not Nature.DEED:
        return Outlook.AS_AGREED
    return Outlook.NO_DATE if told.doubt == "no_date" else Outlook.DOUBTED
