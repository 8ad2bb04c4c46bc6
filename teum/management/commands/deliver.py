"""`teum deliver`: delivery as its own process; any number of them on one PostgreSQL.

With a broker it publishes for workers; `--once` sends by itself all the same.
"""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from teum.clock import loop
from teum.management import database, delivering, pass_options
from teum.now import now as present


class Command(BaseCommand):
    """Delivers messages: once all that are due, or until it is told to stop."""

    help = "Delivery as its own process: sends what is due, each message at most once."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All that is due, or a loop."""
        pass_options.add_to(parser)

    def handle(self, *_: Any, once: bool, now: str | None, as_json: bool, **__: Any) -> None:
        """Runs until nothing more can be sent, or until SIGTERM or SIGINT."""
        moment = pass_options.moment(once=once, said=now)
        run = delivering.in_force()
        database.bring_up_to_date()
        if not once:
            pass_options.until_told(run)
            return
        delivered = loop.DeliveryPass().until_idle(lambda: moment if now else present())
        self.stdout.write(pass_options.said(asdict(delivered), as_json=as_json))
