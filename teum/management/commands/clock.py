"""`teum clock`: the clock as its own process; any number of them on one PostgreSQL."""

import math
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teum.clock import inbox, loop
from teum.configuration.values import Imap
from teum.management import database, pass_options
from teum.now import now as present


class Command(BaseCommand):
    """Fires timers: once all that is due, or until it is told to stop."""

    help = (
        "The clock as its own process: fires what is due, in the order of its moments. In a long backlog (more than "
        "200 timers, the first over a minute late) what must be said before it is too late comes first, and what "
        "concerns one customer comes together."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All that is due, or a loop."""
        pass_options.add_to(parser)

    def handle(self, *_: Any, once: bool, now: str | None, as_json: bool, **__: Any) -> None:
        """Runs until nothing is due, or until SIGTERM or SIGINT."""
        moment = pass_options.moment(once=once, said=now)
        database.bring_up_to_date()
        if not once:
            pass_options.until_told(loop.run_clock)
            return
        clock = loop.ClockPass(look_seconds=math.inf)
        done = asdict(clock.until_idle(lambda: moment if now else present()))
        box = settings.TEUM.imap_url
        if box:
            done["mails"] = _mails(box, moment)
        self.stdout.write(pass_options.said(done, as_json=as_json))


def _mails(box: Imap, moment: datetime) -> int:
    """How many mails one look takes in."""
    try:
        return inbox.once(box, moment=moment)
    except inbox.Away as away:
        raise CommandError(f"the mailbox cannot be read ({away})") from None
