"""A mail server in a process of its own: keeps what it is sent, and fails on demand. `python smtp_server.py PORT FOLDER`.

An address tells it how to answer: `bounce…@` is refused for good (550), `later…@` for now (451), `relay…@` because
of who we are (550 5.7.1), `files-refused…@` where it carries a paper, `spam…@` for its content and `large…@` for its size, after the data. For `drop…@` the connection breaks before the
data, for `lost…@` after it, and for `hang…@` no answer comes, so that the sender cannot know.
`slow…@` is answered once a file `go` stands in the folder.
"""

import asyncio
import sys
import time
from pathlib import Path
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Keep:
    """Writes each accepted mail as one file, named so that they sort in the order of arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answers each recipient by the word at the start of the address."""
        if address.startswith("bounce"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.3.0 try again later"
        if address.startswith("relay"):
            return "550 5.7.1 relaying denied"
        if address.startswith("drop"):
            _break(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keeps the mail; for `lost…@` and `hang…@`, keeps it and does not say so."""
        if any(address.startswith("spam") for address in envelope.rcpt_tos):
            return "554 5.6.0 not wanted here"
        if any(address.startswith("large") for address in envelope.rcpt_tos):
            return "552 5.3.4 message too large"
        is_bare = b"application/pdf" not in (envelope.content or b"")
        if not is_bare and any(address.startswith("files-refused") for address in envelope.rcpt_tos):
            return "554 5.7.1 no such files here"
        draft = self.folder / f".{uuid4().hex}"
        draft.write_bytes(envelope.content or b"")
        draft.rename(self.folder / f"{time.time_ns()}-{uuid4().hex[:6]}.eml")
        if any(address.startswith("lost") for address in envelope.rcpt_tos):
            _break(server)
        if any(address.startswith("hang") for address in envelope.rcpt_tos):
            await asyncio.sleep(60)
        while (
            any(address.startswith("slow") for address in envelope.rcpt_tos)
            and not (self.folder / "go").exists()
        ):
            await asyncio.sleep(0.02)
        return "250 2.0.0 queued as 4AB12"


def _break(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.abort()  # type: ignore[attr-defined]


async def main(port: int, folder: Path) -> None:
    """Serves until it is ended."""
    controller = Controller(Keep(folder), hostname="127.0.0.1", port=port)
    controller.start()
    (folder / "ready").touch()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
