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


class NoCode(Conflict):
    """No code was sent for this, or it is too old, or it was tried too often: ask for another one."""

    code = "no_code"


class WrongCode(Invalid):
    """It is another one. Carries `left`, how often it can still be tried."""

    code = "wrong_code"


class CodeOnItsWay(Conflict):
    """One was sent a moment ago. Carries `again_at`."""

    code = "code_on_its_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that was sent: its digest, when, and how often it was tried."""

    digest: str
    sent_at: datetime
    tries: int = 0
    proven_at: datetime | None = None


def require_may_send(last: Code | None, *, now: datetime) -> None:
    """Refuse another one at once. Raises `CodeOnItsWay`."""
    if last and not last.proven_at and last.sent_at <= now < last.sent_at + AGAIN_AFTER:
        raise CodeOnItsWay(again_at=(last.sent_at + AGAIN_AFTER).isoformat())


def tried(sent: Code | None, digest: str, *, now: datetime) -> Code:
    """The code after it was tried: proven where it is the one that was sent.

    A wrong one counts, also behind a right one, and is left to be refused by `require_proven`. Raises `NoCode`.
    """
    if sent is None or sent.tries >= MOST_TRIES or not sent.sent_at <= now <= sent.sent_at + GOOD_FOR:
        raise NoCode()
    if digest == sent.digest:
        return replace(sent, proven_at=now)
    return replace(sent, tries=sent.tries + 1, proven_at=None)


def require_proven(code: Code) -> None:
    """Raises `WrongCode` with how often it can still be tried, `NoCode` where it cannot."""
    if code.proven_at is None:
        raise WrongCode(left=MOST_TRIES - code.tries) if code.tries < MOST_TRIES else NoCode()
