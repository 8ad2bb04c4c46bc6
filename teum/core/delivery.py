"""When a message is tried again, what it waits for, and whether it is still true."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from teum.core.agreement.code import GOOD_FOR
from teum.core.promise import FINAL, Debtor, Nature, Promise, State
from teum.core.refusal import Conflict

LEASE = timedelta(minutes=2)
"""How long a claimed message may be in the air before it counts as uncertain."""

# ── again ──

MOST_ATTEMPTS = 32
"""Of what is needed by no moment. The waits between them are some eleven hours: with the night, in which no customer is
written to, about a day."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
JITTER = 0.25
A_WHILE = timedelta(minutes=15)
TIME_TO_CALL = timedelta(minutes=10)
APART = timedelta(minutes=1)


def wait(*, attempts: int, key: str) -> timedelta:
    """How long to wait after `attempts` passing failures: 30 s × 2^(attempts − 1), at most 30 minutes, less jitter.

    The jitter, up to a quarter of the wait, is drawn from `key`, which names the message: what failed together does
    not come back together, and one message's waits are the same wherever they are reckoned.
    """
    return _less(min(FIRST_WAIT * 2.0 ** min(attempts - 1, 10), LONGEST_WAIT), key=f"{key} {attempts}")


def _less(span: timedelta, *, key: str) -> timedelta:
    return span * (1 - JITTER * _drawn(key))


def _drawn(key: str) -> float:
    """From 0 up to, not including, 1; the same for the same key."""
    return int.from_bytes(sha256(key.encode()).digest()[:4]) / 2**32


def next_attempt(*, attempts: int, key: str, needed_by: datetime | None, now: datetime) -> datetime | None:
    """The next attempt after `attempts` passing failures, or None: then the next channel is tried.

    Where the message is needed by a moment, the wait is at most a third of what is left, and the last attempt is made
    when it is time to call, or less than `APART` before that: what is needed by one moment does not come all at once.
    """
    pause = wait(attempts=attempts, key=key)
    if needed_by is None or needed_by.astimezone(UTC) <= now.astimezone(UTC):
        return now + pause if attempts < MOST_ATTEMPTS else None
    left = needed_by.astimezone(UTC) - now.astimezone(UTC)
    last = left - TIME_TO_CALL - APART * _drawn(key)
    if last <= timedelta(0):
        return None
    return now + min(pause, _less(left / 3, key=f"{key} {attempts}"), last)


def once_more(*, attempts: int, key: str, needed_by: datetime | None, now: datetime) -> datetime | None:
    """One more attempt of what was first tried when it was time to call already, beside the call; None where that is
    no use: it was tried before, or is needed too soon.
    """
    left = needed_by.astimezone(UTC) - now.astimezone(UTC) if needed_by else timedelta(0)
    return now + min(wait(attempts=attempts, key=key), left / 2) if attempts == 1 and left > APART else None


def has_waited(*, waited: timedelta) -> bool:
    """Whether a message was written so long ago that its moment may be a bad one by now."""
    return waited > A_WHILE


# ── the carrier itself is away ──

FIRST_LOOK = timedelta(seconds=30)
LONGEST_LOOK = timedelta(minutes=5)
MOST_LOOKS = 1000
"""Beyond this they are not counted: they are long as far apart as they get, and a carrier may be away for months."""
AWAY, OUT_OF_TIME = CALLED = ("carrier_away", "out_of_time")
"""Why somebody is asked to call with a message that waits, for its carrier or its turn; it may still go by itself."""
BROKE = "broke"
"""Why a message waits that we could not lay out: no carrier was asked, and another is not held up with it."""
WORTH_TELLING = timedelta(minutes=5)
"""Whoever runs the business is told of what lasts so long; less than that is no news."""


def look_again(*, tries: int, key: str) -> timedelta:
    """How long a carrier that was found away so often in a row is left alone, with all that it would carry.

    Less jitter, drawn from `key`: one server may carry for many businesses, which do not all come back to it at once.
    """
    return _less(min(FIRST_LOOK * 2.0 ** min(tries - 1, 10), LONGEST_LOOK), key=f"{key} {tries}")


def waits_for_carrier(*, needed_by: datetime | None, now: datetime) -> bool:
    """Whether a message can wait until its carrier is back, which costs it none of its tries, and nobody is asked.

    What is needed by a moment can as long as there is time to call with it. Then a person is asked to, and it goes by
    itself all the same where the carrier is back first.
    """
    return needed_by is None or needed_by.astimezone(UTC) > now.astimezone(UTC) + TIME_TO_CALL


# ── one after the other ──

