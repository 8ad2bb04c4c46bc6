"""`teum run`: the embedded server; web, clock and delivery in processes of their own under one parent."""

import fcntl
import io
import json
import os
import sys
import time
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.checks.urls import check_url_config
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from teum import configuration
from teum.clock import loop
from teum.management import database, delivering, pass_options, serve
from teum.management.supervisor import Child, Supervisor

FIRST_ANSWER_SECONDS = 20


class Command(BaseCommand):
    """Starts everything, says where it is, and stops it on Ctrl-C or SIGTERM."""

    help = "The embedded server: web, clock and delivery, all state under --data DIR."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address to listen on, and whether to load the demo."""
        parser.add_argument(
            "--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)"
        )
        parser.add_argument(
            "--port", type=int, default=8000, help="the port to listen on (default: %(default)s)"
        )
        parser.add_argument("--data", metavar="DIR", help="the folder that holds everything (default: data)")
        parser.add_argument("--demo", action="store_true", help="make the demo business if it is missing")

    def handle(self, *_: Any, host: str, port: int, demo: bool, **__: Any) -> None:
        """Runs until it is told to stop."""
        trouble = serve.trouble(host, port)
        if trouble:
            raise CommandError(trouble, returncode=2)
        deliverers = _deliverers()
        settings.TEUM.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = _lock(settings.TEUM.data) if settings.TEUM.database.is_sqlite else None
        configuration.address_file(settings.TEUM.data).write_text(settings.BASE_URL + "\n", encoding="utf-8")
        database.bring_up_to_date()
        made = _demo() if demo else {}
        check_url_config(None)  # every page's code is loaded once here, before the processes part
        connections.close_all()
        supervisor = Supervisor(
            children=[
                Child("web", partial(serve.web, host=host, port=port)),
                Child("clock", partial(pass_options.until_told, loop.run_clock)),
                *deliverers,
            ],
            say=lambda line: print(f"teum: {line}", file=sys.stderr, flush=True),
        )
        supervisor.start()
        if _answers_soon(host, port, supervisor):
            self.stdout.write(_greeting(made))
            self.stdout.flush()
        elif not supervisor.stopping.is_set():
            supervisor.stop()
            raise CommandError(f"no page came within {FIRST_ANSWER_SECONDS} seconds; the lines above say why")
        supervisor.watch()
        if lock is not None:
            lock.close()


def _deliverers() -> list[Child]:
    """Delivery, and a worker of its own where there is a broker."""
    delivery = Child("delivery", partial(pass_options.until_told, delivering.in_force()))
    return [delivery, Child("worker", delivering.worker())] if delivering.has_broker() else [delivery]


def _lock(data: Path) -> IO[str]:
    """Takes the data folder for this server alone; SQLite is for one server at a time."""
    file = (data / "run.lock").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        said = f"another server already runs on {data}; stop it first, or use PostgreSQL"
        raise CommandError(said, returncode=2) from None
    return file


def _demo() -> dict[str, Any]:
    """Makes the demo if it is missing; answers with how to sign in.

    In a process of its own: drawing begins threads, and what is forked off a process that has any may wait for them for
    ever.
    """
    connections.close_all()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as alone:
        return alone.submit(_make_demo).result()


def _make_demo() -> dict[str, Any]:
    said = io.StringIO()
    call_command("demo", as_json=True, stdout=said)
    made: dict[str, Any] = json.loads(said.getvalue())
    return made


def _answers_soon(host: str, port: int, supervisor: Supervisor) -> bool:
    """Waits until the web server accepts connections; False when it does not, or when it is told to stop."""
    until = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < until and not supervisor.stopping.is_set():
        if serve.answers(host, port):
            return True
        supervisor.tend()
        time.sleep(0.02)
    return False


def _greeting(made: dict[str, Any]) -> str:
    lines = [f"Teum runs at {settings.BASE_URL}"]
    if made:
        lines += [
            f"  sign in          {made['login']['email']}  {made['login']['password']}",
            f"  a customer sees  {made['customer_page']}",
        ]
    return "\n".join([*lines, f"All of it is in {os.path.relpath(settings.TEUM.data)}. Ctrl-C stops it.", ""])
