"""The real thing from outside: the server's own process, its clock in our hands, and a real mail server."""

import contextlib
import email
import email.policy
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import psycopg
import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
TEUM = Path(sys.executable).parent / "teum"
START_SECONDS = 30
FIRST_PAGE = "/account/login/"
PATIENCE_SECONDS = 20
MAKE_READY = """
import django
django.setup()
from django.db import connection
from teum.management import database
database.bring_up_to_date()
connection.close()
"""


T = TypeVar("T")


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]


def family(pid: int) -> list[int]:
    """Every process below a process."""
    return [one for child in children(pid) for one in (child, *family(child))]


def eventually(look: Callable[[], T], *, seconds: float = PATIENCE_SECONDS) -> T:
    """Looks again and again until what is seen is truthy; answers with it, or with the last look."""
    until = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return seen


@dataclass
class Clock:
    """The virtual time of every process of one server."""

    file: Path

    def set(self, moment: datetime) -> None:
        """Makes it `moment`, for everyone at once."""
        draft = self.file.with_suffix(".new")
        draft.write_text(moment.isoformat(), encoding="utf-8")
        draft.replace(self.file)


@dataclass
class Mails:
    """What the mail server has received."""

    folder: Path
    port: int

    def all(self) -> list[EmailMessage]:
        """Every mail so far, oldest first."""
        files = sorted(self.folder.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]  # type: ignore[misc]

    def to(self, address: str) -> list[EmailMessage]:
        """Every mail to one address so far."""
        return [mail for mail in self.all() if address in str(mail["To"])]

    def wait_for(self, address: str, count: int = 1) -> list[EmailMessage]:
        """The mails to an address once there are `count`; fails when they do not come."""
        eventually(lambda: len(self.to(address)) >= count)
        found = self.to(address)
        assert len(found) >= count, f"{len(found)} of {count} mails came for {address}"
        return found


def plain(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(preferencelist=("plain",))
    assert part is not None, "a mail without plain text"
    return str(part.get_content())


@dataclass
class Answer:
    """What the server answered."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Server:
    """One `teum run` with a data folder of its own."""

    data: Path
    port: int
    clock: Clock
    environment: dict[str, str]
    process: subprocess.Popen[str] | None = None
    seconds_to_first_answer: float = 0.0
    said: Path = field(init=False)

    def __post_init__(self) -> None:
        self.said = self.data.parent / f"{self.data.name}.log"

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *options: str) -> None:
        """Starts it and waits for its first answer."""
        started = time.monotonic()
        self.process = process = subprocess.Popen(
            [TEUM, "run", "--host", "127.0.0.1", "--port", str(self.port), "--data", self.data, *options],
            env=self.environment, stdout=self.said.open("a"), stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        eventually(lambda: self._answers() or process.poll() is not None, seconds=START_SECONDS)
        self.seconds_to_first_answer = time.monotonic() - started
        assert self._answers(), f"the server did not start:\n{self.said.read_text()}"

    def stop(self, sign: signal.Signals = signal.SIGINT) -> int:
        """Stops it as Ctrl-C does and answers with its exit code."""
        assert self.process is not None
        self.process.send_signal(sign)
        try:
            return self.process.wait(PATIENCE_SECONDS)
        finally:
            self.kill()

    def kill(self) -> None:
        """Ends every process of it at once, as a power cut would."""
        if self.process is not None:
            for pid in [self.process.pid, *family(self.process.pid)]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs another `teum` command on the same data, e.g. `run("clock", "--once", "--json")`."""
        return subprocess.run(
            [TEUM, *arguments, "--data", self.data],
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=120,
        )

    def call(self, method: str, path: str, body: object = None, *, token: str = "", **headers: str) -> Answer:
        """One request to the server, JSON in and text out."""
        request = urllib.request.Request(self.url + path, method=method, headers=dict(headers))
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        if body is not None:
            request.data = body if isinstance(body, bytes) else json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Answer(response.status, response.read().decode(), response.headers)
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.read().decode(), refused.headers)

    def answers_page(self, path: str) -> bool:
        """Whether the page comes whole."""
        try:
            return self.call("GET", path).status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def _answers(self) -> bool:
        return self.answers_page(FIRST_PAGE)


@pytest.fixture
def mails(tmp_path: Path) -> Iterator[Mails]:
    """A mail server in a process of its own."""
    folder, port = tmp_path / "mails", free_port()
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("smtp_server.py"), str(port), folder]
    )
    assert eventually((folder / "ready").exists), "the mail server did not start"
    yield Mails(folder, port)
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def ready_made(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tests' databases are copies of, since making the tables takes seconds: a file, or a database's name."""
    data = tmp_path_factory.mktemp("ready-made")
    name = f"e2e_{uuid4().hex[:12]}"
    if postgres_url:
        _on(postgres_url, f'CREATE DATABASE "{name}"')
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "teum.settings",
        "TEUM_DATA": str(data),
        **({"TEUM_DATABASE_URL": _named(postgres_url, name)} if postgres_url else {}),
    }
    subprocess.run([sys.executable, "-c", MAKE_READY], env=environment, check=True)
    return name if postgres_url else str(data / "teum.sqlite3")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, postgres_url: str) -> Iterator[str]:
    """A database of this test's own on the PostgreSQL server under test; empty when the tests run on SQLite."""
    if not postgres_url:
        yield ""
        return
    name = f"e2e_{uuid4().hex[:12]}"
    like = "" if _is_from_nothing(request) else f' TEMPLATE "{request.getfixturevalue("ready_made")}"'
    _on(postgres_url, f'CREATE DATABASE "{name}"{like}')
    yield _named(postgres_url, name)
    _on(postgres_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _on(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _named(url: str, name: str) -> str:
    return f"{url.rpartition('/')[0]}/{name}"


def _is_from_nothing(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("from_nothing") is not None


@pytest.fixture
def new_server(
    request: pytest.FixtureRequest, tmp_path: Path, mails: Mails, database_url: str
) -> Iterator[Callable[..., Server]]:
    """Makes a server that is not started yet: `new_server(at=moment, **settings)`; all are ended with the test.

    Its tables are there, but for a test that begins `from_nothing`.
    """
    made: list[Server] = []

    def make(*, at: datetime, name: str = "data", **settings: str) -> Server:
        clock = Clock(tmp_path / f"{name}.clock")
        clock.set(at)
        port = free_port()
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(tmp_path),
            "TEUM_TEST": "1",
            "TEUM_CLOCK_FILE": str(clock.file),
            "TEUM_SMTP_URL": f"smtp://127.0.0.1:{mails.port}",
            "TEUM_BASE_URL": f"http://127.0.0.1:{port}",
            **({"TEUM_DATABASE_URL": database_url} if database_url else {}),
            **settings,
        }
        made.append(Server(tmp_path / name, port, clock, environment))
        if not (database_url or _is_from_nothing(request) or made[-1].data.exists()):
            made[-1].data.mkdir(mode=0o700)
            shutil.copy(request.getfixturevalue("ready_made"), made[-1].data)
        return made[-1]

    yield make
    for server in made:
        server.kill()
