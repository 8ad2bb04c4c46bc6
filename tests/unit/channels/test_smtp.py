"""A mail server that takes its time: however it spends it, a delivery ends in time, and says for sure what it knows."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.cast import SUNDAY_1000
from teum.channels import smtp
from teum.channels.letter import Envelope, Party
from teum.channels.outcome import Accepted, Away, Failed, Unknown
from teum.channels.smtp import Smtp
from teum.configuration import values

ENVELOPE = Envelope(
    sender=Party(address="promises@galil.example", name="מזגני הגליל"),
    to=Party(address="dana@example.com", name="דנה פרץ"),
    subject="מה סיכמנו",
    text="שלום\n",
    html="<p>שלום</p>",
    lang="he",
    key="0a1b",
    thread="case.77",
    at=SUNDAY_1000,
)
ANSWERS = {b"greeting": b"220", b"DATA": b"354", b"QUIT": b"221"}


@contextmanager
def server(*, drips_at: bytes = b"", says: bytes = b"250-wait\r\n") -> Iterator[Smtp]:
    """A real one, that answers this with a word every now and then and never comes to an end."""
    listening = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def answer(wire: socket.socket, to: bytes) -> None:
        while drips_at and to.startswith(drips_at) and not is_over.wait(0.02):
            wire.sendall(says)
        wire.sendall(ANSWERS.get(to[:4] if to != b"greeting" else to, b"250") + b" 2.0.0 yes\r\n")

    def serve() -> None:
        with suppress(OSError):
            while True:
                wire = listening.accept()[0]
                with suppress(OSError), wire, wire.makefile("rb") as lines:
                    answer(wire, b"greeting")
                    is_data = False
                    for line in lines:
                        if not is_data or line == b".\r\n":
                            answer(wire, line)
                            is_data = line == b"DATA\r\n"

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    ours = Smtp(values.Smtp("127.0.0.1", listening.getsockname()[1]))
    yield ours
    is_over.set()
    ours.close()
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a minute takes half a second here."""
    monkeypatch.setattr(smtp, "SEND_SECONDS", 0.5)
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.2)
    monkeypatch.setattr(smtp, "GOODBYE_SECONDS", 0.1)


LOST, AWAY = Failed(permanent=False, reason="connection_lost"), Away("connect")


@pytest.mark.parametrize(
    ("drips_at", "says", "outcome"),
    [
        (b"greeting", b"220-wait\r\n", AWAY),
        (b"ehlo", b"2", AWAY),
        (b"MAIL", b"250-wait\r\n", LOST),
        (b"DATA", b"3", LOST),
        (b".", b"250-wait\r\n", Unknown("connection_lost")),
        (b".", b"2", Unknown("connection_lost")),
    ],
)
def test_however_slowly_a_server_answers_a_delivery_ends_in_time(
    drips_at: bytes, says: bytes, outcome: object
) -> None:
    with server(drips_at=drips_at, says=says) as carrier:
        began = time.monotonic()
        assert carrier.send(ENVELOPE) == outcome
        assert time.monotonic() - began < 2


def test_a_connection_that_was_kept_is_cut_as_well_and_the_next_letter_begins_anew() -> None:
    with server() as carrier:
        assert isinstance(carrier.send(ENVELOPE), Accepted)
        carrier._cut()
        assert isinstance(carrier.send(ENVELOPE), Accepted)


def test_a_goodbye_takes_no_longer_either() -> None:
    with server(drips_at=b"quit", says=b"2") as carrier:
        assert isinstance(carrier.send(ENVELOPE), Accepted)
        began = time.monotonic()
        carrier.close()
        assert time.monotonic() - began < 1
        assert carrier._wire is None


@contextmanager
def deaf() -> Iterator[tuple[str, int]]:
    """Where a connection is neither taken nor refused."""
    listening, waiting = socket.create_server(("127.0.0.1", 0), backlog=0), []
    for _ in range(4):
        waiting.append(socket.socket())
        waiting[-1].setblocking(False)
        waiting[-1].connect_ex(listening.getsockname())
    yield listening.getsockname()
    for wire in (*waiting, listening):
        wire.close()


def test_a_server_with_many_dead_addresses_holds_a_delivery_up_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with deaf() as dead:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", dead)] * 6
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        monkeypatch.setattr(smtp, "CONNECT_SECONDS", 0.3)
        began = time.monotonic()
        assert Smtp(values.Smtp("mail.example", 25)).send(ENVELOPE) == AWAY
        assert time.monotonic() - began < 1


def test_one_of_its_addresses_that_answers_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    with deaf() as dead, server() as ours:
        alive = ("127.0.0.1", ours.server.port)
        found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", where) for where in (dead, dead, alive)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        monkeypatch.setattr(smtp, "CONNECT_SECONDS", 0.3)
        assert isinstance(ours.send(ENVELOPE), Accepted)
