"""Read the mailbox in which customers answer: a duty of the clock's process, in a thread of its own.

1. One reader at a time: it holds the mailbox by a lease, on however many machines clocks run.
2. What came after the last mail that was read is read in order, each with all that follows from it in one transaction
   (`actions.inbox.receive`), in which the mailbox is read up to there: killed in between, it is read once all the same.
3. Then it waits for the server's word (IDLE), or looks now and then where the server gives none.

A server that is away is asked again, less and less often; the timers never wait for it. A mail that cannot be read is
laid before a person with what can be said of it.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections

from teum.actions import inbox, mailboxes, pulses
from teum.actions.mailboxes import Held, Place
from teum.channels import incoming
from teum.channels.mailbox import Away as Away
from teum.channels.mailbox import Found, Session
from teum.configuration.values import Imap
from teum.core import digest
from teum.core.inbox import Mail
from teum.now import now

LOOK_SECONDS = 30.0
"""How often it looks at least, and says that it is there: well within the lease."""
SOON_SECONDS = 3.0
"""What came too soon is read again after this."""
LONGEST_WAIT_SECONDS = 300.0
GOODBYE_SECONDS = 5.0
SKEW = timedelta(days=1)
"""A mail server's clock may be off by so much when it says when a mail came."""
logger = logging.getLogger(__name__)


def name_of(box: Imap) -> str:
    """How the mailbox is known to our rows: a digest, so that no address stands there."""
    return digest.of("mailbox", box.host, box.port, box.user, box.folder)


@dataclass(slots=True)
class Reader:
    """Reads one mailbox; `moment` reads the clock."""

    box: Imap
    moment: Callable[[], datetime] = now
    name: str = field(
        default_factory=lambda: f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
    )
    read: int = 0

    def is_mine(self) -> bool:
        """Whether there is somebody to read for, and nobody else does."""
        return mailboxes.is_wanted() and mailboxes.hold(
            name_of(self.box), reader=self.name, now=self.moment()
        )

    def begin(self, session: Session) -> Held:
        """Where to go on."""
        session.open()
        return mailboxes.begin(
            name_of(self.box),
            reader=self.name,
            validity=session.validity,
            next_uid=session.next_uid,
            now=self.moment(),
        )

    def look(self, session: Session, held: Held, *, is_stopped: Callable[[], bool] = lambda: False) -> Held:
        """Read what came; how far it was read. What came too soon is left, with all behind it. Raises `TooSoon`."""
        for uid in session.uids(after=held.uid):
            if is_stopped():
                break
            found = session.fetch(uid)
            if found is not None:
                self._take(found, held)
                session.mark_seen(uid)
            held = replace(held, uid=uid)
        pulses.beat("inbox", now=self.moment())
        return held

    def _take(self, found: Found, held: Held) -> None:
        place = Place(mailbox=held.mailbox, validity=held.validity, uid=found.uid)
        if found.at and found.at < held.since - SKEW:
            mailboxes.leave(place)
            return
        try:
            mail = incoming.read(found.raw, box=self.box, is_cut=found.is_cut)
            message = inbox.receive(mail, place=place, now=self.moment())
        except (inbox.TooSoon, OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("mail %s of the mailbox cannot be read; a person is shown it", found.uid)
            unread = Mail(name=f"{held.validity}.{found.uid}", sender="", is_cut=True)
            message = inbox.receive(unread, place=place, now=self.moment())
        self.read += message is not None

    def let_go(self) -> None:
        """Leave the mailbox to the next reader."""
        mailboxes.let_go(name_of(self.box), reader=self.name)


def once(box: Imap, *, moment: datetime) -> int:
    """One look, where nobody else has the mailbox; how many mails were taken in. Raises `Away`."""
    reader, session = Reader(box, moment=lambda: moment), Session(box)
    if not reader.is_mine():
        return 0
    try:
        reader.look(session, reader.begin(session))
    except inbox.TooSoon:
        pass  # the next look finds it
    finally:
        session.close()
        reader.let_go()
    return reader.read


def run(stop: threading.Event, box: Imap) -> None:
    """Read until told to stop."""
    reader, failures = Reader(box), 0
    while not stop.is_set():
        try:
            close_old_connections()
            if reader.is_mine():
                _read(reader, stop)
            failures = 0
            stop.wait(SOON_SECONDS)
        except Exception as error:
            failures += 1
            wait = wait_seconds(failures)
            if isinstance(error, Away):
                logger.warning("the mailbox cannot be read (%s); asked again in %d s", error, wait)
            else:
                logger.exception("reading the mailbox failed, %s in a row", failures)
            connections.close_all()
            stop.wait(wait)
    _goodbye(reader)


def _goodbye(reader: Reader) -> None:
    try:
        reader.let_go()
    except (OperationalError, InterfaceError):
        logger.warning("the mailbox stays held until its lease ends")
    connections.close_all()


def _read(reader: Reader, stop: threading.Event) -> None:
    session = Session(reader.box)
    try:
        held = reader.begin(session)
        while not stop.is_set() and reader.is_mine():
            seconds = LOOK_SECONDS
            try:
                held = reader.look(session, held, is_stopped=stop.is_set)
            except inbox.TooSoon:  # those before it are read: they are passed over
                seconds = SOON_SECONDS
            session.wait(seconds, is_stopped=stop.is_set)
            close_old_connections()
    finally:
        session.close()


def wait_seconds(failures: int) -> float:
    """How long to wait after so many failures in a row: two seconds, doubled each time, five minutes at most."""
    return float(min(LONGEST_WAIT_SECONDS, 2 ** min(failures, 12)))


@contextmanager
def beside(stop: threading.Event) -> Iterator[None]:
    """Read the mailbox beside the clock's loop, where one is named; it ends with the loop."""
    box = settings.TEUM.imap_url
    if box is None:
        yield
        return
    thread = threading.Thread(target=run, args=(stop, box), name="inbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join(GOODBYE_SECONDS)
