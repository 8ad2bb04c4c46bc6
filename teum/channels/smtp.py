"""Hand mails to a server by SMTP, and say for sure what became of each.

Until the last line of the data nothing was taken: whatever goes wrong before it has failed. What goes wrong
after it is unknown. What a refusal speaks of is read in `refusal`.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedReader

from teum.channels import email, refusal
from teum.channels.letter import Envelope
from teum.channels.outcome import Accepted, Away, Failed, Outcome, Unknown
from teum.configuration import values

CONNECT_SECONDS = 10.0
STEP_SECONDS = 15.0
SEND_SECONDS = 60.0
"""A whole delivery takes no longer than this, so that leases hold (see `core.delivery.LEASE`): of it a step's time is
kept for the answer to the last line."""
GOODBYE_SECONDS = 2.0
MOST_ON_ONE_CONNECTION = 100
_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Lines:
    """What a server says: of a line that was cut off nobody knows what it would have said."""

    file: BufferedReader

    def readline(self, most: int) -> bytes:
        """The next line; empty where the server has hung up. Raises `OSError` where that was in the middle of it."""
        line = self.file.readline(most)
        if line and not line.endswith(b"\n") and len(line) < most:
            raise ConnectionError("cut off")
        return line

    def close(self) -> None:
        """Read no more."""
        self.file.close()


def _connected(host: str, port: int, *, seconds: float) -> socket.socket:
    """A connection to the first of a host's addresses that takes one; all of them together have so long.

    Each gets its share of what is left, so that a dead one leaves time for those after it. Raises `OSError`.
    """
    until, listed = time.monotonic() + seconds, socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failed = OSError("it has no address")
    for place, (family, kind, protocol, _, address) in enumerate(listed):
        wire = socket.socket(family, kind, protocol)
        try:
            wire.settimeout(max(until - time.monotonic(), 0.001) / (len(listed) - place))
            wire.connect(address)
        except OSError as error:
            wire.close()
            failed = error
        else:
            wire.settimeout(seconds)
            return wire
    raise failed


class Spoken(smtplib.SMTP):
    """A conversation that can be cut off at any moment: whoever holds its wire ends it, also while it is greeted.

    A time-out is for each byte that comes: a server that says one now and then, or greets for ever, outlasts them all.
    """

    def __init__(self, server: values.Smtp, hold: Callable[[socket.socket], None], *, seconds: float) -> None:
        self._hold = hold
        super().__init__(server.host, server.port, timeout=seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found = _connected(host, port, seconds=timeout)
        self._hold(found.dup())  # the same wire, whatever is laid around it
        return found

    def getreply(self) -> tuple[int, bytes]:
        """The next answer, whole."""
        if self.file is None and self.sock is not None:
            self.file = Lines(self.sock.makefile("rb"))
        return super().getreply()


class Whispered(smtplib.SMTP_SSL, Spoken):
    """The same, encrypted from the first byte."""

    def __init__(self, server: values.Smtp, hold: Callable[[socket.socket], None], *, seconds: float) -> None:
        self._hold = hold
        context = ssl.create_default_context()
        smtplib.SMTP_SSL.__init__(self, server.host, server.port, timeout=seconds, context=context)


class Broke(Exception):
    """The conversation ended before the data was handed over whole."""

    def __init__(self, reason: str, *, failed: Failed | None = None) -> None:
        super().__init__(reason)
        self.failed = failed or Failed(permanent=False, reason=reason)


class Unreachable(Broke):
    """There was nobody to speak with: it did not connect, greet, encrypt or let us sign in."""


@dataclass(slots=True)
class Smtp:
    """One server; its connection is kept from mail to mail, until it is closed."""

    server: values.Smtp
    _open: smtplib.SMTP | None = field(default=None, init=False)
    _wire: socket.socket | None = field(default=None, init=False)
    _sent: int = field(default=0, init=False)
    _until: float = field(default=0.0, init=False)

    def send(self, envelope: Envelope) -> Outcome:
        """Deliver one message."""
        try:
            mail = email.build(envelope)
        except (email.BadAddress, ValueError, UnicodeError):
            bad = not email.is_address(envelope.to.address)
            return Failed(permanent=True, reason="bad_address", blames_address=bad)
        seconds = SEND_SECONDS - STEP_SECONDS
        self._until = time.monotonic() + seconds
        try:
            with self._within(seconds):
                connection = self._announced(mail)
        except Unreachable as nobody:
            self.close()
            return Away(str(nobody))
        except Broke as broke:
            self.close()
            return broke.failed
        with self._within(STEP_SECONDS):
            outcome = self._finish(connection)
        self._sent += 1
        if not isinstance(outcome, Accepted) or self._sent >= MOST_ON_ONE_CONNECTION:
            self.close()
        return outcome

    def close(self) -> None:
        """Say goodbye where there is somebody to say it to."""
        connection, self._open, self._sent = self._open, None, 0
        if connection is not None:
            try:
                with self._within(GOODBYE_SECONDS):
                    connection.quit()
            except (smtplib.SMTPException, OSError, ValueError):
                connection.close()
        self._hold(None)

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """What is said meanwhile is cut off after so long, as by a server that hangs up."""
        watch = threading.Timer(seconds, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _cut(self) -> None:
        wire = self._wire
        if wire is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def _hold(self, wire: socket.socket | None) -> None:
        held, self._wire = self._wire, wire
        if held is not None:
            held.close()

    # ── before the last line: whatever breaks has failed ──

    def _announced(self, mail: email.Mail) -> smtplib.SMTP:
        """Everything but the line that ends the data; a stale connection is opened anew."""
        was_kept = self._open is not None
        connection = self._connection()
        try:
            self._address(connection, mail)
        except Broke as broke:
            is_lost = broke.failed.reason == "connection_lost" and time.monotonic() < self._until
            if not was_kept or not is_lost:
                raise
            self.close()
            connection = self._connection()
            self._address(connection, mail)
        self._hand_over(connection, mail.content)
        return connection

    def _connection(self) -> smtplib.SMTP:
        if self._open is None:
            try:
                self._open = self._connect()
            except Broke as broke:
                raise Unreachable(str(broke)) from broke
        return self._open

    def _connect(self) -> smtplib.SMTP:
        try:
            connection = self._greeted()
            self._step(connection)
            # The last line follows the content by itself: it must not wait until the content is acknowledged.
            assert connection.sock is not None
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.ehlo_or_helo_if_needed()
            if self.server.tls == "starttls":
                connection.starttls(context=ssl.create_default_context())
                connection.ehlo()
        except smtplib.SMTPNotSupportedError as error:
            raise Broke("no_tls") from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Broke("connect") from error
        if self.server.user:
            self._sign_in(connection)
        return connection

    def _greeted(self) -> smtplib.SMTP:
        speak = Whispered if self.server.tls == "implicit" else Spoken
        # Until it is connected nobody can cut it off: that ends in time by itself.
        seconds = min(CONNECT_SECONDS, self._until - time.monotonic())
        if seconds <= 0:
            raise TimeoutError("no time is left")
        return speak(self.server, self._hold, seconds=seconds)

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        self._step(connection)
        try:
            connection.login(self.server.user, self.server.password)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            connection.close()
            raise Broke("sign_in") from error

    def _address(self, connection: smtplib.SMTP, mail: email.Mail) -> None:
        options = ["SMTPUTF8", "BODY=8BITMIME"] if mail.is_international else []
        if mail.is_international and not connection.has_extn("smtputf8"):
            raise Broke("no_smtputf8", failed=Failed(permanent=True, reason="no_smtputf8"))
        if mail.is_international:
            connection.command_encoding = "utf-8"
        self._ask(connection, f"MAIL FROM:<{mail.sender}>{''.join(f' {o}' for o in options)}", step="sender")
        self._ask(connection, f"RCPT TO:<{mail.to}>", step="recipient")

    def _ask(self, connection: smtplib.SMTP, command: str, *, step: refusal.Step, wanted: int = 250) -> None:
        self._step(connection)
        try:
            code, reply = connection.docmd(command)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Broke("connection_lost") from error
        if code != wanted and not (wanted == 250 and 200 <= code < 300):
            failed = refusal.of(code, reply, step=step)
            raise Broke(failed.reason, failed=failed)

    def _hand_over(self, connection: smtplib.SMTP, content: bytes) -> None:
        self._ask(connection, "DATA", step="content", wanted=354)
        try:
            connection.send(_DOT.sub(b"..", content))
            if not content.endswith(b"\r\n"):
                connection.send(b"\r\n")
        except (smtplib.SMTPException, OSError) as error:
            raise Broke("connection_lost") from error
        self._step(connection)  # the last line leaves only while there is time for its answer

    def _step(self, connection: smtplib.SMTP) -> None:
        """Give the next step its time, out of what is left for the whole."""
        left = self._until - time.monotonic()
        if left <= 0 or connection.sock is None:
            raise Broke("connection_lost" if left > 0 else "too_slow")
        connection.sock.settimeout(min(STEP_SECONDS, left))

    # ── from the last line on: without an answer nobody knows ──

    def _finish(self, connection: smtplib.SMTP) -> Outcome:
        try:
            if connection.sock is not None:
                connection.sock.settimeout(STEP_SECONDS)
            connection.send(b".\r\n")
            code, reply = connection.getreply()
        except TimeoutError:
            return Unknown("no_answer")
        except (smtplib.SMTPException, OSError, ValueError):
            return Unknown("connection_lost")
        if 200 <= code < 300:
            return Accepted(reply.decode("ascii", "replace")[:200])
        if 400 <= code < 600:
            return refusal.of(code, reply, step="content")
        return Unknown("strange_answer")
