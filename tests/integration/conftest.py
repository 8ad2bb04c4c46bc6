"""The real things that integration tests use: a mail server in a process of its own."""

import contextlib
import email
import email.policy
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import pytest
from pytest_django import Settings

from tests import cast
from tests.cast import SUNDAY_1000, Business
from tests.ports import free_port
from tests.property.world import World, beginning
from teum.configuration import values

PATIENCE_SECONDS = 10
T = TypeVar("T")


def eventually(look: Callable[[], T]) -> T:
    """Looks again and again until what is seen is truthy; answers with the last look."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(0.02)
    return seen


@dataclass(frozen=True)
class Mailbox:
    """A mail server's address and what it has received."""

    server: values.Smtp
    folder: Path

    def all(self) -> list[EmailMessage]:
        """Every mail so far, oldest first."""
        files = sorted(self.folder.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]  # type: ignore[misc]

    def only(self) -> EmailMessage:
        """The one mail that came."""
        found = self.all()
        assert len(found) == 1, f"{len(found)} mails came"
        return found[0]


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailbox]:
    """A mail server for the whole run."""
    folder, port = tmp_path_factory.mktemp("mails"), free_port()
    program = Path(__file__).parent.parent / "e2e" / "smtp_server.py"
    process = subprocess.Popen([sys.executable, program, str(port), folder])
    assert eventually((folder / "ready").exists), "the mail server did not start"
    yield Mailbox(values.Smtp("127.0.0.1", port), folder)
    process.terminate()
    process.wait()


@pytest.fixture
def mailbox(mail_server: Mailbox, settings: Settings) -> Mailbox:
    """An empty mailbox, on the server that the installation sends through."""
    for file in mail_server.folder.glob("*.eml"):
        with contextlib.suppress(FileNotFoundError):
            file.unlink()
    settings.TEUM = replace(
        settings.TEUM, smtp_url=mail_server.server, mail_from="Teum <promises@galil.example>"
    )
    settings.BASE_URL = "https://galil.example"
    return mail_server


@pytest.fixture
def galil() -> Business:
    """The business of the tests."""
    return cast.galil()


@pytest.fixture
def world(galil: Business) -> Iterator[World]:
    """Virtual time from Sunday 10:00 on, in which the real clock and the real delivery run."""
    with beginning(galil, SUNDAY_1000) as found:
        yield found
