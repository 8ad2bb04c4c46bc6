"""Where it is rehearsed: a folder and a database of its own, and a process that knows no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import OperationalError

from teum.management import database
from teum.management.bench import postgres
from teum.management.rehearsal import outcome
from teum.management.rehearsal import past as pasts
from teum.management.rehearsal.outcome import Outcome
from teum.management.rehearsal.past import Past
from teum.management.rehearsal.plan import Plan
from teum.models import Organisation
from teum.now import now

GRACE_SECONDS = 1.0
"""Who is told to stop has so long to go."""


class Impossible(Exception):
    """There is nothing to rehearse, or it broke off. The message is the one line to show."""


def past() -> Past:
    """What the business that --data names looks like; a business of ours where none is named or there."""
    if "TEUM_DATA" not in os.environ:
        return Past()
    organisation = _organisation()
    if organisation is None:
        there = os.environ["TEUM_DATA"]
        print(f"rehearse: there is no business in {there}: one that is made up is rehearsed", file=sys.stderr)
        return Past()
    found = pasts.of(organisation, now=now())
    if not found.made:
        print(
            f"rehearse: no promises in the last {pasts.MONTH.days} days: made-up ones are rehearsed,"
            " in the hours and under the policy of the business",
            file=sys.stderr,
        )
    return found


def _organisation() -> Organisation | None:
    where = settings.TEUM.database
    if where.is_sqlite and not Path(where.name).is_file():
        return None
    try:
        return Organisation.objects.order_by("id").first() if database.is_current() else None
    except OperationalError as error:
        raise Impossible(f"the business cannot be read: {error}") from error


def rehearse(plans: Sequence[Plan]) -> Outcome:
    """Rehearse each plan in a process of its own, as many at once as there are processors, and put them together."""
    # A server that is restarted for one business is away for all of them.
    at_once = 1 if any(plan.restart for plan in plans) else os.cpu_count()
    crew = _Crew()
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        try:
            found = list(_told(pool.map(lambda plan: _rehearse(plan, crew), plans), len(plans)))
            return outcome.together(found, seconds=time.monotonic() - began, taken=plans[0].past.said)
        except BaseException:  # whoever is told to stop, or has failed, leaves nobody running
            pool.shutdown(wait=False, cancel_futures=True)
            crew.stop()
            raise


def _told(outcomes: Iterable[Outcome], count: int) -> Iterator[Outcome]:
    """The same, and word of each business that is done, where there are several."""
    for number, found in enumerate(outcomes, 1):
        if count > 1:
            violations = sum(found.said["violations"].values())
            print(
                f"rehearse: {number} of {count} businesses, {violations} violations",
                file=sys.stderr,
                flush=True,
            )
        yield found


@dataclass
class _Crew:
    """The processes that rehearse. Once they were told to stop, none begins any more."""

    _running: list[subprocess.Popen[str]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _is_stopped: bool = False

    def start(self, command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
        """Begin one, with pipes to write to and to read from."""
        with self._lock:
            if self._is_stopped:
                raise Impossible("it was told to stop")
            pipe = subprocess.PIPE
            process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
            self._running.append(process)
            return process

    def stop(self) -> None:
        """End all of them: who does not go when asked is killed."""
        with self._lock:
            self._is_stopped = True
        for process in self._running:
            process.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for process in self._running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def _rehearse(plan: Plan, crew: _Crew) -> Outcome:
    """In a process that knows no other database than its own, which goes away."""
    with _folder() as folder, _database(is_restarted=bool(plan.restart)) as url:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TEUM_")}
        environment |= {
            "TEUM_DATA": str(folder),
            "TEUM_DATABASE_URL": url,
            "TEUM_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "teum.management.rehearsal.settings",
            "PYTHONHASHSEED": "0",
        }
        command = [sys.executable, "-m", "teum", "rehearse", "--here", "--json", *plan.options]
        process = crew.start(command, environment)
        said, _ = process.communicate(plan.past.as_json())
    if process.returncode or not said:
        raise Impossible(f"{plan.replay}: it broke off with exit code {process.returncode}")
    return Outcome(said=json.loads(said))


@contextmanager
def _folder() -> Iterator[Path]:
    parent = Path(os.environ["TEUM_DATA"]) if "TEUM_DATA" in os.environ else None
    is_there = parent is not None and parent.is_dir()
    with tempfile.TemporaryDirectory(prefix="teum-rehearsal-", dir=parent if is_there else None) as made:
        yield Path(made)


@contextmanager
def _database(*, is_restarted: bool) -> Iterator[str]:
    """The address of a database of its own on the PostgreSQL that is named; empty for SQLite.

    Nothing waits for the disk, unless its server goes down on the way.
    """
    url = os.environ.get("TEUM_DATABASE_URL", "")
    if not url:
        yield ""
        return
    with postgres.database_on(url, waits=is_restarted) as made:
        yield made
