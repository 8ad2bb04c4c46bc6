"""The commands as they are typed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from teum import __version__, cli

TEUM = Path(sys.executable).parent / "teum"
ROOT = Path(__file__).parents[2]
SOAK = re.findall(r"python -m (\S+)", (ROOT / "scripts" / "soak").read_text(encoding="utf-8"))


def teum(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the console script with a clean environment."""
    return subprocess.run(
        [TEUM, *arguments],
        env={"PATH": os.environ["PATH"], "TEUM_DATA": str(tmp_path / "data"), **environment},
        cwd=tmp_path, input="", capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself_or_says_that_it_is_yet_to_come(tmp_path: Path, name: str) -> None:
    said = teum(tmp_path, name, "--help")
    if said.returncode == 0:
        assert said.stdout.startswith("usage: teum")
    else:
        assert (said.returncode, said.stderr) == (2, f"teum {name}: not in this version yet\n")


def test_the_commands_of_this_version_are_there(tmp_path: Path) -> None:
    for name in (
        "run",
        "demo",
        "clock",
        "deliver",
        "worker",
        "analyse",
        "check",
        "verify",
        "rehearse",
        "bench",
    ):
        assert teum(tmp_path, name, "--help").returncode == 0, name


def test_help_and_version(tmp_path: Path) -> None:
    assert all(name in teum(tmp_path, "--help").stdout for name in cli.COMMANDS)
    assert teum(tmp_path, "--version").stdout == f"teum {__version__}\n"


def test_an_unknown_command_names_the_nearest(tmp_path: Path) -> None:
    said = teum(tmp_path, "delivr")
    assert (said.returncode, said.stderr) == (2, "teum: there is no command delivr; the nearest is deliver\n")


def test_a_setting_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    said = teum(tmp_path, "run", TEUM_WORKERS="many")
    assert (said.returncode, said.stderr) == (
        2,
        "teum: TEUM_WORKERS: 'many' is not a whole number from 1 to 64\n",
    )


def test_analysing_needs_no_django(tmp_path: Path) -> None:
    look = "import atexit, sys; atexit.register(lambda: print('django' in sys.modules)); from teum import cli; cli.main(['check', '--help'])"
    said = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert said.stdout.splitlines()[-1] == "False"


def test_a_database_that_cannot_be_reached_is_one_line(tmp_path: Path) -> None:
    said = teum(tmp_path, "run", "--port", "0", TEUM_DATABASE_URL="postgres://teum:hunter2@127.0.0.1:1/teum")
    assert said.returncode == 2
    assert said.stderr.startswith("teum: the database cannot be used: ")
    assert said.stderr.count("\n") == 1
    assert "hunter2" not in said.stderr


def test_a_worker_without_a_broker_is_one_line(tmp_path: Path) -> None:
    said = teum(tmp_path, "worker")
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert said.stderr.startswith("teum: TEUM_BROKER_URL names no broker")


@pytest.mark.parametrize("command", [("worker",), ("deliver",), ("run", "--port", "0")])
def test_a_broker_without_celery_is_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "celery.py").write_text("raise ModuleNotFoundError(name='celery')")
    said = teum(
        tmp_path,
        *command,
        PYTHONPATH=str(tmp_path),
        TEUM_DATABASE_URL="postgres://127.0.0.1:1/teum",
        TEUM_BROKER_URL="amqp://teum:hunter2@mq.example/",
    )
    assert said.returncode == 2
    assert (
        said.stderr
        == "teum: TEUM_BROKER_URL needs Celery: install requirements-broker.lock, or teum[broker]\n"
    )


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = teum(tmp_path, "run", "--port", "0", "--data", str(tmp_path / "file" / "data"))
    assert said.returncode == 2
    assert said.stderr == f"teum: {tmp_path}/file/data cannot be used: Not a directory\n"


def test_a_folder_that_may_not_be_made_is_one_line(tmp_path: Path) -> None:
    for command in (("run", "--port", "0"), ("clock", "--once"), ("demo",)):
        said = teum(tmp_path, *command, "--data", "/proc/nope")
        assert (said.returncode, said.stderr) == (
            2,
            "teum: /proc/nope cannot be used: No such file or directory\n",
        )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--port", "99999"), "--port 99999 is no port; name one from 1 to 65535"),
        (("--port", "-1"), "--port -1 is no port; name one from 1 to 65535"),
        (("--host", "999.1.1.1"), "--host 999.1.1.1 is no address of this machine"),
        (("--host", "192.0.2.1"), "--host 192.0.2.1 is no address of this machine"),
        (("--host", "a" * 64 + ".example"), f"--host {'a' * 64}.example is no address of this machine"),
    ],
)
def test_where_nothing_can_listen_is_said_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    said = teum(tmp_path, "run", *arguments)
    assert (said.returncode, said.stderr) == (2, f"teum: {says}\n")


@pytest.mark.parametrize(
    ("holds", "says"),
    [
        (None, "cannot be read: No such file or directory"),
        ("junk", "holds no moment such as 2026-11-22T10:00:00+02:00"),
        ("2026-11-22T10:00:00", "holds no moment such as 2026-11-22T10:00:00+02:00"),
    ],
)
def test_a_clock_file_without_a_moment_is_one_line(tmp_path: Path, holds: str | None, says: str) -> None:
    file = tmp_path / "clock"
    if holds is not None:
        file.write_text(holds)
    said = teum(tmp_path, "run", TEUM_TEST="1", TEUM_CLOCK_FILE=str(file))
    assert (said.returncode, said.stderr) == (2, f"teum: TEUM_CLOCK_FILE: {file} {says}\n")


def test_the_demo_is_made_in_an_empty_folder_once_by_whoever_asks(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TEUM_DATA": str(tmp_path / "data")}
    asked = [
        subprocess.Popen(
            [TEUM, "demo", "--json"], env=environment, stdout=subprocess.PIPE, cwd=tmp_path, text=True
        )
        for _ in range(2)
    ]
    said = [program.communicate(timeout=240)[0] for program in asked]
    assert [program.returncode for program in asked] == [0, 0]
    assert json.loads(said[0])["organisation"] == json.loads(said[1])["organisation"]


def test_verifying_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    said = teum(tmp_path, "verify", "--data", str(tmp_path / "none"))
    place = tmp_path / "none" / "teum.sqlite3"
    assert said.returncode == 2
    assert said.stderr == f"teum: there is nothing at {place}; name the folder with --data\n"
    assert not list(tmp_path.iterdir())


def test_the_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    assert teum(tmp_path, "clock", "--once").returncode == 0
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("module", sorted(set(SOAK)))
def test_the_long_runs_can_begin_by_themselves(module: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    code = f"import {module}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
