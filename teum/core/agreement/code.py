"""The one-time code that shows that who signs has the contact point to which it was sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from teum.core.refusal import Conflict, Invalid

DIGITS = 6
GOOD_FOR = timedelta(minutes=15)
MOST_TRIES = 5
AGAIN_AFTER = timedelta(seconds=30)
"""So soon another one is not sent."""
A_DAY = timedelta(days=1)
MOST_CODES = 5
MOST_WRONG = 15
"""So many are sent for an agreement in a day, and so many wrong ones typed: nobody finds one by guessing."""


class NoCode(Conflict):
    """No code was sent for this, or it is too old, or it was tried too often: ask for another one."""

    code = "no_code"


class WrongCode(Invalid):
    """It is another one. Carries `left`, how often it can still be tried."""

    code = "wrong_code"


class CodeAddressNeeded(Conflict):
    """The customer has no address to which a code can go, and so could not sign."""

    code = "code_address_needed"


class CodeOnItsWay(Conflict):
    """One was sent a moment ago. Carries `again_at`."""

    code = "code_on_its_way"


class CodesSpent(Conflict):
    """No more are sent for this agreement, and none is tried, until a day has passed. Carries `again_at`."""

    code = "codes_spent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that was sent: its digest, when, and how often it was tried.

    In the day that began `since`: how many `codes` were sent for the agreement, and how many `wrong` ones typed.
    """

    digest: str
    sent_at: datetime
    since: datetime
    tries: int = 0
    proven_at: datetime | None = None
    codes: int = 1
    wrong: int = 0

    @property
    def is_last(self) -> bool:
        """Whether none is sent or tried after this for a while."""
        return self.codes >= MOST_CODES or self.wrong >= MOST_WRONG


def another(last: Code | None, *, digest: str, now: datetime) -> Code:
    """The next one that is sent. Raises `CodeOnItsWay` a moment after the last one, `CodesSpent` after too many."""
    if last and not last.proven_at and last.sent_at <= now < last.sent_at + AGAIN_AFTER:
        raise CodeOnItsWay(again_at=(last.sent_at + AGAIN_AFTER).isoformat())
    if last is None or not last.since <= now < last.since + A_DAY:
        return Code(digest=digest, sent_at=now, since=now)
    if last.is_last:
        raise CodesSpent(again_at=(last.since + A_DAY).isoformat())
    return replace(last, digest=digest, sent_at=now, tries=0, proven_at=None, codes=last.codes + 1)


def tried(sent: Code | None, digest: str, *, now: datetime) -> Code:
    """The code after it was tried: proven where it is the one that was sent.

    A wrong one counts, also behind a right one, and is left to be refused by `require_proven`. Raises `NoCode`.
    """
    if sent is None or not sent.sent_at <= now <= sent.sent_at + GOOD_FOR:
        raise NoCode()
    if sent.tries >= MOST_TRIES or sent.wrong >= MOST_WRONG:
        raise NoCode()
    if digest == sent.digest:
        return replace(sent, proven_at=now)
    return replace(sent, tries=sent.tries + 1, wrong=sent.wrong + 1, proven_at=None)


def require_proven(code: Code) -> None:
    """Raises `WrongCode` with how often it can still be tried, `NoCode` where it cannot."""
    if code.proven_at is None:
        raise WrongCode(left=MOST_TRIES - code.tries) if code.tries < MOST_TRIES else NoCode()
