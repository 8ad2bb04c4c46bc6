"""Plant a fault in a copy of the project, and see whether its test or a rehearsal finds it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.property.mutations.mutation import Mutation

ROOT = Path(__file__).resolve().parents[3]
SEEDS = (4, 5, 6, 7)


def plant(mutation: Mutation, *, at: Path) -> None:
    """Put the fault into a copy of the project; its text must stand there exactly once."""
    file = at / mutation.file
    before = file.read_text(encoding="utf-8")
    if before.count(mutation.text) != 1:
        raise ValueError(
            f"{mutation.name}: its text stands {before.count(mutation.text)} times in {mutation.file}"
        )
    file.write_text(before.replace(mutation.text, mutation.instead), encoding="utf-8")


def copy(to: Path) -> None:
    """The package and its tests, and nothing that a run leaves behind."""
    leave = shutil.ignore_patterns("__pycache__", "_static", ".screens")
    for folder in ("teum", "tests"):
        shutil.copytree(ROOT / folder, to / folder, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", to)


@contextmanager
def planted(mutation: Mutation) -> Iterator[tuple[Path, dict[str, str]]]:
    """A copy of the project with the fault in it, and the environment in which that copy is what is run."""
    with tempfile.TemporaryDirectory(prefix="teum-mutation-") as folder:
        place = Path(folder)
        copy(place)
        plant(mutation, at=place)
        environment = {**os.environ, "PYTHONPATH": folder, "HYPOTHESIS_PROFILE": "find"}
        where = _run(["-c", "import teum; print(teum.__file__)"], place, environment)
        if not where.stdout.startswith(folder):
            raise RuntimeError(f"the copy is not what is tested: {where.stdout}{where.stderr}")
        yield place, environment


def is_shown_by_rehearsal(mutation: Mutation) -> tuple[bool, str]:
    """Whether a rehearsal finds of it just what it must find, within some seeds, and not without it; with what was found last."""
    with planted(mutation) as (place, environment):
        told: list[str] = []
        for seed in SEEDS:
            command = ["-m", "teum", "rehearse", *mutation.scene.split(), "--seed", str(seed)]
            for line in _lines(command, place, environment):
                if f", {mutation.shows}, " in line:
                    if str(mutation.shows) in shown_unplanted(mutation.scene, seed):
                        return False, f"seed {seed} shows {mutation.shows} of the code as it is: {line}"
                    return True, line
                told = [*told[-12:], line]
        return False, "".join(told)


@cache
def shown_unplanted(scene: str, seed: int) -> frozenset[str]:
    """The kinds that a rehearsal finds of the code as it is: what it finds anyhow shows no fault."""
    command = ["-m", "teum", "rehearse", *scene.split(), "--seed", str(seed), "--json"]
    ran = _run(command, ROOT, dict(os.environ))
    if ran.returncode not in (0, 1):
        raise RuntimeError(f"{scene}, seed {seed}: it broke off: {ran.stderr[-1_500:]}")
    return frozenset(json.loads(ran.stdout)["kinds"])


def _lines(command: list[str], place: Path, environment: dict[str, str]) -> Iterator[str]:
    """What a rehearsal tells on its way; it is ended where nobody reads on."""
    running = subprocess.Popen(
        [sys.executable, *command], cwd=place, env=environment, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stderr
    try:
        while line := running.stderr.readline():
            yield line
    finally:
        running.terminate()
        running.communicate()


def is_caught(mutation: Mutation) -> tuple[bool, str]:
    """Whether the fault's test fails of it; with the last lines of what pytest said."""
    with planted(mutation) as (place, environment):
        command = ["-m", "pytest", mutation.caught_by, "-x", "--tb=short", "-p", "no:cacheprovider"]
        ran = _run(command, place, environment)
        # 1: a test failed; anything else (no such test, an error in a fixture of its own) proves nothing.
        return ran.returncode == 1 and " failed" in ran.stdout, ran.stdout[-1_500:]


def _run(command: list[str], place: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=place, env=environment, capture_output=True, text=True, check=False
    )
