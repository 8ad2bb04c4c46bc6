"""A Dovecot of the test's own: its own configuration, port and folder; it is ended with the test.

Dovecot's master needs root to give its processes other users, or one user for all: so it runs all of them as whoever runs
the test, and root's mail as the package's own user.
"""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from tests.ports import free_port
from teum.configuration import values

PROGRAM = "/usr/sbin/dovecot"
ADDRESS = "answers@galil.example"
START_SECONDS = 20

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{place}/mail
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
passdb {{
  driver = static
  args = password={password} allow_nets=127.0.0.0/8
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={place}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
mail_max_userip_connections = 50
"""


@dataclass
class Dovecot:
    """One server with one mailbox."""

    place: Path
    port: int
    password: str
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _count: int = 0

    @property
    def url(self) -> str:
        """Where it is, for TEUM_IMAP_URL."""
        return f"imap://answers:{self.password}@127.0.0.1:{self.port}/INBOX?tls=none&address={ADDRESS}&tag=+"

    @property
    def box(self) -> values.Imap:
        """The same, read."""
        found = values.imap(self.url)
        assert found
        return found

    def start(self) -> None:
        """Start it, and wait until it greets."""
        with (self.place / "said").open("ab") as said:
            self._process = subprocess.Popen(
                [PROGRAM, "-F", "-c", self.place / "dovecot.conf"],
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        until = time.monotonic() + START_SECONDS
        while not self._greets():
            words = "".join(f.read_text() for f in (self.place / "said", self.place / "log") if f.exists())
            assert self._process.poll() is None and time.monotonic() < until, f"no Dovecot: {words[-2000:]}"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, with all that it has started: who is signed in would be served on."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def deliver(self, mail: EmailMessage | bytes) -> None:
        """Put a mail into the mailbox, as a delivery agent does."""
        self._count += 1
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        name = f"{time.time():.6f}.{os.getpid()}_{self._count}.test"
        draft = self.place / "mail" / "tmp" / name
        draft.write_bytes(raw)
        if os.geteuid() == 0:
            shutil.chown(draft, _USER.pw_name, _USER.pw_gid)
        draft.rename(self.place / "mail" / "new" / name)

    def begin_anew(self) -> None:
        """Forget the numbers that it gave: the mailbox has another UIDVALIDITY from now on."""
        self.stop()
        for file in (self.place / "mail").glob("dovecot*"):
            file.unlink()
        time.sleep(1.1)  # its number is the second in which it is made
        self.start()

    def seen(self) -> int:
        """How many mails are marked as seen."""
        return sum("S" in file.name.partition(":2,")[2] for file in (self.place / "mail" / "cur").iterdir())

    def _greets(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                return probe.recv(4) == b"* OK"
        except OSError:
            return False


_USER = pwd.getpwuid(os.geteuid())
if os.geteuid() == 0:
    try:
        _USER = pwd.getpwnam("dovecot")
    except KeyError:
        pass  # the server itself says what is missing


@contextmanager
def running() -> Iterator[Dovecot]:
    """A server for as long as it is needed."""
    place = Path(tempfile.mkdtemp(prefix="teum-dovecot-"))
    made = Dovecot(place, free_port(), secrets.token_hex(8))
    place.chmod(0o755)
    for name in ("cur", "new", "tmp"):
        (place / "mail" / name).mkdir(parents=True)
    (place / "home").mkdir()
    if os.geteuid() == 0:
        for folder in (place / "home", place / "mail", *(place / "mail").iterdir()):
            shutil.chown(folder, _USER.pw_name, _USER.pw_gid)
    own = {"internal": _USER.pw_name, "internal_group": _group(_USER.pw_gid), "login": _USER.pw_name}
    if os.geteuid() == 0:
        own = {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull"}
    (place / "dovecot.conf").write_text(
        CONFIGURATION.format(
            place=place,
            port=made.port,
            password=made.password,
            user=_USER.pw_name,
            group=_group(_USER.pw_gid),
            **own,
        )
    )
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(place, ignore_errors=True)


def _group(number: int) -> str:
    return grp.getgrgid(number).gr_name
