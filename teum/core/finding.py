"""What a timer finds when it fires: whether the clock must speak, and whether a time passed told or in silence.

Decided at the moment of acting, from what the customer was told of a window (guarantee 3).
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from teum.core.promise import Debtor, Nature, Promise, State

TRUE_WORDS = frozenset({"holding", "revised", "withdrawn", "word", "call"})
"""What counts as having been told before due while it is open: moved, taken back, or when the next word comes.

What was agreed is no such word, nor is "it is done": where a promise is open after that, the customer said that it
is not.
"""


class Finding(StrEnum):
    """What the clock does at a timer, decided at the moment of acting."""

    MOOT = "moot"
    HOLD = "hold"
    TOLD = "told"
    SILENT_CLOCK = "silent_clock"
    SILENT_CARRIER = "silent_carrier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word to the customer about one window: `at` is when it was told, None while it is under way or `failed`.

    `written`: when its message was; None where somebody said it. `is_over`: its customer counts on the window anew.
    """

    number: int
    what: str
    at: datetime | None
    failed: bool = False
    written: datetime | None = None
    is_over: bool = False

    def is_true_of(self, number: int) -> bool:
        """Whether who hears it knows how it stands with a window."""
        return self.number == number and self.what in TRUE_WORDS and not self.is_over


def is_watched(promise: Promise, *, number: int, now: datetime) -> bool:
    """Whether the clock speaks for a window where nobody does: it is ours, open, and its due is still ahead."""
    is_ours = promise.debtor is not Debtor.CUSTOMER
    return is_ours and promise.state is State.OPEN and promise.number == number and now < promise.window.due


def at_hold(promise: Promise, *, number: int, words: tuple[Word, ...], now: datetime) -> Finding:
    """Whether the clock must speak now: nobody reported, moved or told, and due is still ahead."""
    under_way = any(word.is_true_of(number) and not word.failed for word in words)
    if under_way or not is_watched(promise, number=number, now=now):
        return Finding.MOOT
    return Finding.HOLD


def at_due(promise: Promise, *, number: int, due: datetime, words: tuple[Word, ...]) -> Finding:
    """What the due moment of window `number` finds: told in time, silent, or nothing to say."""
    if promise.state is not State.OPEN:
        return Finding.MOOT
    if promise.debtor is Debtor.CUSTOMER:  # it is theirs to keep, and by the time that stands
        return Finding.TOLD if promise.number == number else Finding.MOOT
    is_told = told_before(due, number=number, words=words) is not None
    if is_told:
        return Finding.TOLD if promise.number == number else Finding.MOOT
    if promise.number != number and _knows_a_newer(due, number=number, words=words):
        return Finding.MOOT
    return _silent(due, number=number, words=words)


def told_before(due: datetime, *, number: int, words: tuple[Word, ...]) -> datetime | None:
    """When the customer was first told something true of a window before it was over; None where they were not."""
    moments = (word.at for word in words if word.is_true_of(number))
    return min((at for at in moments if at and at.astimezone(UTC) < due.astimezone(UTC)), default=None)


def _knows_a_newer(due: datetime, *, number: int, words: tuple[Word, ...]) -> bool:
    """Whether they were told of a later window before this one was over: then they do not count on this one."""
    later = [replace(word, is_over=False) for word in words if word.number > number]
    return any(told_before(due, number=word.number, words=(word,)) for word in later)


def _silent(due: datetime, *, number: int, words: tuple[Word, ...]) -> Finding:
    """Whose silence it was: the carrier's where a word was written in time, and what came after due excuses nobody."""
    about = [word for word in words if word.is_true_of(number)]
    in_time = [word for word in about if _said_at(word) < due.astimezone(UTC)]
    return Finding.SILENT_CARRIER if in_time else Finding.SILENT_CLOCK


def _said_at(word: Word) -> datetime:
    at = word.written or word.at
    return at.astimezone(UTC) if at else datetime.min.replace(tzinfo=UTC)


def word_is_kept(promise: Promise) -> bool:
    """Whether telling the customer something keeps this promise: an update is a promise of a word."""
    return promise.nature is Nature.UPDATE and promise.state is State.OPEN
