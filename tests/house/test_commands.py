"""The commands as they are typed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from teum import __version__, cli

TEUM = Path(sys.executable).parent / "teum"


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
    for name in ("run", "demo", "clock", "deliver", "analyse", "check", "verify", "bench"):
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


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = teum(tmp_path, "run", "--port", "0", "--data", str(tmp_path / "file" / "data"))
    assert said.returncode == 2
    assert said.stderr == f"teum: {tmp_path}/file/data/keys cannot be used: Not a directory\n"
