"""A carrier that takes every mail and remembers its number. `python carrier.py PORT FILE` runs it in a process of its own.

The number is written down before the carrier says that it took the mail, and that it says a little later: a sender that
dies in between cannot know, and the file does.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.e2e.conftest import eventually
from tests.ports import free_port

LONGEST_THOUGHT_SECONDS = 0.01
_NUMBER = re.compile(rb"^Message-ID:\s+<([^@>]+)@", re.IGNORECASE | re.MULTILINE)


@dataclass
class Carrier:
    """What the carrier has taken so far."""

    file: Path
    port: int

    def taken(self) -> Counter[str]:
        """How often it was handed each message, by the message's key."""
        return Counter(self.file.read_text().split())


@contextmanager
def carrier(folder: Path) -> Iterator[Carrier]:
    """A carrier that runs until it is needed no more."""
    made = Carrier(folder / "taken", free_port())
    process = subprocess.Popen([sys.executable, "-m", __spec__.name, str(made.port), made.file])
    try:
        assert eventually(made.file.exists), "the carrier did not start"
        yield made
    finally:
        process.kill()
        process.wait()


@dataclass
class Takes:
    """Remembers, thinks, answers."""

    file: int
    rng: Random

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Takes a mail."""
        content = envelope.content
        found = _NUMBER.search(content if isinstance(content, bytes) else b"")
        os.write(self.file, (found[1] if found else b"nameless") + b"\n")
        await asyncio.sleep(self.rng.uniform(0, LONGEST_THOUGHT_SECONDS))
        return "250 2.0.0 taken"


async def main(port: int, file: Path) -> None:
    """Serves until it is ended."""
    number = os.open(file.with_suffix(".new"), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    Controller(Takes(number, Random(0)), hostname="127.0.0.1", port=port).start()
    file.with_suffix(".new").rename(file)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
