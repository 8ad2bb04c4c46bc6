"""A mail server for the bench, in a process of its own: takes every mail, keeps none, and counts. `postbox.py PORT`.

`XCOUNT`, which no mail server knows, is answered with how many mails came, how many different ones by their
Message-ID, and when the first and the last of them were taken, in seconds.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

ANSWERS = {b"EHLO": "250 postbox", b"HELO": "250 postbox", b"QUIT": "221 bye", b"DATA": "354 go on"}


@dataclass(slots=True)
class Postbox:
    """What came."""

    count: int = 0
    keys: set[bytes] = field(default_factory=set)
    first: float = 0.0
    last: float = 0.0

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One conversation."""
        writer.write(b"220 postbox\r\n")
        while line := await reader.readline():
            verb = line.split(maxsplit=1)[0].upper() if line.strip() else b""
            if verb == b"XCOUNT":
                answer = f"250 {self.count} {len(self.keys)} {self.first} {self.last}"
            else:
                answer = ANSWERS.get(verb, "250 OK")
            writer.write(answer.encode() + b"\r\n")
            if verb == b"DATA":
                self._take(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                break
        writer.close()

    def _take(self, mail: bytes) -> None:
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.count += 1
        head = mail.partition(b"\r\n\r\n")[0].split(b"\r\n")
        self.keys.update(line for line in head if line.lower().startswith(b"message-id:"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a postbox has taken: mails, different ones, and the seconds from the first to the last."""

    count: int
    different: int
    seconds: float


@contextmanager
def asking(port: int) -> Iterator[socket.socket]:
    """A conversation with the postbox of a port."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.recv(100)
        yield connection


def counted(port: int) -> Counted:
    """What the postbox of a port has taken by now."""
    with asking(port) as connection:
        connection.sendall(b"XCOUNT\r\n")
        _, count, different, first, last = connection.recv(200).split()
    return Counted(count=int(count), different=int(different), seconds=float(last) - float(first))


async def main(port: int) -> None:
    """Serve until ended."""
    server = await asyncio.start_server(Postbox().serve, "127.0.0.1", port, limit=1 << 24)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
