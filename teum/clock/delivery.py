"""Deliver the outbox, each message at most once (guarantee 4).

1. What a dead process left between sending and marking becomes uncertain; it is never sent again unasked.
2. Claim a few messages and commit, so that nobody else takes them: in order within a case, what is needed soon before
   all else, of no business that has used up its rate, of one whose carrier is slow when others have had their turn, and
   with each what leaves to the same reader in one envelope. What a carrier that is away would carry stays.
3. Ask the core once more whether it is still true, and whether it can wait.
4. Send each envelope with no transaction open, and one that is refused for its words, or that we cannot lay out, once
   more in its parts, claimed anew; what cannot be sent while the claim is fresh is given back unsent.
5. Mark for each message what became of it, which tells the ledger of its case.
6. What could not leave, for whatever cause, until it is time to call becomes a call.

Where the database goes away in the middle, what was claimed and not begun is given back once it answers: nobody is
asked about what surely never left.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError

from teum.actions import carriers, envelopes, messages, outgoing, vault
from teum.actions.outgoing import Outgoing
from teum.channels import choose
from teum.channels.choose import Carrier
from teum.channels.outcome import Accepted, Away, Failed, Outcome, Shown, Unknown
from teum.clock import enclosures, expiry, letterhead
from teum.clock.age import Age
from teum.clock.delivered import Delivered
from teum.clock.patience import alone, surely
from teum.clock.rates import Line, Rates
from teum.clock.turns import Turns
from teum.configuration import values
from teum.core import delivery as rules
from teum.core.envelope import ROUTINE, comes_apart, leaves_files
from teum.queries import delivery as outbox

BATCH = 5
"""What a crash can leave uncertain, though most of it was never sent: so few at a time."""
FRESH_SECONDS = 40.0
"""Claims older than this are given back: with `channels.smtp.SEND_SECONDS` it stays below the lease."""
SOON_SECONDS = 15.0
"""What is refused for its files within this time is sent without them: the claim is fresh enough for that."""
PATIENCE_SECONDS = 1.0
"""A pass waits so long for a business that has used up its rate; the next pass goes on."""
BROKE = Failed(permanent=False, reason=rules.BROKE)
"""It is we who could not lay it out; the carrier was not asked."""
BARRED = Failed(permanent=True, reason="address_not_theirs", blames_address=True)
"""The carrier is not asked: another address was put in its place, or nobody has shown that it is theirs, and the link
that it came by has ended."""
WORKER = f"{socket.gethostname()[:30]}-{os.getpid()}"
logger = logging.getLogger(__name__)


RATES = Rates()
TURNS = Turns()


@dataclass(slots=True)
class Round:
    """One pass: the carriers it has opened, those found away in it, and those that were so before."""

    moment: Callable[[], datetime]
    worker: str = field(default_factory=lambda: f"{WORKER}-{secrets.token_hex(4)}")
    carriers: dict[int, Carrier] = field(default_factory=dict)
    down: dict[Line, Away] = field(default_factory=dict)
    away: set[Line] = field(default_factory=outbox.away)
    begun: set[int] = field(default_factory=set)
    """The messages that may have left."""
    handed: int = 0
    """How many envelopes carriers were given."""
    done: Delivered = field(default_factory=Delivered)

    def send(self, parts: Sequence[Outgoing]) -> Outcome:
        """Give what leaves in one envelope to its carrier; one that was found away is not asked again in this pass."""
        ids, line = {part.id for part in parts}, (parts[0].channel, parts[0].organisation_id)
        if line in self.down:
            return self.down[line]
        self.begun |= ids
        outcome = self._handed_over(parts)
        self.begun -= ids if isinstance(outcome, (Away, Failed)) else set()  # then nothing has left
        self._notice(line, outcome)
        return outcome

    def _handed_over(self, parts: Sequence[Outgoing], *, is_bare: bool = False) -> Outcome:
        """With the files that go along, and where they are not taken without them."""
        message = parts[0]
        try:
            carrier = self._carrier(message)
            entries = surely(lambda: enclosures.entries(parts, now=self.moment()))
            files = {} if is_bare else enclosures.enclosed(parts)
            envelope = letterhead.envelope(parts, at=self.moment(), entries=entries, files=files)
        except vault.Unreadable:
            return Away("mail_settings_unreadable")
        except (OperationalError, InterfaceError):
            self.begun.difference_update(part.id for part in parts)  # nothing has left
            raise
        except Exception:
            logger.exception("message %s cannot be laid out", message.id)
            return BROKE
        began = time.monotonic()
        self.handed += 1
        try:
            outcome = carrier.send(envelope)
        except Exception:
            # Nobody can say how far it came: a person is shown it.
            logger.exception("message %s broke on its way", message.id)
            return Unknown("broke")
        if (
            isinstance(outcome, Failed)
            and leaves_files(
                files=len(files), is_permanent=outcome.permanent, blames_address=outcome.blames_address
            )
            and time.monotonic() - began <= SOON_SECONDS
        ):
            return self._handed_over(parts, is_bare=True)
        return outcome

    def _notice(self, line: Line, outcome: Outcome) -> None:
        """Write down that a carrier is away, or back."""
        if isinstance(outcome, Away):
            self.down[line] = outcome
            self.away.add(line)
            surely(lambda: carriers.found_away(line[1], line[0], now=self.moment()))
        elif line in self.away and outcome != BROKE:
            self.away.discard(line)
            surely(lambda: carriers.came_back(line[1], line[0], now=self.moment()))

    def _carrier(self, message: Outgoing) -> Carrier:
        if message.channel != "email":
            return choose.carrier(message.channel, own=None, installation=None)
        key = message.organisation_id
        if key not in self.carriers:
            own = values.smtp(vault.unlock(message.smtp))
            self.carriers[key] = choose.carrier("email", own=own, installation=settings.TEUM.smtp_url)
        return self.carriers[key]

    def claim(self, waits: Collection[Line]) -> list[tuple[Outgoing, ...]]:
        """The next envelopes; of those whose turn is over only where nobody else has anything to send."""
        over = TURNS.over()
        claimed = self._claimed({*waits, *over})
        if not claimed and over:
            TURNS.begin_anew()
            claimed = self._claimed(waits)
        return claimed

    def _claimed(self, but: Collection[Line]) -> list[tuple[Outgoing, ...]]:
        rows = outgoing.claim(worker=self.worker, limit=BATCH, now=self.moment(), but=but)
        return outgoing.in_envelopes(map(outgoing.of, rows))

    def deliver(self, parts: Sequence[Outgoing]) -> None:
        """Deliver an envelope that was claimed. One that breaks holds up no other, nor one part of it the rest: what
        surely did not leave is delivered part by part, and what breaks then is tried again, as often as what a carrier
        refuses. What may have left is left to its lease."""
        if alone(parts[0].id, lambda: self._deliver(parts)):
            return
        ids = [part.id for part in parts if part.id not in self.begun]
        ours = surely(lambda: outgoing.still_held(ids, worker=self.worker))
        left = [part for part in parts if part.id in ours]
        if len(parts) > 1:
            alone(parts[0].id, lambda: self._apart(left, self._is_left))
            return
        for part in left:
            alone(part.id, lambda part=part: surely(lambda: self.mark(part, BROKE)))  # type: ignore[misc]

    def _is_left(self, part: Outgoing) -> bool:
        """Deliver a part for itself; whether it waits all the same."""
        self.deliver([replace(part, is_due=True)])
        return surely(lambda: outgoing.waits(part.id))

    def _deliver(self, parts: Sequence[Outgoing]) -> None:
        """Ask the core once more, send what is true yet, and mark what became of each part."""
        going = self._asked_again(parts)
        if not going:
            return
        outcome = self.send(going)
        if isinstance(outcome, Failed) and comes_apart(
            parts=len(going),
            is_permanent=outcome.permanent,
            blames_address=outcome.blames_address,
            is_ours=outcome == BROKE,
        ):
            # What only went along waits for another day by choice, and for that again.
            along = [part.id for part in going if part.kind in ROUTINE and not part.is_due]
            outgoing.give_back(along, worker=self.worker)
            self._apart([part for part in going if part.id not in along], self._is_refused)
            return
        for part in going:
            alone(part.id, lambda part=part: surely(lambda: self.mark(part, outcome)))  # type: ignore[misc]

    def _apart(self, parts: Sequence[Outgoing], waits: Callable[[Outgoing], bool]) -> None:
        """Claim each part anew and send it for itself, once, while that is fresh; what is left then is given back.

        As is what would pass one of its case that `waits`: that is tried again later, or at another address.
        """
        age = Age(self.moment)
        ids = [part.id for part in parts]
        ours = surely(lambda: envelopes.take_apart(ids, worker=self.worker, now=self.moment()))
        held: set[int] = set()
        for part in (part for part in parts if part.id in ours):
            if part.case in held or age.seconds() > FRESH_SECONDS:
                outgoing.give_back([part.id], worker=self.worker)
            elif waits(replace(part, envelope="")) and part.case:
                held.add(part.case)

    def _is_refused(self, part: Outgoing) -> bool:
        """Send a part for itself; whether it waits to be sent again."""
        outcome = self.send([part])
        return surely(lambda: self.mark(part, outcome))

    def _asked_again(self, parts: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
        """What is still true of an envelope, and leaves now: nothing where the rest can wait for another."""
        going = []
        for part in parts:
            if part.is_barred:
                surely(lambda part=part: self.mark(part, BARRED))  # type: ignore[misc]
            elif part.is_asked_again and not surely(
                lambda part=part: messages.is_still_true(part.id, now=self.moment())  # type: ignore[misc]
            ):
                self.done = self.done.plus("overtaken")
            else:
                going.append(part)
        ids = [part.id for part in going]
        due = [part for part in going if part.is_due]
        if not due:
            outgoing.give_back(ids, worker=self.worker)
            return ()
        have_waited = all(part.has_waited for part in due)
        if have_waited and surely(lambda: envelopes.rest(ids, now=self.moment())):
            self.done = self.done.plus("waiting", len(ids))
            return ()
        can_wait = all(part.kind in ROUTINE for part in going)
        if can_wait and surely(lambda: envelopes.hold_back(ids, now=self.moment())):
            return ()
        return tuple(going)

    def mark(self, message: Outgoing, outcome: Outcome) -> bool:
        """Write down what became of it; whether it waits to be sent again, and what was written after it with it."""
        now, waits = self.moment(), False
        match outcome:
            case Accepted(provider_id):
                messages.mark_accepted(message.id, provider_id=provider_id, now=now)
            case Shown():
                messages.mark_shown(message.id, counts=message.is_demo, now=now)
            case Failed(permanent, reason, blames_address):
                waits = messages.mark_failed(
                    message.id, reason=reason, permanent=permanent, blames_address=blames_address, now=now
                )
            case Away(reason):
                messages.mark_away(message.id, reason=reason, now=now)
                waits = True
            case Unknown():
                messages.mark_uncertain(message.id, now=now)
        self.done = self.done.plus(_COUNTED[type(outcome)])
        return waits

    def close(self) -> None:
        """Let go of every connection."""
        for carrier in self.carriers.values():
            carrier.close()


BROKEN_OFF: list[Round] = []
"""Passes of this process in which the database went away."""
_COUNTED = {Accepted: "sent", Shown: "shown", Failed: "failed", Away: "waiting", Unknown: "uncertain"}


def once(
    now: datetime,
    *,
    moment: Callable[[], datetime] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Delivered:
    """Deliver everything that is due by now; `moment` reads the clock for what is marked later in the pass."""
    this = Round(moment=moment or (lambda: now))
    _give_back_what_was_left()
    this.done = this.done.plus("uncertain", len(expiry.leases(now=now)))
    try:
        while not is_stopped():
            age = Age(this.moment)
            waits = RATES.waits()
            if claimed := this.claim(waits):
                _deliver(this, claimed, age, is_stopped)
            elif 0 < (wait := min(waits.values(), default=0.0)) <= PATIENCE_SECONDS:
                time.sleep(wait)
            else:
                break
        expiry.waits(now=this.moment())
    except (OperationalError, InterfaceError):
        BROKEN_OFF.append(this)
        raise
    finally:
        this.close()
    return this.done


def _give_back_what_was_left() -> None:
    while BROKEN_OFF:
        outgoing.give_back_all(worker=BROKEN_OFF[-1].worker, but=BROKEN_OFF[-1].begun)
        BROKEN_OFF.pop()


def _deliver(
    this: Round, claimed: list[tuple[Outgoing, ...]], age: Age, is_stopped: Callable[[], bool]
) -> None:
    for position, parts in enumerate(claimed):
        if is_stopped() or age.seconds() > FRESH_SECONDS:
            left = [part.id for later in claimed[position:] for part in later]
            outgoing.give_back(left, worker=this.worker)
            return
        line = parts[0].channel, parts[0].organisation_id
        if TURNS.is_over(line) or RATES.is_spent(line):
            outgoing.give_back([part.id for part in parts], worker=this.worker)
            continue
        began, handed = time.monotonic(), this.handed
        try:
            this.deliver(parts)
        finally:  # what was not true any more took nothing of its carrier's patience
            RATES.took(line, letters=this.handed - handed)
        TURNS.took(line, seconds=time.monotonic() - began)


def one(message_id: int, *, this: Round) -> bool:
    """Deliver this message, with what leaves with it, if it may go now; whether it was ours to deliver."""
    _give_back_what_was_left()
    try:
        rows = outgoing.claim(worker=this.worker, limit=1, now=this.moment(), only=message_id)
        for parts in outgoing.in_envelopes(map(outgoing.of, rows)):
            this.deliver(parts)
    except (OperationalError, InterfaceError):
        BROKEN_OFF.append(this)
        raise
    return bool(rows)
