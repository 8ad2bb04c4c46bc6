"""`teum verify`: whether the ledger holds; names the first place that does not."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teum.actions import seals
from teum.management import database
from teum.now import now
from teum.queries import verify
from teum.queries.verify import Report


class Command(BaseCommand):
    """Reads everything and, but for `--new-key`, changes nothing; exit code 1 where something does not hold."""

    help = "Walks the ledger's seals, compares the texts' digests, and names the first broken place."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to look at, and how to say it."""
        parser.add_argument("--data", metavar="DIR", help="the folder that holds everything (default: data)")
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="fold every promise, case and message anew and compare with its rows",
        )
        parser.add_argument(
            "--new-key",
            action="store_true",
            help="the installation's key was changed on purpose: where all else holds, sign the chains' ends with it",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="say it as one JSON line")

    def handle(self, *_: Any, rebuild: bool, new_key: bool, as_json: bool, **__: Any) -> None:
        """Verifies once."""
        if not database.is_current():
            raise CommandError("there is no database of this version here", returncode=2)
        if new_key and verify.verify(any_key=True).holds:
            seals.sign_anew()
        report = verify.verify(now=now(), rebuild_rows=rebuild)
        self.stdout.write(json.dumps(report.said) if as_json else _words(report, rebuild=rebuild))
        if not report.holds:
            raise SystemExit(1)


def _words(report: Report, *, rebuild: bool) -> str:
    lines = [
        f"{report.sealed} events are sealed, {report.unsealed} wait for their seal",
        f"{report.texts} texts are as they were, {report.erased} were erased",
        f"{report.files} files are as they came",
    ]
    if rebuild:
        lines.append(
            f"{report.rebuilt} promises and cases and {report.messages} messages are what their events say"
        )
    if report.broken:
        broken = report.broken
        detail = f" ({broken.detail})" if broken.detail else ""
        lines.append(f"broken: {broken.what} at {broken.place}{detail}")
    else:
        lines.append("the ledger holds")
    return "\n".join(lines)
