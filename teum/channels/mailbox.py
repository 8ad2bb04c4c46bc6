"""A folder on an IMAP server: what is new in it, one mail at a time, and a word when something comes.

Mails are read without marking them; what is marked as seen is only for people who look into the mailbox as well.
"""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from teum.configuration.values import Imap

ANSWER_SECONDS = 20.0
LARGEST = 30 * 2**20
"""Bytes of a mail that are read: its words stand in front of what is attached. Most servers take no larger ones."""
TICK_SECONDS = 1.0
"""How often a waiting reader looks whether it is told to stop."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Away(Exception):
    """The server cannot be reached, or does not let us in. Its text names no secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mail: its number, its bytes (the first ones, where it is large), and when the server took it, if it says."""

    uid: int
    raw: bytes
    is_cut: bool
    at: datetime | None


@contextmanager
def _asking() -> Iterator[None]:
    """Whatever goes wrong with a server is one thing to us."""
    try:
        yield
    except (ImapToolsError, imaplib.IMAP4.error, OSError, ValueError) as error:
        raise Away(type(error).__name__) from error


@dataclass(slots=True)
class Session:
    """One connection to the folder, until it is closed."""

    box: Imap
    validity: int = 0
    next_uid: int = 1
    _open: BaseMailBox | None = field(default=None, init=False)
    _can_idle: bool = field(default=False, init=False)

    def open(self) -> None:
        """Sign in, and see where the folder stands. Raises `Away`."""
        with _asking():
            self._open = box = _connected(self.box)
            box.login(self.box.user, self.box.password, initial_folder=None)
            stands = box.folder.status(self.box.folder, ["UIDVALIDITY", "UIDNEXT"])
            self.validity, self.next_uid = stands["UIDVALIDITY"], stands["UIDNEXT"]
            box.folder.set(self.box.folder)
            box.client.response("EXISTS")
            _, said = box.client.capability()
            self._can_idle = b"IDLE" in (said[0] or b"").upper().split()

    @property
    def _box(self) -> BaseMailBox:
        if self._open is None:
            raise Away("closed")
        return self._open

    def uids(self, *, after: int) -> list[int]:
        """The numbers of the mails that came after one, in order. Raises `Away`."""
        with _asking():
            self._box.client.response("EXISTS")  # what we have been told of up to here is seen by this look
            found = self._box.uids(f"UID {after + 1}:*", charset=None)
        return sorted(uid for uid in map(int, found) if uid > after)

    def fetch(self, uid: int) -> Found | None:
        """A mail; None where it is there no longer. Raises `Away`."""
        with _asking():
            _, said = self._box.client.uid(
                "fetch", str(uid), f"(UID INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.{LARGEST}>)"
            )
        pair = next((part for part in said if isinstance(part, tuple)), None)
        if pair is None:
            return None
        facts = b" ".join([pair[0], *(part for part in said if isinstance(part, bytes))])
        size = _SIZE.search(facts)
        at = imaplib.Internaldate2tuple(facts)
        taken = datetime.fromtimestamp(time.mktime(at), UTC) if at else None
        return Found(uid=uid, raw=pair[1], is_cut=bool(size and int(size[1]) > LARGEST), at=taken)

    def mark_seen(self, uid: int) -> None:
        """Show people who look into the mailbox that it was read; a mailbox that is only for reading stays as it is."""
        with _asking():
            self._box.client.uid("store", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def wait(self, seconds: float, *, is_stopped: Callable[[], bool]) -> None:
        """Until something comes, or so long at most. Raises `Away`.

        What came since the last look, and was said beside another answer, is not said again: there is no waiting then.
        """
        until = time.monotonic() + seconds
        if self._box.client.untagged_responses.get("EXISTS"):
            return
        if not self._can_idle:
            while not is_stopped() and (left := until - time.monotonic()) > 0:
                time.sleep(min(TICK_SECONDS, left))
            return
        with _asking():
            idle: Any = self._box.idle
            idle.start()
            while not is_stopped() and (left := until - time.monotonic()) > 0:
                tick, began = min(TICK_SECONDS, left), time.monotonic()
                if said := idle.poll(timeout=tick):
                    if any(b"BYE" in line for line in said):
                        raise Away("connection_lost")
                    break
                if (
                    time.monotonic() - began < tick / 2
                ):  # it answers at once, and says nothing: nobody is there
                    raise Away("connection_lost")
            idle.stop()

    def close(self) -> None:
        """Hang up."""
        box, self._open = self._open, None
        if box is None:
            return
        try:
            box.client.sock.settimeout(2)
            box.logout()
        except (ImapToolsError, imaplib.IMAP4.error, OSError, ValueError, AttributeError):
            box.client.shutdown()


def _connected(box: Imap) -> BaseMailBox:
    if box.tls == "none":
        return MailBoxUnencrypted(box.host, box.port, timeout=ANSWER_SECONDS)
    context = ssl.create_default_context()
    if box.tls == "starttls":
        return MailBoxStartTls(box.host, box.port, timeout=ANSWER_SECONDS, ssl_context=context)
    return MailBox(box.host, box.port, timeout=ANSWER_SECONDS, ssl_context=context)
