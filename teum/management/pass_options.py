"""What the commands `clock` and `deliver` share: one pass or a loop, the moment to act for, and how to say it."""

import json
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError

from teum.now import now


def add_to(parser: ArgumentParser) -> None:
    """The options of both."""
    parser.add_argument("--data", metavar="DIR", help="the folder that holds everything (default: data)")
    parser.add_argument(
        "--once", action="store_true", help="all that is due by now, however long it takes, then end"
    )
    parser.add_argument("--now", metavar="ISO", help="with --once: the moment to act for, with its offset")
    parser.add_argument(
        "--json", action="store_true", dest="as_json", help="say what was done as one JSON line"
    )


def moment(*, once: bool, said: str | None) -> datetime:
    """The moment to act for. Raises CommandError (exit code 2) where what was said is none."""
    if said is None:
        return now()
    if not once:
        raise CommandError("--now is for one pass; add --once", returncode=2)
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise CommandError(f"--now {said} is no ISO 8601 moment", returncode=2) from None
    if found.tzinfo is None:
        raise CommandError(f"--now {said} has no offset; add one, such as +02:00", returncode=2)
    return found


def said(done: dict[str, Any], *, as_json: bool) -> str:
    """What was done, as one line."""
    if as_json:
        return json.dumps(done)
    return ", ".join(f"{name}: {value}" for name, value in done.items())


def until_told(run: Callable[[threading.Event], None]) -> None:
    """Runs a loop until SIGTERM or SIGINT; what it is in the middle of is finished first."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    run(stop)