IN_THE_WAY = ("queued", "sending")
"""While a message is in one of these states, those written after it to the same customer of the same case wait.

A retry comes to an end, so none waits for ever. What failed, is uncertain or was overtaken holds nothing back.
"""
GOES_AHEAD = TIME_TO_CALL + timedelta(minutes=5)
"""What is needed by a moment waits no longer than until so long before it: then it goes ahead of those before it, with
time for one attempt and, where that fails, for a call."""


# ── what is needed soonest ──

NEEDED_SOON = timedelta(hours=2)
"""What is needed within so long leaves before all that is not, whosever it is, and of it what is needed first."""
A_CHANCE = timedelta(minutes=1)
"""So long a message has to leave by itself, once it may, before a person is asked to call with its words instead."""


# ── still true ──

PASSING = ("holding", "reminder")
"""Kinds that are true only while the promise stands as it stood. The others tell what has happened already."""
ASKING = ("ask", "remind")
"""Kinds that ask one of ours to act on a promise while there is time to."""
CODE = "code"
"""The kind that carries a one-time code."""
WHILE_OPEN = ("late", "revised", "no_date", "proposed", "disputed")
"""Kinds that say how something stands that is still to be done: none of them is news once it has ended."""
BY_WHEN = (*PASSING, "revised", "proposed", "moved", "no_date", "disputed", "update")
"""Kinds that say by when something comes, and that a person tells once that is over; what was agreed then, and that
something was late, is told all the same."""
ASKED_AGAIN = (*PASSING, *WHILE_OPEN, *ASKING, *BY_WHEN, "manager", CODE)
"""Kinds that are looked at once more just before they leave; a manager's letter tells that the clock spoke."""


SAY_NO_END = ("late", "update", *PASSING, *WHILE_OPEN)
"""Kinds that say how something stands that is still to come, also where they give a word of it."""


def is_overtaken(kind: str, told: Iterable[tuple[Promise, int]], *, now: datetime) -> bool:
    """Whether nothing that a message tells is true any more, at the moment of sending it.

    `told`: the promises that it tells of, each with the number of the window that was meant. A holding update speaks
    before a window is over: after that the customer is told that it was late.
    """
    listed = list(told)
    return kind in PASSING and bool(listed) and not any(_stands(kind, *one, now=now) for one in listed)


def has_ended(kind: str, told: Iterable[Promise]) -> bool:
    """Whether all that a message says to be still to be done has ended; a lateness may be owed all the same."""
    listed = list(told)
    return kind in WHILE_OPEN and bool(listed) and all(promise.state in FINAL for promise in listed)


def _stands(kind: str, promise: Promise, number: int, *, now: datetime) -> bool:
    if promise.number != number:
        return False
    if kind == "holding":
        return promise.state is State.OPEN and now.astimezone(UTC) < promise.window.due.astimezone(UTC)
    is_theirs = promise.state is State.OPEN and promise.debtor is Debtor.CUSTOMER
    return is_theirs or promise.state in (State.OFFERED, State.WAITING)


NAMES_TIMES = (
    "agreed",
    "received",
    "summary",
    "revised",
    "moved",
    "proposed",
    "holding",
    "late",
    "no_date",
    "update",
    "disputed",
    "reminder",
)
"""Kinds whose words name a time to come."""


def is_passed(kind: str, named: Iterable[tuple[Promise, int]], *, now: datetime) -> bool:
    """Whether a person should no longer say the words of a message: a time that they name is over, or is another now.

    `named`: the promises whose times to come it names, each with the number of the window that was meant. A summary
    tells what was agreed then, and is over with all of its times.
    """
    listed = [_is_ahead(promise, number, now=now) for promise, number in named]
    if kind not in NAMES_TIMES or not listed:
        return False
    return not (any(listed) if kind == "summary" else all(listed))


def is_over(
    kind: str,
    named: Iterable[tuple[Promise, int]],
    *,
    next_words: Iterable[Promise] = (),
    written: datetime,
    now: datetime,
) -> bool:
    """Whether a message says by when something comes, and all of those times that still stand are over.

    So is one of which a next word that it names is over, whatever else stands: they were to hear again by then. What
    was done or moved meanwhile is told by what was written then; what was over already was said to be.
    """
    ends = [_last(promise) for promise, number in named if _was_as_said(promise, number)]
    to_come = [end for end in ends if written.astimezone(UTC) < end]
    is_past = any(_is_as_said(one, 0) and not _is_ahead(one, 0, now=now) for one in next_words)
    return kind in BY_WHEN and bool(to_come) and (is_past or max(to_come) <= now.astimezone(UTC))


