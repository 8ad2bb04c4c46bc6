"""A summary after a conversation (A6): it may be worded anew, but it says every time that was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from teum.core.promise import Incomplete, Promise, State
from teum.core.refusal import Conflict, Invalid


class Answer(StrEnum):
    """What the customer said to it."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


class LeavesOut(Invalid):
    """An agreed time is not in the text, or not as it stands now. Carries `times`, in words."""

    code = "summary_leaves_out"


class AlreadySent(Conflict):
    """The summary of this conversation is with the customer: what has changed is told by itself."""

    code = "summary_sent"


class NothingToTell(Conflict):
    """Nobody was reached, so there is nothing to sum up."""

    code = "nothing_to_sum_up"


class SummaryAnswered(Conflict):
    """The customer has confirmed or corrected it. Carries `answer`."""

    code = "summary_answered"


class SummaryOvertaken(Conflict):
    """Something that it tells is otherwise by now: nobody is asked any more whether it is what was agreed."""

    code = "summary_overtaken"


AS_TOLD = (State.OFFERED, State.WAITING, State.OPEN, State.REPORTED, State.KEPT)
"""States in which what a summary said of a promise may still be so."""


def is_changed(promise: Promise, *, number: int) -> bool:
    """Whether a promise is not what a summary said of it: its time is another, or it ended and was not kept."""
    return promise.number != number or promise.state not in AS_TOLD


def require_standing(told: Iterable[tuple[Promise, int]]) -> None:
    """Refuse the confirmation of what has changed since."""
    if any(is_changed(promise, number=number) for promise, number in told):
        raise SummaryOvertaken()


def require_whole(text: str, *, times: Sequence[str]) -> None:
    """Refuse a text that says nothing, or leaves out one of the agreed times in the words in which it is shown."""
    if not any(letter.isalnum() for letter in text):
        raise Incomplete(missing=["text"])
    said = _flat(text)
    left_out = [time for time in dict.fromkeys(times) if _flat(time) not in said]
    if left_out:
        raise LeavesOut(times=left_out)


def _flat(text: str) -> str:
    """The words with single spaces, so that a line that was broken elsewhere is the same."""
    return " ".join(text.split())


def require_unanswered(answer: str) -> None:
    """Refuse a second answer."""
    if answer:
        raise SummaryAnswered(answer=answer)
