"""`teum worker`: takes numbers of messages from the broker and delivers them; any number of them on any machines."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from teum.configuration import values
from teum.management import database, delivering
from teum.management.supervisor import Child, Supervisor


class Command(BaseCommand):
    """Delivers what the broker brings, until it is told to stop."""

    help = (
        "Workers of delivery, where TEUM_BROKER_URL names a broker: they send what `teum deliver` publishes."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many."""
        parser.add_argument("--data", metavar="DIR", help="the folder that holds everything (default: data)")
        parser.add_argument(
            "--processes",
            type=values.number(1, 64),
            default=1,
            metavar="N",
            help="how many messages at a time, each in a process of its own (default: %(default)s)",
        )

    def handle(self, *_: Any, processes: int, **__: Any) -> None:
        """Runs until SIGTERM or SIGINT."""
        work = delivering.worker()
        database.bring_up_to_date()
        connections.close_all()
        if processes == 1:
            work()
            return
        supervisor = Supervisor(
            children=[Child(f"worker {number}", work) for number in range(1, processes + 1)],
            say=lambda line: print(f"teum: {line}", file=sys.stderr, flush=True),
        )
        supervisor.start()
        supervisor.watch()
