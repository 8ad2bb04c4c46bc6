"""`teum rehearse` as it is typed: a short rehearsal with every fault, and what it leaves alone."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.property.mutations import MUTATIONS
from tests.property.mutations.planting import planted
from tests.rehearsal import soak
from tests.rehearsal.soak import restarting
from teum.management.bench import postgres
from teum.management.rehearsal.faults import FAULTS
from teum.management.rehearsal.past import Past

TEUM = Path(sys.executable).parent / "teum"
KEYS = [
    "violations",
    "windows",
    "outage_misses",
    "promises",
    "messages_per_promise",
    "load",
    "verdicts",
    "faults",
    "seconds",
    "broken",
    "seed",
]


COUNTED = {
    "forgetting": {"busy spells"},
    "leaving": {"people who left", "holidays"},
    "addresses": {"addresses nobody is reached at"},
    "refusals": {"refused for a while"},
    "timeouts": {"not answered"},
    "receipts": {"answered twice"},
    "rates": {"waits for a rate"},
    "outages": {f"outages of {what}" for what in ("carriers", "clock", "delivery", "clock and delivery")},
    "kills": {"clock killed", "delivery killed"},
    "database": {"connections cut"},
    "edits": {"edits of the policy"},
}
"""What is counted of each fault; of customers who do not answer (`silence`) nothing is."""


def test_every_fault_that_is_counted_is_looked_for() -> None:
    assert set(FAULTS) - set(COUNTED) == {"silence"}


def rehearse(place: Path, postgres_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Rehearses on the database under test, with a clean environment."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    database = {"TEUM_DATABASE_URL": postgres_url} if postgres_url else {}
    return subprocess.run(
        [TEUM, "rehearse", *arguments],
        env={**kept, **database}, cwd=place, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def found(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What a rehearsal that ran to its end says."""
    assert done.returncode in (0, 1), done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_with_every_fault_no_guarantee_is_broken(tmp_path: Path, postgres_url: str) -> None:
    seed = 5 if postgres_url else 4
    done = rehearse(
        tmp_path, postgres_url, *f"--promises 60 --days 7 --seed {seed} --faults all --json".split()
    )
    said = found(done)
    assert said["broken"] == []
    assert said["violations"] == dict.fromkeys("12345", 0)
    assert done.returncode == 0
    assert set(KEYS) <= set(said)
    assert said["promises"] >= 55, "nearly all of them were made"
    assert sum(said["verdicts"].values()) >= 20, "and many came to their end"
    assert said["outage_misses"] <= soak.MOST_SILENT * said["windows"], "few windows are excused"
    dealt = set(said["faults"])
    assert [name for name, counts in COUNTED.items() if not counts & dealt] == [], "each fault is dealt out"
    assert not list(tmp_path.iterdir()), "nothing is left behind"


def test_a_guarantee_that_is_broken_is_exit_code_1() -> None:
    fault = next(mutation for mutation in MUTATIONS if mutation.name == "worded-in-hebrew")
    asked = ["--promises", "12", "--days", "2", "--seed", "6", "--faults", "none", "--json"]
    with planted(fault) as (place, environment):
        kept = {name: value for name, value in environment.items() if not name.startswith("TEUM_")}
        command = [sys.executable, "-m", "teum", "rehearse", *asked]
        done = subprocess.run(command, env=kept, cwd=place, capture_output=True, text=True, check=False)
    said = found(done)
    assert said["violations"][str(fault.guarantee)] > 0
    assert [one["kind"] for one in said["broken"] if one["kind"] == fault.shows]
    assert done.returncode == 1
    assert soak.judged(done.returncode, done.stdout) == soak.judged(0, done.stdout) == 1
    assert soak.judged(0, "") == soak.judged(2, "") == 2


def test_in_fair_weather_nothing_is_missed_in_silence(tmp_path: Path, postgres_url: str) -> None:
    said = found(
        rehearse(
            tmp_path,
            postgres_url,
            *["--promises", "25", "--days", "4", "--seed", "6", "--faults", "none", "--json"],
        )
    )
    assert (said["broken"], said["outage_misses"], said["faults"]) == ([], 0, {})
    assert "late_silent" not in said["verdicts"]


def test_the_same_seed_is_the_same_rehearsal(tmp_path: Path, postgres_url: str) -> None:
    asked = ["--promises", "12", "--days", "2", "--seed", "8", "--faults", "all", "--json"]
    first, second = (found(rehearse(tmp_path, postgres_url, *asked)) for _ in range(2))
    del first["seconds"], second["seconds"]
    assert first == second


def test_processes_that_are_really_killed(tmp_path: Path, postgres_url: str) -> None:
    asked = [
        "--promises",
        "30",
        "--days",
        "5",
        "--seed",
        "12",
        "--faults",
        "kills,timeouts,refusals",
        "--sigkill",
        "--json",
    ]
    said = found(rehearse(tmp_path, postgres_url, *asked))
    assert said["broken"] == []
    assert said["faults"].get("clock killed", 0) + said["faults"].get("delivery killed", 0) > 0
    assert said["faults"]["processes ended by SIGKILL"] > 0


