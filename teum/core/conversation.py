"""A conversation: what is settled before hanging up (A0), whether it told all, and who had to ask us for a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from teum.core.disclosure import How
from teum.core.finding import TRUE_WORDS, Word
from teum.core.promise import Debtor, Promise, State
from teum.core.refusal import Invalid

SITTING = timedelta(minutes=10)
"""What is written down so shortly before or after a conversation was logged came of it."""


class Channel(StrEnum):
    """How we spoke."""

    CALL = "call"
    MEETING = "meeting"
    CHAT = "chat"
    MAIL = "mail"


class Direction(StrEnum):
    """Who turned to whom: the customer to us, or we to them."""

    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    """What became of a thing that the customer asked for."""

    PROMISED = "promised"
    ANSWERED = "answered"
    DECLINED = "declined"


class WishOpen(Invalid):
    """Something that was asked for is neither promised, answered nor declined. Carries `wishes`: their places."""

    code = "wish_open"


class NobodySpoken(Invalid):
    """Nobody was reached: nothing can have been agreed, asked or answered."""

    code = "nobody_spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing that the customer asked for; `is_kept_by` says that the promise which answers it is known."""

    text: str
    outcome: Outcome | None
    answer: str = ""
    is_kept_by: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the customer would hang up without knowing what becomes of it."""
        if self.outcome is Outcome.PROMISED:
            return not self.is_kept_by
        if self.outcome is Outcome.ANSWERED:
            return not _says_something(self.answer)
        return self.outcome is None


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def require_wishes(wishes: Sequence[Wish]) -> None:
    """Refuse while one is open (A0: all the information in one conversation)."""
    found = [place for place, wish in enumerate(wishes) if wish.is_open]
    if found:
        raise WishOpen(wishes=found)


def speaker(channel: str, direction: str) -> str:
    """Who wrote its notes: a mail that came in is in the customer's own words."""
    return "customer" if (channel, direction) == (Channel.MAIL, Direction.IN) else "provider"


def told_whole(
    *, reached: bool, owes_an_answer: bool, is_loose: bool, next_at: datetime | None, is_open: bool
) -> bool | None:
    """Whether the customer knows all of their matter after it: no answer of ours is left, and what comes next has
    its moment.

    None where nobody was reached. `is_loose`: its notes hold a question or a vague word with which nobody dealt.
    `next_at` is the next moment ahead of the case, where it `is_open`.
    """
    if not reached:
        return None
    return not (owes_an_answer or is_loose) and (next_at is not None or not is_open)


def was_chosen_in(*, how: How, chosen_at: datetime, talked_at: datetime) -> bool:
    """Whether a choice was made in this conversation: told to a member, who wrote both down in one sitting."""
    apart = abs(chosen_at.astimezone(UTC) - talked_at.astimezone(UTC))
    return how is not How.PAGE and apart <= SITTING


# ── who had to ask us ──

TOLD = TRUE_WORDS | {"late"}


def is_surprise(promise: Promise, *, words: Iterable[Word], now: datetime) -> bool:
    """Whether a customer who turns to us asks about what we owed and had not told them.

    It was ours to keep, by a moment that has passed, and no true word about this window had reached them.
    """
    if promise.state is not State.OPEN or promise.debtor is Debtor.CUSTOMER:
        return False
    if now.astimezone(UTC) < promise.window.due.astimezone(UTC):
        return False
    told = (word for word in words if word.number == promise.number and word.what in TOLD)
    return not any(word.at is not None and not word.is_over for word in told)
