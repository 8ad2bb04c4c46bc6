"""The question at the end: how was it, and was it as agreed (B3). Asked once; nothing is given for an answer."""

from __future__ import annotations

from enum import StrEnum

from teum.core.case import NotClosed
from teum.core.question import AlreadyAnswered
from teum.core.refusal import Conflict, Invalid

SCORES = range(1, 6)
BAD = 2
"""A score of at most this needs an answer from us."""


class Gap(StrEnum):
    """How it was beside what had been agreed."""

    WORSE = "worse"
    AS_AGREED = "as_agreed"
    BETTER = "better"


class BadScore(Invalid):
    """A score is a whole number from 1 to 5."""

    code = "bad_score"


class AlreadySurveyed(Conflict):
    """They were asked already: a second time needs a reason."""

    code = "already_surveyed"


def require_askable(*, asked: int, reason: str, is_closed: bool) -> None:
    """Refuse a question before the end, and a second one without its reason."""
    if not is_closed:
        raise NotClosed()
    if asked and not any(letter.isalnum() for letter in reason):
        raise AlreadySurveyed(asked=asked)


def is_asked_at(why: str, *, asked: int, was_cancelled: bool = False) -> bool:
    """Whether a closing asks: the first one, unless the customer fell silent or cancelled, which is an answer, too."""
    return not asked and why != "silent_customer" and not was_cancelled


def require_answerable(*, is_answered: bool, score: int) -> None:
    """Refuse a second answer, and what is no score."""
    if is_answered:
        raise AlreadyAnswered()
    if score not in SCORES:
        raise BadScore(score=score)


def is_bad(score: int, gap: Gap | None) -> bool:
    """Whether it needs an answer from us: it was not good, or less than was agreed."""
    return score <= BAD or gap is Gap.WORSE