def _last(promise: Promise) -> datetime:
    """The last moment that is named of it: where another time is asked for, that one as well."""
    proposed = promise.proposed.due if promise.proposed else promise.next_at
    return max(promise.next_at.astimezone(UTC), proposed.astimezone(UTC))


def is_spent(kind: str, *, written_at: datetime, now: datetime) -> bool:
    """Whether what a message carries is good for nothing any more, whoever gets it: a code that is too old."""
    return kind == CODE and now.astimezone(UTC) > written_at.astimezone(UTC) + GOOD_FOR


def _is_ahead(promise: Promise, number: int, *, now: datetime) -> bool:
    return _is_as_said(promise, number) and now.astimezone(UTC) < promise.next_at.astimezone(UTC)


def _is_as_said(promise: Promise, number: int) -> bool:
    return promise.state in (State.OPEN, State.WAITING, State.OFFERED) and promise.number == number


def _was_as_said(promise: Promise, number: int) -> bool:
    """Also of what is reported as done by now: nothing else has come of the time that was named."""
    return _is_as_said(promise, number) or (promise.state is State.REPORTED and promise.number == number)


SAY_HOW_IT_STANDS = ("revised", "proposed", "moved", "disputed")
"""Kinds that say by when something is done now, and nothing that a later one of them does not say better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a message tells of a promise: `number` is the window of which its reader knows by it."""

    promise: int
    number: int
    is_word: bool = False


def is_outrun(said: Iterable[Said], *, by: Iterable[Said]) -> bool:
    """Whether a message that went ahead tells of all that an earlier one does, and names a later time of each.

    Said after it, the earlier one would take back what is true. A promise of a word has only to be named.
    """
    newest: dict[int, int] = {}
    for one in by:
        newest[one.promise] = max(one.number, newest.get(one.promise, one.number))
    listed = list(said)
    return any(not one.is_word for one in listed) and all(
        one.promise in newest and newest[one.promise] >= one.number + (not one.is_word) for one in listed
    )


class Passed(Conflict):
    """The time that the words name is over or is another now: they are not sent any more."""

    code = "words_passed"


class ReadByNobody(Conflict):
    """A code is read by whom it was sent to alone: nobody of ours can say that they told it."""

    code = "read_by_nobody"


def require_sayable(kind: str) -> None:
    """Refuse that somebody told in person, or in a call, what nobody of ours reads."""
    if kind == CODE:
        raise ReadByNobody()


# ── has to be heard ──

CHANGES = ("revised", "proposed", "no_date", "withdrawn", "late", "disputed")
"""Kinds that tell of a lateness, or that what was agreed changed."""
REPORTS = ("reported", "answered")
"""Kinds that say that something is done: where its time had passed in silence, they tell of the lateness as well."""
MUST_BE_HEARD = (*CHANGES, "closing")
"""Kinds that are not taken back: what they tell has happened already."""
AT_TIMES_HEARD = (*REPORTS, "decided")
"""Kinds of which some tell what must be heard, a lateness or what was taken back, and others do not."""


class MustBeHeard(Conflict):
    """The customer has to hear this: a time that moved, a promise taken back, a lateness, a fault. Carries `kind`."""

    code = "must_be_heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a message tells: of which promise and window (of a change the former one); `is_heard`: also otherwise;
    `is_late`: the window had passed in silence; `is_taken_back`: it says that the promise is taken back."""

    promise: Promise
    number: int
    is_heard: bool
    is_late: bool = False
    is_taken_back: bool = False


def is_owed(kind: str, told: Iterable[Told]) -> bool:
    """Whether the customer still has to hear what a message that did not reach them tells.

    Not where they have heard it otherwise, where it ended since (they said so, or were told), or where its time moved
    again, which a later word tells.
    """
    return any(not one.is_heard and _is_news(kind, one) for one in told)


def _is_news(kind: str, told: Told) -> bool:
    if told.is_taken_back:
        return True  # in whatever letter it stands
    promise = told.promise
    # A promised word ends with its matter, and whatever ended that may not have reached them either.
    is_word = promise.nature is Nature.UPDATE
    if kind in REPORTS:
        # What others did is over as it comes, as a promised word is.
        ends_so = promise.debtor is Debtor.THIRD_PARTY and promise.state in FINAL
        return told.is_late and (promise.state is State.REPORTED or is_word or ends_so)
    if kind not in CHANGES:
        return False
    if promise.state in FINAL and promise.debtor is Debtor.PROVIDER and not is_word:
        return False
    # A change of time is told of the window that it ends.
    return promise.number <= told.number + (kind == "revised")
