"""The server as a person starts and stops it, and as a bad day treats it."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.e2e.conftest import TEUM, Server, children, eventually, family

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECONDS_TO_STOP = 20

NewServer = Callable[..., Server]


def is_alive(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.from_nothing
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_and_stops_cleanly(new_server: NewServer, sign: signal.Signals) -> None:
    server = new_server(at=MONDAY)
    server.start()
    assert server.process is not None
    everyone = family(server.process.pid)
    assert len(everyone) >= 5  # web and its two workers, the clock, delivery
    os.killpg(server.process.pid, sign)  # as a terminal does
    assert server.process.wait(SECONDS_TO_STOP) == 0
    assert not [pid for pid in everyone if is_alive(pid)]
    said = server.said.read_text()
    assert f"Teum runs at {server.url}" in said
    assert "Traceback" not in said
    assert "ERROR" not in said


@pytest.mark.from_nothing
def test_with_the_demo_it_says_how_to_sign_in_and_the_second_start_is_quick(new_server: NewServer) -> None:
    server = new_server(at=MONDAY)
    server.start("--demo")
    said = eventually(
        lambda: re.search(r"sign in +\S+@\S+ +\S+\n +a customer sees +(\S+)\n", server.said.read_text())
    )
    assert said is not None, server.said.read_text()
    assert said.group(1).startswith(f"{server.url}/p/")
    # The clock draws, too: it was forked off a process that has drawn nothing.
    assert eventually((server.data / "keys" / "seal").exists)
    first, again = server.seconds_to_first_answer, []
    for _ in range(3):  # the best of three: other work on the machine is not the server's
        server.stop()
        server.start("--demo")
        again.append(server.seconds_to_first_answer)
    assert min(again) < first  # nothing is made anew; how quick it is, is measured and not tested


def test_a_taken_port_is_said_in_one_line(new_server: NewServer) -> None:
    server = new_server(at=MONDAY)
    with socket.socket() as other:
        other.bind(("127.0.0.1", server.port))
        other.listen()
        said = server.run("run", "--port", str(server.port), check=False)
    assert said.returncode == 2
    assert said.stderr == f"teum: port {server.port} on 127.0.0.1 is taken; name another with --port\n"


@pytest.mark.from_nothing
def test_one_sqlite_file_is_for_one_server_and_postgresql_for_several(
    new_server: NewServer, database_url: str
) -> None:
    first, second = new_server(at=MONDAY), new_server(at=MONDAY)
    first.start()
    if database_url:
        second.start()
        assert second.call("GET", "/account/login/").status == 200
    else:
        said = second.run("run", "--port", str(second.port), check=False)
        assert said.returncode == 2
        assert "another server already runs" in said.stderr
    assert first.call("GET", "/account/login/").status == 200


def test_whoever_dies_is_started_again(new_server: NewServer) -> None:
    server = new_server(at=MONDAY)
    server.start()
    assert server.process is not None
    before = children(server.process.pid)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    pid = server.process.pid
    assert eventually(lambda: len(set(children(pid)) - set(before)) == len(before))
    assert eventually(lambda: server.answers_page("/account/login/"))
    assert "ended unexpectedly; starting it again in 0.5 s" in server.said.read_text()
    assert server.stop() == 0


def test_nothing_stays_behind_when_the_parent_is_killed(new_server: NewServer) -> None:
    server = new_server(at=MONDAY)
    server.start()
    assert server.process is not None
    everyone = family(server.process.pid)
    server.process.kill()
    assert eventually(lambda: not [pid for pid in everyone if is_alive(pid)])
    server.start()  # and nothing is in the way of the next start


def test_static_files_carry_their_digest_and_may_be_kept_for_ever(new_server: NewServer) -> None:
    server = new_server(at=MONDAY)
    server.environment.pop("TEUM_TEST")
    server.environment.pop("TEUM_CLOCK_FILE")
    server.start()
    page = server.call("GET", "/account/login/")
    styles = re.findall(r'href="(/static/[^"]+\.css)"', page.body)
    assert styles
    for style in styles:
        assert re.search(r"\.[0-9a-f]{12}\.css$", style)
        assert "immutable" in server.call("GET", style).headers["Cache-Control"]


def test_pages_forbid_what_they_do_not_need(new_server: NewServer) -> None:
    server = new_server(at=MONDAY)
    server.start()
    headers = server.call("GET", "/account/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "HttpOnly" in headers["Set-Cookie"]


def test_virtual_time_is_for_tests_only(new_server: NewServer) -> None:
    server = new_server(at=MONDAY)
    server.environment.pop("TEUM_TEST")
    said = subprocess.run(
        [TEUM, "run"], env=server.environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert said.returncode == 2
    assert said.stderr == "teum: TEUM_CLOCK_FILE is for tests and is refused without TEUM_TEST=1\n"
