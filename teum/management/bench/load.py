"""Clients that cost next to nothing: sockets that stay open, requests made beforehand, one loop for all of them."""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from teum.management.bench.figure import Untrue

PATIENCE_SECONDS = 30


def request(method: str, path: str, *, host: str, body: bytes = b"", token: str = "") -> bytes:
    """One HTTP/1.1 request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept: */*"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(slots=True)
class Taken:
    """What a round of requests took: milliseconds each, and how often each status was answered.

    `longest` is the longest answer in bytes, `refused` the first that was no success.
    """

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    longest: int = 0
    refused: bytes = b""

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds

    def require_only(self, status: int) -> None:
        """Raise where anything else was answered."""
        if set(self.statuses) != {status}:
            said = self.refused.decode(errors="replace").strip()[:300]
            raise Untrue(f"not every answer was {status}: {dict(self.statuses)}; the first other one: {said}")


@dataclass(slots=True)
class Client:
    """One connection and the requests that it sends, one after the other."""

    connection: socket.socket
    requests: Iterator[bytes]
    sent_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)

    def send(self) -> bool:
        """Send the next request; False where there is none."""
        following = next(self.requests, None)
        if following is None:
            return False
        self.received.clear()
        self.sent_at = time.perf_counter()
        self.connection.sendall(following)
        return True

    def answer(self) -> bytes | None:
        """The answer once it is whole."""
        part = self.connection.recv(1 << 18)
        if not part:
            raise Untrue("the server closed a connection that was to stay open")
        self.received += part
        head_ends = self.received.find(b"\r\n\r\n")
        if head_ends < 0 or len(self.received) < head_ends + 4 + _length(self.received[:head_ends]):
            return None
        return bytes(self.received)


def _length(head: bytearray) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise Untrue("an answer without its length")


def drive(address: tuple[str, int], clients: Sequence[Iterator[bytes]], *, seconds: float = 3600.0) -> Taken:
    """Let each client send its requests, each after the answer to the one before, until the time or they run out."""
    taken = Taken()
    started = time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        for requests in clients:
            client = Client(_connect(address), requests)
            if client.send():
                waiting.register(client.connection, selectors.EVENT_READ, client)
        while waiting.get_map():
            ready = waiting.select(PATIENCE_SECONDS)
            if not ready:
                raise Untrue(f"no answer came in {PATIENCE_SECONDS} s")
            for key, _ in ready:
                if not _heard(key.data, taken, until=started + seconds):
                    waiting.unregister(key.data.connection)
                    key.data.connection.close()
    taken.seconds = time.perf_counter() - started
    return taken


def _connect(address: tuple[str, int]) -> socket.socket:
    connection = socket.create_connection(address)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _heard(client: Client, taken: Taken, *, until: float) -> bool:
    """Take what came; whether this client waits for more."""
    answer = client.answer()
    if answer is None:
        return True
    here = time.perf_counter()
    status = int(answer[9:12])
    taken.milliseconds.append((here - client.sent_at) * 1000)
    taken.statuses[status] += 1
    taken.longest = max(taken.longest, len(answer))
    if status >= 300 and not taken.refused:
        taken.refused = answer
    return here < until and client.send()