def test_a_server_that_is_really_restarted(tmp_path: Path, postgres_url: str) -> None:
    asked = ["--promises", "12", "--days", "2", "--seed", "12", "--faults", "database", "--json", "--restart"]
    if postgres_url:
        with postgres.server() as url:  # of its own: the one under test serves others, too
            said = found(rehearse(tmp_path, url, *asked, restarting(url)))
    else:
        said = found(rehearse(tmp_path, "", *asked, f"touch {tmp_path}/restarted"))
        assert (tmp_path / "restarted").is_file(), "SQLite has no server: the command is run all the same"
    assert said["broken"] == []
    assert said["faults"]["restarts of the database"] > 0


@pytest.mark.parametrize("after", [0.5, 4.0])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_who_is_told_to_stop_leaves_nothing_and_nobody(tmp_path: Path, after: float, how: int) -> None:
    data = tmp_path / "data"
    data.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    # who started the tests in the background may have let them ignore SIGINT
    asked = ["env", "--default-signal=INT", TEUM, "rehearse", "--promises", "3000", "--data", data]
    running = subprocess.Popen(asked, env=kept, stderr=subprocess.DEVNULL)
    time.sleep(after)
    children = subprocess.run(["pgrep", "-P", str(running.pid)], capture_output=True, text=True, check=False)
    running.send_signal(how)
    assert running.wait(20) != 0, "in two seconds, where nothing else runs"
    assert not list(data.iterdir())
    assert [pid for pid in children.stdout.split() if Path("/proc", pid).exists()] == []


def test_an_unknown_fault_is_refused_with_the_list(tmp_path: Path) -> None:
    done = rehearse(tmp_path, "", "--faults", "kils")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "teum: there is no fault kils; the nearest is kills of: all, none, forgetting,"
    )
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("--ask-minutes 60", "teum: there can be no such policy: field ask_minutes, low 91\n"),
        ("--hold-minutes 1", "teum: there can be no such policy: field hold_minutes, low 5, high 10080\n"),
        ("--promises 0", "teum: --promises and --days are numbers from 1\n"),
    ],
)
def test_what_cannot_be_rehearsed_is_one_line(tmp_path: Path, asked: str, says: str) -> None:
    done = rehearse(tmp_path, "", *asked.split())
    assert (done.returncode, done.stderr) == (2, says)


def digests(folder: Path) -> dict[str, str]:
    """What stands in every file of a folder, but for the marks that readers of SQLite leave beside it."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(("-shm", "-wal", "-turn"))
    }


def test_a_business_is_read_and_never_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    subprocess.run([TEUM, "demo", "--data", data], env=kept, check=True, capture_output=True)
    with closing(sqlite3.connect(data / "teum.sqlite3")) as its_own:
        [first] = its_own.execute("SELECT min(made_at) FROM teum_promise WHERE nature = 'deed'").fetchone()
    before = digests(data)
    asked = ("--data", str(data), "--days", "1", "--word-days", "2", "--hold-minutes", "45", "--json")
    done = rehearse(tmp_path, "", *asked)
    said = found(done)
    assert "made-up" not in done.stderr
    begin = datetime.fromisoformat(first).replace(tzinfo=UTC).astimezone(ZoneInfo("Asia/Jerusalem"))
    assert said["starts"] == [begin.date().isoformat()], "on the day of the first promise of its last month"
    assert said["promises"] > 0
    assert said["taken"]["promises"] == sum(said["taken"]["kinds"].values()) > 0
    assert said["violations"] == dict.fromkeys("12345", 0)
    assert digests(data) == before


def test_a_policy_that_is_tried_is_not_edited_and_a_folder_without_a_business_is_said(tmp_path: Path) -> None:
    asked = ("--data", str(tmp_path / "none"), "--promises", "4", "--days", "2", "--word-days", "2")
    done = rehearse(tmp_path, "", *asked, "--compare", "--json")
    assert done.stderr.startswith(
        f"rehearse: there is no business in {tmp_path / 'none'}: one that is made up"
    )
    both = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(both) == 2
    assert not any(name.startswith("edits") for said in both for name in said["faults"])


def test_a_business_that_opens_in_the_evening_works_in_the_evening(tmp_path: Path) -> None:
    evenings = {str(day): [["16:00", "00:00"]] for day in range(7)}
    past = Past(zone="Europe/London", country="GB", hours={"week": evenings, "holidays": "open"})
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": "teum.management.rehearsal.settings", "TEUM_DATA": str(tmp_path)}
    done = subprocess.run(
        [TEUM, "rehearse", "--here", "--promises", "12", "--days", "3", "--faults", "none", "--seed", "4"],
        env={**kept, **settings}, input=past.as_json(), capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert said["violations"] == dict.fromkeys("12345", 0)
    assert said["verdicts"].get("kept", 0) > said["verdicts"].get("late_told", 0)
